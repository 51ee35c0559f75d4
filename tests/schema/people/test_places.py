"""Places are public; who manages them adds, renames, merges and closes villages."""

import pytest

from services.people import service
from tenants.authorization.permissions import Permission
from tenants.divisions import catalogue
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages
from tests.schema.people.asking import ask, asker, codes_of, do, nobody, refusals

VILLAGES = """
query($search: String! = "", $township: String, $first: Int = 20, $after: String) {
  villages(search: $search, townshipCode: $township, first: $first, after: $after) {
    edges { node { code name townshipName } } pageInfo { hasNextPage endCursor }
  }
}
"""
VILLAGE = """
query($code: String!) {
  village(code: $code) {
    code name townshipCode townshipName state mergedInto
    changes { kind nameBefore nameAfter reason } officers { name officeName office }
  }
}
"""
REASON = "县民政〔2026〕1 号"
SHOWN = "village { code name state mergedInto }"


@pytest.fixture
async def kailu(county: Tenant) -> Tenant:
    async with unit_of_work(county) as uow:
        await service.seed_divisions(
            uow,
            [(row.code, row.name) for row in catalogue.townships("150523")],
            [(row.code, row.name) for row in catalogue.villages("150523")],
        )
    return county


async def test_anybody_pages_through_the_villages_of_the_county(kailu: Tenant) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = (await ask(nobody(kailu), VILLAGES, first=100, after=after))["villages"]
        seen += [edge["node"]["code"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert seen == [row.code for row in catalogue.villages("150523")]


@pytest.mark.parametrize("search", ["嘎郎吐", "jrgl"])
async def test_a_village_is_found_by_name_and_by_initials(kailu: Tenant, search: str) -> None:
    page = (await ask(nobody(kailu), VILLAGES, search=search))["villages"]

    assert [edge["node"] for edge in page["edges"]] == [
        {"code": "150523108200", "name": "吉日嘎郎吐嘎查", "townshipName": "吉日嘎郎吐镇"}
    ]


async def test_a_page_has_at_most_a_hundred_villages(kailu: Tenant) -> None:
    assert await codes_of(nobody(kailu), VILLAGES, first=101) == ["PAGE_TOO_LARGE"]


async def test_the_townships_are_paged(kailu: Tenant) -> None:
    document = """query($after: String) { townships(first: 8, after: $after) {
        edges { node { code name } } pageInfo { hasNextPage endCursor } } }"""

    first = (await ask(nobody(kailu), document))["townships"]
    second = (await ask(nobody(kailu), document, after=first["pageInfo"]["endCursor"]))["townships"]

    found = [edge["node"]["code"] for page in (first, second) for edge in page["edges"]]
    assert found == [row.code for row in catalogue.townships("150523")]
    assert second["pageInfo"]["hasNextPage"] is False


async def test_a_village_shows_its_public_officers_and_no_party_members(county: Tenant) -> None:
    made = await villages.sanmiaoshu(county)

    shown = (await ask(nobody(county), VILLAGE, code=made.code))["village"]

    assert (shown["name"], shown["townshipName"], shown["state"]) == (
        "三苗树村",
        "吉日嘎郎吐镇",
        "ACTIVE",
    )
    assert shown["changes"] == [
        {
            "kind": "ADDED",
            "nameBefore": "",
            "nameAfter": "三苗树村",
            "reason": "测试：恢复建制",
        }
    ]
    offices = [officer["office"] for officer in shown["officers"]]
    assert offices.count("REPRESENTATIVE") == 17
    assert shown["officers"][0] == {
        "name": "党支部01",
        "officeName": "党支部书记",
        "office": "PARTY_SECRETARY",
    }
    assert not {"PARTY_MEMBER", "PARTY_COMMITTEE_MEMBER"} & set(offices)


async def test_an_unknown_village_is_null(county: Tenant) -> None:
    assert await ask(nobody(county), VILLAGE, code="999999999999") == {"village": None}


async def test_a_county_adds_a_village_and_a_repeated_request_adds_no_second(
    kailu: Tenant,
) -> None:
    viewer = asker(kailu, Permission.DIVISION_MANAGE, place="150523")
    wanted = {"townshipCode": "150523108", "name": "三苗树村", "reason": REASON}

    first = await do(viewer, "villageAdd", SHOWN, key="k1", **wanted)
    again = await do(viewer, "villageAdd", SHOWN, key="k1", **wanted)

    assert first == again
    assert first["village"] == {
        "code": "150523108900",
        "name": "三苗树村",
        "state": "ACTIVE",
        "mergedInto": None,
    }
    assert first["errors"] == []


async def test_a_township_adds_villages_at_home_only(kailu: Tenant) -> None:
    viewer = asker(kailu, Permission.DIVISION_MANAGE, place="150523108")

    elsewhere = {"townshipCode": "150523100", "name": "三苗树村", "reason": REASON}
    assert await refusals(viewer, "villageAdd", **elsewhere) == [("NOT_FOUND", [])]


async def test_adding_needs_the_permission_and_two_factors(kailu: Tenant) -> None:
    document = """mutation { villageAdd(input: {townshipCode: "150523108", name: "三苗树村",
        reason: "x"}, idempotencyKey: "k") { errors { code } } }"""
    reader = asker(kailu, Permission.DIVISION_READ, place="150523")
    one_factor = asker(kailu, Permission.DIVISION_MANAGE, place="150523", second_factor=False)

    assert await codes_of(nobody(kailu), document) == ["SIGN_IN_NEEDED"]
    assert await codes_of(reader, document) == ["NOT_ALLOWED"]
    data = await ask(one_factor, document)
    assert data == {"villageAdd": {"errors": [{"code": "SECOND_FACTOR_NEEDED"}]}}
    found = (await ask(nobody(kailu), VILLAGES, search="三苗树"))["villages"]["edges"]
    assert found == []


async def test_what_is_wrong_is_told_at_the_field(kailu: Tenant) -> None:
    viewer = asker(kailu, Permission.DIVISION_MANAGE, place="150523")
    wanted = {"townshipCode": "150523108", "name": "吉日嘎郎吐嘎查", "reason": REASON}

    assert await refusals(viewer, "villageAdd", **wanted) == [
        ("VILLAGE_NAME_TAKEN", ["input", "name"])
    ]
    assert await refusals(viewer, "villageAdd", **{**wanted, "name": ""}) == [
        ("NAME_NEEDED", ["input", "name"])
    ]
    assert await refusals(viewer, "villageAdd", **{**wanted, "reason": " "}) == [
        ("REASON_NEEDED", ["input", "reason"])
    ]
    unknown = {"townshipCode": "150523999", "name": "三苗树村", "reason": REASON}
    assert await refusals(viewer, "villageAdd", **unknown) == [
        ("UNKNOWN_TOWNSHIP", ["input", "townshipCode"])
    ]


async def test_villages_are_renamed_merged_and_closed(kailu: Tenant) -> None:
    viewer = asker(kailu, Permission.DIVISION_MANAGE, place="150523")
    one, two, three = "150523108200", "150523108201", "150523108202"

    renamed = await do(
        viewer, "villageRename", SHOWN, villageCode=one, name="新名嘎查", reason=REASON
    )
    merged = await do(viewer, "villageMerge", SHOWN, villageCodes=[two], into=one, reason=REASON)
    closed = await do(viewer, "villageClose", SHOWN, villageCode=three, reason=REASON)

    assert renamed["village"]["name"] == "新名嘎查"
    assert merged["village"]["code"] == one
    assert closed["village"]["state"] == "CLOSED"
    gone = (await ask(nobody(kailu), VILLAGE, code=two))["village"]
    assert (gone["state"], gone["mergedInto"]) == ("MERGED", one)
    assert await refusals(viewer, "villageClose", villageCode=two, reason=REASON) == [
        ("VILLAGE_NOT_ACTIVE", [])
    ]
    assert await refusals(viewer, "villageMerge", villageCodes=[one], into=one, reason=REASON) == [
        ("MERGE_INTO_ITSELF", ["input", "into"])
    ]


async def test_a_village_merges_only_where_both_are_the_viewers(kailu: Tenant) -> None:
    viewer = asker(kailu, Permission.DIVISION_MANAGE, place="150523108")
    codes = ["150523108200"]

    assert await refusals(
        viewer, "villageMerge", villageCodes=codes, into="150523100201", reason=REASON
    ) == [("NOT_FOUND", [])]
