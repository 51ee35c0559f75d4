"""Every query of the register of interests; takes a session and plain values."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.interests.models import Interest, InterestKind
from services.people.models import Resident
from services.people.workflow import ResidentState

_STANDS = col(Interest.ended_at).is_(None)


async def of_holder(
    session: AsyncSession, holder_id: UUID, *, after: UUID | None = None, first: int | None = None
) -> Sequence[Interest]:
    statement = (
        select(Interest)
        .where(col(Interest.holder_id) == holder_id, _STANDS)
        .order_by(col(Interest.id))
        .limit(first)
    )
    if after is not None:
        statement = statement.where(col(Interest.id) > after)
    found = await session.scalars(statement)
    return found.all()


async def by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Interest]:
    found = await session.scalars(select(Interest).where(col(Interest.id).in_(ids)))
    return found.all()


async def find_for_update(session: AsyncSession, interest_id: UUID) -> Interest | None:
    return await session.scalar(
        select(Interest).where(col(Interest.id) == interest_id, _STANDS).with_for_update()
    )


async def touching(session: AsyncSession, people: Collection[UUID]) -> Sequence[Interest]:
    """Return what these people declared, and where others declared them as relatives."""
    found = await session.scalars(
        select(Interest).where(
            or_(col(Interest.holder_id).in_(people), col(Interest.relative_id).in_(people)),
            _STANDS,
        )
    )
    return found.all()


async def holders_of_firms(session: AsyncSession, names: Collection[str]) -> Sequence[UUID]:
    """Return who declared one of these firms as theirs."""
    found = await session.scalars(
        select(col(Interest.holder_id)).where(
            col(Interest.kind) == InterestKind.FIRM, col(Interest.name).in_(names), _STANDS
        )
    )
    return found.all()


async def kin_in_village(session: AsyncSession, village_code: str) -> list[tuple[UUID, UUID]]:
    found = await session.execute(
        select(col(Interest.holder_id), col(Interest.relative_id)).where(
            col(Interest.village_code) == village_code,
            col(Interest.kind) == InterestKind.KIN,
            col(Interest.relative_id).is_not(None),
            _STANDS,
        )
    )
    return [(holder, relative) for holder, relative in found if relative is not None]


async def namesakes(session: AsyncSession, village_code: str, name: str) -> Sequence[Resident]:
    found = await session.scalars(
        select(Resident).where(
            col(Resident.village_code) == village_code,
            col(Resident.name) == name,
            col(Resident.state) == ResidentState.LIVING,
        )
    )
    return found.all()


async def forget(session: AsyncSession, resident_id: UUID) -> None:
    """Delete what was declared by or about somebody whose data are erased."""
    await session.execute(
        delete(Interest).where(
            or_(col(Interest.holder_id) == resident_id, col(Interest.relative_id) == resident_id)
        )
    )
