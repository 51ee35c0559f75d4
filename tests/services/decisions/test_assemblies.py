"""Meetings of everybody: villagers or households, a group, the collective's members, proxies."""

from datetime import timedelta
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.errors import (
    MethodDoesNotFit,
    NobodyOnTheRoll,
    NoticeTooShort,
    NotOnTheRoll,
    QuorumNotMet,
)
from services.decisions.meeting_errors import (
    GroupNeeded,
    HouseholdIsHere,
    HouseholdsCannotDecide,
    ProxyNotAllowed,
    ProxyOutsideHousehold,
    ProxyStands,
)
from services.decisions.models import Meeting, Vote
from services.decisions.routing import MatterType
from services.decisions.vocabulary import Choice, MeetingUnit, Stance, VoteForm
from services.people import service as people
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import assemblies
from tests.factories import decisions as factory
from tests.factories.decisions import SHEET_KEY, START, WATER, Stage


async def begun(made: Stage, method: str, kind: MatterType, group: UUID | None = None) -> UUID:
    """A matter that somebody was heard about and that is handed in."""
    matter = await made.do(
        made.secretary,
        service.draft_matter,
        village_code=made.code,
        matter_type=kind,
        method_id=method,
        proposal=WATER,
        group_id=group,
    )
    await made.do(made.secretary, service.record_heard, matter.id, name="居民0050", view="赞成")
    await made.do(made.secretary, service.submit, matter.id)
    return matter.id


async def called(
    made: Stage, matter_id: UUID, by: Actor, unit: MeetingUnit = MeetingUnit.PERSON
) -> Meeting:
    earliest = await made.do(by, service.earliest_meeting, matter_id)
    return await made.do(
        by,
        service.call_meeting,
        matter_id,
        scheduled_at=earliest + timedelta(hours=9 if earliest.hour == 0 else 0),
        place="村部广场",
        presider_id=by.resident_id,
        unit=unit,
    )


async def passed_by_party(made: Stage, matter_id: UUID) -> None:
    meeting = await called(made, matter_id, made.secretary)
    with clock.at(meeting.scheduled_at):
        await decide(made, meeting, made.secretary, made.party(), made.party())


async def decide(
    made: Stage, meeting: Meeting, chair: Actor, here: list[str], in_favour: list[str]
) -> Vote:
    await factory.seat(made, meeting, here)
    await made.do(chair, service.open_meeting, meeting.id)
    vote = await made.do(chair, service.open_vote, meeting.id, VoteForm.NAMED)
    for name in in_favour:
        await made.do(made.actor(name), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
    return await made.do(chair, service.close_vote, vote.id)


async def at_the_assembly(made: Stage) -> UUID:
    """A matter by 龙潭四步 that has come to its fourth step."""
    with clock.at(START):
        matter_id = await begun(made, "longtan_sibu", MatterType.PUBLIC_WELFARE)
        await passed_by_party(made, matter_id)
    with clock.at(START + timedelta(days=5)):
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        for name in made.representatives()[:12]:
            good = service.Answers(stance=Stance.AGREE, score=5, text="好")
            await made.do(made.actor(name), service.submit_sheet, matter_id, good)
        await made.do(made.secretary, service.complete_step, matter_id)
    return matter_id


async def test_the_four_steps_of_longtan_end_in_the_villagers_assembly(county: Tenant) -> None:
    made = await assemblies.sanmiaoshu(county)
    matter_id = await at_the_assembly(made)
    director = made.actor("村委01")
    heads = sorted(name for name in made.people if not name.startswith(("配偶", "子女")))
    with clock.at(START + timedelta(days=12)):
        with pytest.raises(NoticeTooShort):  # Organic Law art. 21: ten days
            await made.do(
                director,
                service.call_meeting,
                matter_id,
                scheduled_at=clock.now() + timedelta(days=9),
                place="村部广场",
            )
        meeting = await called(made, matter_id, director)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, heads[:75])
        with pytest.raises(QuorumNotMet):  # 75 of 153 villagers, of 75 of 113 households
            await made.do(director, service.open_meeting, meeting.id)
        await factory.seat(made, meeting, heads[75:76])
        with pytest.raises(NotOnTheRoll):
            await factory.seat(made, meeting, ["子女00"])
        vote = await decide(made, meeting, director, [], heads[:39])
        found = await made.do(director, service.load_many_resolutions, [matter_id])

    assert (vote.members, vote.due, vote.present, vote.outcome) == (153, 153, 76, "passed")
    assert vote.parts["households"] == {"all": 113, "due": 113, "present": 76}
    async with unit_of_work(county) as uow:
        held = await service.find_meeting(uow, meeting.id)
    assert [(line["of"], line["met"]) for line in held.derivation] == [
        ("members", False),
        ("households", True),
    ]
    (resolution,) = found[matter_id]
    assert resolution.text.startswith("村民会议应到 153 人，实到 76 人，赞成 39")
    assert (await made.matter(matter_id)).step_key == "post_resolution"


async def test_each_household_may_send_one_of_age(county: Tenant) -> None:
    made = await assemblies.sanmiaoshu(county)
    matter_id = await at_the_assembly(made)
    director = made.actor("村委01")
    heads = sorted(name for name in made.people if not name.startswith(("配偶", "子女")))
    with clock.at(START + timedelta(days=12)):
        meeting = await called(made, matter_id, director, MeetingUnit.HOUSEHOLD)
    with clock.at(meeting.scheduled_at):
        spouse = await made.do(made.actor("配偶00"), factory.sign_in, meeting.id)
        with pytest.raises(HouseholdIsHere):
            await made.do(made.actor(heads[0]), factory.sign_in, meeting.id)
        with pytest.raises(HouseholdIsHere):  # under eighteen
            await made.do(made.actor("子女01"), factory.sign_in, meeting.id)
        await factory.seat(made, meeting, heads[1:75])
        with pytest.raises(QuorumNotMet):  # 75 of 113; 76 are two thirds
            await made.do(director, service.open_meeting, meeting.id)
        await factory.seat(made, meeting, heads[75:76])
        await made.do(director, service.open_meeting, meeting.id)
        vote = await made.do(director, service.open_vote, meeting.id, VoteForm.NAMED)
        with pytest.raises(NotOnTheRoll):
            await made.do(made.actor(heads[0]), service.cast_ballot, vote.id, Choice.AGAINST)
        await made.do(made.actor("配偶00"), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
        for name in heads[1:39]:
            await made.do(made.actor(name), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
        vote = await made.do(director, service.close_vote, vote.id)
    async with unit_of_work(county) as uow:
        lines = (await service.load_many_minutes(uow, [meeting.id]))[meeting.id].lines

    assert (spouse.name, spouse.acting) == (heads[0], "配偶00")
    assert (vote.members, vote.present, vote.in_favour, vote.outcome) == (113, 76, 39, "passed")
    assert "组成人员 113 户，签到 76 户" in lines
    assert any(f"{heads[0]}（配偶00代）" in line for line in lines)


async def test_heads_are_counted_where_the_law_counts_heads(county: Tenant) -> None:
    made = await assemblies.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await begun(made, "siyi_lianggongkai", MatterType.PUBLIC_WELFARE)
        with pytest.raises(HouseholdsCannotDecide) as refused:
            await called(made, matter_id, made.secretary, MeetingUnit.HOUSEHOLD)
    assert "联席会议" in refused.value.message("zh")


async def test_what_is_not_delegated_is_the_assemblys_and_not_every_method_asks_it(
    county: Tenant,
) -> None:
    made = await assemblies.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await begun(made, "siyi_lianggongkai", MatterType.PUBLIC_WELFARE)
        with pytest.raises(MethodDoesNotFit):  # its fourth step is the villagers' assembly
            await begun(made, "longtan_sibu", MatterType.LAND_CONTRACTING)

    assert (await made.matter(matter_id)).body == "villagers_assembly"


async def test_a_groups_affair_is_its_own_villagers(county: Tenant) -> None:
    made = await assemblies.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        groups = await people.list_groups(uow, made.code)
    with clock.at(START):
        for wrong in (None, made.id_of("代表01")):
            with pytest.raises(GroupNeeded):
                await begun(made, "siyi_lianggongkai", MatterType.GROUP_AFFAIR, wrong)
        with pytest.raises(GroupNeeded):
            await begun(made, "siyi_lianggongkai", MatterType.PUBLIC_WELFARE, groups[0].id)
        matter_id = await begun(made, "siyi_lianggongkai", MatterType.GROUP_AFFAIR, groups[0].id)
        both = ["党支部01", "党支部02", "党支部03", "村委01", "村委02"]
        joint = await called(made, matter_id, made.secretary)
        await decide(made, joint, made.secretary, both, both)
        await passed_by_party(made, matter_id)
    with clock.at(START + timedelta(days=5)):
        if (await made.matter(matter_id)).step_key != "vote":
            until = await factory.posted(made, matter_id)
            with clock.at(until):
                await made.do(made.secretary, service.complete_step, matter_id)
    with clock.at(START + timedelta(days=20)):
        meeting = await called(made, matter_id, made.actor("村委01"))
        members = await made.do(made.clerk, service.load_many_members, [meeting.id])
        homes = await made.do(made.clerk, people.list_households, made.code, first=200)

    own = {home.id for home in homes if home.group_id == groups[0].id}
    assert {one.household_id for one in members[meeting.id]} == own
    assert (meeting.body, meeting.group_id) == ("group_meeting", groups[0].id)


async def collective(made: Stage) -> tuple[UUID, Meeting]:
    """Land contracting before the collective's members: 40 heads and their spouses are members."""
    couples = sorted(name for name in made.people if name.startswith("配偶"))
    async with unit_of_work(made.county, made.secretary) as uow:
        everybody = {one.name: one for one in await people.list_residents(uow, made.code)}
    homes = {everybody[name].household_id for name in couples}
    ids = [
        one.id
        for one in everybody.values()
        if one.household_id in homes and not one.name.startswith("子女")
    ]
    with clock.at(START):
        matter_id = await begun(made, "siyi_lianggongkai", MatterType.LAND_CONTRACTING)
        both = ["党支部01", "党支部02", "党支部03", "村委01", "村委02"]
        joint = await called(made, matter_id, made.secretary)
        await decide(made, joint, made.secretary, both, both)
        await passed_by_party(made, matter_id)
    with clock.at(START + timedelta(days=5)):
        if (await made.matter(matter_id)).step_key != "vote":
            until = await factory.posted(made, matter_id)
            with clock.at(until):
                await made.do(made.secretary, service.complete_step, matter_id)
    with clock.at(START + timedelta(days=20)):
        for key in ("prior", "work_group"):
            await made.do(
                made.secretary,
                service.record_extra,
                matter_id,
                key=key,
                document="会议纪要〔2026〕1 号",
                held_on=START.date(),
                township=False,
            )
        with pytest.raises(NobodyOnTheRoll):
            await called(made, matter_id, made.actor("村委01"))
        source = "2026年成员大会确认决议"
        added = await made.do(
            made.clerk,
            people.confirm_members,
            made.code,
            since=START.date(),
            source=source,
            resident_ids=ids,
        )
        again = await made.do(
            made.clerk,
            people.confirm_members,
            made.code,
            since=START.date(),
            source=source,
            resident_ids=ids[:3],
        )
        meeting = await called(made, matter_id, made.actor("村委01"))
    assert (added, again) == (80, 0)
    return matter_id, meeting


async def test_members_of_the_collective_decide_by_two_thirds_of_all_and_may_send_their_family(
    county: Tenant,
) -> None:
    made = await assemblies.sanmiaoshu(county)
    matter_id, meeting = await collective(made)
    director, of = made.actor("村委01"), meeting.id
    members = (await made.do(made.clerk, service.load_many_members, [of]))[of]
    line = {one.name: one for one in members}
    homes = {one.household_id: one for one in members if not one.name.startswith("配偶")}
    head = homes[line["配偶00"].household_id].name
    couples = [(homes[line[f"配偶{n:02d}"].household_id].name, f"配偶{n:02d}") for n in range(40)]
    record = service.record_proxy
    with clock.at(meeting.scheduled_at):
        for wrong in ("配偶01", head, "子女00"):
            with pytest.raises(ProxyOutsideHousehold):
                await made.do(made.clerk, record, of, line[head].id, made.id_of(wrong), SHEET_KEY)
        await made.do(made.clerk, record, of, line[head].id, made.id_of("配偶00"), SHEET_KEY)
        with pytest.raises(ProxyStands):
            await made.do(made.clerk, record, of, line[head].id, made.id_of("配偶00"), SHEET_KEY)
        # One spouse comes for two; 52 others: 54 of 80 are two thirds.
        await made.do(made.actor("配偶00"), factory.sign_in, of)
        here = [name for pair in couples[1:27] for name in pair]
        await factory.seat(made, meeting, here)
        await made.do(director, service.open_meeting, of)
        vote = await made.do(director, service.open_vote, of, VoteForm.NAMED)
        cast = service.cast_ballot
        with pytest.raises(NotOnTheRoll):
            await made.do(made.actor(head), cast, vote.id, Choice.IN_FAVOUR)
        await made.do(made.actor("配偶00"), cast, vote.id, Choice.IN_FAVOUR)
        await made.do(made.actor("配偶00"), cast, vote.id, Choice.IN_FAVOUR, line[head].id)
        for name in here:
            await made.do(made.actor(name), cast, vote.id, Choice.IN_FAVOUR)
        vote = await made.do(director, service.close_vote, vote.id)
        lines = (await made.do(director, service.load_many_minutes, [of]))[of].lines

    assert (vote.members, vote.present, vote.in_favour, vote.outcome) == (80, 54, 54, "passed")
    assert f"书面委托：{head}委托配偶00，委托书照片指纹 {'ab' * 8}" in lines
    assert (await made.matter(matter_id)).state == "resolved"


async def test_who_comes_in_person_needs_no_proxy_and_elsewhere_there_is_none(
    county: Tenant,
) -> None:
    made = await assemblies.sanmiaoshu(county)
    _, meeting = await collective(made)
    of = meeting.id
    members = (await made.do(made.clerk, service.load_many_members, [of]))[of]
    line = {one.name: one for one in members}
    head = next(
        one.name
        for one in members
        if one.household_id == line["配偶00"].household_id and one.name != "配偶00"
    )
    with clock.at(meeting.scheduled_at):
        await made.do(
            made.clerk, service.record_proxy, of, line[head].id, made.id_of("配偶00"), SHEET_KEY
        )
        both = await made.do(made.actor("配偶00"), factory.sign_in, of)
        await made.do(made.actor(head), factory.sign_in, of)
        members = (await made.do(made.clerk, service.load_many_members, [of]))[of]
    after = {one.name: one for one in members}

    assert both.name == "配偶00"
    assert (after[head].acting_id, after[head].here) == (None, True)

    matter_id = await at_the_assembly(made)
    with clock.at(START + timedelta(days=12)):
        villagers = await called(made, matter_id, made.actor("村委01"))
    members = (await made.do(made.clerk, service.load_many_members, [villagers.id]))[villagers.id]
    line = {one.name: one for one in members}
    with clock.at(villagers.scheduled_at), pytest.raises(ProxyNotAllowed) as refused:
        await made.do(
            made.clerk,
            service.record_proxy,
            villagers.id,
            line[head].id,
            made.id_of("配偶00"),
            SHEET_KEY,
        )
    assert "《村民委员会组织法》第二十二条" in refused.value.message("zh")
