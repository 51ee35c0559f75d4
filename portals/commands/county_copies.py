"""`mingbai county export` and `restore`: a county as a signed folder, and back from it."""

import asyncio
from pathlib import Path

import click

from infra import disk
from infra.logging import logger
from portals.commands.counties import county
from portals.commands.running import command
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.transparency import service as transparency
from tenants.copies import manifest as manifests
from tenants.copies import restoring, writing
from tenants.copies.errors import ExportUnreadable
from tenants.copies.manifest import Manifest
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work

__all__ = ["county"]

OPERATOR = Actor(None, None, "operator")


@county.command("export", help="Write the whole county, rows and files, to a new folder in FOLDER.")
@click.argument("code")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@command
async def county_export(code: str, folder: Path) -> None:
    """Export a county; the keys stay where they are."""
    await asyncio.to_thread(disk.require_room, folder)
    await _record(await writing.known(code), AuditTag.COUNTY_COPY_EXPORT)
    click.echo(str(await writing.write(code, folder, transparency.vouch)))


@county.command("restore", help="Bring a county back from the FOLDER that `county export` wrote.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@command
async def county_restore(folder: Path) -> None:
    """Restore a county that is not open here, all or nothing."""
    tenant, manifest = await bring_back(folder)
    await _record(tenant, AuditTag.COUNTY_COPY_RESTORE, made_at=manifest.made_at)
    await _compare_audit(tenant)
    rows = sum(piece.rows for piece in manifest.tables.values())
    click.echo(f"{tenant.name} {tenant.code} ({tenant.state}): {rows} rows, {manifest.files} files")


async def _record(tenant: Tenant, tag: AuditTag, **facts: str) -> None:
    """Write down what the operator did with everything that the county knows (SECURITY 30)."""
    async with unit_of_work(tenant, OPERATOR) as uow:
        await audit.record(uow, tag, subject=audit.WHOLE_COUNTY, **facts)


async def _compare_audit(tenant: Tenant) -> None:
    """Say, and leave an incident, if the export forgets audit events that were sealed after it.

    It is no refusal: events are written every minute, so that every export is older than some.
    """
    try:
        async with unit_of_work(tenant) as uow:
            await audit.keep_head(uow)
    except audit.ChainBroken as broken:
        click.echo(f"{broken.message('zh')}\n{broken.message('en')}", err=True)


async def bring_back(folder: Path) -> tuple[Tenant, Manifest]:
    """Check an export, restore it, and keep its newest head outside the database."""
    manifest = await asyncio.to_thread(_vouched, folder)
    tenant = await restoring.restore(folder, manifest, transparency.require_continuing)
    async with unit_of_work(tenant) as uow:
        head = await transparency.latest_checkpoint(uow)
    if head is not None:
        async with unit_of_work(tenant) as uow:
            await transparency.persist_checkpoint(uow, head.note)
    logger().warning("county.restored", county=tenant.code, made_at=manifest.made_at)
    return tenant, manifest


def _vouched(folder: Path) -> Manifest:
    """Read the manifest and check that the county's own key signed it."""
    path = folder / manifests.FILE
    if not path.is_file():
        raise ExportUnreadable(folder=folder)
    signed = path.read_text(encoding="utf-8")
    claimed = manifests.parse(signed, folder)
    return manifests.parse(transparency.require_vouched(claimed.tenant.log, signed), folder)
