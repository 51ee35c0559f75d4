"""A matter voted on in version after version, against sums that know one version at a time.

What is drawn: who comes, who has a stake and how each votes, anew for every version; whether a seat
falls empty in between; whether the plan is objected to. The oracle states the articles in its own
words and sees nothing but what was drawn for the version it judges.
"""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

import pytest

from infra import clock
from services.decisions import repository, service
from services.decisions.errors import NothingToReconsider, QuorumNotMet, VoteClosed
from services.decisions.models import Meeting, Vote
from services.decisions.vocabulary import Choice, Stake, VoteForm
from services.decisions.workflow import State
from services.people import service as people
from services.people.ending import TermEnd
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, WATER, Stage

VERSIONS = 3
COMMITTEE = ["党支部01", "村委01", "村委02"]
CHOICES = (Choice.IN_FAVOUR, Choice.AGAINST, Choice.ABSTAIN, None)


@dataclass(frozen=True)
class Drawn:
    """One version: its roll, and what each on it does."""

    representatives: list[str]
    came: set[str]
    staked: set[str]
    votes: dict[str, Choice | None]
    objected: bool

    @property
    def roll(self) -> list[str]:
        return [*self.representatives, *COMMITTEE]

    @property
    def taking_part(self) -> list[str]:
        return [one for one in self.roll if one in self.came - self.staked]

    def said(self, choice: Choice) -> list[str]:
        return [one for one in self.taking_part if self.votes[one] is choice]

    def may_open(self) -> bool:
        """组织法 26: two thirds of the members of the representatives' meeting."""
        return Fraction(len(self.taking_part), len(self.roll)) >= Fraction(2, 3)

    def passes(self) -> bool:
        """组织法 26: more than half of those present; 四权四制: two thirds of representatives."""
        yes = self.said(Choice.IN_FAVOUR)
        of_them = [one for one in yes if one in self.representatives]
        two_thirds = Fraction(len(of_them), len(self.representatives)) >= Fraction(2, 3)
        return 2 * len(yes) > len(self.taking_part) and two_thirds


def drawn(dice: random.Random, representatives: list[str]) -> Drawn:
    roll = [*representatives, *COMMITTEE]
    chair = representatives[-1]  # who presides is here and has no stake
    leaning, coming = dice.choice([(8, 1, 1, 1), (20, 1, 1, 1)]), dice.choice([0.6, 0.9, 0.95])
    return Drawn(
        representatives=representatives,
        came={one for one in roll if one == chair or dice.random() < coming},
        staked={one for one in roll if one != chair and dice.random() < 0.05},
        votes={one: dice.choices(CHOICES, leaning)[0] for one in roll},
        objected=dice.random() < 0.4,
    )


@dataclass
class Story:
    """A matter of a village, and the clock that goes on with it."""

    made: Stage
    matter_id: UUID
    now: datetime

    async def plan_posted(self, version: Drawn) -> None:
        """Hang the plan out; an objection that is answered stays with this version."""
        with clock.at(self.now):
            until = await factory.posted(self.made, self.matter_id)
            if version.objected:
                villager = self.made.actor("居民0060")
                await self.made.do(villager, service.raise_objection, self.matter_id, "太贵了。")
                row = await self.made.do(
                    self.made.secretary,
                    service.answer_objection,
                    self.matter_id,
                    len(await self.objections()),
                    "有三家报价。",
                    send_back=False,
                )
                assert row.version_no == (await self.made.matter(self.matter_id)).version_no
        self.now = until
        with clock.at(self.now):
            await self.made.do(self.made.secretary, service.complete_step, self.matter_id)

    async def objections(self) -> list[int]:
        async with unit_of_work(self.made.county) as uow:
            rows = await repository.objections_of(uow.session, [self.matter_id])
        return [row.version_no for row in rows]

    async def gathered(self, version: Drawn) -> Meeting:
        """Call a meeting, sign in who comes, and write down who has a stake."""
        with clock.at(self.now):
            meeting = await factory.called(self.made, self.matter_id)
        self.now = meeting.scheduled_at
        with clock.at(self.now):
            await factory.seat(
                self.made, meeting, [one for one in version.roll if one in version.came]
            )
            for name in sorted(version.staked):
                await self.made.do(
                    self.made.clerk,
                    service.record_recusal,
                    meeting.id,
                    self.made.id_of(name),
                    Stake.OWN,
                    "施工用他家的车",
                )
        return meeting

    async def voted(self, meeting: Meeting, version: Drawn) -> Vote:
        with clock.at(self.now):
            await self.made.do(self.made.chair, service.open_meeting, meeting.id)
            vote = await self.made.do(
                self.made.chair, service.open_vote, meeting.id, VoteForm.NAMED
            )
            for choice in CHOICES[:3]:
                for name in version.said(choice):
                    await self.made.do(self.made.actor(name), service.cast_ballot, vote.id, choice)
            return await self.made.do(self.made.chair, service.close_vote, vote.id)

    async def next_version(self, number: int, *, passed: bool) -> None:
        """Reopen what has passed, or mend what has not; either way the next version comes of it."""
        self.now += timedelta(hours=3)
        secretary = self.made.secretary
        with clock.at(self.now):
            if passed:
                await self.made.do(secretary, service.reconsider, self.matter_id, "再商量")
                await self.made.do(
                    secretary, service.record_visit, self.matter_id, visited="居民0070", note="改线"
                )
            else:
                with pytest.raises(NothingToReconsider):
                    await self.made.do(secretary, service.reconsider, self.matter_id, "再商量")
            mended = replace(WATER, text=f"{WATER.text}第 {number} 稿。")
            await self.made.do(
                secretary, service.edit_draft, self.matter_id, mended, change_note="改线路"
            )
            await self.made.do(secretary, service.submit, self.matter_id)


async def _seat_falls_empty(made: Stage, name: str) -> None:
    resident = made.id_of(name)
    async with unit_of_work(made.county) as uow:
        terms = (await people.load_terms(uow, [resident]))[resident]
        (term,) = [one for one in terms if one.office == Office.REPRESENTATIVE]
        await people.end_term(uow, term.id, reason=TermEnd.RESIGNED, source="辞职信")


# Among what these draw: passed and failed, no quorum, stakes, objections, seats that fell empty.
@pytest.mark.parametrize("seed", range(4))
async def test_each_version_is_judged_by_its_own_meeting_alone(county: Tenant, seed: int) -> None:
    dice = random.Random(seed)
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
    story = Story(made, matter_id, START)
    seats, judged, objections = made.representatives(), list[tuple[Vote, Drawn, int]](), []

    for number in range(1, VERSIONS + 1):
        version = drawn(dice, seats)
        assert (await made.matter(matter_id)).version_no == number
        await story.plan_posted(version)
        objections += [number] * version.objected
        meeting = await story.gathered(version)
        while not version.may_open():  # the same text, put to another meeting
            with clock.at(story.now):
                with pytest.raises(QuorumNotMet):
                    await made.do(made.chair, service.open_meeting, meeting.id)
                await made.do(made.chair, service.adjourn_meeting, meeting.id, "人数不够")
            version = replace(drawn(dice, seats), objected=False)
            meeting = await story.gathered(version)
        vote = await story.voted(meeting, version)
        passed = version.passes()
        assert vote.outcome == ("passed" if passed else "failed"), vote.derivation
        matter = await made.matter(matter_id)
        assert matter.state == (State.RESOLVED if passed else State.RETURNED)
        judged.append((vote, version, number))
        if number < VERSIONS:
            if dice.random() < 0.5:
                leaver = dice.choice(seats[:-1])
                seats = [one for one in seats if one != leaver]
                with clock.at(story.now):
                    await _seat_falls_empty(made, leaver)
            await story.next_version(number + 1, passed=passed)

    await _stand_as_they_were(story, judged)
    assert await story.objections() == objections


async def _stand_as_they_were(story: Story, judged: list[tuple[Vote, Drawn, int]]) -> None:
    """Nothing of a later version has touched the figures of an earlier one."""
    made, matter_id = story.made, story.matter_id
    async with unit_of_work(made.county) as uow:
        votes = (await service.load_many_votes(uow, [matter_id]))[matter_id]
        resolutions = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]
    assert [one.id for one in votes] == [vote.id for vote, _, _ in judged]
    for row, (_, version, number) in zip(votes, judged, strict=True):
        assert row.version_no == number
        assert row.members == len(version.roll)
        assert row.present == len(version.taking_part)
        counts = [len(version.said(choice)) for choice in CHOICES[:3]]
        assert [row.in_favour, row.against, row.abstain] == counts
        with clock.at(story.now), pytest.raises(VoteClosed):
            await made.do(made.chair, service.cast_ballot, row.id, Choice.AGAINST)
    passed = [vote.id for vote, version, _ in judged if version.passes()]
    assert [one.vote_id for one in resolutions] == passed
