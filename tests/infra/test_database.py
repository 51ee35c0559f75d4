import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from infra import database
from infra.database import app_engine, owner_engine
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


async def _answer(county: Tenant) -> int:
    async with unit_of_work(county) as uow:
        return int(await uow.session.scalar(text("SELECT 1")) or 0)


async def _cut_off() -> None:
    """End the application's connections, as a restart of the database does."""
    async with owner_engine().begin() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'mingbai' AND usename = 'mingbai_app'"
            )
        )


@pytest.fixture(autouse=True)
async def _own_connections() -> None:
    await app_engine().dispose()


async def test_a_connection_that_rested_is_tried_and_replaced_before_use(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PING_AFTER_SECONDS", 0.0)
    await _answer(county)
    await _cut_off()

    assert await _answer(county) == 1


async def test_a_connection_cut_off_in_use_costs_one_transaction_and_no_more(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PING_AFTER_SECONDS", 3600.0)
    await _answer(county)
    await _cut_off()

    with pytest.raises(DBAPIError):
        await _answer(county)

    assert await _answer(county) == 1
