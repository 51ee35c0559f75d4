"""`/healthz` says that the process lives; `/readyz` says whether it can work, and why not."""

import asyncio
import shutil

import orjson
from asyncpg import PostgresError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra import kept, valkey
from infra.settings import settings
from tenants import registry

_PATIENCE_SECONDS = 3
_DISK_FULL_PERCENT = 90


async def healthz(_request: Request) -> Response:
    """Answer as long as the event loop turns."""
    return Response("ok\n", media_type="text/plain")


async def _postgresql() -> str:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await registry.all_tenants()
    except (SQLAlchemyError, PostgresError, OSError, TimeoutError) as error:
        return f"away ({type(error).__name__})"
    return "ok"


async def _valkey() -> str:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await valkey.client().ping()
    except (RedisError, OSError, TimeoutError) as error:
        return f"away ({type(error).__name__})"
    return "ok"


async def _disk() -> str:
    usage = await asyncio.to_thread(shutil.disk_usage, settings().home)
    used = 100 * usage.used // usage.total
    return "ok" if used < _DISK_FULL_PERCENT else f"{used}% full"


async def _logs() -> str:
    """Name the counties whose public log or audit trail stands still, and why."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            names = [one.log for one in await registry.all_tenants()]
    except (SQLAlchemyError, PostgresError, OSError, TimeoutError):
        return "unknown"
    found = await asyncio.to_thread(lambda: {name: kept.standstills(name) for name in names})
    still = [f"{name} {', '.join(why)}" for name, why in found.items() if why]
    return "; ".join(still) or "ok"


async def readyz(_request: Request) -> Response:
    """Answer 200 when PostgreSQL, Valkey and disk are fit for work, else 503 with the reason.

    A log that stands still is named and stops nothing else: in that county meetings and votes go
    on, and the other counties have no part in it.
    """
    names = ("postgresql", "valkey", "disk")
    checks = asyncio.gather(_postgresql(), _valkey(), _disk())
    states = dict(zip(names, await checks, strict=True))
    ready = all(state == "ok" for state in states.values())
    body = orjson.dumps({"ready": ready, **states, "logs": await _logs()})
    return Response(body, 200 if ready else 503, media_type="application/json")


routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
