"""Signing a head of the log, keeping its copy outside the database, and noticing a rewind."""

import asyncio

from infra.logging import logger
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.transparency import head_copy, keys, note, repository, tree
from services.transparency.errors import LogDamaged, LogRewound
from services.transparency.models import LogCheckpoint
from services.transparency.note import Checkpoint
from tenants.unit_of_work import UnitOfWork


async def sign_checkpoint(uow: UnitOfWork) -> LogCheckpoint:
    """Sign the head over all leaves, or return the one that is signed already.

    Commit before `persist_checkpoint`: a copy on disk must not know more than the database.
    """
    log = uow.tenant.log
    await repository.lock_log(uow.session, uow.tenant.code)
    size = await repository.size(uow.session)
    await require_unrewound(uow, size)
    latest = await repository.latest_signed(uow.session)
    if latest is not None:
        await _require_continued(uow, latest, size)
        if latest.size == size:
            return latest
    head = Checkpoint(keys.origin(log), size, await tree.root(uow.session, size))
    signed = note.sign(head.text, head.origin, keys.signing_key(log))
    checkpoint = LogCheckpoint(size=size, root=head.root, note=signed)
    uow.session.add(checkpoint)
    await audit.record(
        uow, AuditTag.TRANSPARENCY_CHECKPOINT_SIGN, subject=audit.WHOLE_COUNTY, size=size
    )
    return checkpoint


async def persist_checkpoint(uow: UnitOfWork, signed: str) -> None:
    """Write a committed head to disk and fsync it; only then may anything show its items.

    Takes a unit of work that has written nothing, so that nothing can roll back what the copy
    says. Keeps the newer copy if one is there; raises LogRewound if the copy and the database
    contradict each other.
    """
    if await repository.has_written(uow.session):
        raise RuntimeError("persist_checkpoint needs a unit of work of its own")
    log = uow.tenant.log
    head = note.open_checkpoint(signed, keys.verifier(log))
    size = await repository.size(uow.session)
    await require_unrewound(uow, size)
    if head.size > size or await tree.root(uow.session, head.size) != head.root:
        await asyncio.to_thread(_report, log, head.size, size)
        raise LogRewound(stored=head.size, size=size)
    await asyncio.to_thread(_keep, log, head, signed)
    await repository.mark_copied(uow.session, head.size)


async def require_unrewound(uow: UnitOfWork, size: int) -> None:
    """Refuse to go on if the database does not contain the head that was kept outside it."""
    log = uow.tenant.log
    kept = await asyncio.to_thread(head_copy.read, log)
    if kept is None:
        return
    head = note.open_checkpoint(kept, keys.verifier(log))
    if head.size > size or await tree.root(uow.session, head.size) != head.root:
        await asyncio.to_thread(_report, log, head.size, size)
        raise LogRewound(stored=head.size, size=size)
    await asyncio.to_thread(head_copy.clear_rewind, log)


async def require_sound(uow: UnitOfWork, size: int) -> None:
    """Refuse a log that does not lead to the last head that was signed over it."""
    latest = await repository.latest_signed(uow.session)
    if latest is not None:
        await _require_continued(uow, latest, size)


async def _require_continued(uow: UnitOfWork, latest: LogCheckpoint, size: int) -> None:
    """Refuse to sign anything that contradicts the last signed head in the database."""
    if latest.size > size or await tree.root(uow.session, latest.size) != latest.root:
        raise LogDamaged(what=f"head {latest.size}")


def kept_size(log: str) -> int:
    """Return how many leaves the newest head on disk covers; none where no head was kept."""
    kept = head_copy.read(log)
    return note.open_checkpoint(kept, keys.verifier(log)).size if kept else 0


def _keep(log: str, head: Checkpoint, signed: str) -> None:
    with head_copy.locked(log):
        kept = head_copy.read(log)
        if kept and note.open_checkpoint(kept, keys.verifier(log)).size >= head.size:
            return
        head_copy.write(log, head.size, signed)


def _report(log: str, stored: int, size: int) -> None:
    """Report a rewind outside the transaction, which is about to be rolled back."""
    head_copy.report_rewind(log, stored, size)
    logger().error("transparency.log_rewound", log=log, stored=stored, size=size)
