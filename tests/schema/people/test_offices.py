"""Groups, offices, representatives, departures and claim slips through the schema."""

from datetime import timedelta
from typing import Any

import pytest

from infra import clock
from services.audit import service as audit
from services.people import samples, service
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer
from tests.factories import villages
from tests.factories.villages import MadeVillage
from tests.schema.people.asking import ask, asker, do, nobody, refusals

SOURCE = "选举结果报告单第 3 号"
LEFT = {"reason": "RESIGNED", "source": "辞职报告"}
FIND = """query($village: String!, $name: String!) {
  residents(villageCode: $village, search: $name) { edges { node { id offices } } } }"""


@pytest.fixture
async def village(county: Tenant) -> MadeVillage:
    return await villages.sanmiaoshu(county)


def manager(county: Tenant) -> Viewer:
    return asker(
        county, Permission.PEOPLE_MANAGE, Permission.PEOPLE_READ, Permission.PEOPLE_REGISTER
    )


async def person(county: Tenant, village: MadeVillage, name: str) -> dict[str, Any]:
    data = await ask(manager(county), FIND, village=village.code, name=name)
    [edge] = data["residents"]["edges"]
    found: dict[str, Any] = edge["node"]
    return found


async def test_a_group_is_added_once(county: Tenant, village: MadeVillage) -> None:
    shown = "group { name villageCode }"

    added = await do(manager(county), "groupAdd", shown, villageCode=village.code, name="五社")

    assert added["group"] == {"name": "五社", "villageCode": village.code}
    assert await refusals(manager(county), "groupAdd", villageCode=village.code, name="五社") == [
        ("GROUP_EXISTS", ["input", "name"])
    ]
    groups = await ask(
        manager(county),
        "query($v: String!) { villagerGroups(villageCode: $v) { edges { node { name } } } }",
        v=village.code,
    )
    assert [edge["node"]["name"] for edge in groups["villagerGroups"]["edges"]] == [
        "一社", "二社", "三社", "四社", "五社",
    ]  # fmt: skip


async def test_an_office_begins_and_ends(county: Tenant, village: MadeVillage) -> None:
    who = await person(county, village, "居民0050")
    shown = "term { id office since until source }"

    begun = await do(
        manager(county), "officeTermRecord", shown,
        residentId=who["id"], office="GROUP_HEAD", source=SOURCE,
        since="2026-01-05", electedOn="2026-01-05",
    )  # fmt: skip
    term = begun["term"]
    assert (term["office"], term["since"], term["until"], term["source"]) == (
        "GROUP_HEAD",
        "2026-01-05",
        None,
        SOURCE,
    )

    ended = await do(
        manager(county), "officeTermEnd", shown, termId=term["id"], until="2026-06-30", **LEFT
    )
    assert ended["term"]["until"] == "2026-06-30"
    assert await refusals(manager(county), "officeTermEnd", termId=term["id"], **LEFT) == [
        ("UNKNOWN_TERM", [])
    ]


async def test_article_32_is_told_at_the_field(county: Tenant, village: MadeVillage) -> None:
    who = await person(county, village, "监委03")

    assert await refusals(
        manager(county),
        "officeTermRecord",
        residentId=who["id"],
        office="COMMITTEE_MEMBER",
        source=SOURCE,
    ) == [("OFFICES_INCOMPATIBLE", ["input", "office"])]


async def test_a_representative_needs_five_households(county: Tenant, village: MadeVillage) -> None:
    who = await person(county, village, "代表01")

    done = await do(
        manager(county), "representationRecord", "resident { name }",
        residentId=who["id"], numbers=["001", "002", "003", "004", "005"],
    )  # fmt: skip
    assert done == {"resident": {"name": "代表01"}, "errors": []}
    assert await refusals(
        manager(county), "representationRecord", residentId=who["id"], numbers=["001"]
    ) == [("REPRESENTATIVE_HOUSEHOLDS", ["input", "numbers"])]


async def test_somebody_who_left_is_off_the_roll(county: Tenant, village: MadeVillage) -> None:
    who = await person(county, village, "居民0114")

    assert await refusals(
        manager(county), "residentDepart", residentId=who["id"], departure="MOVED"
    ) == [("REASON_NEEDED", ["input", "reason"])]
    left = await do(
        manager(county), "residentDepart", "resident { state }",
        residentId=who["id"], departure="MOVED", reason="迁往外县",
    )  # fmt: skip

    assert left == {"resident": {"state": "MOVED"}, "errors": []}
    data = await ask(manager(county), FIND, village=village.code, name="居民0114")
    assert data["residents"]["edges"] == []


async def test_a_slip_is_shown_for_an_hour_to_whom_made_it(
    county: Tenant, village: MadeVillage
) -> None:
    who = await person(county, village, "代表01")
    maker, other = manager(county), manager(county)
    shown = "slip { id code used resident { name } }"
    again = "query($id: ID!) { node(id: $id) { ... on ClaimSlip { code used } } }"

    slip = (await do(maker, "claimSlipIssue", shown, key="k1", residentId=who["id"]))["slip"]
    repeated = (await do(maker, "claimSlipIssue", shown, key="k1", residentId=who["id"]))["slip"]

    assert slip == repeated
    assert len(slip["code"]) == 14
    assert slip["resident"] == {"name": "代表01"}
    assert (await ask(maker, again, id=slip["id"]))["node"]["code"] == slip["code"]
    assert (await ask(other, again, id=slip["id"]))["node"] == {"code": None, "used": False}
    with clock.at(clock.now() + timedelta(hours=1)):
        assert (await ask(maker, again, id=slip["id"]))["node"]["code"] is None
    async with unit_of_work(county) as uow:
        assert (await service.redeem_slip(uow, slip["code"])).name == "代表01"
    assert (await ask(maker, again, id=slip["id"]))["node"] == {"code": None, "used": True}


@pytest.mark.parametrize(
    ("mutation", "fields"),
    [
        ("claimSlipIssue", {}),
        ("officeTermRecord", {"office": "CLERK", "source": SOURCE}),
        ("representationRecord", {"numbers": ["001"]}),
        ("residentDepart", {"departure": "DIED"}),
    ],
)
async def test_another_villages_people_are_not_found(
    county: Tenant, village: MadeVillage, mutation: str, fields: dict[str, object]
) -> None:
    who = await person(county, village, "代表01")
    held = (Permission.PEOPLE_MANAGE, Permission.PEOPLE_REGISTER)
    neighbour = asker(county, *held, place=f"{village.code[:9]}999")

    assert await refusals(neighbour, mutation, residentId=who["id"], **fields) == [
        ("UNKNOWN_RESIDENT", ["input", "residentId"])
    ]


LIST = """query($v: String!, $office: Office, $ended: Boolean!, $first: Int!, $after: String) {
  officeTerms(villageCode: $v, office: $office, ended: $ended, first: $first, after: $after) {
    edges { node { id name office officeName since until source electedOn } }
    pageInfo { hasNextPage endCursor } } }"""


async def listed(county: Tenant, village: MadeVillage, **asked: object) -> dict[str, Any]:
    given = {"v": village.code, "office": None, "ended": False, "first": 100, "after": None}
    data = await ask(manager(county), LIST, **{**given, **asked})
    found: dict[str, Any] = data["officeTerms"]
    return found


async def test_the_offices_of_a_village_are_listed_by_pages_and_by_office(
    county: Tenant, village: MadeVillage
) -> None:
    whole = await listed(county, village)
    first = await listed(county, village, first=3)
    rest = await listed(county, village, after=first["pageInfo"]["endCursor"])
    ids = [edge["node"]["id"] for edge in whole["edges"]]
    assert [edge["node"]["id"] for edge in first["edges"] + rest["edges"]] == ids
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    assert len(ids) == len(set(ids))

    [edge] = (await listed(county, village, office="EXECUTIVE_CHAIR"))["edges"]
    chair = edge["node"]
    assert (chair["name"], chair["officeName"]) == ("代表17", "执行主席")
    assert (await listed(county, village, ended=True))["edges"] == []
    await do(manager(county), "officeTermEnd", "term { id }", termId=chair["id"], **LEFT)
    assert (await listed(county, village, office="EXECUTIVE_CHAIR"))["edges"] == []
    [edge] = (await listed(county, village, ended=True))["edges"]
    assert (edge["node"]["id"], edge["node"]["until"]) == (chair["id"], f"{clock.today()}")


async def test_a_last_day_that_has_not_come_is_refused(
    county: Tenant, village: MadeVillage
) -> None:
    [edge] = (await listed(county, village, office="EXECUTIVE_CHAIR"))["edges"]
    tomorrow = f"{clock.today() + timedelta(days=1)}"

    assert await refusals(
        manager(county), "officeTermEnd", termId=edge["node"]["id"], until=tomorrow, **LEFT
    ) == [("DAY_IN_FUTURE", ["input", "until"])]


async def test_reading_who_holds_an_office_is_recorded_also_by_id(
    county: Tenant, village: MadeVillage
) -> None:
    [edge] = (await listed(county, village, office="EXECUTIVE_CHAIR"))["edges"]
    node = "query($id: ID!) { node(id: $id) { ... on OfficeTerm { name } } }"
    found = await ask(manager(county), node, id=edge["node"]["id"])
    assert found["node"] == {"name": "代表17"}
    async with unit_of_work(county) as uow:
        events = await audit.list_events(uow, prefixes=[county.code], first=50)
    read = [event.facts for event in events if event.tag == "people:roll:read"]
    assert read == [{"residents": 1}, {"residents": 1}]


async def test_everybody_reads_what_an_office_rests_on(county: Tenant) -> None:
    data = await ask(nobody(county), "{ officeKinds { office name filling } }")

    by = {one["office"]: one["filling"] for one in data["officeKinds"]}
    assert (by["COMMITTEE_DIRECTOR"], by["REPRESENTATIVE"]) == ("POLLS", "LIST")
    assert (by["GROUP_HEAD"], by["CLERK"]) == ("MEETING", "DOCUMENT")
    assert {one["name"] for one in data["officeKinds"]} >= {"文书", "村民小组组长"}


async def test_members_of_the_collective_are_represented_by_members(
    county: Tenant, village: MadeVillage
) -> None:
    who, today = await person(county, village, "居民0050"), f"{clock.today()}"
    given = {
        "residentId": who["id"],
        "office": "MEMBER_REPRESENTATIVE",
        "source": SOURCE,
        "since": today,
        "electedOn": today,
    }
    assert await refusals(manager(county), "officeTermRecord", **given) == [
        ("NOT_A_COLLECTIVE_MEMBER", ["input", "residentId"])
    ]
    confirmed = {"villageCode": village.code, "since": today, "source": "成员登记簿"}
    await do(manager(county), "collectiveMembersConfirm", "added", **confirmed)
    async with unit_of_work(county) as uow:
        everybody = await service.list_residents(uow, village.code)
        [one] = [row for row in everybody if row.name == "居民0050"]
        one.birth_date = None
    assert await refusals(manager(county), "officeTermRecord", **given) == [
        ("MEMBER_UNDER_AGE", ["input", "residentId"])
    ]
    async with unit_of_work(county) as uow:
        [one] = [row for row in await service.list_residents(uow, village.code) if row.id == one.id]
        one.birth_date, one.gender = clock.today() - timedelta(days=9000), "female"
    begun = await do(manager(county), "officeTermRecord", "term { officeName }", **given)
    assert begun["term"] == {"officeName": "成员代表"}

    asked = """query($v: String!) { memberRepresentation(villageCode: $v) {
      representatives women households least most lawful lines { text met } } }"""
    found = (await ask(manager(county), asked, v=village.code))["memberRepresentation"]
    lines = [line["met"] for line in found.pop("lines")]
    assert found == {
        "representatives": 1, "women": 1, "households": 113, "least": 21, "most": 22,
        "lawful": False,
    }  # fmt: skip
    assert lines == [False, False, True]


END = """query($v: String!, $ended: Boolean!, $office: Office) {
  officeTerms(villageCode: $v, office: $office, ended: $ended, first: 5) { edges { node {
    id name until runsUntil runsBy countedFrom endReason endReasonName endSource handsOver
    handedOverOn handoverNote } } } }"""


async def test_a_term_says_until_when_it_runs_and_by_what(
    county: Tenant, village: MadeVillage
) -> None:
    data = await ask(manager(county), END, v=village.code, ended=False, office="COMMITTEE_DIRECTOR")
    [edge] = data["officeTerms"]["edges"]
    clerk = await ask(manager(county), END, v=village.code, ended=False, office="CLERK")

    vote = samples.ELECTION.on
    assert vote is not None
    assert edge["node"]["runsUntil"] == f"{vote.replace(year=vote.year + 5)}"
    assert edge["node"]["runsBy"] == "5 年，《村民委员会组织法》第十一条"
    assert (clerk["officeTerms"]["edges"][0]["node"]["runsUntil"]) is None
    kinds = (await ask(nobody(county), "{ officeKinds { office years byDefault endReasons } }"))[
        "officeKinds"
    ]
    by = {one["office"]: one for one in kinds}
    assert by["COMMITTEE_MEMBER"] == {
        "office": "COMMITTEE_MEMBER",
        "years": 5,
        "byDefault": False,
        "endReasons": ["LOST_CAPACITY", "RESIGNED", "SENTENCED", "TERM_OVER", "UNFIT"],
    }
    assert (by["SUPERVISOR"]["byDefault"], by["CLERK"]["years"]) == (True, None)
    public = "query($v: String!) { village(code: $v) { officers { office runsUntil } } }"
    shown = (await ask(nobody(county), public, v=village.code))["village"]["officers"]
    ends = {one["office"]: one["runsUntil"] for one in shown}
    assert (ends["REPRESENTATIVE"], ends["CLERK"]) == (edge["node"]["runsUntil"], None)


async def test_why_a_term_ended_is_told_to_who_keeps_the_offices_alone(county: Tenant) -> None:
    village = await villages.sanmiaoshu(county)
    listed = await ask(manager(county), END, v=village.code, ended=False, office="COMMITTEE_MEMBER")
    term = listed["officeTerms"]["edges"][0]["node"]["id"]
    asked = {"termId": term, "source": "刑事判决书 1 号"}
    assert await refusals(manager(county), "officeTermEnd", reason="REMOVED", **asked) == [
        ("END_REASON_WRONG", ["input", "reason"])
    ]
    assert await refusals(manager(county), "officeTermEnd", reason="TERM_OVER", **asked) == [
        ("TERM_NOT_OVER", ["input", "reason"])
    ]
    assert await refusals(
        manager(county), "officeTermEnd", reason="SENTENCED", termId=term, source=""
    ) == [("END_SOURCE_NEEDED", ["input", "source"])]
    await do(manager(county), "officeTermEnd", "term { id }", reason="SENTENCED", **asked)

    [edge] = (await ask(manager(county), END, v=village.code, ended=True))["officeTerms"]["edges"]
    node = edge["node"]
    assert (node["endReason"], node["endReasonName"], node["endSource"]) == (
        "SENTENCED",
        "被判处刑罚",
        "刑事判决书 1 号",
    )
    assert (node["runsUntil"], node["handsOver"], node["handedOverOn"]) == (None, True, None)
    reader = asker(county, Permission.PEOPLE_READ)
    [edge] = (await ask(reader, END, v=village.code, ended=True))["officeTerms"]["edges"]
    seen = edge["node"]
    assert (seen["endReason"], seen["endReasonName"], seen["endSource"]) == (None, "", "")

    given = {"termId": term, "on": f"{clock.today()}", "note": "公章交回村委会"}
    stranger = asker(county, Permission.PEOPLE_MANAGE, place=f"{village.code[:9]}999")
    assert await refusals(stranger, "officeHandoverRecord", **given) == [
        ("UNKNOWN_TERM", ["input", "termId"])
    ]
    assert await refusals(manager(county), "officeHandoverRecord", **{**given, "note": ""}) == [
        ("HANDOVER_WORDS_NEEDED", ["input", "note"])
    ]
    shown = "term { handsOver handedOverOn handoverNote }"
    done = await do(manager(county), "officeHandoverRecord", shown, **given)
    assert done["term"] == {
        "handsOver": False,
        "handedOverOn": given["on"],
        "handoverNote": given["note"],
    }


async def test_a_seat_that_fills_a_vacancy_is_counted_with_the_term(
    county: Tenant, village: MadeVillage
) -> None:
    who, today = await person(county, village, "居民0050"), f"{clock.today()}"
    given = {
        "residentId": who["id"],
        "office": "SUPERVISOR",
        "source": SOURCE,
        "since": today,
        "electedOn": today,
    }
    assert await refusals(manager(county), "officeTermRecord", **given, countedFrom=today) == [
        ("COUNTED_FROM_WRONG", ["input", "countedFrom"])
    ]
    shown = "term { countedFrom runsUntil }"
    begun = await do(manager(county), "officeTermRecord", shown, **given, countedFrom="2026-01-05")
    assert begun["term"] == {"countedFrom": "2026-01-05", "runsUntil": "2031-01-05"}
