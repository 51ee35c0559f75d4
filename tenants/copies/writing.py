"""Writes a county as a folder: rows by COPY, files by name, all of one moment, in little memory."""

import asyncio
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from infra import clock, crypto, storage, table_copy
from infra.database import owner_engine
from infra.migrations import runner
from infra.table_copy import Piece
from tenants import registry
from tenants.copies import manifest as layout
from tenants.copies.errors import FileSpoilt
from tenants.copies.manifest import Manifest
from tenants.registry import Tenant

# Nobody stays signed in by a restoration, and what was revoked since does not come back to life.
LEFT_OUT = frozenset({"account_session", "one_time_code", runner.VERSION_TABLE})


async def write(code: str, target: Path, sign: Callable[[str, str], str]) -> Path:
    """Write the county to a new folder in `target` and return it; it appears whole or not at all.

    `sign` gets the log's name and the manifest's text and returns the signed note.
    """
    tenant = await known(code)
    folder = target / f"{tenant.schema}-{clock.now():%Y%m%dT%H%M%SZ}"
    scratch = folder.with_name(f".{folder.name}.partial")
    await asyncio.to_thread(_prepare, scratch)
    try:
        revision, tables = await _tables(tenant, scratch / layout.TABLES)
        # After the rows, because a file is kept before the row that names it.
        files, listed = await asyncio.to_thread(_files, tenant.code, scratch)
        made = Manifest(
            county=tenant.code, name=tenant.name, kind=tenant.kind, state=tenant.state,
            generation=tenant.generation, made_at=clock.now().isoformat(), revision=revision,
            keys={name: mark for name in layout.KEYS if (mark := crypto.fingerprint(name))},
            tables=tables, files=files, files_sha256=listed,
        )  # fmt: skip
        note = await asyncio.to_thread(sign, tenant.log, made.text)
        await asyncio.to_thread((scratch / layout.FILE).write_text, note, "utf-8")
        await asyncio.to_thread(scratch.rename, folder)
    finally:
        await asyncio.to_thread(shutil.rmtree, scratch, ignore_errors=True)
    return folder


async def known(code: str) -> Tenant:
    """Return a county that is registered here, open or suspended."""
    found = [tenant for tenant in await registry.all_tenants() if tenant.code == code]
    if not found:
        raise registry.UnknownTenant(county=code)
    return found[0]


def _prepare(scratch: Path) -> None:
    """Make the folder for the operator alone: it holds everything that the county knows."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True, mode=0o700)
    (scratch / layout.TABLES).mkdir()


async def _tables(tenant: Tenant, folder: Path) -> tuple[str, dict[str, Piece]]:
    """Write every table as of one moment; return the schema's revision and what was written."""
    async with owner_engine().connect() as connection:
        await connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        revision = await runner.revision(connection, tenant.schema)
        columns = await table_copy.columns_of(connection, tenant.schema)
        return revision or "", {
            name: await table_copy.write_out(
                connection, tenant.schema, name, columns[name], folder / f"{name}.copy"
            )
            for name in columns
            if name not in LEFT_OUT
        }


def _files(county: str, scratch: Path) -> tuple[int, str]:
    """Copy the county's files and list them; return their number and the hash of the list."""
    digest, count = hashlib.sha256(), 0
    with (scratch / layout.FILE_LIST).open("xb") as listed:
        for name in storage.names(county):
            if not storage.copy_out(county, name, scratch / layout.FILES / name):
                raise FileSpoilt(name=name)
            line = f"{name}\n".encode()
            digest.update(line)
            listed.write(line)
            count += 1
    return count, digest.hexdigest()
