"""A county that is exported, lost and brought back; and what is not brought back."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from infra import crypto, storage
from infra.database import owner_engine, run_script
from infra.errors import DomainError
from infra.migrations import runner
from infra.settings import settings
from portals.commands.county_copies import bring_back
from services.transparency import service as transparency
from services.transparency import verify
from tenants import provisioning, registry
from tenants.copies import writing
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages
from tests.services.transparency.logs import fill, publish
from tests.tenants.people import person


async def contents(county: Tenant) -> dict[str, tuple[int, str]]:
    """Return the number of rows of each table and a hash over them."""
    async with owner_engine().connect() as connection:
        names = await connection.scalars(
            text("SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(:s)"
                 " AND relkind = 'r'"), {"s": county.schema}
        )  # fmt: skip
        found = {}
        for name in names.all():
            row = await connection.execute(
                text(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) "
                     f"FROM {county.schema}.{name} t")
            )  # fmt: skip
            found[name] = tuple(row.one())
    return found


async def exported(county: Tenant, folder: Path) -> Path:
    return await writing.write(county.code, folder, transparency.vouch)


async def busy(county: Tenant) -> str:
    """Give the county a village, an account, a public log and a file; return the file's key."""
    await villages.sanmiaoshu(county)
    await person(county, "county_admin", phone="13900001234")
    await fill(county, 3)
    await publish(county)
    return await storage.put(county.code, "board", b"a photographed board", "image/jpeg")


async def is_gone(county: Tenant) -> bool:
    async with owner_engine().connect() as connection:
        schemas = await connection.scalar(
            text("SELECT count(*) FROM pg_namespace WHERE nspname = :name"),
            {"name": county.schema},
        )
    return schemas == 0 and county.code not in {one.code for one in await registry.all_tenants()}


async def test_a_lost_county_comes_back_with_its_rows_files_and_log(
    county: Tenant, tmp_path: Path
) -> None:
    key = await busy(county)
    before = await contents(county)
    folder = await exported(county, tmp_path)
    await provisioning.erase(county.code)
    assert not (settings().home / "files" / county.code).exists()

    tenant, _ = await bring_back(folder)

    assert tenant == county == await registry.find(county.code)
    assert await contents(county) == before
    assert await storage.get(county.code, key) == b"a photographed board"
    await fill(county, 1)
    await publish(county)
    async with unit_of_work(county) as uow:
        sealed = await uow.session.scalar(text("SELECT phone_sealed FROM account"))
        leaves = await transparency.export(uow, tmp_path / "log")
    assert (crypto.unseal(str(sealed)), leaves) == ("13900001234", 4)
    kept = settings().home / "checkpoints" / county.code / "000000000003.note"
    assert verify.verify_folder(tmp_path / "log", old_checkpoint=kept.read_text("utf-8")).genuine


async def test_on_another_machine_the_newest_head_is_kept_at_once(
    county: Tenant, tmp_path: Path
) -> None:
    await fill(county, 3)
    head = await publish(county)
    folder = await exported(county, tmp_path)
    await provisioning.erase(county.code)
    heads = settings().home / "checkpoints" / county.code
    shutil.move(heads, tmp_path / "left behind")

    await bring_back(folder)

    assert (heads / "head.note").read_text("utf-8") == head.note


async def test_nobody_stays_signed_in_by_a_restoration(county: Tenant, tmp_path: Path) -> None:
    folder = await exported(county, tmp_path)

    left_out = {path.stem for path in (folder / "tables").iterdir()} ^ set(await contents(county))

    assert left_out == {"account_session", "one_time_code", "alembic_version"}
    assert folder.stat().st_mode & 0o077 == 0


async def test_a_county_that_is_open_is_not_overwritten(county: Tenant, tmp_path: Path) -> None:
    folder = await exported(county, tmp_path)
    await villages.open_township(county)

    with pytest.raises(provisioning.CountyExists):
        await bring_back(folder)

    async with unit_of_work(county) as uow:
        assert await uow.session.scalar(text("SELECT count(*) FROM township")) == 1


def _edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        assert old in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    return change


def _first_file(folder: Path) -> Path:
    return next((folder / "files").glob("*/*"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_edit("tables/village.copy", "三苗树村", "二苗树村"), "EXPORT_ALTERED"),
        (_edit("tables/log_leaf.copy", "第1号", "第9号"), "EXPORT_ALTERED"),
        (lambda folder: (folder / "tables/resident.copy").write_bytes(b""), "EXPORT_ALTERED"),
        (lambda folder: (folder / "tables/account.copy").unlink(), "EXPORT_ALTERED"),
        (lambda folder: (folder / "tables/account.copy").write_bytes(b"x\n"), "EXPORT_ALTERED"),
        (lambda folder: _first_file(folder).write_bytes(b"another board"), "EXPORT_ALTERED"),
        (lambda folder: _first_file(folder).unlink(), "EXPORT_ALTERED"),
        (lambda folder: (folder / "files.txt").write_bytes(b""), "EXPORT_ALTERED"),
        (lambda folder: (folder / "files.txt").write_bytes(b"../../keys\n"), "EXPORT_ALTERED"),
        (lambda folder: (folder / "files.txt").unlink(), "EXPORT_ALTERED"),
        (_edit("export.note", '"state": "open"', '"state": "suspended"'), "EXPORT_NOT_VOUCHED"),
        (_edit("export.note", "export-v1", "export-v2"), "EXPORT_UNREADABLE"),
        (_edit("export.note", '"name"', '"title"'), "EXPORT_UNREADABLE"),
        (_edit("export.note", f'"{runner.head()}"', '"9999"'), "EXPORT_UNREADABLE"),
        (lambda folder: (folder / "export.note").unlink(), "EXPORT_UNREADABLE"),
    ],
)
async def test_a_changed_or_foreign_export_is_refused_and_leaves_nothing(
    county: Tenant, tmp_path: Path, change: Callable[[Path], object], code: str
) -> None:
    await busy(county)
    folder = await exported(county, tmp_path)
    await provisioning.erase(county.code)
    change(folder)

    with pytest.raises(DomainError) as refused:
        await bring_back(folder)

    assert refused.value.code == code
    assert await is_gone(county)


async def test_an_export_that_would_rewind_the_public_log_is_refused_and_reported(
    county: Tenant, tmp_path: Path
) -> None:
    await fill(county, 3)
    await publish(county)
    folder = await exported(county, tmp_path)
    await fill(county, 2)
    await publish(county)
    await provisioning.erase(county.code)

    with pytest.raises(DomainError) as refused:
        await bring_back(folder)

    heads = settings().home / "checkpoints" / county.code
    incident = json.loads((heads / "incidents" / "log-rewound-5-3.json").read_text("utf-8"))
    assert refused.value.code == "LOG_REWOUND"
    assert (incident["stored"], incident["size"]) == (5, 3)
    assert await is_gone(county)


async def test_without_the_keys_an_export_is_refused_and_no_key_is_made(
    county: Tenant, tmp_path: Path
) -> None:
    await fill(county, 1)
    await publish(county)
    folder = await exported(county, tmp_path)
    await provisioning.erase(county.code)
    key = settings().home / "keys" / f"log-{county.code}.pem"
    shutil.move(key, tmp_path / "key")

    with pytest.raises(DomainError) as refused:
        await bring_back(folder)

    assert refused.value.code == "LOG_KEY_MISSING"
    assert f"log-{county.code}.pem" in refused.value.message("en")
    assert not key.exists()


async def test_rows_sealed_with_other_keys_are_refused(
    county: Tenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await person(county)
    folder = await exported(county, tmp_path)
    await provisioning.erase(county.code)
    monkeypatch.setattr(crypto, "secret", lambda name: name.encode())

    with pytest.raises(DomainError) as refused:
        await bring_back(folder)

    assert refused.value.code == "KEYS_DIFFER"
    assert "fields.key" in refused.value.message("zh")


async def test_an_export_of_an_older_version_is_restored_and_migrated(
    server: None, tmp_path: Path
) -> None:
    code = "659001"
    async with provisioning.opening(code, "石河子市") as (connection, county):
        await run_script(connection, runner.baseline_of(county.schema, "0001"))
        await run_script(connection, f"INSERT INTO {county.schema}.township (id, code, name)"
                         " VALUES (gen_random_uuid(), '659001108', '镇')")  # fmt: skip
    folder = await exported(county, tmp_path)
    await provisioning.erase(code)

    await bring_back(folder)

    assert await provisioning.migrate([code]) == {code: "current"}
    async with unit_of_work(county) as uow:
        assert await uow.session.scalar(text("SELECT name FROM township")) == "镇"


async def test_a_county_opened_again_has_a_log_of_its_own_and_its_old_export_the_old_one(
    county: Tenant, tmp_path: Path
) -> None:
    await fill(county, 2)
    await publish(county)
    folder = await exported(county, tmp_path)
    await provisioning.erase(county.code)
    again = await provisioning.open_tenant(county.code, county.name)
    await fill(again, 1)
    await publish(again)
    await provisioning.erase(county.code)

    tenant, _ = await bring_back(folder)
    await provisioning.erase(county.code)
    third = await provisioning.open_tenant(county.code, county.name)

    assert (county.log, again.log, third.log) == (
        county.code,
        f"{county.code}/2",
        f"{county.code}/3",
    )
    assert tenant == county
    keys = {transparency.verifier(one.log).key for one in (county, again, third)}
    assert len(keys) == 3


async def test_no_county_keeps_a_counter_that_an_export_would_forget(county: Tenant) -> None:
    async with owner_engine().connect() as connection:
        counters = await connection.scalar(
            text("SELECT count(*) FROM pg_class WHERE relkind = 'S'"
                 " AND relnamespace = to_regnamespace(:s)"), {"s": county.schema}
        )  # fmt: skip
    assert counters == 0
