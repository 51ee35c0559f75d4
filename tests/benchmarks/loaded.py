"""The county of a year's load, made once for all the benchmarks of a run, and its people."""

import os
from dataclasses import replace

from portals.demo import load
from portals.demo.load import Made, Profile
from schema.authentication import session_cookie
from tenants import phone_numbers, repository, sessions
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

SCALE = float(os.environ.get("BENCH_SCALE", "1"))
_LEAST = 0.01
_made: list[Made] = []


def profile(villages: int | None = None) -> Profile:
    """Return the whole profile, the part that BENCH_SCALE asks for, or one of so many villages.

    A few villages hold as many matters, meetings and suggestions as the played cases need.
    """
    whole = load.COUNTY_YEAR
    part = whole.scaled(SCALE if villages is None else villages / whole.villages)
    least = whole.scaled(_LEAST)
    return replace(
        part,
        matters=max(part.matters, least.matters),
        meetings=max(part.meetings, least.meetings),
        suggestions=max(part.suggestions, least.suggestions),
    )


async def county() -> Made:
    """Return the loaded county."""
    if not _made:
        _made.append(await load.make(profile(), seed=1))
    return _made[0]


async def cookies(made: Made) -> dict[str, str]:
    """Sign in one person of each role; return the cookies by role."""
    return {one.role: await _cookie(made.tenant, one.phone) for one in made.lines}


async def _cookie(tenant: Tenant, phone: str) -> str:
    async with unit_of_work(tenant) as uow:
        account = await repository.account_of_phone(uow.session, phone_numbers.index(phone))
        assert account is not None
        token = await sessions.start(uow, account.id, second_factor=True)
    return f"{session_cookie()}={token}"
