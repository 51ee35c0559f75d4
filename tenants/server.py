"""Prepares a PostgreSQL server for Mingbai: roles, the registry, nothing readable by default."""

from sqlalchemy import text

from infra.crypto import secret
from infra.database import APP_ROLE, REGISTRY_ROLE, REGISTRY_SCHEMA, owner_engine, run_script
from infra.settings import publish, settings

_LOCK = 0x6D696E67  # any fixed number; two processes must not prepare the server at once

_REGISTRY = f"""
CREATE SCHEMA IF NOT EXISTS {REGISTRY_SCHEMA};
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- A temporary table outlives its transaction in a pooled connection and is found before every
-- schema: the next county would read it instead of its own.
DO $$ BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
CREATE TABLE IF NOT EXISTS {REGISTRY_SCHEMA}.tenant (
    code text PRIMARY KEY CHECK (code ~ '^([0-9]{{2}}|[0-9]{{6}})$'),
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('county', 'province')),
    schema_name text NOT NULL UNIQUE,
    role_name text NOT NULL UNIQUE,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'suspended')),
    host_name text UNIQUE,
    server text NOT NULL DEFAULT 'local',
    opened_at timestamptz NOT NULL DEFAULT now()
);
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attname = 'generation' AND NOT attisdropped
                   AND attrelid = '{REGISTRY_SCHEMA}.tenant'::regclass) THEN
        ALTER TABLE {REGISTRY_SCHEMA}.tenant
            ADD COLUMN generation integer NOT NULL DEFAULT 1 CHECK (generation > 0);
    END IF;
END $$;
CREATE TABLE IF NOT EXISTS {REGISTRY_SCHEMA}.erased (
    code text NOT NULL,
    generation integer NOT NULL,
    erased_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (code, generation)
);
GRANT USAGE ON SCHEMA {REGISTRY_SCHEMA} TO {REGISTRY_ROLE};
GRANT SELECT ON {REGISTRY_SCHEMA}.tenant TO {REGISTRY_ROLE};
GRANT {REGISTRY_ROLE} TO {APP_ROLE} WITH INHERIT FALSE, SET TRUE;
"""  # noqa: S608 - names of ours


def _app_password() -> str:
    return secret("postgres-app").hex()


def app_url(owner_url: str) -> str:
    """Return the owner's address with the login role in the owner's place."""
    scheme, rest = owner_url.split("://", 1)
    address = rest.rsplit("@", 1)[-1]
    return f"{scheme}://{APP_ROLE}:{_app_password()}@{address}"


def _role(name: str, options: str) -> str:
    return (
        f"DO $$ BEGIN CREATE ROLE {name} {options}; "
        f"EXCEPTION WHEN duplicate_object THEN ALTER ROLE {name} {options}; END $$;"
    )


async def prepare_server() -> None:
    """Make the roles and the registry; harmless when they exist."""
    if not settings().database_app_url:
        publish(database_app_url=app_url(settings().database_url))
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        login = f"LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{_app_password()}'"
        await run_script(connection, _role(APP_ROLE, login) + _role(REGISTRY_ROLE, "NOLOGIN"))
        await run_script(connection, _REGISTRY)
