"""`mingbai demo`: everything on one machine, with journeys played."""

import signal
import time
from contextlib import suppress

import click

import services.jobs
import services.tables  # noqa: F401 - fills the metadata and the job registry
from infra import embedded, imports
from infra.settings import publish
from portals import processes

_DEMONSTRATION = {
    "profile": "demo",
    "secure_cookies": "false",
    "sender": "file",
    "withdrawal_window_seconds": "60",
    "argon2_memory_kib": "19456",
    "argon2_time_cost": "2",
    # The demonstration's clock jumps by days; nobody should be signed out by that.
    "session_idle_minutes": "1000000",
    "session_absolute_hours": "20000",
    "official_session_idle_minutes": "1000000",
    "official_session_absolute_hours": "20000",
}


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


@click.command(help="Start everything on this machine with journeys played; Ctrl-C stops it.")
@click.option("--port", type=int, help="Port of the web server (default $PORT or 8000).")
@click.option("--empty", is_flag=True, help="Open the counties and villages, but play nothing.")
@click.option(
    "--load", "profile", type=click.Choice(["county-year"]), help="Make one large county instead."
)
@click.option("--scale", default=1.0, show_default=True, help="Part of the large county.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same counts.")
def demo(port: int | None, empty: bool, profile: str | None, scale: float, seed: int) -> None:
    """Run the whole product on the embedded engines."""
    # Half of the start-up time, for no more than to say what the options are.
    with imports.uncollected():
        from portals import demo as demo_player  # noqa: PLC0415

    publish(**_DEMONSTRATION)
    if port:
        publish(port=str(port))
    for number in (signal.SIGTERM, signal.SIGINT):  # a shell may have set either to be ignored
        signal.signal(number, _interrupt)
    with embedded.engines():
        if profile:
            demo_player.prepare_load(scale, seed)
        else:
            demo_player.prepare(play=not empty)
        with processes.running("scheduler", "worker", "web") as started:
            processes.wait_until_ready(started["web"])
            demo_player.announce()
            watch = processes.Watch(started)
            try:
                while True:
                    time.sleep(0.5)
                    for name in (*embedded.revive(), *watch.look()):
                        with suppress(OSError):  # the log may lie on a full disk
                            click.echo(
                                f"{name} 意外停止，已重新启动 it ended and was started again"
                            )
            except KeyboardInterrupt:
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second press must not cut it off
                click.echo("\n正在停止… stopping")
    click.echo("已停止，数据保留在数据目录。Stopped; the data is kept.")
