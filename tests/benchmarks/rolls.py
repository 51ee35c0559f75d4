"""The rolls of a whole county imported as its clerks would, against COPY of the same rows."""

import time
from collections.abc import Iterator
from itertools import count

from infra import table_copy
from portals.demo.load import Profile, sealing
from portals.demo.load.bulk import copy_in, copy_out
from portals.demo.load.profile import GROUPS, Place, places, township
from services.people import samples
from services.people import service as people
from services.people.roll.template import workbook
from services.people.samples import SampleVillage
from services.people.workflow import HOUSEHOLDS_PER_REPRESENTATIVE
from tenants import provisioning
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.benchmarks import loaded
from tests.benchmarks.measure import Comparison

CODE, COPY = "511901", "511902"
CLERK = Actor(None, None, "benchmark")
_PHONE = 6  # the column of the template
# In the order of their references.
TABLES = (
    *("natural_village", "village_group", "household", "resident", "office_term"),
    *("representative_household", "roll_event", "roll_change"),
)


async def _opened(code: str, profile: Profile) -> tuple[Tenant, list[Place]]:
    """Open a county with the villages of the profile and nobody in them."""
    tenant, villages = await provisioning.open_tenant(code, "测试县"), places(code, profile)
    async with unit_of_work(tenant) as uow:
        await people.seed_divisions(
            uow,
            [township(code, number) for number in range(profile.townships)],
            [(one.code, one.name) for one in villages],
        )
    return tenant, villages


async def _imported(tenant: Tenant, place: Place, data: bytes) -> None:
    async with unit_of_work(tenant, CLERK) as uow:
        preview = await people.preview_roll(uow, place.code, data, f"{place.name}.xlsx")
    assert preview.problems == [], preview.problems[:3]
    async with unit_of_work(tenant, CLERK) as uow:
        await people.import_roll(uow, place.code, preview.upload_id, samples.ELECTION)


def _workbook(place: Place, phones: Iterator[int]) -> bytes:
    """Return a roll of the profile's size, with as many representatives as article 25 asks for."""
    largest = -(-place.households // len(GROUPS))  # each group chooses its own
    needed = len(GROUPS) * -(-largest // HOUSEHOLDS_PER_REPRESENTATIVE[-1])
    speakers = max(place.representatives, needed)
    sample = SampleVillage(place.name, GROUPS, place.households, place.residents, speakers, 1)
    rows = list(samples.rows(sample))
    for row in rows:
        row[_PHONE] = f"138{next(phones):08d}" if row[_PHONE] else ""
    return workbook(rows)


async def _rows(tenant: Tenant) -> dict[str, tuple[tuple[str, ...], list[str]]]:
    """Return the columns and the rows of each table, as COPY writes them for the other county."""
    found = {}
    async with unit_of_work(tenant) as uow:
        columns = await table_copy.columns_of(await uow.session.connection(), tenant.schema)
        for table in TABLES:
            rows = await copy_out(uow, table, columns[table])
            found[table] = columns[table], [one.replace(f"\t{CODE}", f"\t{COPY}") for one in rows]
    return found


async def run() -> Comparison:
    """Import every village from its workbook; then write the same rows into another county."""
    profile = loaded.profile()
    tenant, villages = await _opened(CODE, profile)
    ours, phones = 0.0, count()
    for place in villages:
        data = _workbook(place, phones)
        began = time.perf_counter()
        await _imported(tenant, place, data)
        ours += time.perf_counter() - began
    rows = await _rows(tenant)
    other, _ = await _opened(COPY, profile)
    began = time.perf_counter()
    async with unit_of_work(other, statement_timeout=sealing.LONG) as uow:
        for table, (columns, lines) in rows.items():
            await copy_in(uow, table, columns, lines)
    baseline = time.perf_counter() - began
    people_, all_ = len(rows["resident"][1]), sum(len(lines) for _, lines in rows.values())
    return Comparison(
        f"{people_:,} residents of {len(villages)} villages imported from workbooks",
        ours,
        baseline,
        "preview and import",
        f"COPY of the same {all_:,} rows into {len(TABLES)} tables, every constraint on",
        "county",
    )
