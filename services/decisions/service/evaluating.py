"""Was it really done? The villagers' answer closes a matter, not the committee's."""

from collections.abc import Sequence
from uuid import UUID

from infra import calendar, clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, writing
from services.decisions import method as methods
from services.decisions.dossiers import Dossier
from services.decisions.errors import AlreadyEvaluated, NotOfThisVillage
from services.decisions.method_types import Step
from services.decisions.models import Evaluation, Matter
from services.decisions.vocabulary import Answer, StepKind
from services.people import service as people
from tenants.unit_of_work import UnitOfWork


async def evaluate(uow: UnitOfWork, matter_id: UUID, answer: Answer, note: str = "") -> Evaluation:
    """Say whether it was really done; each resident of the village once."""
    note = writing.WORDS.read(note)
    dossier = await course.locked(uow, matter_id)
    course.require_step(dossier, {StepKind.EVALUATE}, ("评价", "an evaluation"))
    resident_id = await _resident_of(uow, dossier.matter.village_code)
    evaluation = Evaluation(
        matter_id=matter_id, resident_id=resident_id, answer=answer.value, note=note
    )
    if not await repository.add_evaluation(uow.session, evaluation):
        raise AlreadyEvaluated
    await _record(uow, dossier, AuditTag.DECISIONS_EVALUATION_SUBMIT)
    return evaluation


async def _resident_of(uow: UnitOfWork, village_code: str) -> UUID:
    resident_id = uow.actor.resident_id
    if resident_id is None:
        raise NotOfThisVillage
    resident = (await people.load_residents(uow, [resident_id])).get(resident_id)
    if resident is None or resident.village_code != village_code:
        raise NotOfThisVillage
    return resident_id


async def evaluations_over(uow: UnitOfWork, limit: int = 200) -> Sequence[UUID]:
    """Return matters whose days of evaluation are over."""
    keys = {
        step.key
        for method in methods.catalogue().values()
        for step in method.steps
        if step.kind is StepKind.EVALUATE
    }
    return await repository.evaluations_over(uow.session, clock.now(), keys, limit)


async def close_evaluation(uow: UnitOfWork, matter_id: UUID) -> Matter:
    """Close the evaluation whose days are over with the answers given; ask again where none are.

    Nobody's answer is no answer: the first time the days run once more, and it is the supervisory
    board's to ask. The second time it is closed, and the record says that nobody answered.
    """
    dossier = await course.locked(uow, matter_id)
    step, until = dossier.step, dossier.facts.evaluate_until
    if step is None or step.kind is not StepKind.EVALUATE:
        return dossier.matter
    if until is not None and clock.now() < until:
        return dossier.matter
    answers = (await repository.evaluation_counts(uow.session, [matter_id])).get(matter_id, {})
    count = sum(answers.values())
    if count or dossier.facts.asked_again or step.deadline is None:
        outcome, words = "answered" if count else "unanswered", _closing(count)
        await course.advance(uow, dossier, dossier.facts, outcome=outcome, reason=words)
    else:
        await _ask_again(uow, dossier, step)
    return dossier.matter


def _closing(count: int) -> str:
    return f"收到村民评价 {count} 份" if count else "延长一次后仍没有村民评价（0 份）"


async def _ask_again(uow: UnitOfWork, dossier: Dossier, step: Step) -> None:
    row = dossier.open_step
    if row is None or step.deadline is None:
        raise NotFound
    row.due_at = calendar.deadline(clock.now(), step.deadline.days)
    row.evidence = {**row.evidence, "asked_again": clock.now().isoformat()}
    row.reason = "到期没有村民评价，延长一次，由村务监督委员会上门问"
    await _record(uow, dossier, AuditTag.DECISIONS_EVALUATION_EXTEND)


async def _record(uow: UnitOfWork, dossier: Dossier, tag: AuditTag) -> None:
    await audit.record(uow, tag, subject=dossier.matter.id, village=dossier.matter.village_code)
