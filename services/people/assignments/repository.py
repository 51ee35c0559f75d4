"""Every query of the nightly check; takes a session and plain values."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.assignments.models import AssignmentFinding
from services.people.models import OfficeTerm, Resident, Village
from services.people.workflow import VillageState

_STANDS = col(AssignmentFinding.mended_at).is_(None)


async def villages_with_officers(session: AsyncSession) -> Sequence[str]:
    """Return the villages in which somebody holds an office."""
    held = select(col(OfficeTerm.village_code)).where(col(OfficeTerm.until).is_(None))
    found = await session.scalars(
        select(col(Village.code))
        .where(col(Village.state) == VillageState.ACTIVE, col(Village.code).in_(held))
        .order_by(col(Village.code))
    )
    return found.all()


async def standing(session: AsyncSession, village_code: str) -> Sequence[AssignmentFinding]:
    found = await session.scalars(
        select(AssignmentFinding)
        .where(col(AssignmentFinding.village_code) == village_code, _STANDS)
        .with_for_update()
    )
    return found.all()


async def listed(
    session: AsyncSession, prefixes: Collection[str], *, after: UUID | None, first: int
) -> Sequence[AssignmentFinding]:
    within = or_(*(col(AssignmentFinding.village_code).startswith(one) for one in prefixes))
    statement = (
        select(AssignmentFinding)
        .where(within, _STANDS)
        .order_by(col(AssignmentFinding.id))
        .limit(first)
    )
    if after is not None:
        statement = statement.where(col(AssignmentFinding.id) > after)
    found = await session.scalars(statement)
    return found.all()


async def by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[AssignmentFinding]:
    found = await session.scalars(
        select(AssignmentFinding).where(col(AssignmentFinding.id).in_(ids))
    )
    return found.all()


async def officers_of(session: AsyncSession, village_code: str) -> list[tuple[UUID, str, str]]:
    found = await session.execute(
        select(col(Resident.id), col(Resident.name), col(OfficeTerm.office))
        .join(OfficeTerm, col(OfficeTerm.resident_id) == col(Resident.id))
        .where(col(OfficeTerm.village_code) == village_code, col(OfficeTerm.until).is_(None))
    )
    return [(resident, name, office) for resident, name, office in found]
