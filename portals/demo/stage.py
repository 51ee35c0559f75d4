"""A village of the demonstration with its people as actors, and the stretches journeys share."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from infra import clock
from portals.demo import drawings
from services.decisions import service as decisions
from services.decisions.models import Meeting, Vote
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from services.decisions.vocabulary import Choice, VoteForm
from services.disclosure import service as disclosure
from services.people import service as people
from tenants import accounts, relay
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, UnitOfWork, unit_of_work

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Stage:
    """One village; everybody on its roll by name, with the account where there is one."""

    county: Tenant
    code: str
    people: dict[str, Actor]
    reviewer: Actor

    def who(self, name: str) -> Actor:
        """Return a person by the name on the roll."""
        return self.people[name]

    @property
    def secretary(self) -> Actor:
        """The secretary of the branch, who is also the committee's director."""
        return self.people["党支部01"]

    @property
    def clerk(self) -> Actor:
        """The clerk."""
        return self.people["文书01"]

    @property
    def supervisor(self) -> Actor:
        """The director of the supervisory board."""
        return self.people["监委01"]

    def representatives(self) -> list[str]:
        """Return the names of the representatives; the last one is the executive chair."""
        return sorted(name for name in self.people if name.startswith("代表"))

    @property
    def chair(self) -> Actor:
        """The executive chair."""
        return self.people[self.representatives()[-1]]

    def resident(self, name: str) -> UUID:
        """Return the id of a person on the roll."""
        found = self.people[name].resident_id
        if found is None:
            raise LookupError(name)
        return found

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


async def stage(county: Tenant, code: str) -> Stage:
    """Return a village with everybody in it as an actor."""
    async with unit_of_work(county) as uow:
        residents = await people.list_residents(uow, code)
        known = {}
        for one in residents:
            account = await accounts.find_for_resident(uow, one.id)
            known[one.name] = Actor(account.id if account else None, one.id, one.name)
        (reviewer, *_) = await accounts.holders(uow, Role.TOWNSHIP_REVIEWER, code[:9])
    return Stage(county, code, known, Actor(reviewer, None, "镇审核员"))


async def delegate(on: Stage, today: date) -> None:
    """Record that the assembly lets the representatives decide on public works this year."""
    await on.do(
        on.secretary,
        decisions.record_delegation,
        village_code=on.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        since=date(today.year, 1, 1),
        until=date(today.year + 1, 12, 31),
        source=f"{today.year}年1月1日村民会议记录",
    )


async def submitted(
    on: Stage, method: str, proposal: Proposal, opinion_id: UUID | None = None
) -> UUID:
    """Draft a matter with a plan attached, record three people who were heard, and submit it."""
    matter = await on.do(
        on.secretary,
        decisions.draft_matter,
        village_code=on.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id=method,
        proposal=proposal,
        opinion_id=opinion_id,
    )
    await on.do(
        on.secretary, decisions.attach, matter.id, title="走向示意图（示例）", data=drawings.plan()
    )
    for name, view in (("党员01", "赞成"), ("党员02", "赞成，先把线路讲清楚"), ("党员03", "赞成")):
        await on.do(on.secretary, decisions.record_heard, matter.id, name=name, view=view)
    await on.do(on.secretary, decisions.submit, matter.id)
    return matter.id


async def posted(on: Stage, matter_id: UUID) -> datetime:
    """Post what the open step posts, let the board approve it and the worker's job publish it."""
    posting = await on.do(on.secretary, decisions.post, matter_id)
    await on.do(on.supervisor, disclosure.approve_and_queue, posting.bulletin_id)
    await relay.run_here(on.county)
    return posting.until


async def met(on: Stage, matter_id: UUID, present: Iterable[str]) -> Meeting:
    """Call the meeting for nine o'clock on the earliest lawful day and sign people in."""
    earliest = await on.do(on.chair, decisions.earliest_meeting, matter_id)
    at = clock.local(earliest).replace(hour=9, minute=0, second=0, microsecond=0)
    meeting = await on.do(
        on.chair,
        decisions.call_meeting,
        matter_id,
        scheduled_at=at if at >= earliest else at + timedelta(days=1),
        place="村部会议室",
        presider_id=on.chair.resident_id,
    )
    with clock.at(meeting.scheduled_at):
        for name in present:
            await on.do(on.clerk, decisions.sign_in_by_clerk, meeting.id, on.resident(name))
    return meeting


async def voted(
    on: Stage, meeting: Meeting, in_favour: Iterable[str], against: Iterable[str] = ()
) -> Vote:
    """Open the meeting and a named vote, let everybody vote, and close it."""
    await on.do(on.chair, decisions.open_meeting, meeting.id)
    vote = await on.do(on.chair, decisions.open_vote, meeting.id, VoteForm.NAMED)
    choices = dict.fromkeys(in_favour, Choice.IN_FAVOUR)
    choices |= dict.fromkeys(against, Choice.AGAINST)
    for name, choice in choices.items():
        await on.do(on.who(name), decisions.cast_ballot, vote.id, choice)
    return await on.do(on.chair, decisions.close_vote, vote.id)


async def joint_meeting(on: Stage, matter: UUID) -> None:
    """Let the two committees discuss the plan and agree."""
    async with unit_of_work(on.county) as uow:
        roster = await people.roster(uow, on.code, "joint_committee")
    meeting = await called(on, matter)
    with clock.at(meeting.scheduled_at):
        for one in roster:
            await on.do(on.clerk, decisions.sign_in_by_clerk, meeting.id, one.resident_id)
        await on.do(on.secretary, decisions.open_meeting, meeting.id)
        vote = await on.do(on.secretary, decisions.open_vote, meeting.id, VoteForm.NAMED)
        for one in roster:
            await on.do(on.who(one.name), decisions.cast_ballot, vote.id, Choice.IN_FAVOUR)
        await on.do(on.secretary, decisions.close_vote, vote.id)


async def called(on: Stage, matter: UUID) -> Meeting:
    """Let the secretary call a meeting for the earliest lawful moment."""
    earliest = await on.do(on.secretary, decisions.earliest_meeting, matter)
    return await on.do(
        on.secretary,
        decisions.call_meeting,
        matter,
        scheduled_at=max(earliest, clock.now()),
        place="村部会议室",
        presider_id=on.secretary.resident_id,
    )


async def signed(on: Stage, matter: UUID) -> None:
    """Let every representative sign the newest resolution."""
    async with unit_of_work(on.county) as uow:
        resolutions = (await decisions.load_many_resolutions(uow, [matter]))[matter]
    for name in on.representatives():
        await on.do(on.who(name), decisions.sign_resolution, resolutions[-1].id)
