"""The operator's portal: `mingbai demo | web | worker | scheduler | county … | verify …`."""

import asyncio
import functools
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import uvicorn

import services.jobs
import services.tables  # noqa: F401 - fills the metadata and the job registry
from infra import clock, database, embedded, logging
from infra.errors import DomainError
from infra.settings import publish, settings
from portals import demo as demo_player
from portals import processes
from portals import scheduler as scheduler_process
from services.people import service as people
from services.transparency import verify as verifier
from tenants import provisioning, registry
from tenants.divisions import catalogue
from tenants.server import prepare_server
from tenants.unit_of_work import unit_of_work

_WORKER_THREADS = "4"


def _run(work: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - passes the answer through
    """Run a command's coroutine with the engines up and the server prepared."""

    async def whole() -> Any:  # noqa: ANN401
        await prepare_server()
        try:
            return await work()
        finally:
            await database.dispose()

    with embedded.engines():
        try:
            return asyncio.run(whole())
        except DomainError as refusal:
            click.echo(
                f"{refusal.message('zh')}\n{refusal.message('en')} [{refusal.code}]", err=True
            )
            sys.exit(1)


def _command(work: Callable[..., Awaitable[Any]]) -> Callable[..., Any]:
    """Let a coroutine be a click command."""

    @functools.wraps(work)
    def run(**options: Any) -> Any:  # noqa: ANN401
        return _run(lambda: work(**options))

    return run


@click.group(help="Mingbai 明白: a county hosts the public life of its villages.")
def main() -> None:
    """Hold the commands."""
    logging.configure()


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


@main.command(help="Start everything on this machine with journeys played; Ctrl-C stops it.")
@click.option("--port", type=int, help="Port of the web server (default $PORT or 8000).")
@click.option("--empty", is_flag=True, help="Open the counties and villages, but play nothing.")
def demo(port: int | None, empty: bool) -> None:
    """Run the whole product on the embedded engines."""
    publish(**_DEMONSTRATION)
    if port:
        publish(port=str(port))
    signal.signal(signal.SIGTERM, _interrupt)
    with embedded.engines():
        demo_player.prepare(play=not empty)
        with processes.running("scheduler", "worker", "web") as started:
            processes.wait_until_ready(started["web"])
            demo_player.announce()
            try:
                while all(one.poll() is None for one in started.values()):
                    time.sleep(0.5)
                    embedded.revive()
                click.echo("A process ended by itself; see the logs folder.", err=True)
            except KeyboardInterrupt:
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second press must not cut it off
                click.echo("\n正在停止… stopping")
    click.echo("已停止，数据保留在数据目录。Stopped; the data is kept.")


@main.command("clock", help="Move the clock of a running demonstration, for instance --days 3.")
@click.option("--days", default=0, help="Days to move forward.")
@click.option("--hours", default=0, help="Hours to move forward.")
def move_clock(days: int, hours: int) -> None:
    """Move the clock of all processes of a demonstration."""
    publish(profile="demo")
    clock.jump(timedelta(days=days, hours=hours))
    click.echo(f"现在是 it is now {clock.local(clock.now()):%Y-%m-%d %H:%M}")


@main.command(help="Serve the portals and the API.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", default=1, show_default=True, help="Number of processes.")
def web(host: str, workers: int) -> None:
    """Run uvicorn; a reverse proxy stands in front in production."""
    with embedded.engines():
        asyncio.run(prepare_server())
        uvicorn.run(
            "portals.app:build",
            factory=True,
            host=host,
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


@main.command(help="Run jobs: publishing, sending, rendering.")
def worker() -> None:
    """Replace this process by dramatiq's, so that signals reach it."""
    with embedded.engines():
        asyncio.run(prepare_server())
        arguments = [
            "dramatiq",
            "services.actors",
            "--processes",
            "1",
            "--threads",
            _WORKER_THREADS,
        ]
        os.execv(sys.executable, [sys.executable, "-m", *arguments])  # noqa: S606


@main.command(help="Carry committed jobs to the queue and run the sweeps.")
def scheduler() -> None:
    """Run the scheduler until stopped."""
    _run(scheduler_process.forever)


@main.group(help="Open, list, migrate, suspend, resume, export and erase counties.")
def county() -> None:
    """Hold the commands for counties."""


@county.command("add", help="Open the county (or province) of this national division code.")
@click.argument("code")
@_command
async def county_add(code: str) -> None:
    """Open a county with its townships and villages."""
    began = time.monotonic()
    division = catalogue.find(code)
    tenant = await provisioning.open_tenant(code, division.name)
    county_code = code if tenant.kind == "county" else None
    villages = catalogue.villages(county_code) if county_code else []
    townships = catalogue.townships(county_code) if county_code else []
    async with unit_of_work(tenant) as uow:
        await people.seed_divisions(
            uow,
            [(one.code, one.name) for one in townships],
            [(one.code, one.name) for one in villages],
        )
    counted = f"{len(townships)} townships, {len(villages)} villages"
    click.echo(f"{division.name} {code}: {counted}, {time.monotonic() - began:.2f} s")


@county.command("list", help="List the counties and provinces that are open here.")
@_command
async def county_list() -> None:
    """Print one line a tenant."""
    for tenant in await registry.all_tenants():
        click.echo(f"{tenant.code:>6}  {tenant.state:<9}  {tenant.name}")


@county.command("migrate", help="Bring the named counties, or all, to the newest schema.")
@click.argument("codes", nargs=-1)
@_command
async def county_migrate(codes: tuple[str, ...]) -> None:
    """Migrate in parallel; a county that failed is named, and a second run goes on with it."""
    outcomes = await provisioning.migrate(codes)
    for code, outcome in outcomes.items():
        click.echo(f"{code}  {outcome}")
    if any(outcome.startswith("failed") for outcome in outcomes.values()):
        sys.exit(1)


@county.command("suspend", help="Close a county for everybody; its data stays.")
@click.argument("code")
@_command
async def county_suspend(code: str) -> None:
    """Suspend a county."""
    await provisioning.suspend(code)


@county.command("resume", help="Open a suspended county again.")
@click.argument("code")
@_command
async def county_resume(code: str) -> None:
    """Resume a county."""
    await provisioning.resume(code)


@county.command("export", help="Write a county's whole schema to a file for pg_restore.")
@click.argument("code")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_command
async def county_export(code: str, folder: Path) -> None:
    """Export a county."""
    click.echo(str(await provisioning.export(code, folder)))


@county.command("erase", help="Remove a county for ever.")
@click.argument("code")
@click.option("--yes", "confirmed", default="", help="Repeat the code to confirm.")
@_command
async def county_erase(code: str, confirmed: str) -> None:
    """Erase a county, if its code was given twice."""
    if confirmed != code:
        click.echo(f"Nothing was erased. Confirm with --yes {code}", err=True)
        sys.exit(2)
    await provisioning.erase(code)


@main.group(help="Check published things without any server.")
def verify() -> None:
    """Hold the commands for verification."""


def _report(report: verifier.Report) -> None:
    for line in report.lines:
        click.echo(f"{line.zh}  {line.en}")
    sys.exit(0 if report.genuine else 1)


@verify.command("folder", help="Check an exported folder of a county's public log.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An older checkpoint that you kept; the log must have grown from it.",
)
def verify_folder(folder: Path, since: Path | None) -> None:
    """Verify a folder."""
    _report(verifier.verify_folder(folder, old_checkpoint=since.read_text() if since else None))


@verify.command("code", help="Check the text of a poster's QR code against a county's key.")
@click.argument("scanned")
@click.option("--key", required=True, help="The county's public key line, or a file that holds it.")
def verify_code(scanned: str, key: str) -> None:
    """Verify a scanned code offline."""
    path = Path(key)
    _report(verifier.verify_code_offline(scanned, path.read_text() if path.is_file() else key))


if __name__ == "__main__":
    main()
