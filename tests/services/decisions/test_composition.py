"""Representatives who are not made up as art. 25 asks meet all the same, and it is told."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text

from infra import clock
from services.decisions import composition, service
from services.decisions.composition import Makeup
from services.decisions.models import Meeting
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage

TODAY = date(2026, 3, 16)
PLACE = "150523108201"


@pytest.mark.parametrize(
    ("everybody", "representatives", "women", "households", "met"),
    [
        (20, 17, 7, 113, [True, True, True]),
        (20, 17, 6, 113, [True, False, True]),  # a third of 20 is 7
        (22, 17, 8, 113, [False, True, True]),  # 17 of 22 is less than four fifths
        (20, 17, 7, 84, [True, True, False]),  # one for fewer than five households
        (20, 17, 7, 85, [True, True, True]),
        (20, 17, 7, 255, [True, True, True]),
        (20, 17, 7, 256, [True, True, False]),  # one for more than fifteen
    ],
)
def test_the_shares_and_the_households_are_judged_by_exact_numbers(
    everybody: int, representatives: int, women: int, households: int, met: list[bool]
) -> None:
    made = Makeup(everybody, representatives, women)

    found = composition.lines(PLACE, made, households, TODAY)

    assert [line["met"] for line in found] == met
    assert all("第二十五条" in line["citation_zh"] for line in found)


async def called(made: Stage) -> Meeting:
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        return await factory.called(made, matter_id)


async def minutes(made: Stage, meeting_id: UUID) -> str:
    async with unit_of_work(made.county) as uow:
        found = await service.load_many_minutes(uow, [meeting_id])
    return "\n".join(found[meeting_id].lines)


async def test_a_meeting_without_enough_women_is_called_and_its_minutes_say_so(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)  # 5 of the 17 representatives are women
    meeting = await called(made)

    assert [(one["rule_id"], one["met"]) for one in meeting.composition] == [
        ("OL18-25-representatives", True),
        ("OL18-25-women", False),
        ("OL18-25-households", True),
    ]
    names = made.representatives()
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, names[1:])
        await factory.voted(made, meeting, in_favour=names[1:])
    written = await minutes(made, meeting.id)
    assert "组成人员不符合规定，会议照开：" in written
    assert "三分之一以上" in written
    assert "会后补记" not in written

    reason = "去县医院陪护"
    await made.do(made.clerk, service.record_excuse, meeting.id, made.id_of(names[0]), reason)
    assert f"{names[0]}（请假：{reason}，会后补记）" in await minutes(made, meeting.id)


async def test_a_lawful_meeting_says_nothing_of_its_composition(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        women = "UPDATE resident SET gender = 'female' WHERE name LIKE '代表%'"
        await uow.session.execute(text(women))
    meeting = await called(made)

    assert all(one["met"] for one in meeting.composition)
    names = made.representatives()
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, names)
        await factory.voted(made, meeting, in_favour=names)
    assert "组成人员不符合规定" not in await minutes(made, meeting.id)
