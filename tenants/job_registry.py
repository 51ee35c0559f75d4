"""The names of all jobs and sweeps, so that an unknown name fails before anything is committed."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from tenants.registry import Tenant


@dataclass(frozen=True)
class ActorSpec:
    """What the worker needs to know of one actor; times in seconds."""

    name: str
    run: Callable[..., Coroutine[Any, Any, None]]
    queue: str
    max_retries: int
    time_limit_seconds: int


@dataclass(frozen=True)
class SweepSpec:
    """A coroutine that the scheduler runs for every open tenant, every so many seconds."""

    name: str
    run: Callable[[Tenant], Coroutine[Any, Any, None]]
    every_seconds: int


class UnknownJob(LookupError):
    """No actor bears this name: a defect, found before the transaction commits."""


ACTORS: dict[str, ActorSpec] = {}
SWEEPS: dict[str, SweepSpec] = {}


def check(name: str) -> None:
    """Raise UnknownJob unless an actor of this name was declared."""
    if name not in ACTORS:
        message = f"no actor is declared as {name!r}; is its module imported by services.actors?"
        raise UnknownJob(message)
