"""Accounts for the tests of identity."""

import itertools
import os

from tenants import accounts
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

_numbers = itertools.count(1)
PASSWORD = "咸水 变甜水 2026"


def village(county: Tenant) -> str:
    return f"{county.code}104201"


def township(county: Tenant) -> str:
    return f"{county.code}104"


def new_phone() -> str:
    """Return a number that nobody else of this run has: all write to one file of sent messages."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    return f"138{worker % 10}{next(_numbers):07d}"


def place_of(county: Tenant, role: str) -> str:
    if role.startswith(("county_", "developer")):
        return county.code
    return township(county) if role.startswith("township_") else village(county)


async def person(
    county: Tenant, *roles: str, phone: str | None = None, password: str | None = None
) -> Account:
    """Make an account with the roles at their usual places."""
    held = [(role, place_of(county, role)) for role in roles]
    async with unit_of_work(county) as uow:
        account = await accounts.create(
            uow, "王秀英", new_phone() if phone is None else phone, held
        )
        if password:
            await accounts.set_password(uow, account.id, password)
    return account
