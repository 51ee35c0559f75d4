"""How a command runs: engines up, server prepared; a refusal is told in both languages."""

import asyncio
import functools
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import click

from infra import database, embedded
from infra.errors import DomainError
from tenants.server import prepare_server


def run(work: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - passes the answer through
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
            tell(refusal)
            sys.exit(1)


def tell(refusal: DomainError) -> None:
    """Print a refusal in both languages."""
    click.echo(f"{refusal.message('zh')}\n{refusal.message('en')} [{refusal.code}]", err=True)


def command(work: Callable[..., Awaitable[Any]]) -> Callable[..., Any]:
    """Let a coroutine be a click command."""

    @functools.wraps(work)
    def running(**options: Any) -> Any:  # noqa: ANN401
        return run(lambda: work(**options))

    return running
