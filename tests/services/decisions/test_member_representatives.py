"""The collective's representatives meet: lawfully made up, for what the charter leaves them."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.errors import DelegationOver
from services.decisions.meeting_errors import BodyNotLawful, ProxyNotAllowed
from services.decisions.models import Meeting
from services.decisions.routing import MatterType
from services.people import service as people
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import assemblies
from tests.factories import decisions as factory
from tests.factories.decisions import SHEET_KEY, START, Stage
from tests.services.decisions.test_assemblies import begun, called, decide, passed_by_party

BOTH = ["党支部01", "党支部02", "党支部03", "村委01", "村委02"]
RECORD = "2026年成员代表选举记录"
FIRST, TODAY = date(2020, 1, 1), START.date()


async def collective(county: Tenant) -> tuple[Stage, list[str]]:
    """Make a village whose 113 heads of households are the collective's members."""
    made = await assemblies.sanmiaoshu(county)
    heads = sorted(name for name in made.people if not name.startswith(("配偶", "子女")))
    await made.do(
        made.clerk,
        people.confirm_members,
        made.code,
        since=FIRST,
        source="成员登记簿",
        resident_ids=[made.id_of(name) for name in heads],
    )
    return made, [name for name in heads if name.startswith("居民")]


async def elected(made: Stage, names: Collection[str], since: date = TODAY) -> None:
    async with unit_of_work(made.county, made.clerk) as uow:
        for name in names:
            await people.record_term(
                uow,
                made.id_of(name),
                Office.MEMBER_REPRESENTATIVE,
                source=RECORD,
                since=since,
                elected_on=since,
            )


async def before_the_vote(made: Stage) -> UUID:
    """Bring a distribution of income, which the charter left to them, to its last meeting."""
    with clock.at(START):
        await factory.delegate(made, MatterType.INCOME_DISTRIBUTION)
        matter_id = await begun(made, "siyi_lianggongkai", MatterType.INCOME_DISTRIBUTION)
        joint = await called(made, matter_id, made.secretary)
        await decide(made, joint, made.secretary, BOTH, BOTH)
        await passed_by_party(made, matter_id)
    with clock.at(START + timedelta(days=5)):
        if (await made.matter(matter_id)).step_key != "vote":
            until = await factory.posted(made, matter_id)
            with clock.at(until):
                await made.do(made.secretary, service.complete_step, matter_id)
    with clock.at(START + timedelta(days=20)):
        for key in ("prior", "papers"):
            await made.do(
                made.secretary,
                service.record_extra,
                matter_id,
                key=key,
                document="会议纪要〔2026〕1 号",
                held_on=START.date(),
                township=False,
            )
    return matter_id


async def on_the_roll(made: Stage, meeting: Meeting) -> list[str]:
    members = await made.do(made.clerk, service.load_many_members, [meeting.id])
    assert {one.capacity for one in members[meeting.id]} == {"member_representative"}
    return sorted(one.name for one in members[meeting.id])


async def test_more_than_twenty_are_needed_and_two_thirds_of_all_must_agree(
    county: Tenant,
) -> None:
    made, heads = await collective(county)
    matter_id, chair = await before_the_vote(made), made.actor("村委01")
    assert (await made.matter(matter_id)).body == "member_representatives"
    with clock.at(START + timedelta(days=20)):
        for count, words in ((0, "成员代表 0 人"), (20, "成员代表 20 人，须多于 20 人")):
            await elected(made, heads[:count])
            with pytest.raises(BodyNotLawful) as refused:
                await called(made, matter_id, chair)
            assert words in refused.value.message("zh")
            assert "第二十八条" in refused.value.message("zh")
        await elected(made, heads[20:21])
        meeting = await called(made, matter_id, chair)
    assert await on_the_roll(made, meeting) == heads[:21]
    assert (meeting.scheduled_at - START).days >= 30  # ten days of notice
    with clock.at(meeting.scheduled_at):
        with pytest.raises(ProxyNotAllowed):
            [line, *_] = (await made.do(chair, service.load_many_members, [meeting.id]))[meeting.id]
            await made.do(
                made.clerk,
                service.record_proxy,
                meeting.id,
                line.id,
                made.id_of("配偶00"),
                SHEET_KEY,
            )
        vote = await decide(made, meeting, chair, heads[:15], heads[:13])
    assert (vote.members, vote.present, vote.in_favour, vote.outcome) == (21, 15, 13, "failed")
    assert "CEL-28-pass" in {line["rule_id"] for line in vote.derivation}


async def test_fourteen_of_twenty_one_decide(county: Tenant) -> None:
    made, heads = await collective(county)
    matter_id, chair = await before_the_vote(made), made.actor("村委01")
    with clock.at(START + timedelta(days=20)):
        await elected(made, heads[:21])
        meeting = await called(made, matter_id, chair)
    with clock.at(meeting.scheduled_at):
        vote = await decide(made, meeting, chair, heads[:14], heads[:14])
    assert (vote.members, vote.present, vote.in_favour, vote.outcome) == (21, 14, 14, "passed")


async def test_whose_term_or_membership_is_over_is_not_on_the_roll(county: Tenant) -> None:
    made, heads = await collective(county)
    matter_id, chair = await before_the_vote(made), made.actor("村委01")
    with clock.at(START + timedelta(days=20)):
        await elected(made, heads[:21])
        await elected(made, heads[21:22], since=date(2021, 1, 1))  # until 2026-01-01
        meeting = await called(made, matter_id, chair)
        assert await on_the_roll(made, meeting) == heads[:21]
        await made.do(chair, service.adjourn_meeting, meeting.id, "改期")
        rows = await made.do(made.clerk, people.list_collective_members, made.code, first=200)
        [left] = [row.id for row in rows if row.resident_id == made.id_of(heads[0])]
        await made.do(
            made.clerk, people.end_membership, left, until=clock.today(), source="取得别处成员身份"
        )
        with pytest.raises(BodyNotLawful) as refused:
            await called(made, matter_id, chair)
    assert "成员代表 20 人" in refused.value.message("zh")
    assert "20 representatives" in refused.value.message("en")


async def test_women_are_among_them(county: Tenant) -> None:
    made, heads = await collective(county)
    matter_id, chair = await before_the_vote(made), made.actor("村委01")
    async with unit_of_work(county) as uow:
        for one in await people.list_residents(uow, made.code):
            one.gender = "male"
    with clock.at(START + timedelta(days=20)):
        await elected(made, heads[:21])
        with pytest.raises(BodyNotLawful) as refused:
            await called(made, matter_id, chair)
    assert "其中妇女 0 人" in refused.value.message("zh")
    assert "须多于 20 人" not in refused.value.message("zh")


async def test_what_the_charter_left_them_must_still_be_theirs_on_the_day(county: Tenant) -> None:
    made, heads = await collective(county)
    matter_id, chair = await before_the_vote(made), made.actor("村委01")
    with clock.at(START + timedelta(days=20)):
        await elected(made, heads[:21])
        with pytest.raises(DelegationOver) as refused:
            await made.do(
                chair,
                service.call_meeting,
                matter_id,
                scheduled_at=START.replace(year=2027, month=1, day=2),
                place="村部广场",
            )
    assert "集体经济组织章程对“年度预决算、收益分配”没有有效授权" in refused.value.message("zh")
