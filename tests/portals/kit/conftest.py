"""A site that holds nothing but the styleguide, and one Chromium for the whole run."""

import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import httpx
import pytest
import uvicorn
from playwright.async_api import Browser
from starlette.applications import Starlette
from starlette.middleware import Middleware

from portals.kit import assets, preferences
from portals.kit.csrf import OriginGuard
from portals.kit.headers import SafeHeaders
from portals.styleguide import routes
from tests.chromium import launched


def styleguide_app() -> Starlette:
    return Starlette(
        routes=[*assets.routes, *preferences.routes, *routes],
        middleware=[Middleware(SafeHeaders), Middleware(OriginGuard, session_cookie="session")],
    )


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(styleguide_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://village.test") as one:
        yield one


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The styleguide served on a free port of this machine."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(styleguide_app(), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser
