"""Counties for tests: opened once, and washed and renamed for the test after.

Opening a county makes a thousand objects in the catalogue, ten times what washing it costs. The
next test gets another code, and with it another schema, role, folder, keys and caches; only the
empty tables are the same. A county whose tables were changed in any way is not used again.
"""

from collections.abc import Sequence
from typing import Any

from asyncpg import PostgresError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from infra.database import owner_engine, run_script
from tenants import provisioning
from tenants.registry import REGISTRY_SCHEMA, Tenant, tenant_names

# Everything that a statement could have changed about the tables, without the county's own name.
_SHAPE = """
SELECT md5(string_agg(replace(line, '{name}', ''), E'\\n' ORDER BY replace(line, '{name}', '')))
FROM (
    SELECT concat_ws(' ', relname, relkind, relrowsecurity, relforcerowsecurity, relacl, relnatts,
                     pg_get_userbyid(relowner))
    FROM pg_class WHERE relnamespace = '{name}'::regnamespace AND relkind <> 't'
    UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, contype, convalidated)
    FROM pg_constraint WHERE connamespace = '{name}'::regnamespace
    UNION ALL SELECT concat_ws(' ', t.tgrelid::regclass, t.tgfoid::regproc, t.tgenabled, t.tgtype)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = '{name}'::regnamespace
    UNION ALL SELECT concat_ws(' ', p.polname, p.polcmd, p.polroles::regrole[], p.polqual)
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace = '{name}'::regnamespace
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = '{name}'::regnamespace
    UNION ALL SELECT concat_ws(' ', 'role', rolcanlogin, rolinherit, rolsuper, rolbypassrls)
    FROM pg_roles WHERE rolname = '{name}'
    UNION ALL SELECT concat_ws(' ', 'member', member::regrole, inherit_option, set_option)
    FROM pg_auth_members WHERE roleid = '{name}'::regrole OR member = '{name}'::regrole
    UNION ALL SELECT concat_ws(' ', 'schema', nspacl) FROM pg_namespace WHERE nspname = '{name}'
) AS lines(line)
"""
_WASH = """
SET LOCAL lock_timeout = '2s';
SET LOCAL session_replication_role = replica;
DO $wash$
DECLARE one regclass; filled bool;
BEGIN
    FOR one IN SELECT oid FROM pg_class
        WHERE relnamespace = '{schema}'::regnamespace AND relkind = 'r'
        AND relname <> 'alembic_version'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', one) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM %s', one); END IF;
    END LOOP;
END $wash$;
SET LOCAL session_replication_role = origin;
"""
_used: list[Tenant] = []
_pristine: list[str] = []


async def _shape(connection: AsyncConnection, schema: str) -> str:
    return str(await connection.scalar(text(_SHAPE.format(name=schema))))


async def _rename(connection: AsyncConnection, used: Tenant, code: str, name: str) -> Tenant:
    """Turn a used county into a new one; the old one was never there."""
    schema, role = tenant_names(code)
    await run_script(
        connection,
        f"{_WASH.format(schema=used.schema)}"
        f"ALTER SCHEMA {used.schema} RENAME TO {schema}; ALTER ROLE {used.role} RENAME TO {role};",
    )
    values: dict[str, Any] = {"code": code, "name": name, "schema": schema, "role": role}
    await connection.execute(
        text(
            f"UPDATE {REGISTRY_SCHEMA}.tenant SET code = :code, name = :name,"
            " schema_name = :schema, role_name = :role, opened_at = DEFAULT WHERE code = :used"
        ),
        {**values, "used": used.code},
    )
    return Tenant(code, name, used.kind, schema, role, used.state, used.generation)


async def _registered(connection: AsyncConnection, used: Tenant) -> bool:
    """Say whether the county is still as it was opened: not suspended, erased or opened again."""
    found: Sequence[Any] = (
        await connection.execute(
            text(
                f"SELECT 1 FROM {REGISTRY_SCHEMA}.tenant"
                " WHERE code = :code AND state = 'open' AND generation = 1"
            ),
            {"code": used.code},
        )
    ).all()
    return bool(found)


async def _again(used: Tenant, code: str, name: str) -> Tenant | None:
    """Return a used county as a new one, or nothing if its test left it changed or locked."""
    try:
        async with owner_engine().begin() as connection:
            if not await _registered(connection, used):
                return None
            if await _shape(connection, used.schema) != _pristine[0]:
                return None
            return await _rename(connection, used, code, name)
    except (DBAPIError, PostgresError):
        return None


async def take(code: str, name: str) -> Tenant:
    """Return an empty county of this code."""
    while _used:
        made = await _again(_used.pop(), code, name)
        if made is not None:
            return made
    made = await provisioning.open_tenant(code, name)
    if not _pristine:
        async with owner_engine().begin() as connection:
            _pristine.append(await _shape(connection, made.schema))
    return made


def give_back(county: Tenant) -> None:
    """Take a county back whose test is over; it is washed when the next test asks for one."""
    _used.append(county)
