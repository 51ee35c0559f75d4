"""Who acts in a sample village, and the stretches of a matter's course that many tests share."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from infra import clock
from infra.ids import new_id
from services.decisions import service
from services.decisions.counting import Sheet
from services.decisions.models import Matter, Meeting, MeetingMember, Vote
from services.decisions.proposal import Funding, Proposal
from services.decisions.routing import MatterType
from services.decisions.vocabulary import Choice, VoteForm
from services.disclosure import service as disclosure
from services.disclosure.service import publishing
from services.people import samples
from services.people import service as people
from services.people.models import Group, Household, OfficeTerm, Resident
from services.people.samples import SampleVillage
from services.people.workflow import OFFICE_NAMES
from services.transparency import service as transparency
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, UnitOfWork, unit_of_work
from tests.factories import villages
from tests.factories.villages import MadeVillage

P = ParamSpec("P")
R = TypeVar("R")

START = datetime(2026, 3, 16, 9, 0, tzinfo=clock.ZONE)
WATER = Proposal(
    title="自来水管道改造",
    text="铺设主管道 6500 米、支管道 6000 米，解决全村饮水苦咸问题。",
    budget_fen=18_640_000,
    funding=(Funding("上级饮水安全资金", 15_000_000), Funding("村集体", 3_640_000)),
)
SHEET_KEY = "150523/ab/" + "ab" * 32 + ".jpg"


@dataclass(frozen=True)
class Stage:
    """A village with its people, each as an actor, by the name on the roll."""

    county: Tenant
    code: str
    people: dict[str, Actor]
    reviewer: Actor

    def actor(self, name: str) -> Actor:
        return self.people[name]

    def id_of(self, name: str) -> UUID:
        found = self.people[name].resident_id
        assert found is not None
        return found

    @property
    def secretary(self) -> Actor:
        return self.people["党支部01"]

    @property
    def member(self) -> Actor:
        return self.people["村委02"]

    @property
    def supervisor(self) -> Actor:
        return self.people["监委01"]

    @property
    def clerk(self) -> Actor:
        return self.people["文书01"]

    def representatives(self) -> list[str]:
        return sorted(name for name in self.people if name.startswith("代表"))

    def party(self) -> list[str]:
        own = ["党支部01", "党支部02", "党支部03", "村委01", "监委01", "监委02"]
        return own + sorted(name for name in self.people if name.startswith("党员"))

    @property
    def chair(self) -> Actor:
        return self.people[self.representatives()[-1]]

    def sheet(self) -> Sheet:
        tellers = (self.id_of("监委02"), self.id_of("监委03"))
        return Sheet(tellers=tellers, scrutineer=self.id_of("监委01"), key=SHEET_KEY)

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

    async def matter(self, matter_id: UUID) -> Matter:
        async with unit_of_work(self.county) as uow:
            return await service.find_matter(uow, matter_id)


async def stage(county: Tenant, made: MadeVillage) -> Stage:
    """Return a made village with everybody in it as an actor."""
    async with unit_of_work(county) as uow:
        residents = await people.list_residents(uow, made.code)
        actors = {each.name: Actor(new_id(), each.id, each.name) for each in residents}
    reviewer = Actor(new_id(), None, "吉日嘎郎吐镇审核人")
    return Stage(county, made.code, actors, reviewer)


async def sanmiaoshu(county: Tenant) -> Stage:
    """Make 三苗树村 with what its assembly has delegated to the representatives."""
    return await _settled(county, samples.SANMIAOSHU)


async def naimadai(county: Tenant) -> Stage:
    """Make 乃玛岱村 with what its assembly has delegated to the representatives."""
    return await _settled(county, samples.NAIMADAI)


async def _settled(county: Tenant, sample: SampleVillage, *, delegated: bool = True) -> Stage:
    """Write the heads of households and their offices directly: the import has its own tests."""
    township = f"{county.code}108"
    code = f"{township}201"
    async with unit_of_work(county) as uow:
        await people.seed_divisions(
            uow, [(township, villages.TOWNSHIP_NAME)], [(code, sample.name)]
        )
    async with unit_of_work(county) as uow:
        groups = {name: Group(village_code=code, name=name) for name in sample.groups}
        uow.session.add_all(groups.values())
        await uow.session.flush()
        homes = [_head(code, groups[h.group].id, h, sample) for h in samples.homes(sample)]
        for rows in zip(*homes, strict=True):
            uow.session.add_all([row for each in rows for row in each])
            await uow.session.flush()
    made = await stage(county, MadeVillage(code, sample))
    if delegated:
        await delegate(made)
    return made


def _head(
    code: str, group_id: UUID, home: samples.Home, sample: SampleVillage
) -> tuple[list[Household], list[Resident], list[OfficeTerm]]:
    household = Household(village_code=code, group_id=group_id, number=home.number)
    head = Resident(village_code=code, household_id=household.id, name=home.head, is_head=True)
    head.gender = "female" if home.head.endswith(("2", "5", "8")) else "male"
    terms = [
        OfficeTerm(
            village_code=code,
            office=_OFFICE_OF[words],
            resident_id=head.id,
            since=date(2026, 1, 1),
            source="测试",
        )
        for words in samples._offices(home.head, sample).split("、")
        if words
    ]
    return [household], [head], terms


_OFFICE_OF = {names[0]: office.value for office, names in OFFICE_NAMES.items()} | {
    "监委会主任": "supervisor_director",
    "监委会委员": "supervisor",
}


async def delegate(made: Stage, matter_type: MatterType = MatterType.PUBLIC_WELFARE) -> None:
    """Record the assembly's delegation for the year of the stories."""
    await made.do(
        made.secretary,
        service.record_delegation,
        village_code=made.code,
        matter_type=matter_type,
        since=date(2026, 1, 1),
        until=date(2026, 12, 31),
        source="2026年1月1日村民会议记录",
    )


async def submitted(made: Stage, method: str, proposal: Proposal = WATER, **kwargs: Any) -> UUID:
    """Draft, hear three people and submit."""
    matter = await made.do(
        made.secretary,
        service.draft_matter,
        village_code=made.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id=method,
        proposal=proposal,
        **kwargs,
    )
    for name in ("居民0050", "居民0051", "居民0052"):
        await made.do(
            made.secretary, service.record_heard, matter.id, name=name, view="赞成，水太咸"
        )
    await made.do(made.secretary, service.submit, matter.id)
    return matter.id


async def called(made: Stage, matter_id: UUID, actor: Actor | None = None) -> Meeting:
    """Call the meeting of the open step for nine o'clock on the earliest day."""
    caller = actor or made.chair
    earliest = await made.do(caller, service.earliest_meeting, matter_id)
    at = earliest if earliest <= clock.now() else earliest + timedelta(hours=9)
    return await made.do(
        caller,
        service.call_meeting,
        matter_id,
        scheduled_at=at,
        place="村部会议室",
        presider_id=caller.resident_id,
    )


async def seat(made: Stage, meeting: Meeting, names: Iterable[str]) -> list[MeetingMember]:
    """Sign people in by the clerk."""
    async with unit_of_work(made.county, made.clerk) as uow:
        return [await service.sign_in_by_clerk(uow, meeting.id, made.id_of(name)) for name in names]


async def sign_in(uow: UnitOfWork, meeting_id: UUID) -> MeetingMember:
    """Sign in oneself by the digits on the presider's screen."""
    meeting = await service.find_meeting(uow, meeting_id)
    return await service.sign_in_by_code(uow, meeting_id, meeting.sign_in_code)


async def voted(
    made: Stage, meeting: Meeting, *, in_favour: Iterable[str], against: Iterable[str] = ()
) -> Vote:
    """Open the meeting and a named vote, let these vote, and close it."""
    await made.do(made.chair, service.open_meeting, meeting.id)
    vote = await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED)
    for name in in_favour:
        await made.do(made.actor(name), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
    for name in against:
        await made.do(made.actor(name), service.cast_ballot, vote.id, Choice.AGAINST)
    return await made.do(made.chair, service.close_vote, vote.id)


async def posted(made: Stage, matter_id: UUID) -> datetime:
    """Post what the open step posts, show it, and return when the matter may go on."""
    posting = await made.do(made.secretary, service.post, matter_id)
    return max(posting.until, await shown(made, posting.bulletin_id))


async def shown(made: Stage, bulletin_id: UUID) -> datetime:
    """Approve and publish a notice; return when it is final."""
    await made.do(made.supervisor, disclosure.approve_and_queue, bulletin_id)
    return await published(made, bulletin_id)


async def published(made: Stage, bulletin_id: UUID) -> datetime:
    """Publish an approved notice as the worker does, without its printed sheets."""
    async with unit_of_work(made.county) as uow:
        await publishing.log(uow, bulletin_id)
        head = await transparency.sign_checkpoint(uow)
    async with unit_of_work(made.county) as uow:
        await transparency.persist_checkpoint(uow, head.note)
    async with unit_of_work(made.county) as uow:
        await publishing.to_print(uow, bulletin_id)
        await publishing.publish(uow, bulletin_id)
    async with unit_of_work(made.county) as uow:
        final = (await disclosure.find(uow, bulletin_id)).send_after
    assert final is not None
    return final


async def result_posted(made: Stage, matter_id: UUID) -> None:
    """Post the result, show it, and let the matter go on once it can no longer be taken back."""
    final = await posted(made, matter_id)
    with clock.at(final):
        await made.do(made.secretary, service.complete_step, matter_id)
