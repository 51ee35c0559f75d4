import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from infra import database
from infra.database import app_engine, owner_engine
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


async def _backend(county: Tenant) -> int:
    async with unit_of_work(county) as uow:
        return int(await uow.session.scalar(text("SELECT pg_backend_pid()")) or 0)


async def _cut_off(backend: int) -> None:
    """End this one connection, as a restart does; other tests share the server."""
    async with owner_engine().begin() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})


@pytest.fixture(autouse=True)
async def _own_connections() -> None:
    await app_engine().dispose()


async def test_a_connection_that_rested_is_tried_and_replaced_before_use(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PING_AFTER_SECONDS", 0.0)
    first = await _backend(county)
    await _cut_off(first)

    assert await _backend(county) not in {0, first}


async def test_a_connection_cut_off_in_use_costs_one_transaction_and_no_more(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PING_AFTER_SECONDS", 3600.0)
    first = await _backend(county)
    await _cut_off(first)

    with pytest.raises(DBAPIError):
        await _backend(county)

    assert await _backend(county) not in {0, first}
