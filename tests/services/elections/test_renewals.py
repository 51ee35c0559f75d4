"""Terms that run out, a committee with too few, handovers: what the township and the branch see."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from infra import clock
from infra.migrations.versions import v0024_ends_of_terms
from services.elections import service
from services.elections.service import SeatPlan
from services.elections.vocabulary import ElectionKind
from services.people import service as people
from services.people.ending import TermEnd
from services.people.reminders import Reminder
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import Stage
from tests.services.elections.story import SEATS

LAST = date(2031, 1, 1)  # five years after the sample's terms began


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=clock.ZONE)


@pytest.fixture
async def on(county: Tenant) -> Stage:
    return await factory.sanmiaoshu(county)


async def told(on: Stage, *, township: bool = True) -> list[Reminder]:
    async with unit_of_work(on.county) as uow:
        return await service.list_renewals(
            uow,
            townships=[on.code[:9]] if township else [],
            secretary_of=[] if township else [on.code],
        )


async def end(on: Stage, name: str, office: Office, reason: TermEnd) -> UUID:
    async with unit_of_work(on.county) as uow:
        held = await people.offices_of(uow, on.id_of(name))
        [term] = [one for one in held if one.office == office]
        await people.leave_office(uow, term.id, None, reason=reason, source="文书")
        return term.id


async def test_a_term_is_told_of_ninety_days_before_it_ends_and_once_it_is_over(on: Stage) -> None:
    """domain.md, A1-03; Organic Law art. 11: five years."""
    with clock.at(at(LAST - timedelta(91))):
        assert await told(on) == []
    with clock.at(at(LAST - timedelta(90))):
        found = {one.about_zh.partition("（")[0]: one for one in await told(on)}
    assert set(found) == {"村民委员会", "村民代表", "村务监督委员会", "村党支部委员会"}
    committee = found["村民委员会"]
    assert (committee.due, committee.kind, committee.page) == (LAST, "renew", "plan_election")
    assert committee.verb_zh == "任期将满，安排换届"
    assert "3 人，到 2031年1月1日" in committee.about_zh
    assert found["村民代表"].page == "choosing"
    assert found["村务监督委员会"].page == "offices"
    branch = found["村党支部委员会"]
    assert "延期不超过一年" in branch.about_zh
    assert "at most one year later" in branch.about_en

    with clock.at(at(LAST)):
        assert {one.verb_zh for one in await told(on)} == {"任期将满，安排换届"}
    with clock.at(at(LAST + timedelta(1))):
        own = await told(on, township=False)
    assert {one.verb_zh for one in own} == {"任期已满，尽快换届"}
    assert {one.page for one in own} == {"elections", "choosing", "offices"}


async def test_a_planned_election_takes_over(on: Stage) -> None:
    with clock.at(at(LAST - timedelta(80))):
        await on.do(
            on.reviewer,
            service.plan,
            kind=ElectionKind.VILLAGE_COMMITTEE,
            village_code=on.code,
            election_day=LAST,
            seats=SEATS,
        )
        kinds = [one.about_zh.partition("（")[0] for one in await told(on)]
    assert "村民委员会" not in kinds
    assert "村党支部委员会" in kinds


async def test_a_committee_with_too_few_is_filled_and_a_leaver_hands_over(on: Stage) -> None:
    """Organic Law art. 6, 18, 19, 20."""
    with clock.at(at(date(2026, 12, 1))):
        assert await told(on) == []
        term = await end(on, "村委02", Office.COMMITTEE_MEMBER, TermEnd.SENTENCED)
        fill, hand_over = await told(on)
        assert fill.about_zh.startswith("村委会只剩 2 人，至少要 3 人、没有妇女成员")
        assert (fill.kind, fill.page, fill.due) == (
            "fill_seats",
            "plan_election",
            date(2026, 12, 31),
        )
        assert (hand_over.kind, hand_over.due) == ("hand_over_office", date(2026, 12, 11))
        assert "村委02离任（村委会委员）" in hand_over.about_zh
        assert [one.page for one in await told(on, township=False)] == [
            "elections",
            "ended_offices",
        ]

        async with unit_of_work(on.county) as uow:
            await people.record_handover(uow, term, clock.today(), "公章")
        assert [one.kind for one in await told(on)] == ["fill_seats"]
        await on.do(
            on.reviewer,
            service.plan,
            kind=ElectionKind.BY_ELECTION,
            village_code=on.code,
            election_day=date(2027, 2, 1),
            seats=[SeatPlan(Office.COMMITTEE_MEMBER, 1, women_seats=1)],
            reason="补选",
        )
        assert await told(on) == []


async def test_who_lost_political_rights_in_office_is_told_to_who_keeps_the_offices(
    on: Stage,
) -> None:
    with clock.at(at(date(2026, 12, 1))):
        async with unit_of_work(on.county) as uow:
            for name in ("村委01", "党员01"):  # who belongs to the party is the party's affair
                await people.record_rights_loss(
                    uow,
                    on.id_of(name),
                    document="刑事判决书 1 号",
                    since=date(2026, 12, 1),
                    until=date(2027, 12, 1),
                )
        [found] = await told(on)
        assert (found.kind, found.page, found.due) == ("end_sentenced", "offices", None)
        assert found.about_zh.startswith("村委01（村委会委员）：已登记剥夺政治权利")
        assert await told(on, township=False) == []
        await end(on, "村委01", Office.COMMITTEE_MEMBER, TermEnd.SENTENCED)
        assert "end_sentenced" not in [one.kind for one in await told(on)]
    with clock.at(at(date(2026, 11, 30))):
        assert "end_sentenced" not in [one.kind for one in await told(on)]


async def test_seats_that_earlier_by_elections_filled_are_counted_with_the_term(on: Stage) -> None:
    """What migration 0024 does to rows from before it."""
    with clock.at(at(date(2026, 12, 1))):
        election = await on.do(
            on.reviewer,
            service.plan,
            kind=ElectionKind.BY_ELECTION,
            village_code=on.code,
            election_day=date(2027, 2, 1),
            seats=[SeatPlan(Office.COMMITTEE_MEMBER, 1)],
            reason="补选",
        )
    async with unit_of_work(on.county) as uow:
        term = await people.seat(
            uow,
            on.id_of("居民0050"),
            Office.COMMITTEE_MEMBER,
            source=f"选举 {election.id}",
            since=date(2026, 6, 1),
        )
        await uow.session.flush()
        await uow.session.execute(text(v0024_ends_of_terms.BY_ELECTIONS))
    async with unit_of_work(on.county) as uow:
        rows = await people.list_terms(uow, on.code)
        counted = {one.id: one.counted_from for one in rows if one.counted_from is not None}
    assert counted == {term.id: date(2026, 1, 1)}


async def test_another_township_is_told_nothing(on: Stage) -> None:
    with clock.at(at(LAST + timedelta(1))):
        async with unit_of_work(on.county) as uow:
            assert await service.list_renewals(uow, townships=["150523999"], secretary_of=[]) == []
            assert await service.list_renewals(uow, townships=[], secretary_of=[]) == []
