"""What an outsider with a folder, a poster or an item can tell, without server and database."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from services.transparency import service, verify
from services.transparency.errors import NotSignedYet
from services.transparency.models import LogLeaf
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.transparency.logs import append, fill, publish


async def exported(county: Tenant, folder: Path) -> Path:
    async with unit_of_work(county) as uow:
        await service.export(uow, folder)
    return folder


async def test_a_fresh_export_is_genuine_in_both_languages(county: Tenant, tmp_path: Path) -> None:
    await fill(county, 5)
    checkpoint = await publish(county)

    folder = await exported(county, tmp_path / "log")
    report = verify.verify_folder(folder, old_checkpoint=checkpoint.note)

    assert report.failures == []
    assert (report.genuine, report.exit_status) == (True, 0)
    assert report.text("zh").endswith("结论：真实，没有被改动。")
    assert report.text("en").endswith("Result: genuine, unchanged.")
    assert verify.head_of(folder) == checkpoint.note


async def test_an_export_holds_only_what_is_public(county: Tenant, tmp_path: Path) -> None:
    with pytest.raises(NotSignedYet):
        await exported(county, tmp_path / "log")
    await fill(county, 3)
    await publish(county)
    await append(county, 9)

    folder = await exported(county, tmp_path / "log")

    assert len((folder / "leaves.jsonl").read_text().splitlines()) == 3
    assert verify.verify_folder(folder).genuine


async def test_an_export_replaces_an_export_and_nothing_else(
    county: Tenant, tmp_path: Path
) -> None:
    await fill(county, 3)
    await publish(county)
    await exported(county, tmp_path / "log")
    await append(county, 9)
    await publish(county)

    folder = await exported(county, tmp_path / "log")

    assert len(list((folder / "items").iterdir())) == 8
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        await exported(county, other)
    assert (other / "mine.txt").read_text() == "mine"


async def test_an_export_of_many_pages_is_genuine(
    county: Tenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.transparency.export.PAGE", 4)
    await fill(county, 18)
    await publish(county)

    assert verify.verify_folder(await exported(county, tmp_path / "log")).genuine


async def test_an_erased_value_is_reported_and_no_alarm(county: Tenant, tmp_path: Path) -> None:
    leaves = await fill(county, 3)
    await publish(county)
    async with unit_of_work(county) as uow:
        await service.erase(uow, leaves[1].code, ["/mover"])

    folder = await exported(county, tmp_path / "log")
    report = verify.verify_folder(folder)

    assert report.genuine
    assert "1 personal values have been erased" in report.text("en")
    whole = "".join(path.read_text() for path in folder.rglob("*") if path.is_file())
    assert "居民0001" not in whole
    assert "居民0002" in whole


async def test_a_correction_is_part_of_a_genuine_export(county: Tenant, tmp_path: Path) -> None:
    first = await append(county, 1)
    await append(county, 2, supersedes=first.code)
    await publish(county)

    assert verify.verify_folder(await exported(county, tmp_path / "log")).genuine


async def test_a_head_of_another_county_or_key_does_not_fit(
    county: Tenant, other_county: Tenant, tmp_path: Path
) -> None:
    await fill(county, 2)
    await publish(county)
    stranger = await publish(other_county)
    folder = await exported(county, tmp_path / "log")

    foreign_head = verify.verify_folder(folder, old_checkpoint=stranger.note)
    foreign_key = verify.verify_folder(folder, trusted_key=service.verifier(other_county.code).text)

    assert foreign_head.failures == ["TRUSTED_HEAD"]
    assert foreign_key.failures == ["OTHER_KEY"]
    assert verify.verify_folder(folder, trusted_key=service.verifier(county.code).text).genuine


@pytest.mark.parametrize("name", ["log.vkey", "checkpoint", "leaves.jsonl", "nodes.txt", "items"])
async def test_a_missing_file_is_unreadable(county: Tenant, tmp_path: Path, name: str) -> None:
    await fill(county, 2)
    await publish(county)
    folder = await exported(county, tmp_path / "log")
    (folder / name).rename(tmp_path / "away")

    report = verify.verify_folder(folder)

    assert report.failures == ["FILE_UNREADABLE"]
    assert report.exit_status == 2


async def test_true_and_one_are_not_the_same_on_paper(county: Tenant, tmp_path: Path) -> None:
    async with unit_of_work(county) as uow:
        leaf = await service.append(uow, subject=uuid4(), kind="bulletin", record={"passed": True})
    await publish(county)
    folder = await exported(county, tmp_path / "log")
    item = folder / "items" / f"{leaf.code}.json"
    item.write_text(item.read_text().replace('"passed":true', '"passed":1'))

    assert verify.verify_folder(folder).failures == ["ITEM"]


async def test_one_item_is_proven_by_its_two_files(county: Tenant, tmp_path: Path) -> None:
    leaves = await fill(county, 4)
    await publish(county)
    folder = await exported(county, tmp_path / "log")
    item = (folder / "items" / f"{leaves[2].code}.json").read_text()
    proof = (folder / "items" / f"{leaves[2].code}.tlog-proof").read_text()
    key = (folder / "log.vkey").read_text()

    assert verify.verify_item(item, proof, key).genuine
    for changed in (item.replace("200", "201"), "", "[]", item + "x"):
        assert verify.verify_item(changed, proof, key).failures == ["ITEM_NOT_PROVEN"]
    assert verify.verify_item(item, proof, "").exit_status == 1


def url(leaf: LogLeaf, county: Tenant) -> str:
    return service.landing_url(
        leaf,
        county,
        village_code=f"{county.code}108217",
        number="决〔2026〕1号",
        day=date(2026, 11, 22),
        facts="16:1:0",
    )


async def test_a_scanned_code_is_checked_with_the_key_alone(county: Tenant) -> None:
    leaf = await append(county)
    scanned = url(leaf, county)
    key = service.verifier(county.code).text

    report = verify.verify_code_offline(scanned, key)

    assert report.genuine
    assert "16:1:0" in report.text("zh")
    for place in range(scanned.index(county.code), len(scanned)):
        digit = "2" if scanned[place] != "2" else "3"
        changed = scanned[:place] + digit + scanned[place + 1 :]
        assert verify.verify_code_offline(changed, key).failures == ["STATEMENT_NOT_SIGNED"]


async def test_a_scanned_code_of_another_county_is_refused(
    county: Tenant, other_county: Tenant
) -> None:
    leaf = await append(county)
    key = service.verifier(other_county.code).text

    assert verify.verify_code_offline(url(leaf, county), key).exit_status == 1
    assert verify.verify_code_offline(url(leaf, county), "nonsense").exit_status == 1


async def test_a_key_under_another_countys_name_is_refused(county: Tenant) -> None:
    leaf = await append(county)
    renamed = service.verifier(county.code)._replace(name="mingbai/000000").text

    assert verify.verify_code_offline(url(leaf, county), renamed).failures == ["OTHER_COUNTY"]


def test_the_check_needs_neither_server_nor_database() -> None:
    program = (
        "import json, sys, services.transparency.verify;"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    loaded = set(json.loads(done.stdout))
    assert loaded.isdisjoint({"infra", "tenants", "schema", "portals", "sqlalchemy", "asyncpg"})
