"""A roll is previewed, then written whole or not at all; writing it again changes nothing."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import text

from infra import clock
from infra.ids import new_id
from services.people import samples, service
from services.people.errors import (
    RollHasProblems,
    RollUploadExpired,
    RollUploadUnknown,
    UnknownVillage,
    VillageNotActive,
)
from services.people.roll.rows import HEADINGS
from services.people.roll.template import workbook
from services.people.service.rolls import RollPreview, RollResult
from services.people.tasks import purge_uploads
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages

Row = list[str]
HEAD = ["一社", "001", "张三", "张三", "男", "1980-01-31", "13812345678", "户主", "", ""]
WIFE = ["一社", "001", "张三", "李四", "女", "", "", "配偶", "", ""]


@pytest.fixture
async def village(county: Tenant) -> str:
    township = await villages.open_township(county)
    async with unit_of_work(county) as uow:
        return (await service.add_village(uow, township, "三苗树村", "恢复建制")).code


async def preview(county: Tenant, village: str, rows: Sequence[Row]) -> RollPreview:
    async with unit_of_work(county) as uow:
        return await service.preview_roll(uow, village, workbook(rows), "名册.xlsx")


async def written(county: Tenant, village: str, rows: Sequence[Row]) -> RollResult:
    upload = await preview(county, village, rows)
    async with unit_of_work(county) as uow:
        return await service.import_roll(uow, village, upload.upload_id, samples.ELECTION)


async def counted(county: Tenant) -> dict[str, int]:
    tables = (
        "village_group",
        "household",
        "resident",
        "office_term",
        "representative_household",
    )
    async with unit_of_work(county) as uow:
        return {
            table: (await uow.session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
            for table in tables
        }


NOTHING = {
    "village_group": 0,
    "household": 0,
    "resident": 0,
    "office_term": 0,
    "representative_household": 0,
}
ALL = {
    "village_group": 4,
    "household": 113,
    "resident": 532,
    "office_term": 46,
    "representative_household": 113,
}


async def test_the_roll_of_sanmiaoshu_is_previewed_and_then_written(
    county: Tenant, village: str
) -> None:
    data = samples.roll_workbook(samples.SANMIAOSHU)

    async with unit_of_work(county) as uow:
        seen = await service.preview_roll(uow, village, data, "名册.xlsx")
    assert (seen.rows_total, seen.households_total, seen.adds, seen.changes) == (532, 113, 532, 0)
    assert seen.problems == []
    assert await counted(county) == NOTHING

    async with unit_of_work(county) as uow:
        assert await service.import_roll(
            uow, village, seen.upload_id, samples.ELECTION
        ) == RollResult(532, 0)
    assert await counted(county) == ALL


async def test_importing_the_same_again_changes_nothing(county: Tenant, village: str) -> None:
    rows = list(samples.rows(samples.SANMIAOSHU))
    await written(county, village, rows)

    again = await preview(county, village, rows)
    async with unit_of_work(county) as uow:
        result = await service.import_roll(uow, village, again.upload_id, samples.ELECTION)
        once_more = await service.import_roll(uow, village, again.upload_id, samples.ELECTION)

    assert (again.adds, again.changes, again.problems) == (0, 0, [])
    assert result == once_more == RollResult(0, 0)
    assert await counted(county) == ALL


async def test_a_file_that_was_imported_before_is_known_by_its_digest(
    county: Tenant, village: str
) -> None:
    first = await preview(county, village, [HEAD])
    async with unit_of_work(county) as uow:
        assert await service.imported_before(uow, village, first.digest) is None
        await service.import_roll(uow, village, first.upload_id, samples.ELECTION)
        await uow.session.flush()
        known = await service.imported_before(uow, village, first.digest)
        events = await service.list_events(uow, village_code=village)
        await service.import_roll(uow, village, first.upload_id, samples.ELECTION)
        assert await service.list_events(uow, village_code=village) == events

    assert known is not None
    assert [one.document_sha256 for one in events] == [first.digest]


async def test_one_wrong_row_keeps_everything_out(county: Tenant, village: str) -> None:
    rows = list(samples.rows(samples.SANMIAOSHU))
    rows[531][6] = "12345"

    seen = await preview(county, village, rows)
    async with unit_of_work(county) as uow:
        with pytest.raises(RollHasProblems) as refusal:
            await service.import_roll(uow, village, seen.upload_id, samples.ELECTION)

    assert [(at.row, at.column, at.code) for at in seen.problems] == [
        (533, "手机", "PHONE_MALFORMED")
    ]
    assert (seen.adds, seen.changes, seen.importable) == (0, 0, False)
    assert refusal.value.facts == {"problems": 1}
    assert await counted(county) == NOTHING


async def test_a_second_roll_adds_and_changes(county: Tenant, village: str) -> None:
    await written(county, village, [HEAD, WIFE])
    moved_on = [*HEAD[:2], "李四", *HEAD[3:7], "配偶", "", ""]
    new_head = [*WIFE[:2], "李四", "李四", "女", "1982-02-02", "13900000000", "户主", "党员", ""]
    child = ["一社", "001", "李四", "张小", "", "", "", "子", "", ""]

    result = await written(county, village, [moved_on, new_head, child])

    assert result == RollResult(adds=1, changes=2)
    async with unit_of_work(county) as uow:
        people = {person.name: person for person in await service.list_residents(uow, village)}
        assert {name: person.is_head for name, person in people.items()} == {
            "张三": False,
            "李四": True,
            "张小": False,
        }
        assert service.phone_of(people["李四"]) == "13900000000"
        [term] = await service.offices_of(uow, people["李四"].id)
        assert (term.office, term.source[:4]) == ("party_member", "名册导入")


async def test_an_empty_cell_keeps_what_is_known(county: Tenant, village: str) -> None:
    await written(county, village, [HEAD])
    bare = [*HEAD[:4], "", "", "", "", "", ""]

    result = await written(county, village, [bare])

    assert result == RollResult(0, 0)
    async with unit_of_work(county) as uow:
        [person] = await service.list_residents(uow, village)
    assert (person.gender, str(person.birth_date)) == ("male", "1980-01-31")
    assert service.phone_of(person) == "13812345678"


async def test_people_whom_a_roll_leaves_out_stay(county: Tenant, village: str) -> None:
    await written(county, village, [HEAD, WIFE])

    assert await written(county, village, [HEAD]) == RollResult(0, 0)
    assert (await counted(county))["resident"] == 2


async def test_an_unknown_group_is_refused_once_the_village_has_groups(
    county: Tenant, village: str
) -> None:
    await written(county, village, [HEAD])
    other = ["二社", "002", "王五", "王五", "", "", "", "户主", "", ""]

    assert [at.code for at in (await preview(county, village, [other])).problems] == [
        "UNKNOWN_GROUP"
    ]
    async with unit_of_work(county) as uow:
        await service.add_group(uow, village, "二社")
    assert await written(county, village, [other]) == RollResult(1, 0)


async def test_a_phone_of_another_village_is_refused(county: Tenant, village: str) -> None:
    await written(county, village, [HEAD])
    async with unit_of_work(county) as uow:
        neighbour = await service.add_village(uow, village[:9], "乃玛岱村", "恢复建制")

    seen = await preview(county, neighbour.code, [HEAD])

    assert [at.code for at in seen.problems] == ["PHONE_TAKEN"]


async def test_a_roll_that_meanwhile_became_wrong_is_not_written(
    county: Tenant, village: str
) -> None:
    seen = await preview(county, village, [HEAD])
    other = ["一社", "002", "王五", "王五", "", "", "13812345678", "户主", "", ""]
    await written(county, village, [other])

    async with unit_of_work(county) as uow:
        with pytest.raises(RollHasProblems):
            await service.import_roll(uow, village, seen.upload_id, samples.ELECTION)
    assert (await counted(county))["resident"] == 1


async def test_a_representatives_households_follow_the_newest_roll(
    county: Tenant, village: str
) -> None:
    homes = [["一社", f"{n:03d}", f"户{n}", f"户{n}", *[""] * 6] for n in range(1, 12)]
    first = [list(row) for row in homes]
    first[0][8:] = ["村民代表", "001-006"]
    first[6][8:] = ["村民代表", "007-011"]
    second = [list(row) for row in homes]
    second[0][8:] = ["村民代表", "001-005"]
    second[6][8:] = ["村民代表", "006-011"]

    await written(county, village, first)
    result = await written(county, village, second)

    assert result == RollResult(0, 2)
    async with unit_of_work(county) as uow:
        people = {row.name: row.id for row in await service.list_residents(uow, village)}
        links = await service.load_representations(uow, [people["户1"], people["户7"]])
    assert [len(links[people[name]]) for name in ("户1", "户7")] == [5, 6]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\x89PNG\x00", "NOT_A_SPREADSHEET"),
        ("社,户号\n一社,1".encode(), "WRONG_COLUMNS"),
        (",".join(HEADINGS).encode(), "FILE_EMPTY"),
        (b"a\n" * 50_002, "TOO_MANY_ROWS"),
    ],
)
async def test_a_wrong_file_is_a_preview_with_its_reason(
    county: Tenant, village: str, data: bytes, code: str
) -> None:
    async with unit_of_work(county) as uow:
        seen = await service.preview_roll(uow, village, data, "名册.csv")

    assert [at.code for at in seen.problems] == [code]
    async with unit_of_work(county) as uow:
        with pytest.raises(RollHasProblems):
            await service.import_roll(uow, village, seen.upload_id, samples.ELECTION)


async def test_a_roll_as_text_is_read_too(county: Tenant, village: str) -> None:
    lines = [",".join(HEADINGS), ",".join(HEAD)]

    async with unit_of_work(county) as uow:
        data = "\r\n".join(lines).encode("gb18030")
        seen = await service.preview_roll(uow, village, data, "名册.csv")
        assert await service.import_roll(
            uow, village, seen.upload_id, samples.ELECTION
        ) == RollResult(1, 0)


async def test_an_upload_belongs_to_its_village_and_day(county: Tenant, village: str) -> None:
    seen = await preview(county, village, [HEAD])
    async with unit_of_work(county) as uow:
        neighbour = await service.add_village(uow, village[:9], "乃玛岱村", "恢复建制")
        with pytest.raises(RollUploadUnknown):
            await service.import_roll(uow, neighbour.code, seen.upload_id, samples.ELECTION)
        with pytest.raises(RollUploadUnknown):
            await service.import_roll(uow, village, new_id())

    with clock.at(clock.now() + timedelta(hours=24)):
        async with unit_of_work(county) as uow:
            with pytest.raises(RollUploadExpired):
                await service.import_roll(uow, village, seen.upload_id, samples.ELECTION)


async def test_uploads_past_their_day_are_deleted(county: Tenant, village: str) -> None:
    seen = await preview(county, village, [HEAD])
    await purge_uploads(county)
    async with unit_of_work(county) as uow:
        await service.import_roll(uow, village, seen.upload_id, samples.ELECTION)

    with clock.at(clock.now() + timedelta(hours=25)):
        await purge_uploads(county)

    async with unit_of_work(county) as uow:
        with pytest.raises(RollUploadUnknown):
            await service.import_roll(uow, village, seen.upload_id, samples.ELECTION)


async def test_a_roll_is_for_a_village_that_exists(county: Tenant, village: str) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(UnknownVillage):
            await service.preview_roll(uow, "150523999999", b"", "名册.xlsx")
        await service.close_village(uow, village, "撤销批复")
        with pytest.raises(VillageNotActive):
            await service.preview_roll(uow, village, b"", "名册.xlsx")
