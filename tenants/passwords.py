"""Hashes and checks passwords away from the event loop, at most two at a time."""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from infra.settings import settings
from tenants.errors import SignInUnavailable

T = TypeVar("T")

AT_ONCE = 2
WAITING_AT_MOST = 30

# The pool is the semaphore: a third hash waits, so that a flood of sign-ins leaves a core free.
_pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="argon2")
_places = [WAITING_AT_MOST]


@lru_cache(maxsize=4)
def _hasher(memory_kib: int, time_cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1, type=Type.ID)


def hasher() -> PasswordHasher:
    """Return argon2id with the parameters of this installation."""
    return _hasher(settings().argon2_memory_kib, settings().argon2_time_cost)


@lru_cache(maxsize=4)
def _nobody(one: PasswordHasher) -> str:
    """Return a hash of nothing anybody knows, checked where there is no account."""
    return one.hash("nobody's password")


async def _in_pool(work: Callable[[], T]) -> T:
    if not _places[0]:
        raise SignInUnavailable
    _places[0] -= 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_pool, work)
    finally:
        _places[0] += 1


async def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    one = hasher()
    return await _in_pool(lambda: one.hash(_spelled(password)))


def _spelled(password: str) -> str:
    """Return the one spelling of a password: keyboards differ in how they write é."""
    return unicodedata.normalize("NFC", password)


def _matches(one: PasswordHasher, kept: str | None, password: str) -> bool:
    decoy = _nobody(one)  # made the first time for everybody, or the first stranger would wait
    try:
        one.verify(kept or decoy, _spelled(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


async def matches(kept: str | None, password: str) -> bool:
    """Say whether the password fits the hash; without a hash it takes the same time to say no."""
    one = hasher()
    return await _in_pool(lambda: _matches(one, kept, password))


def is_outdated(kept: str) -> bool:
    """Say whether the hash was made with weaker parameters than the present ones."""
    return hasher().check_needs_rehash(kept)
