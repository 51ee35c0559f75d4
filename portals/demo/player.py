"""Prepares the demonstration once, and prints who may sign in."""

import asyncio
import sys
from pathlib import Path

import click

from infra import database
from infra.settings import settings
from portals import addresses
from portals.demo import journeys, places, sign_ins
from tenants.server import prepare_server


async def _prepare(*, play: bool) -> None:
    await prepare_server()
    try:
        if sign_ins.kept():
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


def announce() -> None:
    """Print the address and one sign-in for each role."""
    base = settings().base_url
    click.echo(f"\n明白 Mingbai  {base}/{places.KAILU}/   API {base}/{places.KAILU}/graphql")
    click.echo(f"密码 password: {sign_ins.PASSWORD}   动态码 second factor: shown on its page")
    shown: dict[str, sign_ins.SignIn] = {}
    for line in sign_ins.kept():
        shown.setdefault(line.role, line)
    for line in shown.values():
        click.echo(f"  {line.phone}  {line.roleName:<10}  {line.name}  ({line.place})")
    click.echo(addresses.phone_hint())
    command = sys.argv[0] if Path(sys.argv[0]).name == "mingbai" else "mingbai"
    click.echo(f"快进三天 move the clock: {command} clock --days 3    Ctrl-C 停止 to stop\n")
