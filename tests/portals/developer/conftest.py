"""The web process on a free port, and a Chromium in front of it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from playwright.async_api import Browser

from portals import app
from tests.chromium import launched
from tests.journeys.system import free_port


@pytest.fixture
async def site(server: None) -> AsyncIterator[str]:
    """The address of a running web process."""
    port = free_port()
    web = uvicorn.Server(
        uvicorn.Config(app.build(), port=port, ws="none", log_level="error", access_log=False)
    )
    running = asyncio.create_task(web.serve())
    while not web.started:  # noqa: ASYNC110 - uvicorn offers no event to wait for
        await asyncio.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    web.should_exit = True
    await running


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser
