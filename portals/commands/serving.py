"""`mingbai web, worker, scheduler`: the processes of an installation."""

import asyncio
import os
import sys
from importlib import import_module

import click
from starlette.types import ASGIApp

from infra import embedded, imports
from infra.settings import settings
from portals import addresses
from portals.commands import running
from tenants.server import prepare_server

_WORKER_THREADS = "4"


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


def application() -> ASGIApp:
    """Build the web application, in each process that serves it."""
    with imports.uncollected():
        built: ASGIApp = import_module("portals.app").build()
    return built


@click.command(help="Serve the portals and the API.")
@click.option("--host", help="Address to listen on (default $MINGBAI_HOST or 127.0.0.1).")
@click.option("--workers", default=1, show_default=True, help="Number of processes.")
def web(host: str | None, workers: int) -> None:
    """Run uvicorn; a reverse proxy stands in front in production."""
    import uvicorn  # noqa: PLC0415 - the worker and the scheduler serve nothing

    _see_to_the_printed_address(host or settings().host)
    with embedded.engines():
        asyncio.run(prepare_server())
        uvicorn.run(
            "portals.commands.serving:application",
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
    with imports.uncollected():
        scheduling = import_module("portals.scheduler")
    running.run(scheduling.forever)
