"""Adding a leaf to the log, and erasing a personal value under it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.transparency import code as codes
from services.transparency import merkle, published, repository, tree
from services.transparency import record as records
from services.transparency.errors import AlreadySuperseded, LeafDiffers, UnknownCode
from services.transparency.models import LogLeaf, LogOpening
from services.transparency.record import Record, Value
from tenants.unit_of_work import UnitOfWork

ENVELOPE_VERSION = 1


async def append(
    uow: UnitOfWork,
    *,
    subject: UUID,
    kind: str,
    record: Mapping[str, Value],
    supersedes: str = "",
) -> LogLeaf:
    """Add a published record to the log and give it its code; the same object is added once.

    `supersedes` is the code of the version that this one corrects. The log stays locked until
    the unit of work ends, so append last. Personal values come as `record.personal(value)`.
    """
    await repository.lock_log(uow.session, uow.tenant.code)
    known = await repository.find_by_subject(uow.session, kind, subject)
    if known is not None:
        await _require_same(uow, known, record)
        return known
    leaf = await _new_leaf(uow, kind, subject, record, await _corrected(uow, supersedes))
    uow.session.add(leaf)
    await tree.grow(uow.session, leaf.index, leaf.hash)
    uow.session.add_all(
        LogOpening(leaf_index=leaf.index, path=path, field=field)
        for path, field in records.openings(record).items()
    )
    await audit.record(
        uow, AuditTag.TRANSPARENCY_LEAF_APPEND, subject=subject, index=leaf.index, kind=kind
    )
    return leaf


async def newest_code(uow: UnitOfWork, code: str) -> str:
    """Return the code of the newest version, public already or not: a correction follows it."""
    leaf = await repository.find_by_code(uow.session, code)
    while leaf is not None:
        code, leaf = leaf.code, await repository.find_superseder(uow.session, leaf.index)
    return code


async def erase(uow: UnitOfWork, code: str, paths: Collection[str]) -> int:
    """Erase personal values (JSON pointers) of a published item; return how many were there."""
    leaf = await repository.find_by_code(uow.session, code)
    if leaf is None:
        raise UnknownCode(verification_code=code)
    erased = await repository.erase_openings(uow.session, leaf.index, paths)
    await audit.record(
        uow, AuditTag.TRANSPARENCY_VALUE_ERASE, subject=leaf.subject, index=leaf.index, count=erased
    )
    return erased


def envelope(
    county: str,
    kind: str,
    subject: UUID,
    at: datetime,
    supersedes: int | None,
    record: Mapping[str, Value],
) -> Record:
    """Return what the leaf's bytes say: the closed record and what it is."""
    return {
        "at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "county": county,
        "kind": kind,
        "record": records.closed(record),
        "subject": str(subject),
        "supersedes": supersedes,
        "version": ENVELOPE_VERSION,
    }


async def _new_leaf(
    uow: UnitOfWork,
    kind: str,
    subject: UUID,
    record: Mapping[str, Value],
    supersedes: int | None,
) -> LogLeaf:
    index, at = await repository.size(uow.session), clock.now().replace(microsecond=0)
    body = records.canonical(envelope(uow.tenant.code, kind, subject, at, supersedes, record))
    leaf_hash = merkle.leaf_hash(body)
    return LogLeaf(
        index=index,
        previous=index - 1 if index else None,
        kind=kind,
        subject=subject,
        supersedes=supersedes,
        code=await _free_code(uow, leaf_hash),
        hash=leaf_hash,
        body=body.decode(),
        at=at,
    )


async def _free_code(uow: UnitOfWork, leaf_hash: bytes) -> str:
    attempt = 0
    while await repository.find_by_code(
        uow.session, code := codes.of_leaf(uow.tenant.code, leaf_hash, attempt)
    ):
        attempt += 1
    return code


async def _corrected(uow: UnitOfWork, code: str) -> int | None:
    """Return the index of the version to be corrected, which must be the newest one."""
    if not code:
        return None
    old = await repository.find_by_code(uow.session, code)
    if old is None:
        raise UnknownCode(verification_code=code)
    newer = await repository.find_superseder(uow.session, old.index)
    if newer is not None:
        raise AlreadySuperseded(verification_code=newer.code)
    return old.index


async def _require_same(uow: UnitOfWork, known: LogLeaf, record: Mapping[str, Value]) -> None:
    openings = await repository.openings(uow.session, known.index, known.index + 1)
    if not published.same_contents(published.public_record(known, openings), record):
        raise LeafDiffers(verification_code=known.code)
