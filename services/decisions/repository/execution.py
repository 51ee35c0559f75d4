"""The work, its checks, the visits and the villagers' answers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import (
    Annulment,
    Evaluation,
    Inspection,
    Matter,
    MatterStep,
    Milestone,
    ObjectorVisit,
)
from services.decisions.repository.rows import all_rows, locked
from services.decisions.vocabulary import StepState
from services.decisions.workflow import State


async def milestones_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Milestone]:
    return await all_rows(
        session,
        select(Milestone).where(col(Milestone.matter_id).in_(ids)).order_by(col(Milestone.id)),
    )


async def milestones_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Milestone]:
    return await all_rows(session, select(Milestone).where(col(Milestone.id).in_(ids)))


async def find_milestone_for_update(session: AsyncSession, milestone_id: UUID) -> Milestone | None:
    return await locked(session, Milestone, milestone_id)


async def find_milestone(session: AsyncSession, milestone_id: UUID) -> Milestone | None:
    return await session.get(Milestone, milestone_id)


async def inspections_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Inspection]:
    return await all_rows(
        session,
        select(Inspection).where(col(Inspection.matter_id).in_(ids)).order_by(col(Inspection.id)),
    )


async def annulments_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Annulment]:
    return await all_rows(session, select(Annulment).where(col(Annulment.matter_id).in_(ids)))


async def visits_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ObjectorVisit]:
    return await all_rows(
        session,
        select(ObjectorVisit)
        .where(col(ObjectorVisit.matter_id).in_(ids))
        .order_by(col(ObjectorVisit.id)),
    )


async def add_evaluation(session: AsyncSession, evaluation: Evaluation) -> bool:
    """Insert a villager's answer unless there is one."""
    statement = insert(Evaluation).values(**evaluation.model_dump()).on_conflict_do_nothing()
    added = await session.execute(statement.returning(col(Evaluation.id)))
    return added.first() is not None


async def evaluation_counts(
    session: AsyncSession, ids: Collection[UUID]
) -> dict[UUID, dict[int, dict[str, int]]]:
    """Count the answers by matter, by the time that villagers were asked, and by answer."""
    by = (col(Evaluation.matter_id), col(Evaluation.round), col(Evaluation.answer))
    counted = await session.execute(
        select(*by, func.count()).where(col(Evaluation.matter_id).in_(ids)).group_by(*by)
    )
    counts: dict[UUID, dict[int, dict[str, int]]] = {}
    for matter, number, answer, count in counted:
        counts.setdefault(matter, {}).setdefault(number, {})[answer] = int(count)
    return counts


async def methods_in(session: AsyncSession, state: State) -> Sequence[tuple[str, str, str]]:
    """Return the methods (id, version, hash) of the matters in a state."""
    found = await session.execute(
        select(col(Matter.method_id), col(Matter.method_version), col(Matter.method_hash))
        .where(col(Matter.state) == state.value)
        .distinct()
    )
    return [(method, version, text) for method, version, text in found]


async def evaluations_over(
    session: AsyncSession, now: datetime, steps: Collection[tuple[str, str]], limit: int
) -> Sequence[UUID]:
    """Return matters with an open step of these (by method's hash and key) whose days are over.

    A step that was opened without a day is among them: its days are reckoned under lock.
    """
    due = col(MatterStep.due_at)
    found = await session.scalars(
        select(col(Matter.id))
        .join(MatterStep, col(MatterStep.matter_id) == col(Matter.id))
        .where(
            col(Matter.state) == State.RESULT_PUBLISHED.value,
            tuple_(col(Matter.method_hash), col(Matter.step_key)).in_(steps),
            col(MatterStep.step_key) == col(Matter.step_key),
            col(MatterStep.state) == StepState.OPEN.value,
            or_(due.is_(None), due <= now),
        )
        .order_by(due.nulls_last(), col(Matter.id))
        .limit(limit)
    )
    return found.all()


async def evaluated_by(
    session: AsyncSession, resident_id: UUID, ids: Collection[UUID]
) -> dict[UUID, int]:
    """Return the last time at which somebody answered, by matter."""
    found = await session.execute(
        select(col(Evaluation.matter_id), func.max(col(Evaluation.round)))
        .where(col(Evaluation.resident_id) == resident_id, col(Evaluation.matter_id).in_(ids))
        .group_by(col(Evaluation.matter_id))
    )
    return {matter: int(number) for matter, number in found}


async def evaluations_by(
    session: AsyncSession, resident_id: UUID, ids: Collection[UUID]
) -> Sequence[Evaluation]:
    return await all_rows(
        session,
        select(Evaluation)
        .where(col(Evaluation.resident_id) == resident_id, col(Evaluation.matter_id).in_(ids))
        .order_by(col(Evaluation.round)),
    )
