"""`mingbai clock`: moves the clock of a running demonstration."""

from datetime import timedelta

import click

from infra import clock as clocks
from infra.settings import publish


@click.command("clock", help="Move the clock of a running demonstration, for instance --days 3.")
@click.option("--days", default=0, help="Days to move forward.")
@click.option("--hours", default=0, help="Hours to move forward.")
def clock(days: int, hours: int) -> None:
    """Move the clock of all processes of a demonstration."""
    publish(profile="demo")
    clocks.jump(timedelta(days=days, hours=hours))
    click.echo(f"现在是 it is now {clocks.local(clocks.now()):%Y-%m-%d %H:%M}")
