"""The dramatiq broker on Valkey, made on first use so that importing a module connects nothing."""

from functools import lru_cache

from dramatiq import set_broker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import (
    AgeLimit,
    AsyncIO,
    Callbacks,
    CurrentMessage,
    Pipelines,
    Retries,
    ShutdownNotifications,
    TimeLimit,
)

from infra.settings import settings

_HEARTBEAT_MILLISECONDS = 20_000
_MAINTENANCE_CHANCE = 200_000


@lru_cache(maxsize=1)
def broker() -> RedisBroker:
    """Return the broker; a killed worker's jobs come back within about 20 s (SECURITY rule 20)."""
    made = RedisBroker(  # type: ignore[no-untyped-call]
        url=settings().redis_url,
        heartbeat_timeout=_HEARTBEAT_MILLISECONDS,
        maintenance_chance=_MAINTENANCE_CHANCE,
        middleware=[
            AgeLimit(),
            TimeLimit(),
            ShutdownNotifications(),
            Callbacks(),
            Pipelines(),
            Retries(min_backoff=500, max_backoff=60_000),
            AsyncIO(),
            CurrentMessage(),
        ],
    )
    set_broker(made)
    return made
