"""Groups, offices, representatives, departures and claim slips through the schema."""

from datetime import timedelta
from typing import Any

import pytest

from infra import clock
from services.people import service
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer
from tests.factories import villages
from tests.factories.villages import MadeVillage
from tests.schema.people.asking import ask, asker, do, refusals

SOURCE = "选举结果报告单第 3 号"
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

    ended = await do(manager(county), "officeTermEnd", shown, termId=term["id"], until="2026-06-30")
    assert ended["term"]["until"] == "2026-06-30"
    assert await refusals(manager(county), "officeTermEnd", termId=term["id"]) == [
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
