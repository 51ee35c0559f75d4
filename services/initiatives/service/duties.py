"""What answers a reached demand, and the township's order when nobody does."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra import calendar, clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import service as decisions
from services.disclosure import service as disclosure
from services.elections import service as elections
from services.initiatives import rules, workflow
from services.initiatives.errors import (
    AnswerDoesNotFit,
    NotDutyOwner,
    OrderDocumentNeeded,
    OrderedAlready,
)
from services.initiatives.models import Demand
from services.initiatives.service.signing import locked
from services.initiatives.vocabulary import AnswerKind, DemandKind
from services.initiatives.workflow import Act
from tenants.unit_of_work import UnitOfWork

_ANSWER = Words("text", "答复", "answer", most=2_000, public=True)
_DOCUMENT = Words("document", "文号", "number of the order", most=100, public=True)
_OVER = {"adjourned"}


@dataclass(frozen=True)
class Answer:
    """What was done: the meeting, matter, notice or vote, or the answer in writing."""

    kind: AnswerKind
    id: UUID | None = None
    text: str = ""


async def fulfil(
    uow: UnitOfWork, demand_id: UUID, answer: Answer, *, by_township: bool = False
) -> Demand:
    """Record what answers the demand; it must be of this village and come after the number."""
    demand = await locked(uow, demand_id)
    after = workflow.advance(demand.state, Act.FULFIL)
    if demand.duty_owner == "township" and not by_township:
        raise NotDutyOwner
    text = _ANSWER.read(answer.text)
    if answer.kind not in rules.ANSWERS[DemandKind(demand.kind)]:
        raise AnswerDoesNotFit(path=("kind",))
    await _check(uow, demand, answer, text)
    demand.state = after
    demand.answer_kind, demand.answer_id, demand.answer_text = answer.kind.value, answer.id, text
    demand.answered_at, demand.answered_by = clock.now(), uow.actor.label
    await audit.record(
        uow,
        AuditTag.INITIATIVES_DEMAND_FULFIL,
        subject=demand_id,
        village=demand.village_code,
        answer=answer.kind.value,
    )
    return demand


async def _check(uow: UnitOfWork, demand: Demand, answer: Answer, text: str) -> None:
    if answer.kind is AnswerKind.TEXT:
        fits = bool(text) and answer.id is None
    else:
        fits = answer.id is not None and await _fits(uow, demand, answer.kind, answer.id)
    if not fits:
        raise AnswerDoesNotFit(path=("id",))


async def _fits(uow: UnitOfWork, demand: Demand, kind: AnswerKind, key: UUID) -> bool:
    if kind is AnswerKind.MEETING:
        meeting = await decisions.find_meeting(uow, key)
        body = rules.MEETING_BODIES.get(DemandKind(demand.kind), meeting.body)
        return (
            _after(demand, meeting.village_code, meeting.notice_at)
            and meeting.body == body
            and meeting.state not in _OVER
        )
    if kind is AnswerKind.MATTER:
        matter = await decisions.find_matter(uow, key)
        return _after(demand, matter.village_code, matter.at)
    if kind is AnswerKind.BULLETIN:
        notice = await disclosure.find(uow, key)
        own = notice.id == demand.bulletin_id
        shows = notice.withdrawn_at is None and not own
        return shows and _after(demand, notice.village_code, notice.published_at)
    election = await elections.find(uow, key)
    recall = election.kind == "recall" and election.state != "called_off"
    return recall and _after(demand, election.village_code, election.planned_at)


def _after(demand: Demand, village_code: str, at: datetime | None) -> bool:
    if at is None or demand.reached_at is None:
        return False
    return village_code == demand.village_code and at >= demand.reached_at


async def order(uow: UnitOfWork, demand_id: UUID, document: str) -> Demand:
    """Order those who were silent past the deadline to act, with a document and a last day."""
    text = _DOCUMENT.read(document)
    if not text:
        raise OrderDocumentNeeded(path=("document",))
    demand = await locked(uow, demand_id)
    workflow.require_overdue(demand.state, demand.duty_due, clock.now())
    if demand.ordered_at is not None:
        raise OrderedAlready(document=demand.order_document)
    demand.ordered_at, demand.order_document = clock.now(), text
    demand.order_due = calendar.deadline(clock.now(), rules.ORDER_DAYS)
    await audit.record(
        uow,
        AuditTag.INITIATIVES_DEMAND_ORDER,
        subject=demand_id,
        village=demand.village_code,
        document=text,
    )
    return demand
