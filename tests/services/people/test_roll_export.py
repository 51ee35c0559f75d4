"""An exported roll comes back without a change, shows phones to few, and runs in no spreadsheet."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from services.people import samples, service
from services.people.roll.exporting import Kind
from services.people.roll.rows import escaped, unescaped
from services.people.roll.template import workbook
from services.people.service.rolls import RollResult
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.people.rolling import ROWS, Rolled, entry, open_villages, written


@pytest.fixture
async def roll(county: Tenant) -> Rolled:
    return await open_villages(county)


async def exported(roll: Rolled, kind: Kind, *, whole: bool = True) -> bytes:
    async with unit_of_work(roll.county) as uow:
        return await service.export_roll(uow, roll.code, kind, whole_phones=whole)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("whole", [True, False])
async def test_an_exported_roll_comes_back_without_a_change(
    roll: Rolled, kind: Kind, whole: bool
) -> None:
    async with unit_of_work(roll.county) as uow:
        [son] = await roll.ids("张大")
        home = (await roll.homes())["001"]
        await service.split_household(uow, home.id, [son], entry(), head_id=son)

    data = await exported(roll, kind, whole=whole)

    async with unit_of_work(roll.county) as uow:
        seen = await service.preview_roll(uow, roll.code, data, f"名册.{kind}")
        assert (seen.problems, seen.rows_total, seen.adds, seen.changes) == ([], 7, 0, 0)
        await uow.session.flush()
        assert await service.import_roll(
            uow, roll.code, seen.upload_id, samples.ELECTION
        ) == RollResult(0, 0)
    assert await exported(roll, kind, whole=whole) == data or kind == "xlsx"


async def test_the_export_of_a_whole_sample_village_makes_the_same_village_again(
    county: Tenant, other_county: Tenant
) -> None:
    first, second = await open_villages(county), await open_villages(other_county)
    async with unit_of_work(county) as uow:
        township = first.code[:9]
        code = (await service.add_village(uow, township, "新三苗树村", "恢复")).code
        preview = await service.preview_roll(
            uow, code, samples.roll_workbook(samples.SANMIAOSHU), "名册.xlsx"
        )
        await uow.session.flush()
        await service.import_roll(uow, code, preview.upload_id, samples.ELECTION)
        data = await service.export_roll(uow, code, "csv", whole_phones=True)
    async with unit_of_work(other_county) as uow:
        copy = (await service.add_village(uow, second.code[:9], "新三苗树村", "恢复")).code
        seen = await service.preview_roll(uow, copy, data, "名册.csv")
        await uow.session.flush()
        assert await service.import_roll(uow, copy, seen.upload_id, samples.ELECTION) == RollResult(
            532, 0
        )
        assert await service.export_roll(uow, copy, "csv", whole_phones=True) == data


async def test_phones_are_masked_unless_they_may_be_read(roll: Rolled) -> None:
    whole, masked = await exported(roll, "csv"), await exported(roll, "csv", whole=False)

    assert "13812345678" in whole.decode()
    assert "13812345678" not in masked.decode()
    assert "138****5678" in masked.decode()


async def test_the_export_is_written_down(roll: Rolled) -> None:
    await exported(roll, "xlsx", whole=False)

    async with unit_of_work(roll.county) as uow:
        [facts] = await uow.session.scalars(
            text("SELECT facts FROM audit_event WHERE tag = 'people:roll:export'")
        )
    assert facts == {"rows": 7, "kind": "xlsx", "phones": "masked"}


async def test_a_name_that_looks_like_a_formula_is_inert_and_comes_back(roll: Rolled) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][3] = "'=cmd|' /C calc'!A0"
    rows[3][3] = "+张小"
    async with unit_of_work(roll.county) as uow:
        await written(uow, roll.code, [rows[0], rows[1], rows[3]])

    lines = list(csv.reader(io.StringIO((await exported(roll, "csv")).decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(await exported(roll, "xlsx")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]

    assert {row[3] for row in lines} >= {"'=cmd|' /C calc'!A0", "'+张小"}
    assert not [cell for row in lines for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    async with unit_of_work(roll.county) as uow:
        again = await service.preview_roll(uow, roll.code, workbook(lines[1:]), "名册.xlsx")
    assert (again.problems, again.adds, again.changes) == ([], 0, 0)


@given(st.text(max_size=12))
def test_what_was_made_harmless_can_be_read_again(said: str) -> None:
    assert unescaped(escaped(said)) == said
    assert not escaped(said).startswith(("=", "+", "-", "@"))
