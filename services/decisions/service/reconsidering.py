"""Reopening a decision that has passed: the reason, the visits to those who objected."""

from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, workflow, writing
from services.decisions.models import Matter, ObjectorVisit
from services.decisions.vocabulary import StepState
from services.decisions.workflow import State
from tenants.unit_of_work import UnitOfWork


async def reconsider(uow: UnitOfWork, matter_id: UUID, reason: str) -> Matter:
    """Reopen a decision that has passed and is not yet being carried out."""
    reason = writing.reason(reason)
    dossier = await course.locked(uow, matter_id)
    progress = workflow.reconsider(dossier.progress)
    if dossier.open_step is not None:
        dossier.open_step.outcome, dossier.open_step.reason = "reconsidered", reason
    await course.move(uow, dossier, progress, StepState.VOID)
    await audit.record(
        uow,
        AuditTag.DECISIONS_MATTER_RECONSIDER,
        subject=matter_id,
        village=dossier.matter.village_code,
        version=dossier.matter.version_no,
    )
    return dossier.matter


async def record_visit(
    uow: UnitOfWork, matter_id: UUID, *, visited: str, note: str, visited_id: UUID | None = None
) -> ObjectorVisit:
    """Record a visit to somebody who objected, and what they said."""
    visited = writing.required(writing.VISITED, visited)
    note = writing.required(writing.VISIT_WORDS, note)
    dossier = await course.locked(uow, matter_id)
    if dossier.progress.state is not State.RECONSIDERING:
        raise course.wrong_step(dossier, ("记录走访", "recording a visit"))
    visit = ObjectorVisit(
        matter_id=matter_id,
        version_no=dossier.matter.version_no,
        visited_id=visited_id,
        visited=visited,
        note=note,
        visitor_id=uow.actor.resident_id,
        visitor=uow.actor.label,
    )
    uow.session.add(visit)
    await audit.record(
        uow,
        AuditTag.DECISIONS_VISIT_RECORD,
        subject=matter_id,
        village=dossier.matter.village_code,
    )
    return visit
