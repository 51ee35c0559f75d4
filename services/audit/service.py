"""The verbs of the audit trail."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from structlog.contextvars import get_contextvars

from services.audit import chain, repository
from services.audit.chain import ChainBroken
from services.audit.models import AuditEvent, AuditSeal
from services.audit.tags import AuditTag
from tenants.unit_of_work import UnitOfWork

BATCH = 1000
WHOLE_COUNTY = UUID(int=0)

__all__ = [
    "WHOLE_COUNTY",
    "ChainBroken",
    "ChainState",
    "list_events",
    "load_many",
    "record",
    "seal",
    "verify_chain",
]


@dataclass(frozen=True)
class ChainState:
    """How far the chain reaches; `head` written down elsewhere makes a cut-off end visible."""

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
            request_id=str(get_contextvars().get("request_id", "")),
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


async def verify_chain(uow: UnitOfWork) -> ChainState:
    """Recompute every seal; raises ChainBroken at the first that does not fit."""
    seq, previous = 0, chain.START
    while found := await repository.sealed_after(uow.session, seq, BATCH):
        for seal_, event in found:
            if event is None or seal_.seq != seq + 1 or seal_.hash != chain.link(previous, event):
                raise ChainBroken(seq=seq + 1)
            seq, previous = seal_.seq, seal_.hash
    return ChainState(seq, await repository.count_unsealed(uow.session), previous)
