"""A township that runs a matter of its own: its committee, its two posts, and the way to a vote."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from infra import clock
from infra.ids import new_id
from services.decisions import service
from services.decisions.counting import Papers, Sheet
from services.decisions.models import Meeting, Vote
from services.decisions.proposal import Funding, Proposal
from services.decisions.routing import MatterType
from services.decisions.rules import Tally
from services.decisions.service import Expert
from services.decisions.vocabulary import VoteForm
from services.disclosure import service as disclosure
from services.people import service as people
from tenants.authorization.roles import seat_of
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, UnitOfWork, unit_of_work
from tests.factories import decisions as factory

P = ParamSpec("P")
R = TypeVar("R")

METHOD = "wuhuan_fujin"
BRIDGE = Proposal(
    title="镇区便民桥重建",
    text="在镇区东街重建便民桥，长 24 米、宽 6 米。",
    budget_fen=96_000_000,
    funding=(Funding("乡镇财政", 96_000_000),),
)
COMMITTEE = ("书记", "镇长", "副书记", "组织委员", "宣传委员", "武装部长", "纪委书记")


@dataclass(frozen=True)
class Township:
    """A township's own seat, with the actors who hold its posts."""

    county: Tenant
    seat: str
    office: Actor
    secretary: Actor
    reviewer: Actor

    @property
    def code(self) -> str:
        return self.seat[:9]

    async def do(
        self,
        actor: Actor,
        verb: Callable[Concatenate[UnitOfWork, P], Awaitable[R]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run one verb in a transaction of its own, as a mutation does."""
        async with unit_of_work(self.county, actor) as uow:
            return await verb(uow, *args, **kwargs)


async def township(county: Tenant, code: str) -> Township:
    """Enter the committee of a township that is there."""
    found = at_work(county, code)
    for number, post in enumerate(COMMITTEE):
        await seated(found, f"委员{number + 1:02d}", post, chairs=number == 0)
    return found


def at_work(county: Tenant, code: str) -> Township:
    """Return who works at a township's seat."""
    return Township(
        county,
        seat_of(code),
        Actor(new_id(), None, "镇党政办"),
        Actor(new_id(), None, "镇党委书记"),
        Actor(new_id(), None, "镇审核员"),
    )


async def seated(on: Township, name: str, post: str, *, chairs: bool = False) -> None:
    """Enter a member of the committee."""
    await on.do(
        Actor(new_id(), None, "镇管理员"),
        people.record_township_member,
        on.code,
        name=name,
        post=post,
        since=date(2026, 1, 1),
        source="县委任〔2026〕1号",
        chairs=chairs,
    )


async def submitted(on: Township, proposal: Proposal = BRIDGE) -> UUID:
    """Begin a matter, hear somebody and submit it: it waits for its research."""
    matter = await on.do(
        on.office,
        service.draft_matter,
        village_code=on.seat,
        matter_type=MatterType.TOWNSHIP_AFFAIR,
        method_id=METHOD,
        proposal=proposal,
    )
    await on.do(on.office, service.record_heard, matter.id, name="东街商户", view="老桥太窄")
    await on.do(on.office, service.submit, matter.id)
    return matter.id


async def researched(on: Township, matter_id: UUID) -> None:
    """Look into it and close the step."""
    await on.do(on.office, service.record_heard, matter_id, name="县交通局", view="可以建")
    await on.do(on.office, service.complete_step, matter_id)


async def posted(on: Township, matter_id: UUID) -> datetime:
    """Post what the open step posts, let the secretary release it, and say when it may go on."""
    posting = await on.do(on.office, service.post, matter_id)
    await on.do(on.secretary, disclosure.approve_and_queue, posting.bulletin_id)
    return max(posting.until, await _published(on, posting.bulletin_id))


async def _published(on: Township, bulletin_id: UUID) -> datetime:
    stage = factory.Stage(on.county, on.seat, {}, on.reviewer)
    return await factory.published(stage, bulletin_id)


async def argued(on: Township, matter_id: UUID) -> None:
    """Hear an engineer who finds it feasible."""
    await on.do(
        on.office,
        service.record_hearing,
        matter_id,
        held_on=clock.today(),
        experts=(Expert("李工", "桥梁工程师"),),
        conclusion="基础可行",
        feasible=True,
    )


async def called(on: Township, matter_id: UUID) -> Meeting:
    """Call the committee for the earliest lawful moment."""
    earliest = await on.do(on.secretary, service.earliest_meeting, matter_id)
    return await on.do(
        on.secretary,
        service.call_meeting,
        matter_id,
        scheduled_at=max(earliest, clock.now() + timedelta(hours=1)),
        place="镇政府会议室",
    )


async def voted(on: Township, meeting: Meeting, *, in_favour: int, against: int = 0) -> Vote:
    """Sign the committee in, vote on paper, and close the vote."""
    async with unit_of_work(on.county) as uow:
        members = (await service.load_many_members(uow, [meeting.id]))[meeting.id]
    present = members[: in_favour + against]
    for one in present:
        await on.do(on.office, service.sign_in_by_clerk, meeting.id, one.resident_id)
    await on.do(on.secretary, service.open_meeting, meeting.id)
    vote = await on.do(on.secretary, service.open_vote, meeting.id, VoteForm.PAPER)
    await counted(on, vote, [one.resident_id for one in present], Tally(in_favour, against))
    return await on.do(on.secretary, service.close_vote, vote.id)


async def counted(on: Township, vote: Vote, present: Sequence[UUID], tally: Tally) -> None:
    """Enter the count of papers that everybody present has cast."""
    await on.do(
        on.office,
        service.record_paper_count,
        vote.id,
        papers=Papers(issued=tally.cast, used=tally.cast, spoiled=0, unused=0),
        tally=tally,
        sheet=Sheet(tellers=(present[1], present[2]), scrutineer=present[3], key=factory.SHEET_KEY),
    )


async def voted_on(on: Township, proposal: Proposal = BRIDGE) -> UUID:
    """Carry a matter to its resolution: three of four are in favour."""
    matter_id = await submitted(on, proposal)
    await researched(on, matter_id)
    until = await posted(on, matter_id)
    with clock.at(until):
        await on.do(on.office, service.complete_step, matter_id)
        await argued(on, matter_id)
        meeting = await called(on, matter_id)
    with clock.at(meeting.scheduled_at):
        await voted(on, meeting, in_favour=3, against=1)
    return matter_id


async def signed(on: Township, matter_id: UUID, meeting: Meeting) -> int:
    """Enter the signatures of everybody who was there; say how many were needed."""
    async with unit_of_work(on.county) as uow:
        (resolution,) = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]
        members = (await service.load_many_members(uow, [meeting.id]))[meeting.id]
    present = [one.resident_id for one in members if one.present_at is not None]
    await on.do(on.office, service.record_signatures, resolution.id, present, factory.SHEET_KEY)
    return resolution.signatures_needed
