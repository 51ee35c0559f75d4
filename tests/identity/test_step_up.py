"""Two factors for who publishes, approves or administers; shown again for what stays."""

from datetime import timedelta
from uuid import UUID

import pytest
from strawberry import relay

from infra import clock
from schema import matrix
from services.people import service as people
from tenants import accounts
from tenants.authorization.enforcer import permissions_of
from tenants.authorization.permissions import SECOND_FACTOR, STEP_UP, Permission
from tenants.authorization.roles import Role
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.identity.web import Web, authenticator, count, session_of, shown
from tests.schema.accounts.test_claim import resident
from tests.schema.disclosure.asking import bulletin_id
from tests.schema.samples import document
from tests.services.disclosure.conftest import Draft, draft, village  # noqa: F401 - fixtures
from tests.services.disclosure.steps import read
from tests.tenants.people import PASSWORD, person, township

NOON = clock.now().replace(hour=4, minute=0, second=0, microsecond=0) + timedelta(days=1)
QUARTER = NOON + timedelta(minutes=15)
SOURCE = "选举结果报告单第 3 号"
GUARDED = [["SECOND_FACTOR_NEEDED"], ["STEP_UP_NEEDED"], []]


def gid(kind: str, key: UUID) -> str:
    return relay.to_base64(kind, str(key))


async def outcomes(county: Tenant, asker: Account, mutation: str, **given: object) -> list[object]:
    """How it ends without a factor, with one of a quarter of an hour ago, with a fresh one."""
    with clock.at(NOON):
        without = await session_of(county, asker)
        stale = await session_of(county, asker, second_factor=True)
    with clock.at(NOON + timedelta(minutes=14)):
        assert await without.signed_in()
        assert await stale.signed_in()
    with clock.at(QUARTER):
        fresh = await session_of(county, asker, second_factor=True)
        return [await web.codes(mutation, **given) for web in (without, stale, fresh)]


async def test_roles_are_granted_and_taken_after_a_fresh_factor_only(county: Tenant) -> None:
    security, account = await person(county, "county_security"), await person(county)
    wanted = {
        "accountId": gid("Account", account.id),
        "role": "TOWNSHIP_REVIEWER",
        "place": township(county),
    }

    assert await outcomes(county, security, "roleGrant", **wanted) == GUARDED
    assert await outcomes(county, security, "roleRevoke", **wanted) == GUARDED


async def test_an_office_is_given_and_taken_after_a_fresh_factor_only(county: Tenant) -> None:
    """An office of the village is a role too: its holder may approve and publish."""
    who, admin = await resident(county, None), await person(county, "township_admin")
    given = {"residentId": gid("Resident", who), "office": "PARTY_SECRETARY", "source": SOURCE}

    assert await outcomes(county, admin, "officeTermRecord", **given) == GUARDED
    async with unit_of_work(county) as uow:
        [term] = await people.offices_of(uow, who)
    ended = await outcomes(
        county,
        admin,
        "officeTermEnd",
        termId=gid("OfficeTerm", term.id),
        reason="RESIGNED",
        source="x",
    )
    assert ended == GUARDED


async def test_publishing_needs_a_fresh_factor(
    county: Tenant,
    draft: Draft,  # noqa: F811
) -> None:
    key, approver = await draft(), await person(county)
    place = (await read(county, key)).village_code
    async with unit_of_work(county) as uow:
        await accounts.grant_role(uow, approver.id, "party_secretary", place)

    found = await outcomes(county, approver, "bulletinApprove", bulletinId=bulletin_id(key))

    assert found == GUARDED
    assert (await read(county, key)).state == "queued"


async def test_a_key_for_programs_is_made_after_a_fresh_factor_only(county: Tenant) -> None:
    """It outlives the session: whoever stole the session would keep the key."""
    developer = await person(county, "developer")
    given = {"name": "x", "permissions": ["DIVISION_READ"], "places": [county.code]}

    assert await outcomes(county, developer, "apiTokenCreate", **given) == GUARDED


async def test_showing_the_factor_is_what_lifts_the_refusal(county: Tenant) -> None:
    security, account = await person(county, "county_security"), await person(county)
    secret, web = await authenticator(county, security), await session_of(county, security)
    wanted = {
        "accountId": gid("Account", account.id),
        "role": "TOWNSHIP_REVIEWER",
        "place": township(county),
    }

    assert await web.codes("roleGrant", **wanted) == ["SECOND_FACTOR_NEEDED"]
    assert await web.codes("secondFactorConfirm", code="000000") == ["CODE_REFUSED"]
    assert await web.codes("roleGrant", **wanted) == ["SECOND_FACTOR_NEEDED"]
    assert await web.codes("secondFactorConfirm", code=shown(secret)) == []
    assert await web.codes("roleGrant", **wanted) == []


async def test_a_password_alone_is_no_second_factor(county: Tenant) -> None:
    account, web = await person(county, "county_security", password=PASSWORD), Web(county)
    await authenticator(county, account)

    assert await web.sign_in(account) == []

    assert (await web.ask("{ me { secondFactor secondFactorDue } }"))["me"] == {
        "secondFactor": False,
        "secondFactorDue": True,
    }


async def test_a_stolen_session_neither_enrols_nor_replaces_an_authenticator(
    county: Tenant,
) -> None:
    account = await person(county, "county_security")
    secret = await authenticator(county, account)
    thief = await session_of(county, account)

    assert await thief.codes("totpEnrol") == ["AUTHENTICATOR_ENROLLED"]
    assert await thief.codes("totpEnrol", replace=True) == ["STEP_UP_NEEDED"]
    assert await thief.codes("totpConfirm", code="000000") == ["STEP_UP_NEEDED"]
    assert await thief.codes("secondFactorConfirm", code=shown(secret)) == []


async def test_a_secret_enrolled_before_the_owners_is_worth_nothing_after_it(
    county: Tenant,
) -> None:
    """A thief who was there first must not slip in a device of their own later."""
    account = await person(county, "county_security")
    thief, owner = await session_of(county, account), await session_of(county, account)
    stolen = (await thief.do("totpEnrol", "secret"))["secret"]
    own = (await owner.do("totpEnrol", "secret"))["secret"]
    assert await owner.codes("totpConfirm", code=shown(own)) == []

    again = await session_of(county, account)

    assert await again.codes("totpConfirm", code=shown(stolen)) == ["STEP_UP_NEEDED"]
    assert await again.codes("secondFactorConfirm", code=shown(stolen)) == ["CODE_REFUSED"]
    assert await owner.codes("totpConfirm", code=shown(stolen)) == ["CODE_REFUSED"]


async def test_an_authenticators_owner_sets_a_password_with_it(county: Tenant) -> None:
    """A session without the factor must not become a password that outlives it."""
    account = await person(county, "county_security")
    secret, thief = await authenticator(county, account), await session_of(county, account)
    given = {"newPassword": "机井 三百米 2026"}

    assert await thief.codes("passwordChange", **given) == ["STEP_UP_NEEDED"]
    assert await thief.codes("secondFactorConfirm", code=shown(secret)) == []
    assert await thief.codes("passwordChange", **given) == []


def test_whatever_publishes_or_administers_needs_two_factors() -> None:
    administer = {
        one for one in Permission if one.value.endswith((":administer", ":manage", ":import"))
    }
    publish = {one for one in Permission if one.value.startswith("bulletin:")}
    township = {Permission.REVIEW_DECIDE, Permission.TOWNSHIP_RECORD}

    assert (administer | publish | township) - SECOND_FACTOR == set()
    assert {
        Permission.API_TOKEN_MANAGE,
        Permission.BULLETIN_APPROVE,
        Permission.SECURITY_ADMINISTER,
    } <= STEP_UP
    assert STEP_UP <= SECOND_FACTOR


GUARDED_MUTATIONS = {
    name: permission
    for name, permission in matrix.root_gates("Mutation").items()
    if permission in SECOND_FACTOR and name != "apiTokenRevoke"
}


@pytest.mark.parametrize("name", GUARDED_MUTATIONS)
async def test_no_mutation_of_an_administrator_runs_without_the_factor(
    county: Tenant, name: str
) -> None:
    """From the live schema: it ends before the factor is asked for, or there; never behind it."""
    permission = GUARDED_MUTATIONS[name]
    role = next(one for one in Role if permission in permissions_of(one))
    web = await session_of(county, await person(county, role.value))
    asked = document("mutation", name).replace("{ __typename }", "{ errors { code } }")

    outcome = await web.run(asked)

    refused = [one["extensions"]["code"] for one in outcome.errors]
    refused += [one["code"] for one in ((outcome.data or {}).get(name) or {"errors": []})["errors"]]
    assert refused
    assert "INTERNAL" not in refused
    assert await count(county, "audit_event") == 0


@pytest.mark.parametrize(
    ("role", "document"),
    [
        ("county_admin", "{ accounts { edges { node { id } } } }"),
        ("county_security", "{ accounts { edges { node { id } } } }"),
        ("township_admin", "{ accounts { edges { node { id } } } }"),
        ("county_auditor", "{ auditEvents { edges { node { id } } } }"),
        ("developer", "{ apiTokens { edges { node { id } } } }"),
    ],
)
async def test_an_administrators_lists_need_the_factor(
    county: Tenant, role: str, document: str
) -> None:
    web = await session_of(county, await person(county, role))

    refused = await web.run(document)

    assert [one["extensions"]["code"] for one in refused.errors] == ["SECOND_FACTOR_NEEDED"]
