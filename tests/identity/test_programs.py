"""Keys for programs: bound to county, owner, permissions, places and an end."""

from datetime import timedelta

import pytest
from strawberry import relay

from infra import clock
from tenants import accounts
from tenants.authorization.enforcer import permissions_of
from tenants.authorization.permissions import STEP_UP, Permission
from tenants.authorization.roles import Role
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.identity.web import Web, count, session_of
from tests.tenants.people import PASSWORD, person, place_of, township, village

ACCOUNTS = "{ accounts(first: 5) { edges { node { id } } } }"
ME = "{ me { signedIn permissions { permission places } } }"


async def key_of(
    county: Tenant, account: Account, *permissions: str, places: tuple[str, ...], **more: object
) -> tuple[str, str]:
    """Make a key over HTTP; return its id and its text."""
    web = await session_of(county, account, second_factor=True)
    made = await web.do(
        "apiTokenCreate",
        "text apiToken { id }",
        name="统计",
        permissions=list(permissions),
        places=list(places),
        **more,
    )
    assert made["errors"] == []
    return made["apiToken"]["id"], made["text"]


def program(county: Tenant, text: str) -> Web:
    return Web(county, authorization=f"Bearer {text}")


async def status(web: Web, document: str = ME) -> int:
    return (await web.post(document)).status_code


async def test_a_key_does_what_it_was_made_for_where_it_was_made_for(county: Tenant) -> None:
    owner = await person(county, "county_admin")
    _, text = await key_of(county, owner, "DIVISION_READ", places=(township(county),))
    web = program(county, text)

    assert (await web.ask(ME))["me"] == {
        "signedIn": True,
        "permissions": [{"permission": "DIVISION_READ", "places": [township(county)]}],
    }
    refused = await web.run(ACCOUNTS)
    assert [one["extensions"]["code"] for one in refused.errors] == ["NOT_ALLOWED"]


async def test_a_key_of_another_county_is_refused(county: Tenant, other_county: Tenant) -> None:
    owner = await person(county, "county_admin")
    _, text = await key_of(county, owner, "DIVISION_READ", places=(county.code,))

    for foreign in (text, text.replace(f"_{county.code}_", f"_{other_county.code}_")):
        assert await status(program(other_county, foreign)) == 401
    assert await status(program(county, text)) == 200


async def test_a_key_ends_by_the_clock(county: Tenant) -> None:
    owner = await person(county, "county_admin")
    began = clock.now()
    with clock.at(began):
        _, text = await key_of(county, owner, "DIVISION_READ", places=(county.code,), days=7)

    with clock.at(began + timedelta(days=7, seconds=-1)):
        assert await status(program(county, text)) == 200
    with clock.at(began + timedelta(days=7)):
        assert await status(program(county, text)) == 401


async def test_a_revoked_key_is_dead_at_once(county: Tenant) -> None:
    owner = await person(county, "county_admin")
    key, text = await key_of(county, owner, "DIVISION_READ", places=(county.code,))
    web = await session_of(county, owner)

    assert await web.codes("apiTokenRevoke", apiTokenId=key) == []

    assert await status(program(county, text)) == 401
    assert await web.codes("apiTokenRevoke", apiTokenId=key) == ["NOT_FOUND"]


async def test_a_key_shrinks_with_its_owner(county: Tenant) -> None:
    owner = await person(county, "township_admin", "developer", "clerk")
    _, text = await key_of(
        county, owner, "DIVISION_READ", "ACCOUNT_READ", places=(township(county),)
    )
    async with unit_of_work(county) as uow:
        await accounts.revoke_role(uow, owner.id, "township_admin", township(county))
        await accounts.revoke_role(uow, owner.id, "developer", county.code)

    assert (await program(county, text).ask(ME))["me"]["permissions"] == [
        {"permission": "DIVISION_READ", "places": [village(county)]}
    ]


async def test_the_key_of_a_disabled_account_stays_dead_when_it_comes_back(county: Tenant) -> None:
    """An account is closed because something was stolen; that must not wake up with it."""
    owner = await person(county, "county_admin")
    _, text = await key_of(county, owner, "DIVISION_READ", places=(county.code,))
    own = {"accountId": relay.to_base64("Account", str(owner.id))}
    admin = await session_of(county, await person(county, "county_admin"), second_factor=True)

    assert await admin.codes("accountDisable", **own) == []
    assert await status(program(county, text)) == 401
    assert await admin.codes("accountEnable", **own) == []

    assert await status(program(county, text)) == 401


async def test_a_key_makes_no_keys(county: Tenant) -> None:
    """Otherwise a key for a week would renew itself for ever."""
    owner = await person(county, "developer")
    web = await session_of(county, owner, second_factor=True)
    wide = {"name": "x", "permissions": ["API_TOKEN_MANAGE"], "places": [county.code], "days": 1}
    assert await web.codes("apiTokenCreate", **wide) == ["TOKEN_TOO_WIDE"]

    _, text = await key_of(county, owner, "DIVISION_READ", places=(county.code,))
    more = {"name": "x", "permissions": ["DIVISION_READ"], "places": [county.code], "days": 365}

    assert await program(county, text).refusals("apiTokenCreate", **more) == ["NOT_ALLOWED"]
    assert await count(county, "api_token") == 1


@pytest.mark.parametrize("permission", sorted(STEP_UP))
async def test_what_needs_a_person_at_a_screen_is_in_no_key(
    county: Tenant, permission: Permission
) -> None:
    role = next(one.value for one in Role if permission in permissions_of(one))
    owner = await person(county, *{role, "developer"})
    web = await session_of(county, owner, second_factor=True)

    codes = await web.codes(
        "apiTokenCreate", name="x", permissions=[permission.name], places=[place_of(county, role)]
    )

    assert codes == ["TOKEN_TOO_WIDE"]


@pytest.mark.parametrize(
    ("mutation", "given"),
    [
        ("passwordChange", {"oldPassword": PASSWORD, "newPassword": "机井 三百米 2026"}),
        ("secondFactorConfirm", {"code": "000000"}),
        ("signOut", {"everywhere": True}),
        ("totpConfirm", {"code": "000000"}),
        ("totpEnrol", {}),
    ],
)
async def test_a_key_is_no_session(county: Tenant, mutation: str, given: dict[str, object]) -> None:
    owner = await person(county, "developer", password=PASSWORD)
    _, text = await key_of(county, owner, "DIVISION_READ", places=(county.code,))

    assert await program(county, text).codes(mutation, **given) == ["SIGN_IN_NEEDED"]


async def test_a_key_as_a_cookie_and_a_session_as_a_key_are_nobody(county: Tenant) -> None:
    owner = await person(county, "county_admin")
    _, text = await key_of(county, owner, "DIVISION_READ", places=(county.code,))
    web = await session_of(county, owner)

    assert not await Web(county, text).signed_in()
    assert await status(program(county, web.token)) == 401


@pytest.mark.parametrize("said", ["Bearer x", "bearer  ", "Basic YTpi", "Bearer mbt_150523_"])
async def test_a_malformed_key_opens_nothing(county: Tenant, said: str) -> None:
    response = await Web(county, authorization=said).post(ME)

    assert response.status_code in {200, 401}
    assert '"signedIn":true' not in response.text


async def test_a_key_names_no_more_than_a_hundred_places(county: Tenant) -> None:
    web = await session_of(county, await person(county, "county_admin"), second_factor=True)
    places = [f"{county.code}{n:03d}" for n in range(101)]
    given = {"name": "x", "permissions": ["DIVISION_READ"]}

    assert await web.codes("apiTokenCreate", **given, places=places) == ["TOKEN_TOO_WIDE"]
    assert await web.codes("apiTokenCreate", **given, places=places[:100]) == []
