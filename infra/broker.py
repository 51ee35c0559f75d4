"""The dramatiq broker on Valkey, made on first use so that importing a module connects nothing."""

from functools import lru_cache

from dramatiq import Broker, Message, Middleware, set_broker
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


class Wordless(Middleware):
    """Keeps out of Valkey what an exception said: it may quote a row about somebody."""

    def before_enqueue(self, broker: Broker, message: Message[object], delay: int | None) -> None:
        """Take out the traceback that Retries writes into a message before it goes back."""
        message.options.pop("traceback", None)


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
            Wordless(),
        ],
    )
    set_broker(made)
    return made
