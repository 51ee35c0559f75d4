"""Was it really done? The villagers' answer closes a matter, not the committee's."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from infra import calendar, clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, workflow, writing
from services.decisions.dossiers import Dossier, method_named
from services.decisions.errors import AlreadyEvaluated, NotOfThisVillage
from services.decisions.models import Evaluation, Matter, MatterStep
from services.decisions.service.county_numbers import parameter
from services.decisions.vocabulary import Answer, Evaluated, StepKind, StepState
from services.decisions.workflow import State
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

REOPEN_PERCENT = "evaluation_reopen_percent"
_EXTEND = AuditTag.DECISIONS_EVALUATION_EXTEND
_REFER = AuditTag.DECISIONS_EVALUATION_REFER
_UNANSWERED = "到期没有村民评价，延长一次，由村务监督委员会上门问"
_REFERRED = "村民第二次评价仍说没有办成，由村务监督委员会去看并记下，然后以“没有办成”结案"
_EVALUATING = ("评价", "an evaluation")


async def evaluate(uow: UnitOfWork, matter_id: UUID, answer: Answer, note: str = "") -> Evaluation:
    """Say whether it was really done; each resident of the village once each time it is asked."""
    note = writing.WORDS.read(note)
    dossier = await course.locked(uow, matter_id)
    course.require_step(dossier, {StepKind.EVALUATE}, _EVALUATING)
    if dossier.facts.not_done:  # it was answered twice; now the board looks at it
        raise course.wrong_step(dossier, _EVALUATING)
    resident_id = await _resident_of(uow, dossier.matter.village_code)
    evaluation = Evaluation(
        matter_id=matter_id,
        resident_id=resident_id,
        round=len(dossier.evaluations),
        answer=answer.value,
        note=note,
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
    """Return matters whose days of evaluation are over, whatever their methods call the step."""
    steps = {
        (text, key)
        for name, version, text in await repository.methods_in(uow.session, State.RESULT_PUBLISHED)
        for key in (await method_named(uow, name, version, text)).keys_of(StepKind.EVALUATE)
    }
    return await repository.evaluations_over(uow.session, clock.now(), steps, limit)


async def close_evaluation(uow: UnitOfWork, matter_id: UUID) -> Matter:
    """Judge the answers once the days are over (ADR 36, our defaults).

    Where those who say no, or only partly, reach the county's share of the answers (half, if it
    sets no smaller one), the work is reopened. If they say so again the supervisory board looks at
    it, and it is closed as not done. Nobody's answer is no answer: the days run once more, and it
    is the board's to ask; after that it is closed, and the record says that nobody answered.
    """
    dossier = await course.locked(uow, matter_id)
    step, facts = dossier.step, dossier.facts
    if step is None or step.kind is not StepKind.EVALUATE:
        return dossier.matter
    if facts.evaluate_until is not None and clock.now() < facts.evaluate_until:
        return dossier.matter
    answers = await _answers(uow, dossier)
    count, percent = sum(answers.values()), await parameter(uow, REOPEN_PERCENT)
    if facts.not_done:
        await close_not_done(uow, dossier, "到期没有查看记录")
    elif not count and not facts.asked_again:
        await _once_more(uow, dossier, "asked_again", _UNANSWERED, _EXTEND)
    elif not count:
        await _closed(uow, dossier, Evaluated.UNANSWERED, "延长一次后仍没有村民评价（0 份）")
    elif not says_not_done(answers, percent):
        await _closed(uow, dossier, Evaluated.ANSWERED, f"收到村民评价 {count} 份")
    elif dossier.reopened_at is None:
        await _reopen(uow, dossier, count, percent)
    else:
        await _once_more(uow, dossier, "not_done", _REFERRED, _REFER)
    return dossier.matter


async def _answers(uow: UnitOfWork, dossier: Dossier) -> Mapping[str, int]:
    """Return the answers given since villagers were asked the last time."""
    counted = await repository.evaluation_counts(uow.session, [dossier.matter.id])
    return counted.get(dossier.matter.id, {}).get(len(dossier.evaluations), {})


def says_not_done(answers: Mapping[str, int], percent: int) -> bool:
    """Say whether so many of the answers say no, or only partly, that it is not done."""
    not_done = answers.get(Answer.NO.value, 0) + answers.get(Answer.PARTLY.value, 0)
    return not_done > 0 and 100 * not_done >= percent * sum(answers.values())


async def close_not_done(uow: UnitOfWork, dossier: Dossier, seen: str) -> None:
    """Close it as not done; what the supervisory board saw stands beside, and turns nothing."""
    words = f"村民第二次评价仍说没有办成，以“没有办成”结案；村务监督委员会{seen}"
    await _closed(uow, dossier, Evaluated.NOT_DONE, words)


async def _closed(uow: UnitOfWork, dossier: Dossier, outcome: Evaluated, words: str) -> None:
    await course.advance(uow, dossier, dossier.facts, outcome=outcome.value, reason=words)


async def _reopen(uow: UnitOfWork, dossier: Dossier, count: int, percent: int) -> None:
    """Give the work back to those who carry it out; the step's record says why."""
    progress, row = workflow.reopen(dossier.progress), _open(dossier)
    row.outcome = Evaluated.REOPENED.value
    row.reason = (
        f"收到村民评价 {count} 份，说没办到或只办了一部分的达到 {percent}%，退回重做，"
        "做完再公布、再请村民评价"
    )
    row.evidence = {**row.evidence, "percent": percent}
    await course.move(uow, dossier, progress, StepState.RETURNED)
    await _record(uow, dossier, AuditTag.DECISIONS_EVALUATION_REOPEN)


async def _once_more(
    uow: UnitOfWork, dossier: Dossier, why: str, words: str, tag: AuditTag
) -> None:
    """Let the days run once more, in which it is the supervisory board's to act."""
    row, step = _open(dossier), dossier.step
    days = step.due_in if step else None
    if days is None:
        raise NotFound
    row.due_at = calendar.deadline(clock.now(), days.days)
    row.evidence = {**row.evidence, why: clock.now().isoformat()}
    row.reason = words
    await _record(uow, dossier, tag)


def _open(dossier: Dossier) -> MatterStep:
    if dossier.open_step is None:
        raise NotFound
    return dossier.open_step


async def _record(uow: UnitOfWork, dossier: Dossier, tag: AuditTag) -> None:
    await audit.record(uow, tag, subject=dossier.matter.id, village=dossier.matter.village_code)
