"""Why a term ends, by which paper; what a leaver hands over; whose rest a seat takes."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from infra import clock
from services.people import service
from services.people.ending import TermEnd
from services.people.errors import (
    CountedFromWrong,
    DayInFuture,
    EndReasonWrong,
    EndSourceNeeded,
    HandoverNotOwed,
    HandoverWordsNeeded,
    TermDaysWrong,
    TermNotOver,
    UnknownTerm,
)
from services.people.models import OfficeTerm
from services.people.service import elected
from services.people.service.elected import Seat
from services.people.service.households import Entry
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import Stage

LETTER = "辞职报告 2026 年第 1 号"
FIRST = date(2026, 1, 1)


@pytest.fixture
async def on(county: Tenant) -> Stage:
    return await factory.sanmiaoshu(county)


async def held(uow: UnitOfWork, on: Stage, name: str, office: Office) -> OfficeTerm:
    [found] = [
        term for term in await service.offices_of(uow, on.id_of(name)) if term.office == office
    ]
    return found


async def left(uow: UnitOfWork, term: OfficeTerm) -> OfficeTerm:
    return (await service.load_terms_by_ids(uow, [term.id]))[term.id]


async def test_a_term_ends_by_a_reason_that_fits_the_office_and_a_paper(on: Stage) -> None:
    async with unit_of_work(on.county) as uow:
        member = await held(uow, on, "村委01", Office.COMMITTEE_MEMBER)
        for wrong in (TermEnd.REMOVED, TermEnd.RECALLED, TermEnd.DIED, TermEnd.LOST_SEAT):
            with pytest.raises(EndReasonWrong) as refusal:
                await service.leave_office(uow, member.id, None, reason=wrong, source=LETTER)
        assert "可以选：" in refusal.value.message("zh")
        with pytest.raises(EndSourceNeeded):
            await service.leave_office(uow, member.id, None, reason=TermEnd.RESIGNED, source=" ")
        with pytest.raises(TermNotOver) as early:
            await service.leave_office(
                uow, member.id, None, reason=TermEnd.TERM_OVER, source=LETTER
            )
        assert "2031-01-01" in early.value.message("zh")
        await service.leave_office(
            uow, member.id, clock.today(), reason=TermEnd.SENTENCED, source="刑事判决书"
        )

    async with unit_of_work(on.county) as uow:
        row = await left(uow, member)
        assert (row.end_reason, row.end_source) == ("sentenced", "刑事判决书")
        with pytest.raises(UnknownTerm):
            await service.leave_office(uow, member.id, None, reason=TermEnd.RESIGNED, source=LETTER)
        other = await held(uow, on, "村委02", Office.COMMITTEE_MEMBER)
        with clock.at(datetime(2031, 1, 1, 9, tzinfo=clock.ZONE)):
            await service.leave_office(
                uow, other.id, None, reason=TermEnd.TERM_OVER, source="换届文件"
            )


async def test_a_death_on_the_roll_ends_the_offices_and_says_so(on: Stage) -> None:
    async with unit_of_work(on.county) as uow:
        member = await held(uow, on, "村委01", Office.COMMITTEE_MEMBER)
        await service.record_departure(uow, on.id_of("村委01"), "died", Entry("死亡证明"))

    async with unit_of_work(on.county) as uow:
        row = await left(uow, member)
        assert (row.until, row.end_reason) == (clock.today(), "died")
        [owed] = await service.handovers_owed(uow, [on.code], first=5)
        assert owed.term.id == member.id


async def test_who_leaves_the_committee_hands_over_within_ten_days(on: Stage) -> None:
    left_on = datetime(2026, 12, 1, 9, tzinfo=clock.ZONE)
    with clock.at(left_on):
        async with unit_of_work(on.county) as uow:
            member = await held(uow, on, "村委01", Office.COMMITTEE_MEMBER)
            chair = await held(uow, on, on.representatives()[-1], Office.EXECUTIVE_CHAIR)
            for term in (member, chair):
                await service.leave_office(
                    uow, term.id, None, reason=TermEnd.RESIGNED, source=LETTER
                )
        async with unit_of_work(on.county) as uow:
            [owed] = await service.handovers_owed(uow, [on.code[:9]], first=5)
            assert (owed.name, owed.due) == ("村委01", date(2026, 12, 11))
            assert await service.handovers_owed(uow, ["110101"], first=5) == []
            today, note = clock.today(), "公章、账目，交给党支部01"
            with pytest.raises(HandoverNotOwed):
                await service.record_handover(uow, chair.id, today, note)
            with pytest.raises(HandoverWordsNeeded):
                await service.record_handover(uow, member.id, today, " ")
            with pytest.raises(DayInFuture):
                await service.record_handover(uow, member.id, today + timedelta(1), note)
            with pytest.raises(TermDaysWrong):
                await service.record_handover(uow, member.id, today - timedelta(1), note)
            await service.record_handover(uow, member.id, today, note)
        async with unit_of_work(on.county) as uow:
            assert await service.handovers_owed(uow, [on.code], first=5) == []
            with pytest.raises(HandoverNotOwed):
                await service.record_handover(uow, member.id, today, note)


async def test_who_fills_a_vacancy_takes_the_rest_of_the_term(on: Stage) -> None:
    """Organic Law art. 19; a full election begins a new one."""
    async with unit_of_work(on.county) as uow:
        seats = [Seat(on.id_of("居民0050"), Office.COMMITTEE_MEMBER)]
        [filled] = await elected.seat_elected(
            uow, on.code, seats, source="补选", since=clock.today()
        )
        assert (filled.counted_from, filled.begun) == (FIRST, FIRST)
        board = await service.record_term(
            uow,
            on.id_of("居民0051"),
            Office.SUPERVISOR,
            source="会议记录",
            elected_on=clock.today(),
            counted_from=FIRST,
        )
        assert board.begun == FIRST
        for wrong in (clock.today(), date(2020, 1, 1)):  # not before the seat; over long ago
            with pytest.raises(CountedFromWrong):
                await service.record_term(
                    uow,
                    on.id_of("居民0052"),
                    Office.SUPERVISOR,
                    source="会议记录",
                    elected_on=clock.today(),
                    counted_from=wrong,
                )

    async with unit_of_work(on.county) as uow:
        seats = [Seat(on.id_of("居民0053"), Office.COMMITTEE_DIRECTOR)]
        ending = (Office.COMMITTEE_DIRECTOR, Office.COMMITTEE_MEMBER)
        [whole] = await elected.seat_elected(
            uow, on.code, seats, source="选举", since=clock.today(), ending=ending
        )
        assert (whole.counted_from, whole.begun) == (None, clock.today())
        assert (await left(uow, filled)).end_reason == "replaced"
        [recalled] = await elected.unseat(uow, on.code, on.id_of("居民0053"), ending, clock.today())
        assert recalled.end_reason == "recalled"


async def test_the_words_about_an_end_go_with_the_person(on: Stage) -> None:
    async with unit_of_work(on.county) as uow:
        member = await held(uow, on, "村委01", Office.COMMITTEE_MEMBER)
        await service.leave_office(
            uow, member.id, None, reason=TermEnd.LOST_CAPACITY, source="司法鉴定书"
        )
        await service.record_handover(uow, member.id, clock.today(), "公章由家属交回")
    async with unit_of_work(on.county) as uow:
        await service.record_departure(uow, on.id_of("村委01"), "died", Entry("死亡证明"))
    async with unit_of_work(on.county) as uow:
        await service.erase_resident(uow, on.id_of("村委01"), "本人申请 1 号")
    async with unit_of_work(on.county) as uow:
        row = await left(uow, member)
        assert (row.end_source, row.handover_note) == ("", "已删除")
        words = await uow.session.scalar(
            text("SELECT count(*) FROM office_term WHERE end_source LIKE '%鉴定%'")
        )
        assert words == 0
