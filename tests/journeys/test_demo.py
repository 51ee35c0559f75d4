"""`make demo` as one runs it: played once, found again at the next start, nothing left running."""

import json
from pathlib import Path

import asyncpg
import httpx
import pytest

from portals.demo.journeys import LAMPS, ROAD, SQUARE, WATER
from tests.crash.killing import alive
from tests.journeys.system import System, fresh_home, started

pytestmark = pytest.mark.xdist_group("system")


def living(home: Path) -> list[str]:
    """The processes that work on this data folder: it stands in their words or environment."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            told = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:
            continue
        if str(home).encode() in told and alive(int(folder.name)):
            found.append(told.partition(b"MINGBAI")[0].replace(b"\0", b" ").decode()[:200])
    return found


async def played(system: System) -> dict[str, list[str]]:
    """What the county holds: ids with titles, and who may sign in."""
    engines = json.loads((system.home / "embedded.json").read_text())
    connection = await asyncpg.connect(engines["database_url"])
    try:
        rows = {
            "matters": "SELECT id || ' ' || title FROM county_150523.matter ORDER BY id",
            "bulletins": "SELECT id || ' ' || kind FROM county_150523.bulletin ORDER BY id",
            "opinions": "SELECT id::text FROM county_150523.opinion ORDER BY id",
        }
        found = {
            name: [row[0] for row in await connection.fetch(select)]
            for name, select in rows.items()
        }
    finally:
        await connection.close()
    return found | {"accounts": [one["phone"] for one in system.accounts()]}


async def opens(system: System) -> None:
    async with httpx.AsyncClient(base_url=system.base, timeout=30) as client:
        page = await client.get("/150523/")
    assert page.status_code == 200
    assert "开鲁县" in page.text


async def test_the_demonstration_is_played_once_and_found_again() -> None:
    with fresh_home() as home:
        with started(home) as system:
            first = await played(system)
            await opens(system)
            assert living(home) != []
        assert living(home) == []

        with started(home) as system:
            again = await played(system)
            await opens(system)
        assert living(home) == []

    titles = " ".join(first["matters"])
    assert all(one.title in titles for one in (WATER, ROAD, LAMPS, SQUARE))
    assert first["bulletins"]
    # Sweeps may have published more meanwhile; newer ids sort behind.
    assert again["bulletins"][: len(first["bulletins"])] == first["bulletins"]
    same = ("matters", "opinions", "accounts")
    assert {name: again[name] for name in same} == {name: first[name] for name in same}
