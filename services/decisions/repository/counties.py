"""What a county set for itself: methods, stricter numbers, collectives, reviews."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import (
    CollectiveRecord,
    CountyParameter,
    MethodDraft,
    MethodUse,
    MethodVersion,
    TownshipReview,
)
from services.decisions.repository.rows import all_rows, locked


async def find_method_draft_for_update(session: AsyncSession, key: UUID) -> MethodDraft | None:
    return await locked(session, MethodDraft, key)


async def method_drafts(session: AsyncSession) -> Sequence[MethodDraft]:
    return await all_rows(session, select(MethodDraft).order_by(col(MethodDraft.method_id)))


async def method_draft_named(session: AsyncSession, method_id: str) -> MethodDraft | None:
    return await session.scalar(select(MethodDraft).where(col(MethodDraft.method_id) == method_id))


async def method_versions(session: AsyncSession, method_id: str = "") -> Sequence[MethodVersion]:
    statement = select(MethodVersion).order_by(
        col(MethodVersion.method_id), col(MethodVersion.number)
    )
    if method_id:
        statement = statement.where(col(MethodVersion.method_id) == method_id)
    return await all_rows(session, statement)


async def latest_version(session: AsyncSession, method_id: str) -> MethodVersion | None:
    return await session.scalar(
        select(MethodVersion)
        .where(col(MethodVersion.method_id) == method_id)
        .order_by(col(MethodVersion.number).desc())
        .limit(1)
    )


async def method_uses(session: AsyncSession) -> Sequence[MethodUse]:
    return await all_rows(session, select(MethodUse).order_by(col(MethodUse.id)))


async def collective_of(session: AsyncSession, village: str, day: date) -> CollectiveRecord | None:
    return await session.scalar(
        select(CollectiveRecord)
        .where(col(CollectiveRecord.village_code) == village, col(CollectiveRecord.since) <= day)
        .order_by(col(CollectiveRecord.since).desc(), col(CollectiveRecord.id).desc())
        .limit(1)
    )


async def county_parameters(session: AsyncSession) -> Sequence[CountyParameter]:
    return await all_rows(
        session,
        select(CountyParameter).order_by(col(CountyParameter.since), col(CountyParameter.id)),
    )


async def township_reviews(
    session: AsyncSession, townships: Collection[str], since: str
) -> Sequence[TownshipReview]:
    return await all_rows(
        session,
        select(TownshipReview)
        .where(
            col(TownshipReview.township_code).in_(townships), col(TownshipReview.period) >= since
        )
        .order_by(col(TownshipReview.id)),
    )


async def add_township_review(session: AsyncSession, row: TownshipReview) -> bool:
    added = insert(TownshipReview).values(**row.model_dump()).on_conflict_do_nothing()
    return (await session.execute(added.returning(col(TownshipReview.id)))).first() is not None
