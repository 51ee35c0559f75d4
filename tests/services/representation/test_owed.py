"""Seats lost by absences, a meeting not made up as law asks, a quarter without one."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from infra import clock
from services.decisions import service as decisions
from services.decisions.blocking import MeetingState
from services.decisions.errors import MeetingNotInState
from services.decisions.meeting_errors import ExcuseByAnother
from services.decisions.models import Meeting, MeetingMember
from services.people.reminders import Reminder
from services.representation import service
from services.representation.quarters import Quarter, before, quarter_of
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import Stage

_WOMEN = "UPDATE resident SET gender = 'female' WHERE name LIKE '代表%'"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=clock.ZONE)


@pytest.mark.parametrize(
    ("day", "first", "last", "number"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31), 1),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30), 2),
        (date(2026, 9, 1), date(2026, 7, 1), date(2026, 9, 30), 3),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31), 4),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31), 1),
    ],
)
def test_a_day_lies_in_its_quarter(day: date, first: date, last: date, number: int) -> None:
    quarter = quarter_of(day)

    assert (quarter, quarter.number) == (Quarter(first, last), number)
    assert before(quarter).last == first - timedelta(1)
    assert quarter.closes(last)
    assert quarter.closes(last - timedelta(29))
    assert not quarter.closes(last - timedelta(30))


async def village(county: Tenant) -> Stage:
    """Make a village that was here before the year began and is lawfully made up."""
    on = await factory.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        await uow.session.execute(text("UPDATE village SET since = '2025-01-01'"))
        await uow.session.execute(text(_WOMEN))
    return on


async def told(on: Stage, *, township: bool = False, **asked: bool) -> list[Reminder]:
    async with unit_of_work(on.county) as uow:
        return await service.list_owed(
            uow,
            townships=[on.code[:9]] if township else [],
            records=[on.code] if asked.get("records") else [],
            composes=[on.code] if asked.get("composes") else [],
            convenes=[on.code] if asked.get("convenes") else [],
        )


async def write(
    uow: UnitOfWork, matter: UUID, on: Stage, day: date, state: MeetingState, *missing: str
) -> UUID:
    """Write a meeting of a day; these are on its roll and did not come."""
    moment, over = at(day), state is MeetingState.CLOSED
    meeting = Meeting(
        matter_id=matter,
        village_code=on.code,
        step_key="deliberate",
        version_no=1,
        body="representatives_meeting",
        scheduled_at=moment,
        notice_at=moment,
        place="村部",
        presider="执行主席",
        state=state.value,
        sign_in_code="123456",
        roll_hash="0" * 64 if over else "",
        opened_at=moment if over else None,
        closed_at=moment if over else None,
        called_by="执行主席",
    )
    uow.session.add(meeting)
    await uow.session.flush()
    uow.session.add_all(
        MeetingMember(
            meeting_id=meeting.id,
            resident_id=on.id_of(name),
            name=name,
            capacity="representative",
            representative=True,
        )
        for name in missing
    )
    return meeting.id


async def test_a_seat_is_told_of_as_soon_as_the_meeting_closes_that_makes_the_number_full(
    county: Tenant,
) -> None:
    on = await village(county)
    matter = await factory.submitted(on, "siquansizhi")
    with clock.at(at(date(2026, 6, 1))):
        async with unit_of_work(county) as uow:
            for day in (date(2026, 3, 20), date(2026, 4, 20)):
                await write(uow, matter, on, day, MeetingState.CLOSED, "代表01", "代表02")
            last = await write(uow, matter, on, date(2026, 5, 20), MeetingState.OPEN, "代表01")
            assert await service.lost_seats(uow, [on.code[:9]]) == []
        async with unit_of_work(county) as uow:
            meeting = await decisions.find_meeting(uow, last)
            meeting.roll_hash = "0" * 64
            meeting.state, meeting.opened_at = MeetingState.CLOSED.value, meeting.scheduled_at
            meeting.closed_at = clock.now()
        [lost] = [one for one in await told(on, township=True) if one.kind == "lost_seat"]
        assert lost.about_zh == "代表01：2026年3月20日、2026年4月20日、2026年5月20日 没有到会"
        assert (lost.due, lost.page) == (date(2026, 6, 4), "representatives")
        assert [one.kind for one in await told(on, records=True)] == ["check_absences"]

        # An excuse that comes late: by another, once, and the seat is lost no longer.
        member, own = on.id_of("代表01"), on.actor("代表01")
        with pytest.raises(ExcuseByAnother):
            await on.do(own, decisions.record_excuse, last, member, "住院")
        await on.do(on.clerk, decisions.record_excuse, last, member, "住院")
        with pytest.raises(MeetingNotInState):
            await on.do(on.clerk, decisions.record_excuse, last, member, "别的理由")
        assert await told(on, records=True) == []
        seat = await _seat(on, "代表01")
        assert [one.day for one in seat.missed] == [date(2026, 4, 20), date(2026, 3, 20)]


async def _seat(on: Stage, name: str) -> service.Seat:
    async with unit_of_work(on.county) as uow:
        found = await service.representation_of(uow, on.code)
    return next(one for one in found.seats if one.name == name)


async def test_a_meeting_not_made_up_as_law_asks_is_told_to_village_and_township(
    county: Tenant,
) -> None:
    """Organic Law art. 25: a third women; five of the sample's seventeen are."""
    on = await factory.sanmiaoshu(county)

    for found in (await told(on, township=True), await told(on, composes=True)):
        [one] = [each for each in found if each.kind == "compose"]
        assert "三分之一以上" in one.about_zh
        assert (one.due, one.page) == (None, "representatives")
    async with unit_of_work(county) as uow:
        await uow.session.execute(text(_WOMEN))
    assert await told(on, composes=True) == []


async def test_a_quarter_without_a_meeting_is_told_before_its_end_and_after(county: Tenant) -> None:
    """Organic Law art. 26: once a quarter."""
    on = await village(county)
    matter = await factory.submitted(on, "siquansizhi")
    with clock.at(at(date(2026, 5, 31))):
        assert await told(on, convenes=True) == []
    with clock.at(at(date(2026, 6, 1))):
        [soon] = await told(on, convenes=True)
        assert (soon.kind, soon.due, soon.page) == (
            "meet_this_quarter",
            date(2026, 6, 30),
            "meetings",
        )
        assert "2026年第二季度" in soon.about_zh
        async with unit_of_work(county) as uow:
            called = await write(uow, matter, on, date(2026, 6, 20), MeetingState.CALLED)
        assert await told(on, convenes=True) == []  # it is called for a day of the quarter
    with clock.at(at(date(2026, 6, 21))):  # the day passed, and it was not held
        assert [one.kind for one in await told(on, convenes=True)] == ["meet_this_quarter"]

    with clock.at(at(date(2026, 7, 2))):  # it was called, and never held
        assert [one.kind for one in await told(on, convenes=True)] == []
        [late] = await told(on, township=True)
        assert (late.kind, late.due) == ("quarter_without_meeting", date(2026, 6, 30))
        assert "2026年第二季度没有开" in late.about_zh
        async with unit_of_work(county) as uow:
            await write(uow, matter, on, date(2026, 7, 2), MeetingState.CLOSED)
        assert await told(on, township=True) == []
    async with unit_of_work(county) as uow:
        meeting = await decisions.find_meeting(uow, called)
        assert meeting.state == MeetingState.CALLED.value


async def test_a_quarter_before_the_village_was_here_is_owed_by_nobody(county: Tenant) -> None:
    on = await village(county)
    async with unit_of_work(county) as uow:
        await uow.session.execute(text("UPDATE village SET since = '2026-04-02'"))

    with clock.at(at(date(2026, 6, 20))):
        assert await told(on, convenes=True) == []
    with clock.at(at(date(2026, 7, 2))):
        assert await told(on, township=True) == []
    with clock.at(at(date(2026, 10, 2))):
        assert [one.kind for one in await told(on, township=True)] == ["quarter_without_meeting"]
