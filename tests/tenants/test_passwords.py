import asyncio
import threading
import time

import pytest
from argon2 import Parameters, Type, extract_parameters

from infra.settings import Settings, publish
from tenants import passwords
from tenants.errors import SignInUnavailable


async def test_the_hash_is_argon2id_and_fits_only_its_password() -> None:
    kept = await passwords.hashed("咸水变甜水")

    assert kept.startswith("$argon2id$")
    assert await passwords.matches(kept, "咸水变甜水")
    assert not await passwords.matches(kept, "咸水变甜水 ")
    assert not await passwords.matches(None, "nobody's password")
    assert not await passwords.matches("no hash at all", "x")


def test_the_default_parameters_are_the_strong_ones() -> None:
    defaults = {name: field.default for name, field in Settings.model_fields.items()}

    assert (defaults["argon2_memory_kib"], defaults["argon2_time_cost"]) == (65536, 3)


async def test_new_parameters_make_a_hash_outdated() -> None:
    kept = await passwords.hashed("x")
    assert not passwords.is_outdated(kept)

    publish(argon2_memory_kib="2048")
    try:
        assert passwords.is_outdated(kept)
        renewed = extract_parameters(await passwords.hashed("x"))
    finally:
        publish(argon2_memory_kib="1024")

    assert renewed == Parameters(Type.ID, 19, 16, 32, 1, 2048, 1)


async def test_a_long_password_is_not_cut_off() -> None:
    kept = await passwords.hashed("a" * 127 + "b")

    assert not await passwords.matches(kept, "a" * 127 + "c")


async def test_no_more_than_two_hashes_run_at_once_and_the_loop_goes_on() -> None:
    running, most, lock = [0], [0], threading.Lock()

    def work() -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.02)
        with lock:
            running[0] -= 1

    ticks = 0
    waiting = asyncio.gather(*[passwords._in_pool(work) for _ in range(12)])
    while not waiting.done():
        await asyncio.sleep(0.005)
        ticks += 1

    assert most[0] == 2
    assert ticks > 5


async def test_a_flood_is_turned_away_instead_of_queueing_for_ever() -> None:
    outcomes = await asyncio.gather(
        *[passwords._in_pool(lambda: time.sleep(0.01)) for _ in range(50)], return_exceptions=True
    )

    assert sum(isinstance(one, SignInUnavailable) for one in outcomes) == 20
    assert await passwords.matches(await passwords.hashed("after"), "after")


@pytest.mark.parametrize("broken", ["$argon2id$v=19$m=1,t=1,p=1$x$y", "", "plain"])
async def test_a_broken_hash_lets_nobody_in(broken: str) -> None:
    assert not await passwords.matches(broken, "x")
