import time
from collections.abc import Sequence
from uuid import uuid4

import pytest
import time_machine
from limits import RateLimitItem

from infra import valkey
from tenants import one_time_codes, rate_limits, second_factor
from tenants.errors import TooManyAttempts
from tenants.rate_limits import LIMITS, Attempt
from tenants.registry import Tenant

DAY_SECONDS = 86_400


def most_a_day(limits: Sequence[RateLimitItem]) -> float:
    return min(one.amount * DAY_SECONDS / one.get_expiry() for one in limits)


def test_a_day_of_guessing_codes_succeeds_less_than_once_in_ten_thousand() -> None:
    codes = most_a_day(LIMITS[Attempt.CODE_REQUEST].subject)
    tries = min(codes * one_time_codes.MOST_TRIES, most_a_day(LIMITS[Attempt.CODE].subject))
    valid_at_once = 2 * second_factor.DRIFT_STEPS + 1
    by_app = most_a_day(LIMITS[Attempt.SECOND_FACTOR].subject) * valid_at_once

    assert tries / 10**one_time_codes.DIGITS < 1e-4
    assert by_app / 10**one_time_codes.DIGITS < 1e-4


async def tried(attempt: Attempt, county: str, subject: str, times: int) -> int:
    """Return how many of so many attempts were admitted."""
    admitted = 0
    for _ in range(times):
        try:
            await rate_limits.admit(attempt, county, subject, str(uuid4()))
        except TooManyAttempts:
            continue
        admitted += 1
    return admitted


async def test_the_window_moves_with_time(county: Tenant) -> None:
    subject = str(uuid4())
    with time_machine.travel(time.time(), tick=False) as moment:
        assert await tried(Attempt.PASSWORD, county.code, subject, 12) == 10
        moment.shift(899)
        assert await tried(Attempt.PASSWORD, county.code, subject, 2) == 0
        moment.shift(2)
        assert await tried(Attempt.PASSWORD, county.code, subject, 12) == 10


async def test_a_whole_day_of_tries_meets_the_limit_of_the_day(county: Tenant) -> None:
    subject, admitted = str(uuid4()), 0
    with time_machine.travel(time.time(), tick=False) as moment:
        for _ in range(23):
            admitted += await tried(Attempt.PASSWORD, county.code, subject, 11)
            moment.shift(3600)

    assert admitted == 50


async def test_subjects_and_kinds_are_counted_apart(county: Tenant, other_county: Tenant) -> None:
    subject = str(uuid4())
    assert await tried(Attempt.SLIP, county.code, subject, 11) == 10

    assert await tried(Attempt.SLIP, county.code, str(uuid4()), 1) == 1
    assert await tried(Attempt.SLIP, other_county.code, subject, 1) == 1
    assert await tried(Attempt.PASSWORD, county.code, subject, 1) == 1


async def test_keys_begin_with_the_county_and_hold_no_address(county: Tenant) -> None:
    await rate_limits.admit(Attempt.PASSWORD, county.code, "subject", "192.0.2.77")

    keys = [key.decode() async for key in valkey.client().scan_iter("*limits*")]

    assert any(key.startswith(f"{county.code}:limits:") for key in keys)
    assert not any("192.0.2.77" in key for key in keys)
    assert all(key[:6].isdigit() for key in keys)


async def test_the_wait_is_said_in_minutes(county: Tenant) -> None:
    subject = str(uuid4())
    await tried(Attempt.SECOND_FACTOR, county.code, subject, 5)

    with pytest.raises(TooManyAttempts) as refused:
        await rate_limits.admit(Attempt.SECOND_FACTOR, county.code, subject, "")

    assert refused.value.message("en") == "Too many attempts. Try again in 5 minutes."
