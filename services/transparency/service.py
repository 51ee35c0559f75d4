"""The verbs of the public log."""

from collections.abc import Sequence
from datetime import date

from infra.settings import settings
from services.transparency import code as codes
from services.transparency import keys, proof, repository, scanned, statement, tree
from services.transparency.appending import append, erase, newest_code
from services.transparency.errors import NotSignedYet
from services.transparency.export import export
from services.transparency.head_copy import path_of as kept_heads_of
from services.transparency.head_copy import still_since
from services.transparency.heads import kept_size, persist_checkpoint, sign_checkpoint
from services.transparency.models import LogCheckpoint, LogLeaf
from services.transparency.note import Verifier
from services.transparency.published import Published, Result, Verification, published
from services.transparency.record import personal
from services.transparency.statement import Statement
from services.transparency.vouching import require_continuing, require_vouched, vouch
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork

__all__ = [
    "LogCheckpoint",
    "LogLeaf",
    "Published",
    "Statement",
    "Verification",
    "append",
    "consistency_proof",
    "erase",
    "export",
    "find_by_code",
    "inclusion_proof",
    "kept_heads_of",
    "kept_size",
    "landing_url",
    "latest_checkpoint",
    "newest_code",
    "persist_checkpoint",
    "personal",
    "proof_text",
    "require_continuing",
    "require_vouched",
    "sign_checkpoint",
    "still_since",
    "verifier",
    "verify",
    "vouch",
]


def verifier(log: str) -> Verifier:
    """Return the public key of `Tenant.log` for heads and notices; `.text` is the C2SP form."""
    return keys.verifier(log)


def landing_url(
    leaf: LogLeaf, tenant: Tenant, *, village_code: str, number: str, day: date, facts: str
) -> str:
    """Return the signed address for the QR of a notice; `facts` like "16:1:0", cut if need be."""
    claim = Statement(
        tenant.code, leaf.code, village_code, number, day, facts, leaf.hash[: statement.LEAF_BYTES]
    )
    return statement.fitted_url(settings().base_url, claim, keys.signing_key(tenant.log))


async def latest_checkpoint(uow: UnitOfWork) -> LogCheckpoint | None:
    """Return the newest head that is signed and kept outside the database."""
    return await repository.latest_public(uow.session)


async def inclusion_proof(uow: UnitOfWork, index: int, size: int) -> list[bytes]:
    """Return the hashes that lead from a leaf to the root over `size` leaves."""
    return await tree.inclusion_proof(uow.session, index, size)


async def consistency_proof(uow: UnitOfWork, first: int, second: int) -> list[bytes]:
    """Return the hashes that show that the log of `second` leaves extends that of `first`."""
    return await tree.consistency_proof(uow.session, first, second)


async def find_by_code(uow: UnitOfWork, code: str) -> Published | None:
    """Return the item of a code, once its head is signed and kept outside the database."""
    leaf = await repository.find_by_code(uow.session, codes.within(code))
    head = await repository.latest_public(uow.session)
    if leaf is None or head is None or leaf.index >= head.size:
        return None
    openings = await repository.openings(uow.session, leaf.index, leaf.index + 1)
    return published(leaf, openings)


async def verify(uow: UnitOfWork, typed: str) -> Verification:
    """Tell what a typed code or a scanned QR text leads to; its signature counts if it has one."""
    code = codes.within(typed)
    if not codes.is_well_formed(uow.tenant.code, code):
        return Verification("malformed", code)
    item = await find_by_code(uow, code)
    newest = await _newest(uow, item) if item else None
    claim = None
    if scanned.is_statement(typed):
        claim = scanned.claim_of(uow.tenant.code, uow.tenant.log, typed)
        if claim is None or (item and not scanned.agrees(claim, item)):
            return Verification("forged", code, item, newest)
    if item is None:
        return Verification("not_found", code)
    result: Result = "genuine" if newest is item else "superseded"
    return Verification(result, code, item, newest, claim)


async def proof_text(uow: UnitOfWork, code: str) -> str:
    """Return the proof file (c2sp.org/tlog-proof@v1) of an item under the newest public head."""
    item, head = await find_by_code(uow, code), await latest_checkpoint(uow)
    if item is None or head is None:
        raise NotSignedYet
    steps: Sequence[bytes] = await tree.inclusion_proof(uow.session, item.index, head.size)
    return proof.render(item.index, steps, head.note)


async def _newest(uow: UnitOfWork, item: Published) -> Published:
    """Follow the corrections that are public to the version in force."""
    while newer := await repository.find_superseder(uow.session, item.index):
        known = await find_by_code(uow, newer.code)
        if known is None:
            break
        item = known
    return item
