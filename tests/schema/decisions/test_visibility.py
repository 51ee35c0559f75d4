"""Who sees which matter, and what hangs on it; every way in meets the same answer."""

from typing import Any
from uuid import UUID

from strawberry.relay import GlobalID

from infra import clock
from infra.ids import new_id
from schema.core.execution import Outcome
from services.decisions import service
from services.disclosure import service as disclosure
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tenants.viewer import Viewer
from tests.factories import decisions as factory
from tests.factories.decisions import START
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Village, gid, holder
from tests.schema.people.asking import ask, run

SECRETARY, CLERK, VILLAGER = "党支部01", "文书01", "居民0060"
INSIDE = [SECRETARY, CLERK, "村委02", "监委02", "代表01", "党员01", "镇审核人"]
NODE = "query($id: ID!) { node(id: $id) { id } }"
LIST = "{ matters(first: 5) { edges { node { id } } } }"


async def seen(viewer: Viewer, key: str) -> list[bool]:
    """Say whether a matter is seen by id, by node and in the list."""
    by_id = await ask(viewer, "query($id: ID!) { matter(id: $id) { id } }", id=key)
    by_node = await ask(viewer, NODE, id=key)
    listed = await ask(viewer, LIST)
    found = [edge["node"]["id"] for edge in listed["matters"]["edges"]]
    return [by_id["matter"] is not None, by_node["node"] is not None, key in found]


async def drafted(village: Village) -> str:
    made = village.made
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
    return gid("Matter", matter_id)


async def test_a_draft_is_seen_by_the_villages_bodies_and_by_nobody_else(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    key = await drafted(village)
    elsewhere = f"{village.code[:9]}999"
    neighbour = holder(
        county, Actor(new_id(), new_id(), "外村人"), (Role.PARTY_SECRETARY, elsewhere)
    )
    civil_affairs = holder(
        county, Actor(new_id(), None, "民政局"), (Role.COUNTY_CIVIL_AFFAIRS, county.code)
    )

    for name in INSIDE:
        assert await seen(village.viewers[name], key) == [True] * 3, name
    assert await seen(civil_affairs, key) == [True] * 3
    for outsider in (village.viewers[VILLAGER], neighbour):
        assert await seen(outsider, key) == [False] * 3


async def test_villagers_see_it_from_the_release_of_its_notice(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    made, villager = village.made, village.viewers[VILLAGER]
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        posting = await made.do(made.secretary, service.post, matter_id)
    key = gid("Matter", matter_id)

    unreleased = await seen(villager, key)
    with clock.at(START):
        await factory.shown(made, posting.bulletin_id)
    released = await seen(villager, key)
    with clock.at(START):
        await made.do(made.supervisor, disclosure.withdraw, posting.bulletin_id, "日期写错")
    taken_back = await seen(villager, key)

    assert (unreleased, released, taken_back) == ([False] * 3, [True] * 3, [False] * 3)
    assert await seen(village.viewers[SECRETARY], key) == [True] * 3


async def test_villagers_read_what_was_posted_and_not_what_is_being_written(
    county: Tenant,
) -> None:
    village = await asking.sanmiaoshu(county)
    made = village.made
    shown = "title current { text versionNo } versions { versionNo }"
    with clock.at(START):
        matter_id = await factory.submitted(made, "532")
        key = gid("Matter", matter_id)
        meeting = await factory.called(made, matter_id, made.secretary)
        await factory.seat(made, meeting, ["党支部01", "党支部02", "党支部03", "村委01", "村委02"])
        await factory.voted(made, meeting, in_favour=["党支部01", "党支部02", "党支部03"])
        await made.do(made.reviewer, service.decide_review, matter_id, approve=True)
        await factory.posted(made, matter_id)
    async with unit_of_work(county) as uow:
        # As if it had come back: the text is open again, and nothing new is posted.
        row = await service.find_matter(uow, matter_id)
        row.state = "returned"
        uow.session.add(row)
    await village.do(SECRETARY, "matterEdit", matterId=key, title="另一个题目", text="另写。")

    inside = await village.matter(SECRETARY, key, shown)
    outside = await village.matter(VILLAGER, key, shown)

    assert inside["title"] == "另一个题目"
    assert inside["current"] == {"text": "另写。", "versionNo": 2}
    assert outside["title"] == factory.WATER.title
    assert outside["current"] == {"text": factory.WATER.text, "versionNo": 1}
    assert outside["versions"] == [{"versionNo": 1}]


async def test_those_who_have_not_signed_in_or_hold_nothing_are_told(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    key = await drafted(village)
    auditor = holder(county, Actor(new_id(), None, "审计"), (Role.COUNTY_AUDITOR, county.code))

    for viewer, code in ((asking.nobody(county), "SIGN_IN_NEEDED"), (auditor, "NOT_ALLOWED")):
        assert codes(await run(viewer, LIST)) == [code]
        assert (await ask(viewer, NODE, id=key))["node"] is None


def codes(outcome: Outcome) -> list[str]:
    return [error["extensions"]["code"] for error in outcome.errors]


async def test_another_countys_ids_are_not_found(county: Tenant, other_county: Tenant) -> None:
    here, there = await asking.sanmiaoshu(county), await asking.sanmiaoshu(other_county)
    key = await drafted(there)
    viewer = here.viewers[SECRETARY]

    assert await seen(viewer, key) == [False] * 3
    for mutation, input in foreign(key).items():
        assert await here.refused(SECRETARY, mutation, **input) == ["NOT_FOUND"], mutation
    assert await seen(there.viewers[SECRETARY], key) == [True] * 3


def foreign(key: str) -> dict[str, dict[str, Any]]:
    """Return mutations about what is not there; the secretary may do all of them at home."""
    return {
        "matterEdit": {"matterId": key, "text": "改"},
        "matterPropose": {"matterId": key},
        "matterAdvance": {"matterId": key},
        "matterComment": {"matterId": key, "text": "好"},
        "matterWithdraw": {"matterId": key, "reason": "不办了"},
        "matterReconsider": {"matterId": key, "reason": "再议"},
        "matterRecordHeard": {"matterId": key, "name": "某人"},
        "objectorVisitRecord": {"matterId": key, "visited": "某人", "words": "好"},
        "meetingCall": {"matterId": key, "scheduledAt": "2026-04-01T09:00:00", "place": "村部"},
        "meetingSignIn": {"meetingId": gid("Meeting"), "code": "000000"},
        "meetingOpen": {"meetingId": gid("Meeting")},
        "meetingAdjourn": {"meetingId": gid("Meeting"), "reason": "人不够"},
        "voteOpen": {"meetingId": gid("Meeting"), "form": "NAMED"},
        "voteClose": {"voteId": gid("Vote")},
        "ballotCast": {"voteId": gid("Vote"), "choice": "IN_FAVOUR"},
        "resolutionSign": {"resolutionId": gid("Resolution")},
        "opinionAnswer": {"opinionId": gid("Opinion"), "answer": "好"},
        "executionStart": {"matterId": key},
        "milestoneReport": {"milestoneId": gid("Milestone"), "note": "好"},
        "evaluationSubmit": {"matterId": key, "answer": "YES"},
        "opinionSubmit": {"villageCode": "150523108999", "category": "WATER", "text": "水"},
        "matterDraft": {
            "villageCode": "150523108999",
            "title": "水",
            "typeKey": "PUBLIC_WELFARE",
            "methodKey": "532",
        },
    }


async def test_an_id_of_another_kind_is_not_found(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    key = await drafted(village)
    as_vote = gid("Vote", (await village.made.matter(uuid_of(key))).id)

    assert await village.refused(SECRETARY, "matterPropose", matterId=as_vote) == ["NOT_FOUND"]
    assert (await ask(village.viewers[SECRETARY], NODE, id=as_vote))["node"] is None


def uuid_of(key: str) -> UUID:
    return UUID(GlobalID.from_id(key).node_id)


async def test_a_villager_may_not_do_what_is_the_branchs_business(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    key = await drafted(village)
    document = """
        mutation($id: ID!) {
          matterPropose(input: {matterId: $id}, idempotencyKey: "1") { errors { code } }
        }
    """

    outcome = await village.run(VILLAGER, document, id=key)

    assert codes(outcome) == ["NOT_ALLOWED"]
    assert (await village.made.matter(uuid_of(key))).step_key == "post_plan"


async def test_a_secretary_elsewhere_finds_nothing_to_touch(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    key = await drafted(village)
    elsewhere = f"{village.code[:9]}999"
    village.viewers["外村书记"] = holder(
        county, Actor(new_id(), new_id(), "外村书记"), (Role.PARTY_SECRETARY, elsewhere)
    )

    assert await village.refused("外村书记", "matterAdvance", matterId=key) == ["NOT_FOUND"]
    assert (await village.made.matter(uuid_of(key))).step_key == "post_plan"


async def test_needs_are_masked_for_neighbours_and_named_for_those_who_answer(
    county: Tenant,
) -> None:
    village = await asking.sanmiaoshu(county)
    await village.do(
        VILLAGER, "opinionSubmit", villageCode=village.code, category="WATER", text="水是咸的。"
    )
    document = "{ opinions { edges { node { text authorName } } } }"

    names = {}
    for name in (VILLAGER, "居民0061", SECRETARY):
        found = await village.ask(name, document)
        names[name] = [edge["node"]["authorName"] for edge in found["opinions"]["edges"]]
    mine = await village.ask("居民0061", "{ myOpinions { edges { node { text } } } }")

    assert names == {VILLAGER: [VILLAGER], "居民0061": ["居**"], SECRETARY: [VILLAGER]}
    assert mine["myOpinions"]["edges"] == []


async def test_the_code_of_the_room_is_for_those_who_preside_or_record(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    made = village.made
    key = await drafted(village)
    with clock.at(START):
        until = await factory.posted(made, uuid_of(key))
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, uuid_of(key))
        meeting = await factory.called(made, uuid_of(key))
    shown = "signInCode me { name excuse } members { excuse }"

    codes_seen = {}
    for name in (village.chair, CLERK, "代表01", VILLAGER):
        found = await village.meeting(name, gid("Meeting", meeting.id), shown)
        codes_seen[name] = found["signInCode"]
        on_the_roll = name in {village.chair, "代表01"}
        assert (found["me"] is not None) is on_the_roll

    assert codes_seen == {
        village.chair: meeting.sign_in_code,
        CLERK: meeting.sign_in_code,
        "代表01": None,
        VILLAGER: None,
    }
