"""The steps towards an answer: a matter is named, its notice drafted, its meeting called above."""

from datetime import datetime
from uuid import UUID, uuid5

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import service as decisions
from services.decisions.models import Meeting
from services.decisions.vocabulary import Body
from services.disclosure import service as disclosure
from services.disclosure.workflow import Kind
from services.initiatives import repository, rules, workflow
from services.initiatives.errors import (
    AnswerDoesNotFit,
    ConveneTooEarly,
    DemandTextNeeded,
    NotDutyOwner,
    NoticeDrafted,
)
from services.initiatives.models import Demand, DemandMatter
from services.initiatives.service.signing import locked
from services.initiatives.vocabulary import KIND_NAMES, AnswerKind, DemandKind, DemandState
from services.initiatives.workflow import Standing, Turn
from tenants.unit_of_work import UnitOfWork

_NOTICE = Words("text", "办理结果", "result", most=2_000, public=True)
_POSTED_DAYS = 10
_COMPLAIN = "认为没有办的，签了名的人可以在办理登记之日起十日内提出；也可以向乡镇人民政府反映。"


async def _reached(uow: UnitOfWork, demand_id: UUID, *, by_township: bool) -> Demand:
    demand = await locked(uow, demand_id)
    workflow.require_state(demand.state, DemandState.REACHED)
    if demand.duty_owner == "township" and not by_township:
        raise NotDutyOwner
    return demand


async def name_matter(
    uow: UnitOfWork, demand_id: UUID, matter_id: UUID, *, by_township: bool = False
) -> Demand:
    """Say that a matter of the village is made for a demand; everybody sees it from then on.

    Only a meeting that is called afterwards answers the demand with it (our default): what was
    held anyhow cannot be claimed for it later.
    """
    demand = await _reached(uow, demand_id, by_township=by_township)
    await _name(uow, demand, matter_id)
    return demand


async def _name(uow: UnitOfWork, demand: Demand, matter_id: UUID) -> None:
    matter = await decisions.find_matter(uow, matter_id)
    wanted = DemandKind(demand.kind) in rules.BODIES
    ours = matter.village_code == demand.village_code and matter.group_id is None
    if not wanted or not ours:
        raise AnswerDoesNotFit(path=("matter_id",))
    rows = await repository.matters_of(uow.session, [demand.id])
    if matter_id in {one.matter_id for one in rows}:
        return
    uow.session.add(
        DemandMatter(demand_id=demand.id, matter_id=matter_id, named_by=uow.actor.label)
    )
    await audit.record(
        uow,
        AuditTag.INITIATIVES_MATTER_NAME,
        subject=demand.id,
        village=demand.village_code,
        matter=str(matter_id),
    )


async def convene(
    uow: UnitOfWork, demand_id: UUID, matter_id: UUID, *, scheduled_at: datetime, place: str
) -> Demand:
    """Call the demanded meeting in the committee's place, once the township's order was in vain.

    [Our default, after BJ-BF art. 20.] Every rule of the meeting holds as ever: its matter stands
    at the step of that body, its notice is kept, the village presides.
    """
    demand = await _reached(uow, demand_id, by_township=True)
    if turn_above(demand) is not Turn.CONVENE:
        raise ConveneTooEarly
    await _name(uow, demand, matter_id)
    await uow.session.flush()  # the matter is named before its meeting is called
    meeting: Meeting = await decisions.call_meeting(
        uow, matter_id, scheduled_at=scheduled_at, place=place
    )
    if Body(meeting.body) not in rules.BODIES[DemandKind(demand.kind)]:
        raise AnswerDoesNotFit(path=("matter_id",))
    await audit.record(
        uow,
        AuditTag.INITIATIVES_MEETING_CONVENE,
        subject=demand.id,
        village=demand.village_code,
        meeting=str(meeting.id),
    )
    return demand


def turn_above(demand: Demand) -> Turn | None:
    """Return what the township has to do about a demand now, if it is its turn."""
    standing = Standing(demand.state, demand.duty_owner, demand.duty_due, demand.order_due)
    found = workflow.turn(standing, clock.now(), above=True)
    return found[0] if found else None


async def draft_notice(
    uow: UnitOfWork, demand_id: UUID, text: str, *, by_township: bool = False
) -> Demand:
    """Draft the notice that answers a demand: the audit, the disclosure, the written answer.

    Somebody else approves it (SECURITY 24); once it shows, it can be recorded as the answer.
    """
    said = _NOTICE.read(text)
    if not said:
        raise DemandTextNeeded(path=("text",))
    demand = await _reached(uow, demand_id, by_township=by_township)
    kind = DemandKind(demand.kind)
    if AnswerKind.BULLETIN not in rules.ANSWERS[kind]:
        raise AnswerDoesNotFit(path=("text",))
    if await _stands(uow, demand.notice_id):
        raise NoticeDrafted
    demand.notice_id = await disclosure.prepare(
        uow,
        kind=Kind.RESULT.value,
        subject=uuid5(demand.id, f"answer {demand.refuted}"),
        village_code=demand.village_code,
        title_zh=f"联名办理结果（{KIND_NAMES[kind][0]}）：{demand.title}",
        record={
            "text": said,
            "basis": demand.duty_citation,
            "posted_days": _POSTED_DAYS,
            "how_to_object": _COMPLAIN,
        },
    )
    await audit.record(
        uow,
        AuditTag.INITIATIVES_NOTICE_DRAFT,
        subject=demand.id,
        village=demand.village_code,
    )
    return demand


async def _stands(uow: UnitOfWork, notice_id: UUID | None) -> bool:
    if notice_id is None:
        return False
    row = (await disclosure.load_many(uow, [notice_id])).get(notice_id)
    return row is not None and row.withdrawn_at is None
