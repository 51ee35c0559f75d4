"""`mingbai log …` hands out a county's public log."""

import asyncio
import sys
from pathlib import Path

import click

from infra import disk
from portals.commands.running import command
from services.transparency import service as transparency
from tenants import registry
from tenants.unit_of_work import unit_of_work


@click.group(help="Hand out the public log of a county.")
def log() -> None:
    """Hold the commands for the public log."""


@log.command("export", help="Write the county's public log to FOLDER, for anybody to check.")
@click.argument("code")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@command
async def log_export(code: str, folder: Path) -> None:
    """Export everything under the newest signed head."""
    await asyncio.to_thread(disk.require_room, folder)
    tenant = await registry.find(code)
    try:
        async with unit_of_work(tenant) as uow:
            leaves = await transparency.export(uow, await asyncio.to_thread(folder.resolve))
    except FileExistsError:
        click.echo(
            f"{folder} 里有别的东西，请换一个空文件夹。\n"
            f"{folder} holds something else. Name an empty or new folder.",
            err=True,
        )
        sys.exit(1)
    click.echo(f"{folder}：{leaves} 条。核对 check: mingbai verify folder {folder}")
