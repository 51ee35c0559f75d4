"""The county fence: what the login role, a county role and a foreign county role can read."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from infra.database import app_engine
from infra.outbox import OutboxRow
from tenants import job_registry, provisioning, registry
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


async def test_the_login_role_alone_can_read_nothing(county: Tenant) -> None:
    for table in (f"{county.schema}.outbox", "registry.tenant"):
        async with app_engine().connect() as connection:
            with pytest.raises(ProgrammingError, match="permission denied"):
                await connection.execute(text(f"SELECT count(*) FROM {table}"))


async def test_a_unit_of_work_reads_its_own_county_and_no_other(
    county: Tenant, other_county: Tenant
) -> None:
    async with unit_of_work(county) as uow:
        own = await uow.session.execute(text("SELECT current_user, count(*) FROM outbox"))
        assert own.one() == (county.role, 0)
    with pytest.raises(DBAPIError, match="permission denied"):
        async with unit_of_work(county) as uow:
            await uow.session.execute(text(f"SELECT * FROM {other_county.schema}.outbox"))


async def test_the_fence_ends_with_its_transaction(county: Tenant) -> None:
    for _ in range(5):
        async with unit_of_work(county) as uow:
            await uow.session.execute(text("SELECT 1"))
    async with app_engine().connect() as connection:
        seen = await connection.execute(text("SELECT current_user, current_setting('search_path')"))
        assert seen.one() == ("mingbai_app", '"$user", public')


async def test_a_county_role_may_neither_truncate_nor_alter_nor_rewrite_what_is_insert_only(
    county: Tenant,
) -> None:
    for statement in (
        "TRUNCATE outbox",
        "ALTER TABLE outbox ADD COLUMN x int",
        "CREATE TABLE x (y int)",
        "DELETE FROM audit_event",
        "UPDATE inbox SET name = 'x'",
    ):
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
            async with unit_of_work(county) as uow:
                await uow.session.execute(text(statement))


async def test_an_error_inside_the_block_leaves_nothing_behind(county: Tenant) -> None:
    with pytest.raises(RuntimeError, match="on purpose"):
        async with unit_of_work(county) as uow:
            uow.session.add(OutboxRow(name="x", arguments={}))
            await uow.session.flush()
            raise RuntimeError("on purpose")
    async with unit_of_work(county) as uow:
        assert await uow.session.scalar(text("SELECT count(*) FROM outbox")) == 0


async def test_an_unknown_job_fails_before_the_commit(county: Tenant) -> None:
    with pytest.raises(job_registry.UnknownJob):
        async with unit_of_work(county) as uow:
            uow.enqueue("nobody.knows", delay=timedelta(0))


async def test_a_suspended_county_is_closed_and_can_be_opened_again(county: Tenant) -> None:
    await provisioning.suspend(county.code)
    with pytest.raises(registry.TenantSuspended):
        await registry.find(county.code)
    await provisioning.resume(county.code)
    assert await registry.find(county.code) == county


async def test_an_erased_county_is_gone_with_its_role(county: Tenant) -> None:
    await provisioning.erase(county.code)
    with pytest.raises(registry.UnknownTenant):
        await registry.find(county.code)
    async with app_engine().connect() as connection:
        found = await connection.execute(
            text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": county.role}
        )
        assert found.first() is None


async def test_a_county_cannot_be_opened_twice(county: Tenant) -> None:
    with pytest.raises(provisioning.CountyExists):
        await provisioning.open_tenant(county.code, county.name)
