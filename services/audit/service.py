"""The verbs of the audit trail."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from infra import tracing
from infra.logging import logger
from services.audit import chain, head_copy, repository
from services.audit.chain import ChainBroken
from services.audit.head_copy import Head
from services.audit.models import AuditEvent, AuditSeal
from services.audit.tags import AuditTag
from tenants.unit_of_work import UnitOfWork

BATCH = 1000
WHOLE_COUNTY = UUID(int=0)

__all__ = [
    "WHOLE_COUNTY",
    "ChainBroken",
    "ChainState",
    "keep_head",
    "list_events",
    "load_many",
    "record",
    "seal",
    "verify_chain",
]


@dataclass(frozen=True)
class ChainState:
    """How far the chain reaches, and its newest seal."""

    sealed: int
    unsealed: int
    head: bytes


async def record(
    uow: UnitOfWork, tag: AuditTag, *, subject: UUID, village: str = "", **facts: str | int | None
) -> None:
    """Write down a state change in the transaction that makes it; facts are ids, never names."""
    uow.session.add(
        AuditEvent(
            tag=tag.value,
            subject=subject,
            village_code=village,
            account_id=uow.actor.account_id,
            actor=uow.actor.label,
            facts=facts,
            request_id=tracing.cause(),
        )
    )


async def list_events(
    uow: UnitOfWork,
    *,
    prefixes: Sequence[str],
    subject: UUID | None = None,
    tag: AuditTag | None = None,
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[AuditEvent]:
    """Return events of the asker's places, newest first; county-wide ones for the whole county."""
    whole = any(prefix and uow.tenant.code.startswith(prefix) for prefix in prefixes)
    return await repository.page(
        uow.session,
        villages=None if whole else [prefix for prefix in prefixes if prefix],
        subject=subject,
        tag=tag.value if tag else None,
        after=after,
        first=first,
    )


async def load_many(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, AuditEvent]:
    """Return events by id, whatever their place; the caller checks what the asker may see."""
    return {event.id: event for event in await repository.load_many(uow.session, ids)}


async def seal(uow: UnitOfWork) -> int:
    """Seal the oldest events that have no seal yet; return how many were sealed."""
    await repository.lock_chain(uow.session, uow.tenant.code)
    last = await repository.last_seal(uow.session)
    seq, previous = (last.seq, last.hash) if last else (0, chain.START)
    events = await repository.unsealed(uow.session, BATCH)
    for event in events:
        seq, previous = seq + 1, chain.link(previous, event)
        uow.session.add(
            AuditSeal(seq=seq, previous=seq - 1 or None, event_id=event.id, hash=previous)
        )
    return len(events)


async def keep_head(uow: UnitOfWork) -> None:
    """Write the newest committed seal down outside the database.

    Takes a unit of work of its own: the copy must not know more than the database. Raises
    ChainBroken, and leaves copy and an incident file, where the chain does not hold what was
    written down before; sealing goes on meanwhile.
    """
    log, last = uow.tenant.log, await repository.last_seal(uow.session)
    known = await asyncio.to_thread(head_copy.read, log)
    if known is not None:
        seal_ = await repository.seal_at(uow.session, known.seq)
        if seal_ is None or seal_.hash != known.hash:
            sealed = last.seq if last else 0
            await asyncio.to_thread(head_copy.report, log, known, sealed)
            logger().error("audit.chain_cut", log=log, stored=known.seq, sealed=sealed)
            raise ChainBroken(seq=min(known.seq, sealed + 1))
    if last is not None:
        await asyncio.to_thread(head_copy.write, log, Head(last.seq, last.hash))


async def verify_chain(uow: UnitOfWork) -> ChainState:
    """Recompute every seal; raises ChainBroken at the first that does not fit.

    The seal that was written down outside the database must be among them: an end that was cut
    off, or a chain that was made anew, shows by it.
    """
    # Read first: the chain only grows, so that it holds this seal unless somebody cut it off.
    known = await asyncio.to_thread(head_copy.read, uow.tenant.log)
    seq, previous = 0, chain.START
    while found := await repository.sealed_after(uow.session, seq, BATCH):
        for seal_, event in found:
            if event is None or seal_.seq != seq + 1 or seal_.hash != chain.link(previous, event):
                raise ChainBroken(seq=seq + 1)
            seq, previous = seal_.seq, seal_.hash
            if known is not None and seq == known.seq and previous != known.hash:
                raise ChainBroken(seq=seq)
    if known is not None and seq < known.seq:
        raise ChainBroken(seq=seq + 1)
    return ChainState(seq, await repository.count_unsealed(uow.session), previous)
