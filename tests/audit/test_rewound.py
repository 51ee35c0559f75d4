"""The database rewound under the running system: nothing is published, and everybody is told."""

import json
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from infra import kept
from infra.database import owner_engine
from portals import app
from services.disclosure import tasks as disclosure_tasks
from services.transparency import tasks
from services.transparency.errors import LogDamaged, LogRewound
from tenants.registry import Tenant
from tests.services.disclosure.conftest import Draft
from tests.services.disclosure.steps import approve, job, read
from tests.services.transparency.logs import fill, publish

LOG = ["log_head_copy", "log_checkpoint", "log_opening", "log_leaf", "log_node"]


async def as_superuser(county: Tenant, *statements: str) -> None:
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {county.schema}"))
        await connection.execute(text("SET LOCAL session_replication_role TO replica"))
        for statement in statements:
            await connection.execute(text(statement))


async def remember(county: Tenant) -> None:
    await as_superuser(county, *(f"CREATE TABLE then_{name} AS TABLE {name}" for name in LOG))


async def rewind(county: Tenant) -> None:
    """Put back what the log held when it was remembered, and keep what it held until now."""
    await as_superuser(
        county,
        *(f"CREATE TABLE now_{name} AS TABLE {name}" for name in LOG),
        *(f"DELETE FROM {name}" for name in LOG),
        *(f"INSERT INTO {name} SELECT * FROM then_{name}" for name in LOG),
    )


async def restore_the_newest(county: Tenant) -> None:
    await as_superuser(
        county,
        *(f"DELETE FROM {name}" for name in LOG),
        *(f"INSERT INTO {name} SELECT * FROM now_{name}" for name in LOG),
    )


async def page(path: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=app.build())
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get(path)


async def is_told(county: Tenant, *, why: str) -> None:
    ready = await page("/readyz")
    assert ready.status_code == 200
    assert f"{county.log} {why}" in ready.json()["logs"]
    asked = await page(f"/{county.code}/check")
    answered = await page(f"/{county.code}/c/000000000000")
    for told in (asked, answered):
        assert told.status_code == 200
        assert "公开日志停在这里" in told.text


async def is_quiet(county: Tenant) -> None:
    assert county.log not in (await page("/readyz")).json()["logs"]
    assert "公开日志停在这里" not in (await page(f"/{county.code}/check")).text


async def test_a_rewound_database_publishes_nothing_and_says_so_until_it_is_mended(
    county: Tenant, draft: Draft
) -> None:
    await fill(county, 3)
    await publish(county)
    await remember(county)
    await fill(county, 2)
    await publish(county)
    before = kept.read(county.log, "head.note")
    await is_quiet(county)
    await rewind(county)
    bulletin = await draft()
    await approve(county, bulletin)

    await refuses_to_publish(county, bulletin)

    assert kept.read(county.log, "head.note") == before
    [incident] = (kept.path_of(county.log) / "incidents").glob("*.json")
    told = json.loads(incident.read_text())
    assert (told["incident"], told["stored"]) == ("log-rewound", 5)
    await is_told(county, why="log-rewound")

    await restore_the_newest(county)
    await as_superuser(county, "UPDATE bulletin SET state='queued', code=NULL, log_index=NULL")
    await tasks.guard(county)
    await is_quiet(county)
    assert incident.exists()


async def refuses_to_publish(county: Tenant, bulletin: UUID) -> None:
    for _ in range(2):
        with pytest.raises(LogRewound):
            await disclosure_tasks.publish(job(county), bulletin_id=str(bulletin))
    found = await read(county, bulletin)
    assert found.state != "published"
    assert found.published_at is None


async def test_the_sweep_alone_notices_a_rewind_that_nobody_publishes_over(county: Tenant) -> None:
    await fill(county, 2)
    await publish(county)
    await remember(county)
    await fill(county, 1)
    await publish(county)
    await rewind(county)

    with pytest.raises(LogRewound):
        await tasks.guard(county)

    await is_told(county, why="log-rewound")


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM log_node WHERE level = 1",
        "UPDATE log_node SET hash = sha256(hash) WHERE level = 1",
    ],
)
async def test_damaged_rows_are_reported_too(county: Tenant, change: str) -> None:
    await fill(county, 2)
    await publish(county)
    await as_superuser(county, change)

    with pytest.raises((LogDamaged, LogRewound)):
        await tasks.guard(county)

    assert kept.standstills(county.log) != []
    assert "公开日志停在这里" in (await page(f"/{county.code}/check")).text


async def test_an_incident_of_a_county_that_is_gone_is_not_told(county: Tenant) -> None:
    kept.report_incident("999999", "log-rewound", {"stored": 2, "size": 1})

    assert "999999" not in (await page("/readyz")).json()["logs"]
    assert (await page("/readyz")).json()["ready"] is True
