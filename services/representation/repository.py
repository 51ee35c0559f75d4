"""Every query of representation; takes a session and plain values."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.representation.models import (
    HouseholdConfirmation,
    ListObjection,
    RepresentativeList,
    RepresentativeNominee,
)
from services.representation.vocabulary import OPEN, ListState, ObjectionState

Ids = Collection[UUID]


async def open_list_for_update(
    session: AsyncSession, village_code: str
) -> RepresentativeList | None:
    return await session.scalar(
        select(RepresentativeList)
        .where(
            col(RepresentativeList.village_code) == village_code,
            col(RepresentativeList.state) == ListState.POSTED,
        )
        .with_for_update()
    )


async def newest_list(session: AsyncSession, village_code: str) -> RepresentativeList | None:
    return await session.scalar(
        select(RepresentativeList)
        .where(col(RepresentativeList.village_code) == village_code)
        .order_by(col(RepresentativeList.id).desc())
        .limit(1)
    )


async def open_lists(
    session: AsyncSession, prefixes: Collection[str], first: int
) -> Sequence[RepresentativeList]:
    """Return the lists that wait in these places, the oldest first."""
    code = col(RepresentativeList.village_code)
    found = await session.scalars(
        select(RepresentativeList)
        .where(
            col(RepresentativeList.state) == ListState.POSTED,
            or_(*(code.startswith(one, autoescape=True) for one in prefixes)),
        )
        .order_by(col(RepresentativeList.id))
        .limit(first)
    )
    return found.all()


async def nominee_for_update(
    session: AsyncSession, nominee_id: UUID
) -> RepresentativeNominee | None:
    return await session.scalar(
        select(RepresentativeNominee)
        .where(col(RepresentativeNominee.id) == nominee_id)
        .with_for_update()
    )


async def open_nominees(
    session: AsyncSession, village_code: str
) -> Sequence[RepresentativeNominee]:
    found = await session.scalars(
        select(RepresentativeNominee)
        .where(
            col(RepresentativeNominee.village_code) == village_code,
            col(RepresentativeNominee.state).in_(OPEN),
        )
        .order_by(col(RepresentativeNominee.id))
    )
    return found.all()


async def nominees_by_ids(session: AsyncSession, ids: Ids) -> Sequence[RepresentativeNominee]:
    found = await session.scalars(
        select(RepresentativeNominee).where(col(RepresentativeNominee.id).in_(ids))
    )
    return found.all()


async def nominee_of_term(session: AsyncSession, term_id: UUID) -> RepresentativeNominee | None:
    return await session.scalar(
        select(RepresentativeNominee).where(col(RepresentativeNominee.term_id) == term_id)
    )


async def listed_terms(session: AsyncSession, term_ids: Ids) -> set[UUID]:
    """Return those of the terms that began with a list that hung."""
    found = await session.scalars(
        select(col(RepresentativeNominee.term_id)).where(
            col(RepresentativeNominee.term_id).in_(term_ids)
        )
    )
    return {one for one in found if one is not None}


async def confirmations_of(
    session: AsyncSession, nominee_ids: Ids
) -> Sequence[HouseholdConfirmation]:
    """Return what stands, or stood when the nominee was seated; not what a head took back."""
    found = await session.scalars(
        select(HouseholdConfirmation)
        .where(
            col(HouseholdConfirmation.nominee_id).in_(nominee_ids),
            col(HouseholdConfirmation.withdrawn).is_(False),
        )
        .order_by(col(HouseholdConfirmation.id))
    )
    return found.all()


async def standing_confirmations(
    session: AsyncSession, household_ids: Ids
) -> Sequence[HouseholdConfirmation]:
    """Return the confirmation of each household that stands now."""
    found = await session.scalars(
        select(HouseholdConfirmation).where(
            col(HouseholdConfirmation.household_id).in_(household_ids),
            col(HouseholdConfirmation.closed_at).is_(None),
        )
    )
    return found.all()


async def close_confirmations(session: AsyncSession, nominee_ids: Ids, at: datetime) -> None:
    await session.execute(
        update(HouseholdConfirmation)
        .where(
            col(HouseholdConfirmation.nominee_id).in_(nominee_ids),
            col(HouseholdConfirmation.closed_at).is_(None),
        )
        .values(closed_at=at)
    )


async def objection_for_update(session: AsyncSession, objection_id: UUID) -> ListObjection | None:
    return await session.scalar(
        select(ListObjection).where(col(ListObjection.id) == objection_id).with_for_update()
    )


async def objections_of(session: AsyncSession, list_ids: Ids) -> Sequence[ListObjection]:
    found = await session.scalars(
        select(ListObjection)
        .where(col(ListObjection.list_id).in_(list_ids))
        .order_by(col(ListObjection.id))
    )
    return found.all()


async def open_objections(session: AsyncSession, list_ids: Ids) -> dict[UUID, date]:
    """Return by list the first last day of an objection that waits."""
    rows = await session.execute(
        select(col(ListObjection.list_id), func.min(col(ListObjection.due)))
        .where(
            col(ListObjection.list_id).in_(list_ids),
            col(ListObjection.state) == ObjectionState.RECEIVED,
        )
        .group_by(col(ListObjection.list_id))
    )
    return {key: due for key, due in rows}  # noqa: C416 - rows are not pairs to mypy
