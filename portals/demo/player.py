"""Prepares the demonstration once, and prints who may sign in."""

import asyncio
import sys
from pathlib import Path

import click

from infra import database
from infra.settings import settings
from portals import addresses
from portals.demo import journeys, load, places, sign_ins
from tenants import provisioning
from tenants.server import prepare_server


async def _prepare(*, play: bool) -> None:
    await prepare_server()
    try:
        if sign_ins.kept():
            await provisioning.migrate()  # the data may be older than the program
            return
        await places.clear()
        town = await places.open_all()
        lines = [
            *await sign_ins.of_offices(town.tenant, places.TOWNSHIP),
            *await sign_ins.of_village(town.tenant, town.sanmiaoshu),
            *await sign_ins.of_village(town.tenant, town.naimadai),
        ]
        await journeys.set_up(town)
        if play:
            await journeys.play(town)
        sign_ins.keep(lines)
    finally:
        await database.dispose()


def prepare(*, play: bool = True) -> None:
    """Open the counties and, unless told not to, play the four journeys to different stages."""
    asyncio.run(_prepare(play=play))


async def _prepare_load(scale: float, seed: int) -> None:
    await prepare_server()
    try:
        if sign_ins.kept():
            await provisioning.migrate()
            return
        await places.clear(load.CODE)
        made = await load.make(load.COUNTY_YEAR.scaled(scale), seed=seed)
        for part, seconds in made.seconds.items():
            click.echo(f"  {seconds:8.2f} s  {part}")
        sign_ins.keep(made.lines)
    finally:
        await database.dispose()


def prepare_load(scale: float, seed: int) -> None:
    """Make the large county, once for a data folder."""
    asyncio.run(_prepare_load(scale, seed))


def announce() -> None:
    """Print the address and one sign-in for each role."""
    base, county = settings().base_url, sign_ins.kept()[0].county
    click.echo(f"\n明白 Mingbai  {base}/{county}/   API {base}/{county}/graphql")
    click.echo(f"密码 password: {sign_ins.PASSWORD}   动态码 second factor: shown on its page")
    shown: dict[str, sign_ins.SignIn] = {}
    for line in sign_ins.kept():
        shown.setdefault(line.role, line)
    for line in shown.values():
        click.echo(f"  {line.phone}  {line.roleName:<10}  {line.name}  ({line.place})")
    click.echo(addresses.phone_hint())
    command = sys.argv[0] if Path(sys.argv[0]).name == "mingbai" else "mingbai"
    click.echo(f"快进四天，公示 3 天就满了 past a posting of 3 days: {command} clock --days 4")
    click.echo("Ctrl-C 停止 to stop\n")
