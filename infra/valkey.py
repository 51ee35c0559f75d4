"""Connections to Valkey, which is a cache of the outbox and never the record."""

import asyncio

from redis.asyncio import Redis

from infra.settings import settings

_clients: dict[int, Redis] = {}


def client() -> Redis:
    """Return a client for the present event loop; every key starts with a county code."""
    loop = id(asyncio.get_running_loop())
    if loop not in _clients:
        _clients[loop] = Redis.from_url(
            settings().redis_url, socket_timeout=5, socket_connect_timeout=2
        )
    return _clients[loop]


async def dispose() -> None:
    """Close every client of this process."""
    for one in _clients.values():
        await one.aclose()
    _clients.clear()
