"""The household roll: read with masks by those who work with it, imported in two steps."""

import base64
import io
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from sqlalchemy import event, text
from strawberry.relay import to_base64

from infra.database import app_engine
from services.people import samples, service
from services.people.roll.rows import HEADINGS
from services.people.roll.template import workbook
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages
from tests.factories.villages import MadeVillage
from tests.schema.people.asking import ask, asker, codes_of, do, nobody, refusals, run

HOUSEHOLDS = """
query($village: String!, $search: String = "", $first: Int = 20, $after: String) {
  households(villageCode: $village, search: $search, first: $first, after: $after) {
    edges { node { id number groupName representativeName
      residents { name gender birthYear relation isHead maskedPhone officeNames } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
RESIDENTS = """
query($village: String!, $search: String = "", $office: Office) {
  residents(villageCode: $village, search: $search, office: $office, first: 100) {
    edges { node { id name offices } }
  }
}
"""
UPLOAD = """upload { id filename rowsTotal householdsTotal adds changes importable problemsTotal
    problems { sheet row column code message } }"""


@pytest.fixture
async def village(county: Tenant) -> MadeVillage:
    return await villages.sanmiaoshu(county)


@pytest.fixture
async def empty_village(county: Tenant) -> str:
    township = await villages.open_township(county)
    async with unit_of_work(county) as uow:
        return (await service.add_village(uow, township, "三苗树村", "恢复建制")).code


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


async def found(county: Tenant, village: str, **facts: Any) -> list[dict[str, Any]]:
    viewer = asker(county, Permission.PEOPLE_READ)
    edges = (await ask(viewer, RESIDENTS, village=village, **facts))["residents"]["edges"]
    return [edge["node"] for edge in edges]


async def test_a_clerk_reads_the_roll_of_the_village_with_masked_phones(
    county: Tenant, village: MadeVillage
) -> None:
    clerk = asker(county, Permission.PEOPLE_READ, place=village.code)

    page = (await ask(clerk, HOUSEHOLDS, village=village.code, first=1))["households"]

    [home] = [edge["node"] for edge in page["edges"]]
    assert (home["number"], home["groupName"], home["representativeName"]) == (
        "001",
        "一社",
        "代表01",
    )
    assert home["residents"][0] == {
        "name": "代表01",
        "gender": "MALE",
        "birthYear": 1950,
        "relation": "户主",
        "isHead": True,
        "maskedPhone": "199****0001",
        "officeNames": ["村民代表"],
    }
    assert len(home["residents"]) == 5
    assert page["pageInfo"]["hasNextPage"] is True


async def test_the_roll_is_paged_to_its_end(county: Tenant, village: MadeVillage) -> None:
    clerk = asker(county, Permission.PEOPLE_READ, place=village.code)
    document = """query($village: String!, $after: String) {
      households(villageCode: $village, first: 50, after: $after) {
        edges { node { number } } pageInfo { hasNextPage endCursor } } }"""

    numbers: list[str] = []
    after = None
    for _ in range(3):
        page = (await ask(clerk, document, village=village.code, after=after))["households"]
        numbers += [edge["node"]["number"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]

    assert numbers == [f"{number:03d}" for number in range(1, 114)]
    assert page["pageInfo"]["hasNextPage"] is False


@pytest.mark.parametrize(
    ("search", "numbers"),
    [("113", ["029", "113"]), ("代表01", ["001"]), ("%", [])],  # 居民0113 heads household 029
)
async def test_a_household_is_found_by_number_and_by_name(
    county: Tenant, village: MadeVillage, search: str, numbers: list[str]
) -> None:
    clerk = asker(county, Permission.PEOPLE_READ, place=village.code)

    page = (await ask(clerk, HOUSEHOLDS, village=village.code, search=search))["households"]

    assert [edge["node"]["number"] for edge in page["edges"]] == numbers


async def test_people_are_found_by_office(county: Tenant, village: MadeVillage) -> None:
    members = await found(county, village.code, office="COMMITTEE_MEMBER")

    assert {person["name"] for person in members} == {"村委01", "村委02"}
    assert {"PARTY_MEMBER", "COMMITTEE_MEMBER"} in [set(one["offices"]) for one in members]


async def test_a_page_of_the_roll_runs_a_fixed_number_of_statements(
    county: Tenant, village: MadeVillage
) -> None:
    clerk = asker(county, Permission.PEOPLE_READ, place=village.code)
    counts = []
    for first in (2, 20):
        seen: list[str] = []

        def count(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            seen.append(statement)  # noqa: B023 - the listener is removed in the same turn

        engine = app_engine().sync_engine
        event.listen(engine, "before_cursor_execute", count)
        try:
            await ask(clerk, HOUSEHOLDS, village=village.code, first=first)
        finally:
            event.remove(engine, "before_cursor_execute", count)
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= 16


async def test_the_roll_is_closed_to_others(county: Tenant, village: MadeVillage) -> None:
    neighbour = asker(county, Permission.PEOPLE_READ, place=f"{village.code[:9]}999")
    villager = asker(county, Permission.MATTER_READ, place=village.code)

    assert await codes_of(nobody(county), HOUSEHOLDS, village=village.code) == ["SIGN_IN_NEEDED"]
    assert await codes_of(villager, HOUSEHOLDS, village=village.code) == ["NOT_ALLOWED"]
    assert await codes_of(neighbour, HOUSEHOLDS, village=village.code) == ["NOT_FOUND"]


async def test_a_person_cannot_be_reached_by_id_from_elsewhere(
    county: Tenant, village: MadeVillage
) -> None:
    [person] = await found(county, village.code, search="代表01")
    document = "query($id: ID!) { node(id: $id) { ... on Resident { name } } }"
    clerk = asker(county, Permission.PEOPLE_READ, place=village.code)
    neighbour = asker(county, Permission.PEOPLE_READ, place=f"{village.code[:9]}999")

    assert (await ask(clerk, document, id=person["id"]))["node"] == {"name": "代表01"}
    assert (await ask(neighbour, document, id=person["id"]))["node"] is None
    assert (await ask(nobody(county), document, id=person["id"]))["node"] is None


async def test_reading_the_roll_is_recorded(county: Tenant, village: MadeVillage) -> None:
    clerk = asker(county, Permission.PEOPLE_READ, place=village.code)
    await ask(clerk, HOUSEHOLDS, village=village.code, first=3)

    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(
            text("SELECT account_id, facts FROM audit_event WHERE tag = 'people:roll:read'")
        )
        [(account_id, facts)] = rows.all()
    assert account_id == clerk.account_id
    assert facts == {"households": 4}


async def test_a_roll_is_previewed_and_imported(county: Tenant, empty_village: str) -> None:
    viewer = asker(county, Permission.PEOPLE_IMPORT, place=empty_village)
    content = encoded(samples.roll_workbook(samples.SANMIAOSHU))

    seen = await do(
        viewer, "rollPreview", UPLOAD,
        villageCode=empty_village, filename="名册.xlsx", content=content,
    )  # fmt: skip
    upload = seen["upload"]
    assert (upload["rowsTotal"], upload["householdsTotal"], upload["adds"]) == (532, 113, 532)
    assert (upload["importable"], upload["problemsTotal"], upload["problems"]) == (True, 0, [])
    assert await found(county, empty_village) == []

    shown = "upload { importedAt } adds changes"
    assert await refusals(viewer, "rollImport", uploadId=upload["id"]) == [
        ("ELECTION_RECORD_NEEDED", ["input", "electedOn"])
    ]
    assert await refusals(viewer, "rollImport", uploadId=upload["id"], electedOn="2023-12-20") == [
        ("ELECTION_RECORD_NEEDED", ["input", "electionRecord"])
    ]
    assert await found(county, empty_village) == []
    vote = {"electedOn": "2023-12-20", "electionRecord": "报告单 1 号"}
    done = await do(viewer, "rollImport", shown, uploadId=upload["id"], **vote)
    assert (done["adds"], done["changes"], done["errors"]) == (532, 0, [])
    again = await do(viewer, "rollImport", shown, uploadId=upload["id"])
    assert (again["adds"], again["changes"]) == (0, 0)
    assert len(await found(county, empty_village, office="REPRESENTATIVE")) == 17


async def test_a_wrong_row_is_told_in_the_viewers_language_and_keeps_all_out(
    county: Tenant, empty_village: str
) -> None:
    viewer = asker(county, Permission.PEOPLE_IMPORT, place=empty_village, locale="en")
    row = ["一社", "001", "张三", "张三", "男", "", "123", "户主", "", ""]

    seen = await do(
        viewer, "rollPreview", UPLOAD,
        villageCode=empty_village, filename="名册.xlsx", content=encoded(workbook([row])),
    )  # fmt: skip

    assert seen["upload"]["importable"] is False
    assert seen["upload"]["problems"] == [
        {
            "sheet": "村民名册",
            "row": 2,
            "column": "手机",
            "code": "PHONE_MALFORMED",
            "message": "The phone number “123” has not 11 digits. Check it, "
            "or leave the cell empty.",
        }
    ]
    assert await refusals(viewer, "rollImport", uploadId=seen["upload"]["id"]) == [
        ("ROLL_HAS_PROBLEMS", ["input", "uploadId"])
    ]
    assert await found(county, empty_village) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "FILE_EMPTY"), ("***", "NOT_A_SPREADSHEET"), ("AAAA", "NOT_A_SPREADSHEET")],
)
async def test_a_file_that_is_none_is_told(
    county: Tenant, empty_village: str, content: str, code: str
) -> None:
    viewer = asker(county, Permission.PEOPLE_IMPORT, place=empty_village)

    seen = await do(
        viewer, "rollPreview", UPLOAD, villageCode=empty_village, filename="x", content=content
    )

    assert [one["code"] for one in seen["upload"]["problems"]] == [code]


async def test_a_file_over_three_megabytes_is_refused(county: Tenant, empty_village: str) -> None:
    viewer = asker(county, Permission.PEOPLE_IMPORT, place=empty_village)

    assert await refusals(
        viewer, "rollPreview", villageCode=empty_village, filename="x", content="A" * 3_000_001
    ) == [("ROLL_FILE_TOO_LARGE", ["input", "content"])]


async def test_importing_needs_the_permission_at_the_village(
    county: Tenant, empty_village: str
) -> None:
    home = asker(county, Permission.PEOPLE_IMPORT, place=empty_village)
    neighbour = asker(county, Permission.PEOPLE_IMPORT, place=f"{empty_village[:9]}999")
    fields = {"villageCode": empty_village, "filename": "x", "content": ""}
    upload = (await do(home, "rollPreview", UPLOAD, **fields))["upload"]["id"]

    assert await refusals(neighbour, "rollPreview", **fields) == [("NOT_FOUND", [])]
    never = to_base64("RollUpload", uuid4())
    not_hers = await refusals(neighbour, "rollImport", uploadId=upload)
    assert not_hers == await refusals(neighbour, "rollImport", uploadId=never)
    assert [code for code, _ in not_hers] == ["ROLL_UPLOAD_UNKNOWN"]
    document = """query($id: ID!) { node(id: $id) { ... on RollUpload { filename } } }"""
    assert (await ask(neighbour, document, id=upload))["node"] is None
    assert (await ask(home, document, id=upload))["node"] == {"filename": "x"}


async def test_the_template_is_a_workbook_with_the_headings(county: Tenant) -> None:
    viewer = asker(county, Permission.PEOPLE_IMPORT)

    data = base64.b64decode((await ask(viewer, "{ rollTemplate }"))["rollTemplate"])

    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(HEADINGS)
    outcome = await run(nobody(county), "{ rollTemplate }")
    assert [error["extensions"]["code"] for error in outcome.errors] == ["SIGN_IN_NEEDED"]
