"""Migrations: they make what the models say, per county, in parallel, and go on after a failure."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import SQLModel

from infra.database import driver_url, owner_engine
from infra.migrations import runner
from infra.settings import settings
from tenants import provisioning
from tenants.registry import Tenant, UnknownTenant


async def revision(county: Tenant) -> str:
    async with owner_engine().connect() as connection:
        found = await connection.scalar(
            text(f"SELECT version_num FROM {county.schema}.alembic_version")
        )
    return str(found)


async def behind(county: Tenant) -> None:
    """Put a county back before the first migration: an empty schema."""
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"DROP SCHEMA {county.schema} CASCADE"))
        await connection.execute(text(f"CREATE SCHEMA {county.schema}"))
        await connection.execute(text(f"GRANT USAGE ON SCHEMA {county.schema} TO {county.role}"))


async def test_the_migrations_make_what_the_models_say(county: Tenant) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, SQLModel.metadata)
        return [one for one in found if "alembic_version" not in str(one)]

    engine = create_async_engine(
        driver_url(settings().database_url),
        connect_args={"server_settings": {"search_path": county.schema}},
    )
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_an_opened_county_is_at_the_head_and_migrating_it_changes_nothing(
    county: Tenant,
) -> None:
    assert await revision(county) == runner.head()
    assert await provisioning.migrate([county.code]) == {county.code: "current"}


async def test_counties_are_migrated_together_and_one_failure_stops_only_itself(
    county: Tenant, other_county: Tenant
) -> None:
    for one in (county, other_county):
        await behind(one)
    async with owner_engine().begin() as connection:  # in the way of the first migration
        await connection.execute(text(f"CREATE TABLE {other_county.schema}.account (x int)"))

    first = await provisioning.migrate([county.code, other_county.code])
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"DROP TABLE {other_county.schema}.account"))
    second = await provisioning.migrate([county.code, other_county.code])

    assert first[county.code] == f"None -> {runner.head()}"
    assert first[other_county.code].startswith("failed: ")
    assert second == {county.code: "current", other_county.code: f"None -> {runner.head()}"}


async def test_an_unknown_county_is_refused_before_anything_is_done(county: Tenant) -> None:
    with pytest.raises(UnknownTenant):
        await provisioning.migrate([county.code, "999999"])
