"""The demonstration's accounts: every office holder of a village, a few villagers, the offices."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from infra import clock, crypto
from infra.settings import settings
from portals.identity.demonstration import DEMO_TOTP_SECRET
from services.people import service as people
from services.people.models import Resident
from services.people.workflow import ROLE_OF_OFFICE, Office
from tenants import accounts, passwords
from tenants.authorization.role_names import ROLE_NAMES
from tenants.authorization.roles import Role, seat_of
from tenants.models import Account, TotpDevice
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work

PASSWORD = "Mingbai-2026-demo"  # noqa: S105 - printed on the first screen of the demonstration
VILLAGERS = 5


@dataclass(frozen=True)
class SignIn:
    """One line of what the demonstration prints; all people are synthetic."""

    county: str
    role: str
    roleName: str  # noqa: N815 - read by the sign-in page as JSON
    name: str
    phone: str
    password: str
    place: str


_hash: list[str] = []


async def _finish(uow: UnitOfWork, account: Account) -> None:
    """Give the account the common password, hashed once, and the common authenticator."""
    if not _hash:
        _hash.append(await passwords.hashed(PASSWORD))
    row = await accounts.find(uow, account.id)  # the new account itself is not in the session
    row.password_hash, row.password_set_at = _hash[0], clock.now()
    uow.session.add(
        TotpDevice(
            account_id=account.id,
            secret_sealed=crypto.seal(DEMO_TOTP_SECRET),
            confirmed_at=clock.now(),
        )
    )


def _line(tenant: Tenant, role: Role, name: str, phone: str, place: str) -> SignIn:
    return SignIn(tenant.code, role.value, ROLE_NAMES[role][0], name, phone, PASSWORD, place)


async def _resident(
    uow: UnitOfWork, resident: Resident, held: list[Office], village: str
) -> list[SignIn]:
    """Make the account of one resident; return a line for each role it holds."""
    phone = people.phone_of(resident)
    if not phone:
        return []
    roles = [Role.VILLAGER, *(ROLE_OF_OFFICE[office] for office in held)]
    places = [(role.value, village) for role in dict.fromkeys(roles)]
    account = await accounts.create_for_resident(uow, resident.id, resident.name, phone, places)
    await _finish(uow, account)
    shown = list(dict.fromkeys(roles))[1:] or [Role.VILLAGER]
    return [_line(uow.tenant, role, resident.name, phone, village) for role in shown]


async def of_village(tenant: Tenant, village: str) -> list[SignIn]:
    """Make accounts for everybody who holds an office and for a few plain villagers."""
    made: list[SignIn] = []
    plain = 0
    async with unit_of_work(tenant) as uow:
        for resident in await people.list_residents(uow, village):
            terms = await people.offices_of(uow, resident.id)
            held = [Office(term.office) for term in terms]
            if not held and (plain >= VILLAGERS or not resident.phone_sealed):
                continue
            plain += not held
            made += await _resident(uow, resident, held, village)
    return made


async def _official(tenant: Tenant, role: Role, name: str, phone: str, place: str) -> SignIn:
    async with unit_of_work(tenant) as uow:
        account = await accounts.create(uow, name, phone, [(role.value, place)])
        await _finish(uow, account)
    return _line(tenant, role, name, phone, place)


async def of_offices(tenant: Tenant, township: str) -> list[SignIn]:
    """Make one account for each post of the township and the county."""
    posts = [
        (Role.TOWNSHIP_REVIEWER, "镇审核员", township),
        (Role.TOWNSHIP_ADMIN, "镇管理员", township),
        (Role.COUNTY_CIVIL_AFFAIRS, "县民政", tenant.code),
        (Role.COUNTY_ADMIN, "县系统管理员", tenant.code),
        (Role.COUNTY_SECURITY, "县安全管理员", tenant.code),
        (Role.COUNTY_AUDITOR, "县审计管理员", tenant.code),
        (Role.DEVELOPER, "县开发者", tenant.code),
        (Role.TOWNSHIP_SECRETARY, "镇党委书记", seat_of(township)),
        (Role.TOWNSHIP_OFFICE, "镇党政办", seat_of(township)),
    ]
    base = 19900090000 + int(tenant.code[-4:])
    return [
        await _official(tenant, role, name, str(base + 10_000 * (number + 1) % 90_000_000), place)
        for number, (role, name, place) in enumerate(posts)
    ]


def _file() -> Path:
    return settings().home / "demo-accounts.json"


def keep(lines: list[SignIn]) -> None:
    """Write the list for the sign-in page and for the next start."""
    _file().write_text(json.dumps([asdict(one) for one in lines], ensure_ascii=False, indent=1))


def kept() -> list[SignIn]:
    """Return the list as it was written."""
    return [SignIn(**one) for one in json.loads(_file().read_text())] if _file().exists() else []
