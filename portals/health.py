"""`/healthz` says that the process lives; `/readyz` says whether it can work, and why not."""

import asyncio

import orjson
from asyncpg import PostgresError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra import disk, kept, valkey
from tenants import dead_jobs, registry
from tenants.registry import Tenant

_PATIENCE_SECONDS = 3


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


async def _logs(tenants: list[Tenant]) -> str:
    """Name the counties whose public log or audit trail stands still, and why."""
    names = [one.log for one in tenants]
    found = await asyncio.to_thread(lambda: {name: kept.standstills(name) for name in names})
    still = [f"{name} {', '.join(why)}" for name, why in found.items() if why]
    return "; ".join(still) or "ok"


async def _jobs(tenants: list[Tenant]) -> str:
    """Name the counties with jobs that were given up, and how many."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            found = await dead_jobs.reported(tenants)
    except (RedisError, OSError, TimeoutError):
        return "unknown"
    return "; ".join(f"{code} {count} dead" for code, count in found.items()) or "ok"


async def _warnings() -> dict[str, str]:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            tenants = await registry.all_tenants()
    except (SQLAlchemyError, PostgresError, OSError, TimeoutError):
        return {"logs": "unknown", "jobs": "unknown"}
    return {"logs": await _logs(tenants), "jobs": await _jobs(tenants)}


async def readyz(_request: Request) -> Response:
    """Answer 200 when PostgreSQL, Valkey and disk are fit for work, else 503 with the reason.

    A log that stands still or a dead job is named and stops nothing else: in that county meetings
    and votes go on, and the other counties have no part in it. So is a disk that fills.
    """
    checks = asyncio.gather(_postgresql(), _valkey(), asyncio.to_thread(disk.used_percent))
    postgresql, valkey_, used = await checks
    ready = postgresql == valkey_ == "ok" and used < disk.UNFIT_PERCENT
    states = {
        "postgresql": postgresql,
        "valkey": valkey_,
        "disk": "ok" if used < disk.WARN_PERCENT else f"{used}% full",
    }
    body = orjson.dumps({"ready": ready, **states, **await _warnings()})
    return Response(body, 200 if ready else 503, media_type="application/json")


routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
