"""Brings a county back from its folder in one transaction, or leaves nothing of it."""

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection

from infra import storage, table_copy
from infra.database import run_script
from infra.migrations import runner
from infra.table_copy import TableDiffers
from tenants import provisioning
from tenants.copies import manifest as layout
from tenants.copies.errors import ExportAltered
from tenants.copies.manifest import Manifest
from tenants.provisioning import Fill
from tenants.registry import Tenant
from tenants.unit_of_work import joined_unit_of_work


async def restore(folder: Path, manifest: Manifest, settle: Fill) -> Tenant:
    """Bring back rows and files of a manifest whose signature was checked.

    `settle` runs over the restored rows before the commit: what it raises undoes everything.
    Raises CountyExists, KeysDiffer, ExportAltered.
    """
    layout.require_keys(manifest)
    wanted = manifest.tenant
    async with provisioning.opening(
        wanted.code, wanted.name, generation=wanted.generation, state=wanted.state
    ) as (connection, tenant):
        await run_script(connection, runner.baseline_of(tenant.schema, manifest.revision))
        await _rows(connection, tenant, manifest, folder / layout.TABLES)
        await run_script(connection, runner.onwards(tenant.schema, tenant.role, manifest.revision))
        async with joined_unit_of_work(connection, tenant) as uow:
            await settle(uow)
        await asyncio.to_thread(_files, tenant.code, manifest, folder)
    return tenant


async def _rows(
    connection: AsyncConnection, tenant: Tenant, manifest: Manifest, folder: Path
) -> None:
    for name in await table_copy.columns_of(connection, tenant.schema):
        piece = manifest.tables.get(name)
        if piece is None:
            continue
        path = folder / f"{name}.copy"
        try:
            await table_copy.read_in(connection, tenant.schema, name, piece, path)
        except (TableDiffers, FileNotFoundError, asyncpg.PostgresError) as error:
            raise ExportAltered(what=f"{layout.TABLES}/{path.name}") from error


def _files(county: str, manifest: Manifest, folder: Path) -> None:
    """Take in every listed file; files are named by content, so that a second run is harmless."""
    digest, count = hashlib.sha256(), 0
    for line in _lines(folder / layout.FILE_LIST):
        digest.update(line)
        count += 1
        name = line.decode("ascii", "replace").rstrip("\n")
        if not storage.take_in(county, name, folder / layout.FILES / name):
            raise ExportAltered(what=f"{layout.FILES}/{name}")
    if (count, digest.hexdigest()) != (manifest.files, manifest.files_sha256):
        raise ExportAltered(what=layout.FILE_LIST)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as listed:
            yield from listed
    except FileNotFoundError as error:
        raise ExportAltered(what=path.name) from error
