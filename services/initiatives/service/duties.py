"""What answers a reached demand, and the township's order when nobody does."""

from dataclasses import dataclass
from uuid import UUID

from infra import calendar, clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.initiatives import rules, workflow
from services.initiatives.errors import (
    AnswerDoesNotFit,
    NotDutyOwner,
    OrderDocumentNeeded,
    OrderedAlready,
)
from services.initiatives.models import Demand
from services.initiatives.service import answers
from services.initiatives.service.acting import turn_above
from services.initiatives.service.signing import locked
from services.initiatives.vocabulary import AnswerKind, DemandKind
from services.initiatives.workflow import Act, Turn
from tenants.unit_of_work import UnitOfWork

_ANSWER = Words("text", "答复", "answer", most=2_000, public=True)
_DOCUMENT = Words("document", "文号", "number of the order", most=100, public=True)


@dataclass(frozen=True)
class Answer:
    """What was done: the meeting, matter, notice or vote, or the answer in writing."""

    kind: AnswerKind
    id: UUID | None = None
    text: str = ""


async def fulfil(
    uow: UnitOfWork, demand_id: UUID, answer: Answer, *, by_township: bool = False
) -> Demand:
    """Record what answers the demand: what was done for it, and is over or shown.

    Where the township convened outside the system, because its order was in vain, it says so in
    words: that is taken from the township alone.
    """
    demand = await locked(uow, demand_id)
    after = workflow.advance(demand.state, Act.FULFIL)
    if demand.duty_owner == "township" and not by_township:
        raise NotDutyOwner
    text = _ANSWER.read(answer.text)
    if answer.kind not in accepted(demand, by_township=by_township):
        raise AnswerDoesNotFit(path=("kind",))
    await _check(uow, demand, answer, text)
    demand.state, demand.answered_above = after, by_township
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


def accepted(demand: Demand, *, by_township: bool) -> frozenset[AnswerKind]:
    """Return what answers a demand now, from whoever asks."""
    kind = DemandKind(demand.kind)
    found = rules.ANSWERS[kind]
    in_its_place = by_township and kind in rules.BODIES and turn_above(demand) is Turn.CONVENE
    return found | {AnswerKind.TEXT} if in_its_place else found


async def _check(uow: UnitOfWork, demand: Demand, answer: Answer, text: str) -> None:
    if answer.kind is AnswerKind.TEXT:
        fit = bool(text) and answer.id is None
    else:
        fit = answer.id is not None and await answers.fits(uow, demand, answer.kind, answer.id)
    if not fit:
        raise AnswerDoesNotFit(path=("id",))


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
