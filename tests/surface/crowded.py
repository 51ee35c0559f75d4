"""A village at work whose lists are full: a matter and a bulletin are copied a hundred times."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from infra.database import owner_engine
from portals.demo.stage import stage
from tenants.authorization.roles import Role, place_digits
from tenants.models import RoleHeld
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.authorization import world
from tests.schema.authorization.world import Place

COPIES = 100
ROLES = [Role.PARTY_SECRETARY, Role.TOWNSHIP_REVIEWER, Role.COUNTY_AUDITOR, Role.COUNTY_ADMIN]
_COPY = """
    INSERT INTO {table} SELECT (jsonb_populate_record(row, {changed})).*
    FROM {table} row, copies c WHERE row.{key} = :id{but}
"""
_OF_MATTER = ["matter_version", "matter_step", "heard_person", "posting", "meeting", "vote"]


# One vote of a meeting is open at a time; the copies are of those that are over.
_BUT = {"vote": " AND row.outcome <> 'open'"}


def _copy(table: str, key: str, **changed: str) -> str:
    parts = ", ".join(f"'{column}', {value}" for column, value in changed.items())
    changes = f"jsonb_build_object({parts})"
    return _COPY.format(table=table, key=key, changed=changes, but=_BUT.get(table, ""))


@dataclass(frozen=True)
class Crowd:
    """The village, and the sessions of people who see much of it."""

    here: Place
    tokens: list[str]

    @property
    def county(self) -> Tenant:
        return self.here.county

    @property
    def ids(self) -> list[str]:
        """The global id of one thing of every kind."""
        return [self.here.gid(name) for name in sorted(self.here.ids)]

    @property
    def words(self) -> list[str]:
        """Codes of places and of bulletins."""
        return [self.here.code, self.here.code[:9], *self.here.texts.values()]


async def build() -> Crowd:
    """Open a county with one village in which everything has happened once, then fill its lists."""
    _, (here,) = await world._open("开鲁县", {"101201": "甲村"})
    await world._play(here, await stage(here.county, here.code))
    await world._collect(here)
    people = [await world._person(here, role) for role in ROLES]
    async with unit_of_work(here.county) as uow:
        for role in (Role.TOWNSHIP_REVIEWER, Role.COUNTY_CIVIL_AFFAIRS):  # the first sees most
            held = RoleHeld(
                account_id=people[0].account_id,
                role=role.value,
                place=here.code[: place_digits(role)],
            )
            uow.session.add(held)
    await _fill(here)
    return Crowd(here, [one.token for one in people])


async def _fill(here: Place) -> None:
    """Copy one matter with its history and one bulletin, so that every page of a list is full."""
    ids: dict[str, UUID] = here.ids
    new = "gen_random_uuid()"
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {here.county.schema}, public"))
        await connection.execute(
            text(
                "CREATE TEMP TABLE copies ON COMMIT DROP AS SELECT gen_random_uuid() AS id, n"
                f" FROM generate_series(1, {COPIES}) n"
            )
        )
        matter = _copy("matter", "id", id="c.id", serial="1000 + c.n")
        await connection.execute(text(matter), {"id": ids["Matter"]})
        for table in _OF_MATTER:
            copied = _copy(table, "matter_id", id=new, matter_id="c.id")
            await connection.execute(text(copied), {"id": ids["Matter"]})
        bulletin = _copy(
            "bulletin", "id", id=new, serial="1000 + c.n", subject=new, log_index="100000 + c.n",
            code="lpad(((row.code::bigint + c.n) % 1000000000000)::text, 12, '0')",
        )  # fmt: skip
        await connection.execute(text(bulletin), {"id": ids["Bulletin"]})
