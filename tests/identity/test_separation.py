"""Nobody is two administrators, nobody raises themselves, nobody checks their own work."""

import asyncio
from itertools import permutations

import pytest
from sqlalchemy import text
from strawberry import relay

from tenants import accounts
from tenants.authorization.enforcer import permissions_of
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.identity.web import Web, count, session_of
from tests.schema.accounts.test_claim import resident
from tests.schema.disclosure.asking import bulletin_id
from tests.services.disclosure.conftest import (  # noqa: F401 - fixtures
    Draft,
    draft,
    village,
)
from tests.services.disclosure.steps import read
from tests.tenants.people import person, place_of

THREE = ("county_admin", "county_auditor", "county_security")
SOURCE = "选举结果报告单第 3 号"


async def security_of(county: Tenant) -> Web:
    return await session_of(county, await person(county, "county_security"), second_factor=True)


def wanted(account: Account, role: str, place: str) -> dict[str, object]:
    return {
        "accountId": relay.to_base64("Account", str(account.id)),
        "role": role.upper(),
        "place": place,
    }


async def roles_of(county: Tenant, account: Account) -> set[str]:
    async with unit_of_work(county) as uow:
        held = await accounts.load_holdings(uow, [account.id])
    return {one.role.value for one in held.get(account.id, ())}


@pytest.mark.parametrize(("has", "gets"), list(permutations(THREE, 2)))
async def test_no_account_gets_a_second_administrators_post(
    county: Tenant, has: str, gets: str
) -> None:
    account, security = await person(county, has), await security_of(county)

    codes = await security.codes("roleGrant", **wanted(account, gets, county.code))

    assert codes == ["SEPARATION_OF_ADMINISTRATORS"]
    assert await roles_of(county, account) == {has}


async def test_two_security_administrators_at_once_make_no_double_post(county: Tenant) -> None:
    account = await person(county)
    one, two = await security_of(county), await security_of(county)

    found = await asyncio.gather(
        one.codes("roleGrant", **wanted(account, "county_admin", county.code)),
        two.codes("roleGrant", **wanted(account, "county_auditor", county.code)),
    )

    assert sorted(found) == [[], ["SEPARATION_OF_ADMINISTRATORS"]]
    assert len(await roles_of(county, account)) == 1


async def test_nobody_raises_or_lowers_themselves(county: Tenant) -> None:
    account = await person(county, "county_security")
    web = await session_of(county, account, second_factor=True)

    for role in sorted(role.value for role in Role):
        place = place_of(county, role)
        own = wanted(account, role, place)
        assert await web.codes("roleGrant", **own) == ["OWN_ROLE"] or role == "province_viewer"
    revoked = await web.codes("roleRevoke", **wanted(account, "county_security", county.code))

    assert revoked == ["OWN_ROLE"]
    assert await roles_of(county, account) == {"county_security"}


async def test_nobody_takes_or_leaves_an_office_by_their_own_hand(county: Tenant) -> None:
    """A township's administrator who lives in one of its villages does not elect themselves."""
    who, account = await resident(county, None), await person(county, "township_admin")
    async with unit_of_work(county) as uow:
        await uow.session.execute(
            text("UPDATE account SET resident_id = :who WHERE id = :id"),
            {"who": who, "id": account.id},
        )
    own = await session_of(county, account, second_factor=True)
    other = await session_of(county, await person(county, "township_admin"), second_factor=True)
    given = {
        "residentId": relay.to_base64("Resident", str(who)),
        "office": "SUPERVISOR",
        "source": SOURCE,
        "electedOn": "2026-01-05",
    }

    assert await own.codes("officeTermRecord", **given) == ["OWN_OFFICE"]
    term = (await other.do("officeTermRecord", "term { id }", **given))["term"]["id"]
    own = await session_of(county, account, second_factor=True)
    assert await own.codes("officeTermEnd", termId=term, reason="RESIGNED", source="x") == [
        "OWN_OFFICE"
    ]


@pytest.mark.parametrize("role", ["county_admin", "township_admin", "county_civil_affairs"])
async def test_who_makes_accounts_gives_no_posts(county: Tenant, role: str) -> None:
    account = await person(county)
    web = await session_of(county, await person(county, role), second_factor=True)

    refused = await web.refusals("roleGrant", **wanted(account, "county_security", county.code))

    assert refused == ["NOT_ALLOWED"]
    assert await roles_of(county, account) == set()


def test_each_power_of_the_three_lies_with_one_of_them() -> None:
    held = {role: permissions_of(Role(role)) for role in THREE}

    for power, owner in (
        (Permission.ACCOUNT_ADMINISTER, "county_admin"),
        (Permission.SECURITY_ADMINISTER, "county_security"),
        (Permission.AUDIT_READ, "county_auditor"),
    ):
        assert [role for role in THREE if power in held[role]] == [owner]
    # The auditor looks and changes nothing at all.
    assert held["county_auditor"] == {Permission.AUDIT_READ, Permission.DIVISION_READ}


async def test_nobody_disables_or_enables_themselves(county: Tenant) -> None:
    account = await person(county, "county_admin")
    web = await session_of(county, account, second_factor=True)
    own = {"accountId": relay.to_base64("Account", str(account.id))}

    assert await web.codes("accountDisable", **own) == ["OWN_ACCOUNT"]
    assert await web.codes("accountEnable", **own) == ["OWN_ACCOUNT"]


async def test_who_drafted_does_not_approve(
    county: Tenant,
    draft: Draft,  # noqa: F811
) -> None:
    key, approver = await draft(), await person(county)
    place = (await read(county, key)).village_code
    async with unit_of_work(county) as uow:
        await accounts.grant_role(uow, approver.id, "committee_director", place)
        await uow.session.execute(
            text("UPDATE bulletin SET maker_id = :maker WHERE id = :id"),
            {"maker": approver.id, "id": key},
        )
    web = await session_of(county, approver, second_factor=True)

    assert await web.codes("bulletinApprove", bulletinId=bulletin_id(key)) == ["MAKER_IS_CHECKER"]
    assert (await read(county, key)).state == "draft"
    assert await count(county, "outbox") == 0


async def test_a_township_admin_reaches_nobody_above_or_beside(county: Tenant) -> None:
    web = await session_of(county, await person(county, "township_admin"), second_factor=True)

    for role in (*THREE, "county_civil_affairs", "developer"):
        other = await person(county, role)
        own = {"accountId": relay.to_base64("Account", str(other.id))}
        assert await web.codes("accountDisable", **own) == ["NOT_FOUND"]
