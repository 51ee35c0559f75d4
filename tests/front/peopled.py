"""A village whose matters are payloads from the start, and a browser for everybody's role."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

import pytest

from infra import clock
from portals.demo import journeys, sign_ins
from portals.demo.stage import Stage, stage
from schema.authentication import session_cookie
from services.decisions.proposal import Funding, Proposal
from services.people import service as people
from services.people.roll.rows import tidy
from services.people.roll.template import workbook
from services.people.samples import ELECTION, SampleVillage
from tenants import accounts, provisioning, sessions
from tenants.authorization.roles import Role
from tenants.models import RoleHeld
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.conftest import fresh_code
from tests.factories import villages
from tests.front import by_hand, payloads, tables
from tests.portals.site import Browser, Village
from tests.schema.authorization import world
from tests.schema.authorization.world import Place
from tests.tenants.people import new_phone

_SAMPLE = SampleVillage("三苗树村", ("一社", "二社"), 45, 45, 7, 1)
_NAME, _GROUP = 40, 20
_BEGAN = datetime(2025, 12, 1, 9, tzinfo=clock.ZONE)
# Published and logged as they are: the log keeps what it was given, so no table is forged there.
POISONED = Proposal(
    title=payloads.short(0),
    text=payloads.everything(),
    budget_fen=18_640_000,
    funding=(
        Funding(payloads.short(7), 15_000_000),
        Funding(payloads.short(44), 3_640_000),
    ),
)


@dataclass
class Peopled:
    """The village, what is in it by name, and one account for each role."""

    village: Village
    place: Place
    accounts: dict[Role, UUID] = field(default_factory=dict)

    @property
    def county(self) -> Tenant:
        return self.village.county

    async def token(self, role: Role) -> str:
        """Start a session that has shown both factors."""
        async with unit_of_work(self.county) as uow:
            return await sessions.start(uow, self.accounts[role], second_factor=True)

    async def browser(self, role: Role | None, language: str) -> Browser:
        """Return a browser of somebody with this role, or of a visitor."""
        made = Browser(self.county.code, language)
        made.client._transport.raise_app_exceptions = False  # type: ignore[attr-defined] # a defect is a page
        if role is not None:
            made.client.cookies.set(session_cookie(), await self.token(role))
        return made


async def build() -> Peopled:
    """Play the stories in a village of 45 households; every matter's own words are payloads."""
    with clock.at(_BEGAN):  # before the period of which the matrix's sample records a review
        at = await _opened()
    county = at.county
    place = Place(county, at.code)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world, "WATER", POISONED)
        patch.setattr(world, "LAMPS", replace(POISONED, title=payloads.short(46)))
        patch.setattr(journeys, "WATER", replace(POISONED, title=payloads.short(51)))
        await world._play(place, at.on)  # the matrix's story: something of every kind
        await journeys.salt_water(at.on)  # and a matter that has come all the way
    (place.ids["Matter.evaluating"],) = await tables.column(
        county, "SELECT matter_id FROM evaluation LIMIT 1"
    )
    await by_hand.write(place, at.on)
    await _rolls(at.on)
    await world._collect(place)
    found = Peopled(at, place)
    await _everybody(found)
    return found


async def _opened() -> Village:
    """Open a county with the village and an account for everybody who holds an office."""
    county = await provisioning.open_tenant(fresh_code(), "开鲁县")
    township = await villages.open_township(county)
    made = await villages.add_village(county, township, _SAMPLE)
    lines = [
        *await sign_ins.of_offices(county, township),
        *await sign_ins.of_village(county, made.code),
    ]
    phones = {one.name: one.phone for one in lines}
    return Village(county, made.code, await stage(county, made.code), phones)


async def _rolls(on: Stage) -> None:
    """Read rolls whose names are payloads: one is written into a new village, one only shown."""
    async with unit_of_work(on.county) as uow:
        other = await people.add_village(uow, on.code[:9], payloads.short(45, 40), "恢复建制")
    for code, writes in ((other.code, True), (on.code, False)):
        async with unit_of_work(on.county) as uow:
            read = await people.preview_roll(uow, code, _roll(), payloads.short(50) + ".xlsx")
        if writes:
            async with unit_of_work(on.county) as uow:
                await people.import_roll(uow, code, read.upload_id, ELECTION)


def _roll() -> bytes:
    """Return a roll of households whose groups and names are payloads."""
    # The roll makes full-width signs plain, which brings the very signs back: those go in.
    names = {tidy(one): one for one in payloads.ONE_LINE if len(one) <= _NAME}.values()
    rest = ("男", "1980-01-01", "", "户主", "", "")
    return workbook(
        (payloads.short(at, _GROUP), f"{at:03d}", name, name, *rest)
        for at, name in enumerate(names, start=1)
    )


async def _everybody(found: Peopled) -> None:
    """Find an account for each role; make one by hand where no office gives it."""
    held = await tables.run(
        found.county, "SELECT role, min(account_id::text) FROM role_holding GROUP BY role"
    )
    found.accounts.update({Role(role): UUID(account) for role, account in held})
    for role in set(Role) - set(found.accounts):
        async with unit_of_work(found.county) as uow:
            account = await accounts.create(uow, role.value, new_phone())
            place = found.county.code[:2]
            uow.session.add(RoleHeld(account_id=account.id, role=role.value, place=place))
        found.accounts[role] = account.id
