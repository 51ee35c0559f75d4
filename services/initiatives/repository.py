"""Every query of initiatives; takes a session and plain values."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.initiatives.models import (
    Demand,
    DemandDispute,
    DemandMatter,
    DemandSheet,
    DemandSignature,
    DemandVoice,
)
from services.initiatives.rules import Count
from services.initiatives.vocabulary import DemandState, DisputeState

_STANDS = col(DemandSignature.withdrawn_at).is_(None)


async def find(session: AsyncSession, demand_id: UUID) -> Demand | None:
    return await session.get(Demand, demand_id)


async def find_for_update(session: AsyncSession, demand_id: UUID) -> Demand | None:
    return await session.scalar(select(Demand).where(col(Demand.id) == demand_id).with_for_update())


async def demands_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Demand]:
    found = await session.scalars(select(Demand).where(col(Demand.id).in_(ids)))
    return found.all()


async def list_demands(
    session: AsyncSession,
    *,
    prefix: str,
    states: Collection[str],
    due_before: datetime | None,
    after: UUID | None,
    first: int,
) -> Sequence[Demand]:
    query = select(Demand).where(
        col(Demand.village_code).startswith(prefix, autoescape=True),
        col(Demand.state).in_(states),
    )
    if due_before is not None:
        query = query.where(col(Demand.duty_due) <= due_before)
    if after is not None:
        query = query.where(col(Demand.id) < after)
    found = await session.scalars(query.order_by(col(Demand.id).desc()).limit(first))
    return found.all()


async def reached(session: AsyncSession, prefixes: Collection[str], most: int) -> Sequence[Demand]:
    within = [col(Demand.village_code).startswith(one, autoescape=True) for one in prefixes]
    query = select(Demand).where(col(Demand.state) == DemandState.REACHED, or_(False, *within))
    found = await session.scalars(query.order_by(col(Demand.duty_due)).limit(most))
    return found.all()


async def disputed(
    session: AsyncSession, prefixes: Collection[str], most: int
) -> Sequence[tuple[Demand, datetime]]:
    """Return the demands whose answer somebody disputes, with the oldest open word."""
    within = [col(Demand.village_code).startswith(one, autoescape=True) for one in prefixes]
    said = func.min(col(DemandDispute.at))
    found = await session.execute(
        select(Demand, said)
        .join(DemandDispute, col(DemandDispute.demand_id) == col(Demand.id))
        .where(
            col(Demand.state) == DemandState.FULFILLED,
            col(DemandDispute.state) == DisputeState.RECEIVED.value,
            or_(False, *within),
        )
        .group_by(col(Demand.id))
        .order_by(said)
        .limit(most)
    )
    return [(demand, since) for demand, since in found]


async def answered_by_for_update(session: AsyncSession, answer_id: UUID) -> Demand | None:
    return await session.scalar(
        select(Demand)
        .where(col(Demand.answer_id) == answer_id, col(Demand.state) == DemandState.FULFILLED)
        .with_for_update()
    )


async def matters_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[DemandMatter]:
    found = await session.scalars(
        select(DemandMatter)
        .where(col(DemandMatter.demand_id).in_(ids))
        .order_by(col(DemandMatter.id))
    )
    return found.all()


async def disputes_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[DemandDispute]:
    found = await session.scalars(
        select(DemandDispute)
        .where(col(DemandDispute.demand_id).in_(ids))
        .order_by(col(DemandDispute.id))
    )
    return found.all()


async def gathering_by(session: AsyncSession, resident_id: UUID, kind: str) -> Demand | None:
    return await session.scalar(
        select(Demand).where(
            col(Demand.opened_by) == resident_id,
            col(Demand.kind) == kind,
            col(Demand.state) == DemandState.GATHERING,
        )
    )


async def run_out_for_update(session: AsyncSession, now: datetime) -> Sequence[Demand]:
    found = await session.scalars(
        select(Demand)
        .where(col(Demand.state) == DemandState.GATHERING, col(Demand.gathers_until) <= now)
        .order_by(col(Demand.id))
        .with_for_update()
    )
    return found.all()


async def voices(session: AsyncSession, demand_id: UUID) -> Sequence[DemandVoice]:
    found = await session.scalars(
        select(DemandVoice).where(col(DemandVoice.demand_id) == demand_id)
    )
    return found.all()


async def voice(session: AsyncSession, demand_id: UUID, resident_id: UUID) -> DemandVoice | None:
    return await session.scalar(
        select(DemandVoice).where(
            col(DemandVoice.demand_id) == demand_id, col(DemandVoice.resident_id) == resident_id
        )
    )


async def signature(
    session: AsyncSession, demand_id: UUID, resident_id: UUID
) -> DemandSignature | None:
    return await session.scalar(
        select(DemandSignature).where(
            col(DemandSignature.demand_id) == demand_id,
            col(DemandSignature.resident_id) == resident_id,
            _STANDS,
        )
    )


async def signed_by(session: AsyncSession, ids: Collection[UUID], resident_id: UUID) -> set[UUID]:
    found = await session.scalars(
        select(col(DemandSignature.demand_id)).where(
            col(DemandSignature.demand_id).in_(ids),
            col(DemandSignature.resident_id) == resident_id,
            _STANDS,
        )
    )
    return set(found)


async def own_voices(
    session: AsyncSession, ids: Collection[UUID], resident_id: UUID
) -> Sequence[tuple[DemandVoice, DemandSignature | None]]:
    found = await session.execute(
        select(DemandVoice, DemandSignature)
        .outerjoin(
            DemandSignature,
            (col(DemandSignature.demand_id) == col(DemandVoice.demand_id))
            & (col(DemandSignature.resident_id) == col(DemandVoice.resident_id))
            & _STANDS,
        )
        .where(col(DemandVoice.demand_id).in_(ids), col(DemandVoice.resident_id) == resident_id)
    )
    return [(voice, signature) for voice, signature in found]


async def signatures(session: AsyncSession, demand_id: UUID) -> Sequence[DemandSignature]:
    found = await session.scalars(
        select(DemandSignature)
        .where(col(DemandSignature.demand_id) == demand_id, _STANDS)
        .order_by(col(DemandSignature.id))
    )
    return found.all()


async def kept_signatures(session: AsyncSession, demand_id: UUID) -> Sequence[DemandSignature]:
    """Return the signatures that stand and those that were struck, not those taken back."""
    found = await session.scalars(
        select(DemandSignature)
        .where(
            col(DemandSignature.demand_id) == demand_id,
            or_(_STANDS, col(DemandSignature.struck_reason) != ""),
        )
        .order_by(col(DemandSignature.id))
    )
    return found.all()


async def standing_signature(
    session: AsyncSession, demand_id: UUID, signature_id: UUID
) -> DemandSignature | None:
    return await session.scalar(
        select(DemandSignature).where(
            col(DemandSignature.id) == signature_id,
            col(DemandSignature.demand_id) == demand_id,
            _STANDS,
        )
    )


async def taken_back(session: AsyncSession, demand_id: UUID) -> Sequence[DemandSignature]:
    found = await session.scalars(
        select(DemandSignature).where(
            col(DemandSignature.demand_id) == demand_id,
            col(DemandSignature.withdrawn_at).is_not(None),
        )
    )
    return found.all()


async def struck_counts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    rows = await session.execute(
        select(col(DemandSignature.demand_id), func.count())
        .where(col(DemandSignature.demand_id).in_(ids), col(DemandSignature.struck_reason) != "")
        .group_by(col(DemandSignature.demand_id))
    )
    return {key: count for key, count in rows}  # noqa: C416 - rows are not pairs to mypy


async def counts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Count]:
    rows = await session.execute(
        select(
            col(DemandSignature.demand_id),
            func.count(case((col(DemandVoice.is_villager), 1))),
            func.count(case((col(DemandVoice.is_representative), 1))),
        )
        .join(
            DemandVoice,
            (col(DemandVoice.demand_id) == col(DemandSignature.demand_id))
            & (col(DemandVoice.resident_id) == col(DemandSignature.resident_id)),
        )
        .where(col(DemandSignature.demand_id).in_(ids), _STANDS)
        .group_by(col(DemandSignature.demand_id))
    )
    found = {key: Count(villagers, speakers) for key, villagers, speakers in rows}
    return {key: found.get(key, Count(0, 0)) for key in ids}


async def sheet_by_hash(session: AsyncSession, demand_id: UUID, sha256: str) -> DemandSheet | None:
    return await session.scalar(
        select(DemandSheet).where(
            col(DemandSheet.demand_id) == demand_id, col(DemandSheet.sha256) == sha256
        )
    )


async def sheets_of(session: AsyncSession, demand_id: UUID) -> Sequence[DemandSheet]:
    found = await session.scalars(
        select(DemandSheet)
        .where(col(DemandSheet.demand_id) == demand_id)
        .order_by(col(DemandSheet.id))
    )
    return found.all()


async def find_sheet(session: AsyncSession, sheet_id: UUID) -> DemandSheet | None:
    return await session.get(DemandSheet, sheet_id)
