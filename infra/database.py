"""The engines of PostgreSQL for the application and for its owner, and shared column types."""

import time
from typing import Any

from sqlalchemy import DateTime, Engine, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from infra.settings import settings

Timestamp: Any = DateTime(timezone=True)
Json: Any = JSONB
APP_ROLE = "mingbai_app"
REGISTRY_ROLE = "mingbai_registry"
REGISTRY_SCHEMA = "registry"
PING_AFTER_SECONDS = 1.0
_USED_AT = "mingbai_used_at"
# Connection lost; no room left (53100: the disk); shut down, crashed or starting; input/output.
_AWAY = ("08", "53", "57P0", "58")
_CANCELLED = "57014"

_engines: dict[str, AsyncEngine] = {}


def driver_url(url: str) -> str:
    """Return the URL with the asyncpg driver named in it."""
    return url.replace("postgresql://", "postgresql+asyncpg://", 1).replace(
        "postgres://", "postgresql+asyncpg://", 1
    )


def _note_use(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[_USED_AT] = time.monotonic()


def _ping_after_rest(engine: Engine) -> None:
    """Try a connection before use if it rested: the database may have gone away meanwhile.

    SQLAlchemy's own pre-ping does so every time, at three round trips a transaction.
    """

    def ping(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 - the driver's
        if time.monotonic() - record.info.get(_USED_AT, 0.0) < PING_AFTER_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    event.listen(engine, "connect", _note_use)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", ping)


def app_engine() -> AsyncEngine:
    """Return the pool of the login role, which owns nothing and inherits nothing."""
    if "app" not in _engines:
        size = settings().pool_size
        _engines["app"] = create_async_engine(
            driver_url(settings().database_app_url),
            hide_parameters=True,  # an error names the statement, never whom it was about
            pool_size=size,
            max_overflow=size,
            pool_timeout=10,
            pool_recycle=1800,
            connect_args={
                "timeout": 5,
                "server_settings": {
                    "application_name": "mingbai",
                    "jit": "off",
                    "statement_timeout": "15000",
                    "idle_in_transaction_session_timeout": "60000",
                },
            },
        )
        _ping_after_rest(_engines["app"].sync_engine)
    return _engines["app"]


def owner_engine() -> AsyncEngine:
    """Return connections of the owner, for provisioning and migrations only; none are kept."""
    if "owner" not in _engines:
        _engines["owner"] = create_async_engine(
            driver_url(settings().database_url), poolclass=NullPool, hide_parameters=True
        )
    return _engines["owner"]


async def run_script(connection: AsyncConnection, script: str) -> None:
    """Run several statements at once in the connection's transaction."""
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    if driver is None:
        message = "the connection has no driver connection"
        raise RuntimeError(message)
    await connection.execute(text("SELECT 1"))  # makes sure that the transaction has begun
    await driver.execute(script)


def is_away(error: BaseException) -> bool:
    """Say whether PostgreSQL is away, starting or full: what failed will work later, as it is."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return _state(error).startswith(_AWAY) or isinstance(error, (PoolTimeout, OSError))


def took_too_long(error: BaseException) -> bool:
    """Say whether PostgreSQL stopped a statement because its time was up."""
    return _state(error) == _CANCELLED


def _state(error: BaseException) -> str:
    """Return PostgreSQL's SQLSTATE, empty if it is none of its errors."""
    told = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(told, "sqlstate", None) or "")


async def dispose() -> None:
    """Close every connection of this process."""
    for engine in list(_engines.values()):
        await engine.dispose()
    _engines.clear()
