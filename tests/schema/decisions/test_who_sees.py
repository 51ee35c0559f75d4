"""Who sees what of a meeting and of a choice of representatives; each test notices a missing gate.

The matrix cannot ask for these, because they hang on how far a meeting is: see test_mutants.py.
"""

from strawberry.relay import to_base64

from infra import clock
from services.decisions import service
from services.decisions.vocabulary import Stake
from services.representation.models import ListObjection, RepresentativeList
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import assemblies
from tests.factories import decisions as factory
from tests.schema.decisions.asking import village_of
from tests.services.decisions.test_assemblies import collective
from tests.services.decisions.test_conflicts import COMMITTEE, registered

SHOWN = "items { conflicts { name } recusals { name reason } }"
VILLAGER, CLERK, SUPERVISOR = "居民0042", "文书01", "监委01"


async def test_a_stake_is_told_to_who_presides_and_its_reason_inside(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    _, meeting = await registered(made)
    village = await village_of(made)
    first, second, third = made.representatives()[:3]
    key = to_base64("Meeting", str(meeting.id))
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*made.representatives(), *COMMITTEE])
        await made.do(made.chair, service.open_meeting, meeting.id)
        recuse = service.record_recusal
        await made.do(made.clerk, recuse, meeting.id, made.id_of(first), Stake.OWN, "参加投标")
        seen = {
            name: (await village.meeting(name, key, SHOWN))["items"][0]
            for name in (VILLAGER, SUPERVISOR, CLERK, village.chair)
        }

    for name in (CLERK, village.chair):
        assert {one["name"] for one in seen[name]["conflicts"]} == {second, third}
    for name in (VILLAGER, SUPERVISOR):
        assert seen[name]["conflicts"] == []
    reasons = {name: [one["reason"] for one in item["recusals"]] for name, item in seen.items()}
    assert reasons == {
        VILLAGER: [None],
        SUPERVISOR: ["参加投标"],
        CLERK: ["参加投标"],
        village.chair: ["参加投标"],
    }


async def test_a_member_says_only_of_oneself_that_one_left(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    _, meeting = await registered(made)
    village = await village_of(made)
    first, second, third = made.representatives()[:3]
    key = to_base64("Meeting", str(meeting.id))
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*made.representatives(), *COMMITTEE])
        await made.do(made.chair, service.open_meeting, meeting.id)
        ids = await village.member_ids(key)
        leave = {"meetingId": key, "memberId": ids[second]}
        refused = await village.refused(first, "meetingLeave", **leave)
        await village.do(second, "meetingLeave", **leave)
        await village.do(CLERK, "meetingLeave", meetingId=key, memberId=ids[third])

    assert refused == ["NOT_FOUND"]


async def test_why_somebody_does_not_come_is_read_inside(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    _, meeting = await registered(made)
    village = await village_of(made)
    first, key = made.representatives()[0], to_base64("Meeting", str(meeting.id))
    with clock.at(meeting.scheduled_at):
        await made.do(made.clerk, service.record_excuse, meeting.id, made.id_of(first), "外出")
        shown = f'roll(search: "{first}") {{ edges {{ node {{ excuse }} }} }}'
        seen = {
            name: (await village.meeting(name, key, shown))["roll"]["edges"]
            for name in (VILLAGER, SUPERVISOR)
        }
        one = f'line(memberId: "{(await village.member_ids(key))[first]}") {{ excuse }}'
        lines = {
            name: (await village.meeting(name, key, one))["line"] for name in (VILLAGER, SUPERVISOR)
        }

    assert seen[VILLAGER] == [{"node": {"excuse": None}}]
    assert seen[SUPERVISOR] == [{"node": {"excuse": "外出"}}]
    assert lines == {VILLAGER: {"excuse": None}, SUPERVISOR: {"excuse": "外出"}}


async def test_only_the_clerk_reads_who_could_hold_a_proxy(county: Tenant) -> None:
    made = await assemblies.sanmiaoshu(county)
    _, meeting = await collective(made)
    village = await village_of(made)
    key = to_base64("Meeting", str(meeting.id))
    with clock.at(meeting.scheduled_at):
        members = (await made.do(made.clerk, service.load_many_members, [meeting.id]))[meeting.id]
        [spouse] = [one for one in members if one.name == "配偶00"]
        shown = f'proxyHolders(memberId: "{to_base64("MeetingMember", str(spouse.id))}") {{ name }}'
        seen = {
            name: (await village.meeting(name, key, shown))["proxyHolders"]
            for name in (CLERK, made.representatives()[0], SUPERVISOR)
        }

    assert len(seen.pop(CLERK)) == 1
    assert list(seen.values()) == [[], []]


async def test_objections_to_a_list_are_read_by_who_reads_the_roll(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    village = await village_of(made)
    async with unit_of_work(county) as uow:
        hung = RepresentativeList(village_code=made.code, whole=False, posted_by="镇管理员")
        uow.session.add(hung)
        await uow.session.flush()
        said = {"about_name": "代表03", "text": "户数算错了。", "due": clock.today()}
        by = made.id_of("居民0050")
        uow.session.add(ListObjection(list_id=hung.id, objector_id=by, **said))
    asked = (
        "query($code: String!) { representativeChoice(villageCode: $code) { objections { text } } }"
    )
    seen = {
        name: (await village.ask(name, asked, code=made.code))["representativeChoice"]["objections"]
        for name in (VILLAGER, "居民0050", CLERK)
    }

    assert seen[VILLAGER] == []
    assert seen["居民0050"] == seen[CLERK] == [{"text": "户数算错了。"}]
