"""Every query of the audit trail."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import false, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.audit.models import AuditEvent, AuditSeal

_LOCK = 0x617564  # "aud"; advisory locks are shared by all counties of a database


async def lock_chain(session: AsyncSession, county: str) -> None:
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:kind, :county)"),
        {"kind": _LOCK, "county": int(county)},
    )


async def last_seal(session: AsyncSession) -> AuditSeal | None:
    found = await session.execute(select(AuditSeal).order_by(col(AuditSeal.seq).desc()).limit(1))
    return found.scalar_one_or_none()


async def seal_at(session: AsyncSession, seq: int) -> AuditSeal | None:
    return await session.get(AuditSeal, seq)


async def unsealed(session: AsyncSession, most: int) -> Sequence[AuditEvent]:
    # Commit order is not id order, so the gap is looked for and no cursor is kept (SECURITY 4).
    sealed = select(col(AuditSeal.event_id)).where(col(AuditSeal.event_id) == col(AuditEvent.id))
    found = await session.execute(
        select(AuditEvent).where(~sealed.exists()).order_by(col(AuditEvent.id)).limit(most)
    )
    return found.scalars().all()


async def count_unsealed(session: AsyncSession) -> int:
    sealed = select(col(AuditSeal.event_id)).where(col(AuditSeal.event_id) == col(AuditEvent.id))
    found = await session.execute(
        select(func.count()).select_from(AuditEvent).where(~sealed.exists())
    )
    return int(found.scalar_one())


async def sealed_after(
    session: AsyncSession, seq: int, most: int
) -> Sequence[tuple[AuditSeal, AuditEvent | None]]:
    found = await session.execute(
        select(AuditSeal, AuditEvent)
        .outerjoin(AuditEvent, col(AuditEvent.id) == col(AuditSeal.event_id))
        .where(col(AuditSeal.seq) > seq)
        .order_by(col(AuditSeal.seq))
        .limit(most)
    )
    return [(seal, event) for seal, event in found]


async def load_many(session: AsyncSession, ids: Collection[UUID]) -> Sequence[AuditEvent]:
    found = await session.execute(select(AuditEvent).where(col(AuditEvent.id).in_(ids)))
    return found.scalars().all()


async def page(
    session: AsyncSession,
    *,
    villages: Sequence[str] | None,
    subject: UUID | None,
    tag: str | None,
    after: UUID | None,
    first: int,
) -> Sequence[AuditEvent]:
    """Return events, newest first; `villages` are prefixes, None leaves out no place."""
    wanted = select(AuditEvent).order_by(col(AuditEvent.id).desc()).limit(first)
    if villages is not None:
        places = [col(AuditEvent.village_code).startswith(prefix) for prefix in villages]
        wanted = wanted.where(or_(false(), *places))
    if subject is not None:
        wanted = wanted.where(col(AuditEvent.subject) == subject)
    if tag is not None:
        wanted = wanted.where(col(AuditEvent.tag) == tag)
    if after is not None:
        wanted = wanted.where(col(AuditEvent.id) < after)
    return (await session.execute(wanted)).scalars().all()
