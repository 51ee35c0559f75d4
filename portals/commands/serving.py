"""`mingbai demo, web, worker, scheduler, clock`: the processes of an installation."""

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from datetime import timedelta

import click
import uvicorn

import services.jobs
import services.tables  # noqa: F401 - fills the metadata and the job registry
from infra import clock, embedded
from infra.settings import publish, settings
from portals import addresses, processes
from portals import scheduler as scheduler_process
from portals.commands import running
from tenants.server import prepare_server

_WORKER_THREADS = "4"

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
    # Half of the start-up time, for this one command.
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


@click.command("clock", help="Move the clock of a running demonstration, for instance --days 3.")
@click.option("--days", default=0, help="Days to move forward.")
@click.option("--hours", default=0, help="Hours to move forward.")
def move_clock(days: int, hours: int) -> None:
    """Move the clock of all processes of a demonstration."""
    publish(profile="demo")
    clock.jump(timedelta(days=days, hours=hours))
    click.echo(f"现在是 it is now {clock.local(clock.now()):%Y-%m-%d %H:%M}")


def _see_to_the_printed_address(host: str) -> None:
    """Refuse to serve others, or warn, where posters would carry this machine's own address."""
    try:
        addresses.require_public_url(host)
    except addresses.PublicUrlMissing as refusal:
        running.tell(refusal)
        sys.exit(2)
    warning = addresses.missing_public_url()
    if warning:
        running.tell(warning)


@click.command(help="Serve the portals and the API.")
@click.option("--host", help="Address to listen on (default $MINGBAI_HOST or 127.0.0.1).")
@click.option("--workers", default=1, show_default=True, help="Number of processes.")
def web(host: str | None, workers: int) -> None:
    """Run uvicorn; a reverse proxy stands in front in production."""
    _see_to_the_printed_address(host or settings().host)
    with embedded.engines():
        asyncio.run(prepare_server())
        uvicorn.run(
            "portals.app:build",
            factory=True,
            host=host or settings().host,
            port=settings().port,
            workers=workers,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=bool(settings().trusted_proxies),
            forwarded_allow_ips=settings().trusted_proxies or None,
            timeout_keep_alive=10,
            h11_max_incomplete_event_size=32 * 1024,
        )


@click.command(help="Run jobs: publishing, sending, rendering.")
def worker() -> None:
    """Replace this process by dramatiq's, so that signals reach it."""
    _see_to_the_printed_address(settings().host)
    with embedded.engines():
        asyncio.run(prepare_server())
        arguments = [
            "dramatiq",
            "services.actors",
            "--processes",
            "1",
            "--threads",
            _WORKER_THREADS,
            "--skip-logging",  # services.actors sets it up as in the other processes
        ]
        os.execv(sys.executable, [sys.executable, "-m", *arguments])  # noqa: S606


@click.command(help="Carry committed jobs to the queue and run the sweeps.")
def scheduler() -> None:
    """Run the scheduler until stopped."""
    running.run(scheduler_process.forever)
