"""A small village that elects its committee: the stretches that the tests share."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from infra import clock
from services.elections import service
from services.elections.dossiers import Dossier
from services.elections.models import Contest, Election
from services.elections.service import Chosen, SeatPlan, Sheet
from services.elections.vocabulary import ElectionKind, StationKind, Step
from services.people.samples import SampleVillage
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import villages
from tests.factories.decisions import SHEET_KEY, Stage, shown, stage

SMALL = SampleVillage("选举村", ("一社", "二社"), 45, 60, 5, 1)
BEGIN = date(2026, 6, 1)
DAY = date(2026, 7, 15)
OFFICIALS = ("居民0030", "居民0031", "居民0032", "居民0033")
DIRECTORS = ("居民0036", "居民0037")
MEMBERS = ("居民0038", "居民0039", "居民0040")
TELLERS = ("居民0041", "居民0042", "居民0043")
NONE = UUID(int=0)
SEATS = (
    SeatPlan(Office.COMMITTEE_DIRECTOR, 1),
    SeatPlan(Office.COMMITTEE_MEMBER, 2, women_seats=1),
)


def at(day: date, hour: int = 9) -> datetime:
    """Return an hour of a day in China."""
    return datetime.combine(day, time(hour), tzinfo=clock.ZONE)


def chosen() -> Chosen:
    """Return a meeting of today that chose the committee."""
    return Chosen("村民会议记录〔2026〕1 号", clock.today())


@contextmanager
def on(day: date, hour: int = 9) -> Iterator[None]:
    """Hold the clock at nine o'clock of a day."""
    with clock.at(at(day, hour)):
        yield


@dataclass
class Story:
    """A village and its election."""

    made: Stage
    election_id: UUID = NONE
    runs: Actor | None = None

    @property
    def chair(self) -> Actor:
        return self.runs or self.made.actor(OFFICIALS[0])

    async def dossier(self) -> Dossier:
        async with unit_of_work(self.made.county) as uow:
            return (await service.load_many(uow, [self.election_id]))[self.election_id]

    async def election(self) -> Election:
        return (await self.dossier()).election

    async def contest(self, office: Office) -> Contest:
        dossier = await self.dossier()
        return next(one for one in dossier.present_contests if one.office == office)

    async def plan(self, day: date = DAY, seats: tuple[SeatPlan, ...] = SEATS) -> None:
        election = await self.made.do(
            self.made.reviewer,
            service.plan,
            kind=ElectionKind.VILLAGE_COMMITTEE,
            village_code=self.made.code,
            election_day=day,
            seats=seats,
        )
        self.election_id = election.id

    async def committee(self) -> None:
        ids = [self.made.id_of(name) for name in OFFICIALS]
        await self.made.do(
            self.made.reviewer, service.form_committee, self.election_id, ids, ids[0], chosen()
        )

    async def post(self, step: Step) -> None:
        """Draft a step's notice and let the board approve it."""
        await self.made.do(self.chair, service.post, self.election_id, step)
        row = (await self.dossier()).step(step)
        assert row is not None
        assert row.bulletin_id is not None
        await shown(self.made, row.bulletin_id)

    async def listed(self) -> None:
        """Draw and post the voter list."""
        await self.made.do(self.chair, service.draw, self.election_id)
        await self.post(Step.VOTERS_POSTED)

    async def audits(self) -> None:
        for row in (await self.dossier()).audits:
            await self.made.do(
                self.made.reviewer,
                service.record_audit,
                self.election_id,
                row.resident_id,
                auditor="镇农经站",
                result="收支合规。",
            )
        for row in (await self.dossier()).audits:
            assert row.bulletin_id is not None
            await shown(self.made, row.bulletin_id)

    async def nominate(self, office: Office, *names: str) -> None:
        contest = await self.contest(office)
        for votes, name in enumerate(reversed(names), start=10):
            await self.made.do(
                self.chair,
                service.nominate,
                self.election_id,
                contest.id,
                self.made.id_of(name),
                votes,
            )

    async def reviewed(self) -> None:
        for row in (await self.dossier()).candidates:
            await self.made.do(self.made.reviewer, service.review, self.election_id, row.id)

    async def stand(self) -> None:
        """Nominate, review, confirm and post the candidates."""
        await self.nominate(Office.COMMITTEE_DIRECTOR, *DIRECTORS)
        await self.nominate(Office.COMMITTEE_MEMBER, *MEMBERS)
        await self.reviewed()
        await self.made.do(self.chair, service.confirm, self.election_id)
        await self.post(Step.CANDIDATES_POSTED)

    async def station(self, name: str = "主会场") -> None:
        await self.made.do(
            self.chair,
            service.add_station,
            self.election_id,
            name=name,
            kind=StationKind.MAIN,
            place="村部广场",
        )

    async def count(
        self,
        office: Office,
        votes: Mapping[str, int],
        *,
        valid: int = 50,
        invalid: int = 2,
        unreturned: int = 0,
        station: int = 0,
        **changed: object,
    ) -> None:
        """Enter a sheet; votes by name."""
        dossier = await self.dossier()
        contest = await self.contest(office)
        named = {one.resident_id: one.id for one in dossier.standing(contest)}
        first, second, scrutineer = (self.made.id_of(name) for name in TELLERS)
        given = {
            "issued": valid + invalid + unreturned,
            "returned": valid + invalid,
            "unreturned": unreturned,
            "valid": valid,
            "invalid": invalid,
            "votes": {named[self.made.id_of(name)]: count for name, count in votes.items()},
            "others": 0,
            "tellers": (first, second),
            "scrutineer": scrutineer,
            "key": SHEET_KEY,
            "place": "村部广场",
            "counted_at": clock.now(),
        } | changed
        await self.made.do(
            self.chair,
            service.record_count,
            self.election_id,
            contest.id,
            dossier.stations[station].id,
            Sheet(**given),  # type: ignore[arg-type]
        )

    async def decide(self) -> Election:
        """Let one put the result forward and another announce it; of a branch from above."""
        await self.made.do(self.chair, service.put_forward, self.election_id)
        if self.runs is not None:
            return await self.made.do(
                self.made.reviewer, service.decide, self.election_id, from_above=True
            )
        other = self.made.actor(OFFICIALS[1])
        return await self.made.do(other, service.decide, self.election_id)

    async def ready(self) -> None:
        """Play everything up to the morning of election day."""
        with on(BEGIN):
            await self.plan()
            await self.committee()
            await self.post(Step.ANNOUNCED)
            await self.listed()
        with on(BEGIN + timedelta(8)):
            await self.made.do(self.chair, service.freeze, self.election_id)
            await self.audits()
            await self.stand()
            await self.station()


async def small_village(county: Tenant) -> Story:
    """Make the village with everybody on its roll as an actor."""
    township = await villages.open_township(county)
    made = await villages.add_village(county, township, SMALL)
    return Story(await stage(county, made))
