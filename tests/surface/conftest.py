"""One county at work for all attacks on the surface, one application and one web process."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from infra.settings import environment, settings
from portals import app
from tests.addresses import FromAnywhere
from tests.journeys.system import free_port
from tests.surface import crowded
from tests.surface.crowded import Crowd
from tests.surface.process import Process, ready


@pytest.fixture(scope="session")
async def crowd(server: None) -> Crowd:
    return await crowded.build()


@pytest.fixture
async def client(server: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """The whole application in this process, on the profile where everybody may ask."""
    monkeypatch.setattr(settings(), "profile", "audit")
    transport = FromAnywhere(app.build(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://mingbai.test") as made:
        made.headers["accept-language"] = "en"
        yield made


@pytest.fixture(scope="session")
def web(server: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """A web process on the audit profile, whose time on the processor can be read."""
    port, log = free_port(), tmp_path_factory.mktemp("web") / "web.log"
    surroundings = {**environment(), "PORT": str(port), "MINGBAI_PROFILE": "audit"}
    with log.open("wb") as out:
        started = subprocess.Popen(
            [sys.executable, "-m", "portals.cli", "web"], env=surroundings, stdout=out, stderr=out
        )
    made = Process(f"http://127.0.0.1:{port}", started.pid)
    try:
        ready(made.site, started, log)
        yield made
    finally:
        started.terminate()
        started.wait(30)
