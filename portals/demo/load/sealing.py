"""Signs the head over the log and seals the audit trail, both whole, at the end."""

from portals.demo.load.bulk import copy_in, line
from services.audit import chain, repository
from services.audit import service as audit
from services.transparency import service as transparency
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

BATCH = 20_000
LONG = 600_000
_SEAL = ("seq", "previous", "event_id", "hash")


async def sign(tenant: Tenant) -> int:
    """Sign the head over every leaf and keep it outside the database; return the leaves."""
    async with unit_of_work(tenant) as uow:
        head = await transparency.sign_checkpoint(uow)
    async with unit_of_work(tenant) as uow:
        await transparency.persist_checkpoint(uow, head.note)
    return head.size


async def seal(tenant: Tenant) -> int:
    """Seal every event that has no seal yet, as the sweep does, in larger steps."""
    sealed = 0
    while made := await _seal_some(tenant):
        sealed += made
    async with unit_of_work(tenant) as uow:
        await audit.keep_head(uow)
    return sealed


async def _seal_some(tenant: Tenant) -> int:
    async with unit_of_work(tenant, statement_timeout=LONG) as uow:
        await repository.lock_chain(uow.session, tenant.code)
        last = await repository.last_seal(uow.session)
        seq, previous = (last.seq, last.hash) if last else (0, chain.START)
        lines = []
        for event in await repository.unsealed(uow.session, BATCH):
            seq, previous = seq + 1, chain.link(previous, event)
            lines.append(line(seq, seq - 1 or None, event.id, previous))
        return await copy_in(uow, "audit_seal", _SEAL, lines)
