"""Engines for the whole run and a fresh county for each test: the fence isolates."""

import gc
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from _pytest.nodeid import NodeId

import services.jobs
import services.tables  # noqa: F401 - fills the metadata and the job registry
from infra import database, valkey
from infra.embedded import engines
from tenants.registry import Tenant
from tenants.server import prepare_server
from tests import counties
from tests.audit import watch
from tests.schema.authorization import drawing

# Folders whose tests share a world that is not cheap to build: each folder stays in one worker.
TOGETHER = (
    "crash",
    "front",
    "isolation",
    "portals/matters",
    "portals/public",
    "portals/roll",
    "portals/villager",
    "portals/workplace",
    "privacy",
    "schema/authorization",
    "surface",
)
_PREFIX = "mingbai-test-"
_YOUNG_OBJECTS = 10_000
_ROOM = 6 * 1024**3  # what the counties of a whole run take, and some more
_MEMORY_LEFT = 6 * 1024**3  # for the engines, the browsers and the tests themselves
_stack = ExitStack()
_watching = pytest.StashKey[ExitStack]()
_numbers = itertools.count()
gc.disable()  # until the tests are collected: nothing that is imported is garbage


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL and Valkey once, in the process that starts the workers."""
    if hasattr(config, "workerinput") or config.option.collectonly or config.option.help:
        return
    home = _stack.enter_context(
        tempfile.TemporaryDirectory(
            prefix=f"{_PREFIX}{os.getpid()}-", dir=_folder_in_memory(), ignore_cleanup_errors=True
        )
    )
    Path(home).chmod(0o755)
    os.environ.update(
        MINGBAI_HOME=home,
        MINGBAI_PROFILE="demo",
        MINGBAI_SENDER="file",
        MINGBAI_SECURE_COOKIES="false",
        MINGBAI_ARGON2_MEMORY_KIB="1024",
        MINGBAI_ARGON2_TIME_COST="1",
        MINGBAI_LOG_LEVEL="WARNING",
    )
    for name in ("MINGBAI_DATABASE_URL", "MINGBAI_DATABASE_APP_URL", "MINGBAI_REDIS_URL"):
        os.environ.pop(name, None)
    # Hundreds of processes are started: they compile each module once, not each by itself.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    _stack.enter_context(engines())


def _folder_in_memory() -> str | None:
    """Return a folder that is no disk, if the machine has room: no test waits for a disk then."""
    folder, meminfo = Path("/dev/shm"), Path("/proc/meminfo")
    if not folder.is_dir() or not meminfo.exists():
        return None
    lines = dict(line.split(":") for line in meminfo.read_text().splitlines())
    available = int(lines["MemAvailable"].split()[0]) * 1024
    _forget_killed_runs(folder)
    room = min(available - _MEMORY_LEFT, shutil.disk_usage(folder).free)
    return str(folder) if room >= _ROOM else None


def _forget_killed_runs(folder: Path) -> None:
    """Remove what runs left in memory that were killed before they could tidy up."""
    for left in folder.glob(f"{_PREFIX}*-*"):
        pid = left.name.removeprefix(_PREFIX).partition("-")[0]
        if not Path("/proc", pid).exists():
            shutil.rmtree(left, ignore_errors=True)


@pytest.fixture(autouse=True)
def every_mutation_is_written_down() -> Iterator[None]:
    """Fail the test in which a mutation was done without an audit row (SECURITY 30)."""
    yield
    if complaints := watch.take_complaints():
        pytest.fail("\n".join(complaints))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Watch the mutations of this process."""
    session.config.stash[_watching] = stack = ExitStack()
    stack.enter_context(watch.watching())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over what was seen to the process that started the workers; there it is judged.

    By now xdist has taken over what all its workers saw (`pytest_testnodedown`).
    """
    config = session.config
    config.stash[_watching].close()
    if hasattr(config, "workeroutput"):
        config.workeroutput["audit_seen"] = {name: sorted(t) for name, t in watch.seen().items()}
    elif session.exitstatus == 0 and watch.is_whole(config) and watch.unexpected():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker saw."""
    watch.take_over(getattr(node, "workeroutput", {}).get("audit_seen", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many mutations were seen to be written down, and which gates were taken out."""
    if watch.is_whole(terminalreporter.config):
        terminalreporter.write_line(drawing.told())
        terminalreporter.write_line(watch.summary())


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep together what shares a world, and all journeys on the running system."""
    tests = Path(__file__).parent
    for item in items:
        for folder in TOGETHER:
            if item.path.is_relative_to(tests / folder):
                item.add_marker(pytest.mark.xdist_group(folder.replace("/", "-")))
        if "system" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("system"))
            item.add_marker(pytest.mark.browser)
        if config.getoption("loadgroup", False):
            _name_the_group(item)


def _name_the_group(item: pytest.Item) -> None:
    """Put the group into the test's address, where the controller of xdist 3.8 looks for it.

    xdist itself writes it to `_nodeid`, which pytest 9.2 no longer reads: no group would hold.
    """
    groups = sorted({str(mark.args[0]) for mark in item.iter_markers("xdist_group")})
    if groups:
        item._id = NodeId.parse(f"{item.nodeid}@{'_'.join(groups)}")  # type: ignore[misc]


def pytest_collection_finish() -> None:
    """Collect garbage from here on, and only what the tests leave: it was a tenth of their time."""
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 10, 10)
    gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the engines."""
    if not hasattr(config, "workerinput"):
        _stack.close()


@pytest.fixture(scope="session")
async def server() -> AsyncIterator[None]:
    """Prepare the database server for this worker process."""
    await prepare_server()
    yield
    await database.dispose()
    await valkey.dispose()


def fresh_code() -> str:
    """Return a county code that no other test of this run uses."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    return f"{15 + worker * 10}{next(_numbers):04d}"


@pytest.fixture
async def county(server: None) -> AsyncIterator[Tenant]:
    """Hand out an empty county of its own code."""
    made = await counties.take(fresh_code(), "开鲁县")
    yield made
    counties.give_back(made)


@pytest.fixture
async def other_county(server: None) -> AsyncIterator[Tenant]:
    """Hand out a second county, a stranger to the first."""
    made = await counties.take(fresh_code(), "曹县")
    yield made
    counties.give_back(made)
