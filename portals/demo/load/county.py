"""Makes the loaded county: rolls in bulk, one village played, its cases written for the others."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from infra import clock
from infra.database import owner_engine
from infra.logging import logger
from portals.demo import sign_ins
from portals.demo.load import cases, sealing
from portals.demo.load.bulk import copy_in, driver, line
from portals.demo.load.copying import SERIALS, Cast, Copier
from portals.demo.load.identity import Ids
from portals.demo.load.leaves import Leaves
from portals.demo.load.offices import Accounts
from portals.demo.load.profile import (
    GROUPS,
    PATTERN_HOUSEHOLDS,
    PATTERN_REPRESENTATIVES,
    PATTERN_RESIDENTS,
    Place,
    Profile,
    mix,
    places,
    shares,
    township,
)
from portals.demo.load.rolls import SOURCE, Person, Rolls
from portals.demo.load.tape import Recorder, Tape, recorder
from portals.demo.sign_ins import SignIn
from portals.demo.stage import Stage, delegate, stage
from services.people import samples
from services.people import service as people
from services.people.roll.history import Deed, write_down
from services.people.roll.rules import RollAct
from services.people.samples import SampleVillage
from tenants import passwords, provisioning
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work

CODE, NAME = "511923", "平昌县（规模数据）"
OPERATOR = Actor(None, None, "demonstration")
COPIES_AT_ONCE = 400
VILLAGES_AT_ONCE = 22


@dataclass
class Made:
    """What was made, who may sign in, and the seconds of each part."""

    tenant: Tenant
    villages: list[Place]
    lines: list[SignIn]
    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.perf_counter)

    def lap(self, part: str) -> None:
        """Note how long the part took that ends here."""
        now = time.perf_counter()
        self.seconds[part] = round(now - self._since, 2)
        self._since = now
        logger().info("load.part", part=part, seconds=self.seconds[part])


async def make(profile: Profile, *, code: str = CODE, name: str = NAME, seed: int = 1) -> Made:
    """Open a county and fill it; the same seed gives the same counts."""
    ids, villages = Ids(seed), places(code, profile)
    tenant = await provisioning.open_tenant(code, name)
    made = Made(tenant, villages, [])
    await _divisions(tenant, villages, profile)
    first = await _played_village(tenant, villages[0])
    made.lines += await sign_ins.of_offices(tenant, villages[0].code[:9])
    made.lines += await sign_ins.of_village(tenant, villages[0].code)
    on = await stage(tenant, first.code)
    made.lap("divisions, first village")
    rolls = await _rolls(tenant, villages[1:], on, ids)
    made.lap("rolls")
    casts = await _accounts(tenant, villages, rolls, on, ids)
    made.lap("accounts")
    setting, tapes = await _played(tenant, on)
    made.lap("cases played")
    await _copies(tenant, profile, casts, setting, tapes, ids)
    made.lap("cases copied")
    await sealing.sign(tenant)
    await sealing.seal(tenant)
    made.lap("head signed, audit sealed")
    await _analyze(tenant)
    made.lap("statistics")
    return made


async def _divisions(tenant: Tenant, villages: list[Place], profile: Profile) -> None:
    async with unit_of_work(tenant, OPERATOR) as uow:
        await people.seed_divisions(
            uow,
            [township(tenant.code, number) for number in range(profile.townships)],
            [(one.code, one.name) for one in villages],
        )


async def _played_village(tenant: Tenant, place: Place) -> Place:
    """Import the roll of the first village as its clerk would."""
    sample = SampleVillage(
        *(place.name, GROUPS, PATTERN_HOUSEHOLDS, PATTERN_RESIDENTS),
        *(PATTERN_REPRESENTATIVES, 1),
    )
    async with unit_of_work(tenant, OPERATOR) as uow:
        preview = await people.preview_roll(
            uow, place.code, samples.roll_workbook(sample), f"{place.name}.xlsx"
        )
    async with unit_of_work(tenant, OPERATOR) as uow:
        await people.import_roll(uow, place.code, preview.upload_id, samples.ELECTION)
    return place


async def _rolls(tenant: Tenant, villages: list[Place], on: Stage, ids: Ids) -> Rolls:
    today = clock.today()
    rolls = Rolls(ids, date(today.year, 1, 1), frozenset(on.people))
    deed = Deed(RollAct.IMPORTED, today, SOURCE)
    for start in range(0, len(villages), VILLAGES_AT_ONCE):
        some = villages[start : start + VILLAGES_AT_ONCE]
        async with unit_of_work(tenant, OPERATOR, statement_timeout=sealing.LONG) as uow:
            await rolls.write(uow, some)
            for place in some:
                await write_down(uow, place.code, deed, villages=[place.code])
    return rolls


async def _accounts(
    tenant: Tenant, villages: list[Place], rolls: Rolls, on: Stage, ids: Ids
) -> list[Cast]:
    """Make the accounts; return who stands for whom in each village but the first."""
    accounts = Accounts(ids, await passwords.hashed(sign_ins.PASSWORD))
    posts = {one.code[:9]: "" for one in villages}
    own = villages[0].code[:9]
    for code in posts:
        held = {Role.TOWNSHIP_REVIEWER: str(on.reviewer.account_id)}
        posts[code] = (held if code == own else accounts.of_township(code))[Role.TOWNSHIP_REVIEWER]
    homes = await _homes(tenant, villages[0].code)
    casts = []
    for place in villages[1:]:
        known = rolls.people[place.code]
        made = accounts.of_village(place.code, known)
        words = _stand_ins(on, homes, known, made)
        words |= {
            villages[0].code: place.code,
            villages[0].name: place.name,
            villages[0].township_name: place.township_name,
            own: place.code[:9],
            str(on.reviewer.account_id): posts[place.code[:9]],
        }
        casts.append(Cast(place.code, words))
    async with unit_of_work(tenant, OPERATOR, statement_timeout=sealing.LONG) as uow:
        await accounts.write(uow)
    return casts


async def _homes(tenant: Tenant, village: str) -> dict[UUID, UUID]:
    async with unit_of_work(tenant) as uow:
        return {one.id: one.household_id for one in await people.list_residents(uow, village)}


def _stand_ins(
    on: Stage, homes: Mapping[UUID, UUID], known: Mapping[str, Person], accounts: Mapping[str, str]
) -> dict[str, str]:
    words = {}
    for name, actor in on.people.items():
        if actor.resident_id is None:
            continue
        one = known[name]
        words[str(homes[actor.resident_id])] = one.household_id
        words[str(actor.resident_id)] = one.id
        if actor.account_id and one.id in accounts:
            words[str(actor.account_id)] = accounts[one.id]
    return words


async def _played(tenant: Tenant, on: Stage) -> tuple[Tape, list[tuple[Tape, bool]]]:
    """Play every case; return what the assembly's delegation wrote, and each case's rows."""
    async with unit_of_work(tenant) as uow:
        tapes = await recorder(uow)
    await delegate(on, clock.today())
    setting = await _look(tenant, tapes)
    found = []
    for case in (*cases.MATTERS, *cases.NEEDS):
        await case(on)
        found.append((await _look(tenant, tapes), case in cases.MATTERS))
    return setting, found


async def _look(tenant: Tenant, tapes: Recorder) -> Tape:
    async with unit_of_work(tenant) as uow:
        return await tapes.look(uow)


async def _copies(
    tenant: Tenant,
    profile: Profile,
    casts: list[Cast],
    setting: Tape,
    tapes: list[tuple[Tape, bool]],
    ids: Ids,
) -> None:
    async with unit_of_work(tenant) as uow:
        columns = (await recorder(uow)).columns
    leaves = Leaves(tenant, ids)
    leaves.begin(one.row for tape, _ in tapes for one in tape.leaves)
    copier = Copier(columns, leaves)
    for number, (tape, cast) in enumerate(_dealt(profile, casts, setting, tapes), start=1):
        copier.add(tape, cast)
        if number % COPIES_AT_ONCE == 0:
            await _write(tenant, copier)
    await _write(tenant, copier)
    await _serials(tenant, copier)


def _dealt(
    profile: Profile, casts: list[Cast], setting: Tape, tapes: list[tuple[Tape, bool]]
) -> list[tuple[Tape, Cast]]:
    """Return which case is written for which village, so that every total is exact."""
    matters = [tape for tape, is_matter in tapes if is_matter]
    needs = [tape for tape, is_matter in tapes if not is_matter]
    meetings = [tape.count("meeting") for tape in matters]
    counts = mix(meetings, profile.matters - len(matters), profile.meetings - sum(meetings))
    pairs = [(setting, cast) for cast in casts]
    chosen = [tape for tape, many in zip(matters, counts, strict=True) for _ in range(many)]
    asked = sum(tape.count("opinion") for tape in (*chosen, *(one for one, _ in tapes)))
    plain = shares(profile.suggestions - asked, len(needs))
    for own in (chosen, [t for t, many in zip(needs, plain, strict=True) for _ in range(many)]):
        pairs += [(tape, casts[number % len(casts)]) for number, tape in enumerate(own)]
    return pairs


async def _write(tenant: Tenant, copier: Copier) -> None:
    async with unit_of_work(tenant, OPERATOR, statement_timeout=sealing.LONG) as uow:
        await copier.leaves.write(uow)
        for table, columns in copier.columns.items():
            await copy_in(uow, table, columns, copier.lines.get(table, ()))
    copier.lines.clear()


async def _serials(tenant: Tenant, copier: Copier) -> None:
    lines = [
        line(table, village, int(year), last)
        for (table, village, year), last in copier.serials.items()
        if table in SERIALS and table != "bulletin"
    ]
    async with unit_of_work(tenant, OPERATOR) as uow:
        await copy_in(uow, "serial_number", ("kind", "village_code", "year", "last"), lines)


async def _analyze(tenant: Tenant) -> None:
    """Let the planner see the county as autovacuum would show it some minutes later."""
    async with owner_engine().begin() as connection:
        for table in await _tables(tenant):
            await connection.exec_driver_sql(f'ANALYZE {tenant.schema}."{table}"')


async def _tables(tenant: Tenant) -> list[str]:
    async with unit_of_work(tenant) as uow:
        rows = await (await driver(uow)).fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = $1", tenant.schema
        )
    return [row["tablename"] for row in rows]
