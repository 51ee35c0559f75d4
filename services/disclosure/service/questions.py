"""Questions about a bulletin: anybody of the village asks, an official answers in five days."""

from uuid import UUID

from infra import calendar, clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.disclosure import repository, workflow, writing
from services.disclosure.errors import QuestionAnswered, QuestionEmpty, UnknownQuestion
from services.disclosure.models import Question
from services.disclosure.service.drafting import prepare
from services.disclosure.service.reading import find
from services.disclosure.workflow import Kind, State
from tenants.unit_of_work import UnitOfWork

ANSWER_DAYS = 5  # 山东省村务公开条例 art. 16: the committee answers within five days


async def ask(uow: UnitOfWork, bulletin_id: UUID, text: str) -> Question:
    """Ask about a published bulletin; the public never sees who asked."""
    bulletin = await find(uow, bulletin_id)
    if bulletin.state != State.PUBLISHED:
        raise workflow.wrong_state(bulletin.state)
    question = Question(
        bulletin_id=bulletin.id,
        village_code=bulletin.village_code,
        asker_id=uow.actor.resident_id,
        text=_text(text),
        due_at=calendar.deadline(clock.now(), ANSWER_DAYS),
    )
    uow.session.add(question)
    await audit.record(
        uow, AuditTag.DISCLOSURE_QUESTION_ASK, subject=question.id, village=question.village_code
    )
    return question


async def answer(uow: UnitOfWork, question_id: UUID, text: str) -> Question:
    """Answer a question once, and draft the answer's bulletin for somebody else to approve."""
    question = await repository.find_question_for_update(uow.session, question_id)
    if question is None:
        raise UnknownQuestion
    if question.state == "answered":
        raise QuestionAnswered
    question.answer, question.state = _text(text), "answered"
    question.answered_at, question.answered_by = clock.now(), uow.actor.account_id
    about = await find(uow, question.bulletin_id)
    question.answer_bulletin_id = await prepare(
        uow,
        kind=Kind.ANSWER,
        subject=question.id,
        village_code=question.village_code,
        title_zh=f"对“{about.title}”提问的答复",
        record={"question": question.text, "answer": question.answer, "about": about.code},
    )
    await audit.record(
        uow, AuditTag.DISCLOSURE_QUESTION_ANSWER, subject=question.id, village=question.village_code
    )
    return question


async def reopen(uow: UnitOfWork, question_id: UUID) -> None:
    """Wait for an answer again: the notice of the one that was given has been taken back."""
    question = await repository.find_question_for_update(uow.session, question_id)
    if question is None:
        return
    question.state, question.answer, question.answered_at = "received", "", None
    question.answered_by, question.answer_bulletin_id = None, None


def _text(raw: str) -> str:
    text = writing.SAID.read(raw)
    if not text:
        raise QuestionEmpty(most=writing.SAID.most, path=("text",))
    return text
