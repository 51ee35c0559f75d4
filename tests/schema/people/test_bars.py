"""A county's own bars between offices through the schema."""

from typing import Any
from uuid import uuid4

from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.viewer import Viewer
from tests.schema.people.asking import ask, asker, codes_of, do, nobody, refusals

PAIR = {"oneOffice": "COLLECTIVE_HEAD", "otherOffice": "CLERK"}
RULE: dict[str, Any] = {
    **PAIR,
    "samePerson": True,
    "nearRelatives": False,
    "document": "开鲁县村干部任职回避办法",
    "article": "第四条",
    "since": "2026-01-01",
}
LIST = """query($after: String, $first: Int!) {
  countyBars(first: $first, after: $after) {
    edges { node {
      id oneOffice oneName otherName document article since until endDocument holds endable
    } }
    pageInfo { hasNextPage endCursor } } }"""


def office(county: Tenant) -> Viewer:
    return asker(county, Permission.METHOD_MANAGE)


async def listed(viewer: Viewer, first: int = 20, after: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = (await ask(viewer, LIST, first=first, after=after))["countyBars"]
    return found


async def test_a_bar_is_added_read_by_everybody_and_ended(county: Tenant) -> None:
    shown = "bar { id oneName otherName holds endable }"
    who, key = office(county), str(uuid4())

    added = await do(who, "countyBarAdd", shown, key=key, **RULE)
    again = await do(who, "countyBarAdd", shown, key=key, **RULE)

    bar = added["bar"]
    assert again["bar"]["id"] == bar["id"]
    assert (bar["oneName"], bar["otherName"], bar["holds"], bar["endable"]) == (
        "文书", "理事长", True, True,
    )  # fmt: skip
    [edge] = (await listed(nobody(county)))["edges"]
    assert (edge["node"]["article"], edge["node"]["holds"]) == ("第四条", True)
    data = await ask(
        nobody(county), "query($id: ID!) { node(id: $id) { ... on CountyBar { document } } }",
        id=bar["id"],
    )  # fmt: skip
    assert data["node"]["document"] == RULE["document"]

    ended = await do(
        office(county), "countyBarEnd", "bar { holds endable endDocument }",
        barId=bar["id"], document="县发〔2026〕12 号",
    )  # fmt: skip
    assert ended["bar"] == {"holds": False, "endable": False, "endDocument": "县发〔2026〕12 号"}
    assert await refusals(
        office(county), "countyBarEnd", barId=bar["id"], document="县发〔2026〕12 号"
    ) == [("BAR_ENDED", [])]


async def test_what_is_wrong_is_said_at_its_field(county: Tenant) -> None:
    async def said(**wrong: Any) -> list[tuple[str, list[str]]]:
        return await refusals(office(county), "countyBarAdd", **{**RULE, **wrong})

    assert await said(document="") == [("REASON_NEEDED", ["input", "document"])]
    assert await said(article="十" * 41) == [("TEXT_TOO_LONG", ["input", "article"])]
    assert await said(document="问 13800001111") == [("IDENTIFYING_NUMBER", ["input", "document"])]
    assert await said(samePerson=False) == [("BAR_BARS_NOBODY", ["input", "samePerson"])]
    assert await said(otherOffice="PARTY_MEMBER") == [
        ("BAR_WITHOUT_OFFICE", ["input", "otherOffice"])
    ]
    assert await said(oneOffice="SUPERVISOR", otherOffice="COMMITTEE_MEMBER") == [
        ("BAR_IN_LAW", ["input", "otherOffice"])
    ]
    assert (await listed(nobody(county)))["edges"] == []


async def test_only_who_sets_the_countys_rules_adds_one(county: Tenant) -> None:
    document = (
        "mutation($input: CountyBarAddInput!) "
        '{ countyBarAdd(input: $input, idempotencyKey: "k") { bar { id } } }'
    )
    there = asker(county, Permission.METHOD_MANAGE, place=f"{county.code}104")

    assert await codes_of(asker(county, Permission.PEOPLE_MANAGE), document, input=RULE) == [
        "NOT_ALLOWED"
    ]
    assert await refusals(there, "countyBarAdd", **RULE) == [("NOT_FOUND", [])]
    assert (await listed(nobody(county)))["edges"] == []


async def test_bars_come_in_pages_and_the_laws_stand_beside_them(county: Tenant) -> None:
    for other in ("GROUP_HEAD", "REPRESENTATIVE", "EXECUTIVE_CHAIR"):
        await do(office(county), "countyBarAdd", "bar { id }", **{**RULE, "otherOffice": other})

    page = await listed(nobody(county), 2)
    rest = await listed(nobody(county), 2, page["pageInfo"]["endCursor"])
    data = await ask(
        nobody(county), "{ legalBars { oneNames otherNames rule } barrableOffices { office } }"
    )

    assert page["pageInfo"]["hasNextPage"]
    assert [edge["node"]["otherName"] for edge in rest["edges"]] == ["村民小组组长"]
    assert data["legalBars"][0]["rule"] == "《村民委员会组织法》第三十二条"
    assert "系统默认规则" in {one["rule"] for one in data["legalBars"]}
    assert "PARTY_MEMBER" not in {one["office"] for one in data["barrableOffices"]}
