"""A village's representation today, and a seat lost by absences in a row."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from infra import clock
from services.decisions.blocking import MeetingState
from services.decisions.models import Meeting, MeetingMember
from services.disclosure import service as disclosure
from services.people import service as people
from services.people.errors import UnknownTerm
from services.representation import posting, service
from services.representation.errors import ListNotLawful, SeatNotLost
from services.representation.service import Seat
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.factories import decisions as factory
from tests.factories import villages


async def seat_of(uow: UnitOfWork, village: str, name: str) -> Seat:
    found = await service.representation_of(uow, village)
    [seat] = [one for one in found.seats if one.name == name]
    return seat


async def test_the_sample_village_has_too_few_representatives_for_its_committee(
    county: Tenant,
) -> None:
    """17 representatives and 3 others: 17 of 20 is more than four fifths; women are counted."""
    village = await villages.sanmiaoshu(county)

    async with unit_of_work(county) as uow:
        found = await service.representation_of(uow, village.code)

    assert [(one.name, one.households, one.representatives) for one in found.groups] == [
        ("一社", 29, 5),
        ("二社", 28, 4),
        ("三社", 28, 4),
        ("四社", 28, 4),
    ]
    assert all(one.quota.holds(one.representatives) for one in found.groups)
    four_fifths, women = found.composition.derivation
    assert (four_fifths.count, four_fifths.base, four_fifths.met) == (17, 20, True)
    assert (women.base, women.met) == (20, women.count * 3 >= 20)
    assert (found.least, found.absences_allowed) == (0, 3)
    assert {one.households for one in found.seats} <= set(range(5, 16))


async def held(uow: UnitOfWork, matter: UUID, village: str, who: UUID, *, days: int) -> None:
    """Write a meeting that was held some days ago, which somebody did not attend."""
    at = clock.now() - timedelta(days=days)
    meeting = Meeting(
        matter_id=matter,
        village_code=village,
        step_key="deliberate",
        version_no=1,
        body="representatives_meeting",
        scheduled_at=at,
        notice_at=at,
        place="村部",
        presider="执行主席",
        state=MeetingState.CLOSED.value,
        sign_in_code="123456",
        roll_hash="0" * 64,
        opened_at=at,
        closed_at=at,
        called_by="执行主席",
    )
    uow.session.add(meeting)
    await uow.session.flush()
    uow.session.add(
        MeetingMember(
            meeting_id=meeting.id, resident_id=who, name="代表01", capacity="representative"
        )
    )


async def test_a_seat_is_lost_by_the_third_absence_and_not_before(county: Tenant) -> None:
    on = await factory.sanmiaoshu(county)
    matter = await factory.submitted(on, "siquansizhi")
    who = on.id_of("代表01")

    async with unit_of_work(county) as uow:
        for days in (30, 20):
            await held(uow, matter, on.code, who, days=days)
    async with unit_of_work(county) as uow:
        seat = await seat_of(uow, on.code, "代表01")
        assert seat.absences == 2
        with pytest.raises(SeatNotLost) as refusal:
            await service.end_lost_seat(uow, seat.term.id)
    assert "连续 2 次" in refusal.value.message("zh")

    async with unit_of_work(county) as uow:
        await held(uow, matter, on.code, who, days=10)
    async with unit_of_work(county) as uow:
        await service.end_lost_seat(uow, seat.term.id)
        with pytest.raises(UnknownTerm):
            await service.end_lost_seat(uow, seat.term.id)
    async with unit_of_work(county) as uow:
        assert (await people.load_representations(uow, [who]))[who] == []
        assert len((await service.representation_of(uow, on.code)).seats) == 16


async def test_an_unlawful_list_is_not_posted_and_a_lawful_one_hangs_seven_days(
    county: Tenant,
) -> None:
    on = await factory.sanmiaoshu(county)
    names = "UPDATE resident SET gender = :gender WHERE name LIKE '代表%'"
    async with unit_of_work(county) as uow:
        await uow.session.execute(text(names), {"gender": "male"})
        with pytest.raises(ListNotLawful) as refusal:
            await posting.post_list(uow, on.code)
    assert "三分之一以上" in refusal.value.message("zh")

    async with unit_of_work(county) as uow:
        await uow.session.execute(text(names), {"gender": "female"})
        bulletin = await posting.post_list(uow, on.code)
        assert await posting.post_list(uow, on.code) == bulletin  # the same list is one notice
    await on.do(on.supervisor, disclosure.approve_and_queue, bulletin)
    await factory.published(on, bulletin)

    async with unit_of_work(county) as uow:
        village = await people.find_village(uow, on.code)
        found = await service.representation_of(uow, on.code)
        notice = await posting.list_notice(uow, village, found)
        assert notice is not None
        assert notice.posted_until is not None
        # Seven days, or more where the last is no working day.
        assert 7 <= (notice.posted_until - clock.today()).days < 10
        assert len(found.seats) == 17
