"""How often somebody may try: per account, per address and for the installation (SECURITY 22)."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from infra import crypto, valkey
from tenants.errors import SignInUnavailable, TooManyAttempts

_EVERYWHERE = "000000"
_IPV6_LINE = 64
_limiters: dict[tuple[Redis, str], MovingWindowRateLimiter] = {}


class Attempt(StrEnum):
    """What is tried."""

    CODE = "code"
    CODE_REQUEST = "code_request"
    PASSWORD = "password"  # noqa: S105 - the name of an attempt
    SECOND_FACTOR = "second_factor"
    SLIP = "slip"


@dataclass(frozen=True)
class Limits:
    """The limits of one kind of attempt, each a window and a number."""

    subject: Sequence[RateLimitItem]
    address: RateLimitItem
    everywhere: RateLimitItem


# A guess at a six-digit code succeeds once in a million (three codes of an authenticator are
# valid at a time); the limits a day keep an account's odds below one in ten thousand.
LIMITS: dict[Attempt, Limits] = {
    Attempt.CODE: Limits(
        (RateLimitItemPerMinute(10, 15), RateLimitItemPerDay(30)),
        RateLimitItemPerMinute(120, 5),
        RateLimitItemPerMinute(3000),
    ),
    Attempt.CODE_REQUEST: Limits(
        (RateLimitItemPerMinute(1), RateLimitItemPerHour(5), RateLimitItemPerDay(10)),
        RateLimitItemPerHour(60),
        RateLimitItemPerMinute(600),
    ),
    Attempt.PASSWORD: Limits(
        (RateLimitItemPerMinute(10, 15), RateLimitItemPerDay(50)),
        RateLimitItemPerMinute(120, 5),
        RateLimitItemPerMinute(3000),
    ),
    Attempt.SECOND_FACTOR: Limits(
        (RateLimitItemPerMinute(5, 5), RateLimitItemPerDay(30)),
        RateLimitItemPerMinute(120, 5),
        RateLimitItemPerMinute(3000),
    ),
    Attempt.SLIP: Limits(
        (RateLimitItemPerMinute(10, 15),),
        RateLimitItemPerMinute(60, 15),
        RateLimitItemPerMinute(600),
    ),
}


def _limiter(county: str) -> MovingWindowRateLimiter:
    client = valkey.client()
    if (client, county) not in _limiters:
        storage = RedisStorage(
            "async+redis://",
            implementation="redispy",
            connection_pool=client.connection_pool,  # type: ignore[arg-type] # typed too narrowly
            key_prefix=f"{county}:limits",
        )
        _limiters[client, county] = MovingWindowRateLimiter(storage)
    return _limiters[client, county]


async def _count(limit: RateLimitItem, county: str, *names: str) -> None:
    """Count one attempt; refuse it when the window is full, or when nobody can tell."""
    limiter = _limiter(county)
    try:
        if await limiter.hit(limit, *names):
            return
        stats = await limiter.get_window_stats(limit, *names)
    except (RedisError, OSError) as away:
        raise SignInUnavailable from away
    # The windows run by the machine's clock, as `limits` does, never by a moved one.
    raise TooManyAttempts(minutes=max(1, math.ceil((stats.reset_time - time.time()) / 60)))


def line(address: str) -> str:
    """Return what is counted of an address: of IPv6 the network, of which a home has 2^64.

    A client without an address (a local socket) is counted with its like, never let off.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address or "unknown"
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((parsed, _IPV6_LINE), strict=False))


async def admit(attempt: Attempt, county: str, subject: str, address: str, also: str = "") -> None:
    """Count an attempt and let it pass, or raise TooManyAttempts or SignInUnavailable.

    The subject is a phone's index or an account's id, and there may be another; both are limited
    within their county. Address and installation are limited across counties, so that changing
    the county resets nothing.
    """
    limits = LIMITS[attempt]
    for name in filter(None, (subject, also)):
        for limit in limits.subject:
            await _count(limit, county, attempt, name)
    await _count(limits.address, _EVERYWHERE, attempt, crypto.blind_index(line(address)))
    await _count(limits.everywhere, _EVERYWHERE, attempt, "all")
