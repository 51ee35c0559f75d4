"""Opening a county of 800 villages against copying the same rows into two bare tables."""

import itertools
import time

from sqlalchemy import text

from infra.database import owner_engine
from services.people import service as people
from tenants import provisioning
from tenants.unit_of_work import unit_of_work
from tests.benchmarks.measure import Comparison, in_turn

VILLAGES = 800
ROUNDS = 7
_codes = itertools.count(330000)


def _divisions(code: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    townships = [(f"{code}{number:03d}", f"第{number}镇") for number in range(1, 26)]
    villages = [
        (f"{townships[number % 25][0]}{200 + number // 25:03d}", f"第{number}村")
        for number in range(VILLAGES)
    ]
    return townships, villages


async def _open() -> None:
    code = str(next(_codes))
    tenant = await provisioning.open_tenant(code, "测试县")
    townships, villages = _divisions(code)
    async with unit_of_work(tenant) as uow:
        await people.seed_divisions(uow, townships, villages)


async def _copy() -> None:
    code = str(next(_codes))
    townships, villages = _divisions(code)
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"CREATE TABLE bench_{code} (code text, name text)"))
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.copy_records_to_table(
            f"bench_{code}", records=[*townships, *villages]
        )


async def run() -> Comparison:
    """Compare by the wall clock, because the server does most of the work."""
    mine, theirs = await in_turn(_open, _copy, rounds=ROUNDS, clock=time.perf_counter)
    return Comparison(
        f"Opening a county of {VILLAGES} villages",
        mine,
        theirs,
        "role, schema, all tables, townships, villages",
        "CREATE TABLE and COPY of the same rows",
        "county",
    )
