from sqlalchemy import text
from strawberry import relay

from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.accounts.asking import Browser, browser_of
from tests.tenants.people import new_phone, person, township, village

SHOWN = "account { name active roles { role place } }"


def gid(account: Account) -> str:
    return relay.to_base64("Account", str(account.id))


async def official(county: Tenant, role: str) -> Browser:
    return await browser_of(county, await person(county, role), second_factor=True)


async def tags(county: Tenant) -> list[str]:
    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(text("SELECT tag FROM audit_event ORDER BY id"))
        return list(rows.scalars())


async def test_an_official_is_made_by_two_administrators(county: Tenant) -> None:
    admin, security = (
        await official(county, "county_admin"),
        await official(county, "county_security"),
    )

    made = await admin.do("accountCreate", "account { id name }", name=" 乌云 ", phone=new_phone())
    granted = await security.do(
        "roleGrant",
        SHOWN,
        accountId=made["account"]["id"],
        role="TOWNSHIP_REVIEWER",
        place=township(county),
    )

    assert granted["account"] == {
        "name": "乌云",
        "active": True,
        "roles": [{"role": "TOWNSHIP_REVIEWER", "place": township(county)}],
    }
    assert await tags(county) == ["accounts:account:create", "accounts:role:grant"]
    revoked = await security.do(
        "roleRevoke",
        SHOWN,
        accountId=made["account"]["id"],
        role="TOWNSHIP_REVIEWER",
        place=township(county),
    )
    assert revoked["account"]["roles"] == []


async def test_roles_are_refused_with_their_reason_and_nothing_changes(county: Tenant) -> None:
    security_account = await person(county, "county_security")
    security = await browser_of(county, security_account, second_factor=True)
    admin, clerk = await person(county, "county_admin"), await person(county, "supervisor")
    here = village(county)

    refused = [
        (admin, "COUNTY_AUDITOR", county.code, "SEPARATION_OF_ADMINISTRATORS"),
        (clerk, "COMMITTEE_MEMBER", here, "ROLE_NEEDS_ELECTION"),
        (clerk, "CLERK", here, "ROLE_NEEDS_ELECTION"),
        (clerk, "TOWNSHIP_ADMIN", here, "WRONG_PLACE"),
        (clerk, "TOWNSHIP_ADMIN", "371721104", "NOT_FOUND"),
        (security_account, "TOWNSHIP_ADMIN", township(county), "OWN_ROLE"),
    ]
    for account, role, place, code in refused:
        codes = await security.codes("roleGrant", accountId=gid(account), role=role, place=place)
        assert codes == [code]
    assert await security.codes(
        "roleGrant", accountId=relay.to_base64("Session", str(admin.id)), role="CLERK", place=here
    ) == ["NOT_FOUND"]

    assert await tags(county) == []


async def test_roles_are_changed_only_after_a_fresh_second_factor(county: Tenant) -> None:
    account = await person(county)
    security = await browser_of(county, await person(county, "county_security"))

    assert await security.codes(
        "roleGrant", accountId=gid(account), role="TOWNSHIP_REVIEWER", place=township(county)
    ) == ["SECOND_FACTOR_NEEDED"]


async def test_nobody_else_grants_roles(county: Tenant) -> None:
    account = await person(county)
    document = (
        'mutation($input: RoleInput!) { roleGrant(input: $input, idempotencyKey: "k") '
        "{ errors { code } } }"
    )
    wanted = {
        "accountId": gid(account),
        "role": "TOWNSHIP_REVIEWER",
        "place": township(county),
    }

    outcomes = [await Browser(county).run(document, input=wanted)]
    others = ("county_admin", "county_auditor", "township_admin", "party_secretary", "villager")
    browsers = [await official(county, role) for role in others]
    outcomes += [await browser.run(document, input=wanted) for browser in browsers]

    codes = [outcome.errors[0]["extensions"]["code"] for outcome in outcomes]
    assert codes == ["SIGN_IN_NEEDED"] + ["NOT_ALLOWED"] * 5
    assert await tags(county) == []


async def test_an_account_is_disabled_within_ones_own_township(county: Tenant) -> None:
    admin = await official(county, "township_admin")
    villager, above = await person(county, "villager"), await person(county, "county_admin")
    roleless, both = await person(county), await person(county, "clerk", "developer")
    theirs = await browser_of(county, villager)

    for outside in (above, roleless, both):
        assert await admin.codes("accountDisable", accountId=gid(outside)) == ["NOT_FOUND"]
    payload = await admin.do("accountDisable", SHOWN, accountId=gid(villager))

    assert payload["account"]["active"] is False
    assert (await theirs.ask("{ me { signedIn } }"))["me"]["signedIn"] is False
    enabled = await admin.do("accountEnable", SHOWN, accountId=gid(villager))
    assert enabled["account"]["active"] is True
    assert await tags(county) == ["accounts:account:disable", "accounts:account:enable"]


async def test_nobody_disables_themselves(county: Tenant) -> None:
    account = await person(county, "county_admin")
    admin = await browser_of(county, account, second_factor=True)

    assert await admin.codes("accountDisable", accountId=gid(account)) == ["OWN_ACCOUNT"]


async def test_accounts_are_listed_by_place_newest_first(county: Tenant) -> None:
    villager, roleless = await person(county, "villager"), await person(county)
    document = "{ accounts(first: 10) { edges { node { id roles { role } } } } }"

    def ids(data: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> list[str]:
        return [edge["node"]["id"] for edge in data["accounts"]["edges"]]

    county_wide = ids(await (await official(county, "county_security")).ask(document))
    township_wide = ids(await (await official(county, "township_admin")).ask(document))

    assert {gid(villager), gid(roleless)} <= set(county_wide)
    assert gid(villager) in township_wide
    assert gid(roleless) not in township_wide
    assert len(township_wide) == 2


async def test_an_account_is_seen_by_its_owner_and_by_who_reads_accounts(county: Tenant) -> None:
    account = await person(county, "villager")
    document = "query($id: ID!) { node(id: $id) { ... on Account { name } } }"

    async def seen_by(browser: Browser) -> object:
        return (await browser.ask(document, id=gid(account)))["node"]

    assert await seen_by(await browser_of(county, account)) == {"name": "王秀英"}
    assert await seen_by(await official(county, "township_admin")) == {"name": "王秀英"}
    assert await seen_by(await browser_of(county, await person(county, "township_admin"))) is None
    assert await seen_by(await official(county, "party_secretary")) is None
    assert await seen_by(Browser(county)) is None


async def test_a_developer_makes_a_token_that_shows_its_text_once(county: Tenant) -> None:
    developer = await official(county, "developer")

    made = await developer.do(
        "apiTokenCreate",
        "text apiToken { id name permissions places }",
        name="统计",
        permissions=["DIVISION_READ"],
        places=[county.code],
    )

    assert made["errors"] == []
    assert made["text"].startswith(f"mbt_{county.code}_")
    token = {
        "id": made["apiToken"]["id"],
        "name": "统计",
        "permissions": ["DIVISION_READ"],
        "places": [county.code],
    }
    assert made["apiToken"] == token
    listed = await developer.ask("{ apiTokens { edges { node { id name permissions places } } } }")
    assert listed == {"apiTokens": {"edges": [{"node": token}]}}
    async with unit_of_work(county) as uow:
        kept = await uow.session.execute(text("SELECT count(*) FROM idempotency_key"))
        assert kept.scalar_one() == 0
    other = await official(county, "developer")
    assert await other.codes("apiTokenRevoke", apiTokenId=token["id"]) == ["NOT_FOUND"]
    assert await developer.codes("apiTokenRevoke", apiTokenId=token["id"]) == []
    assert await tags(county) == ["accounts:token:create", "accounts:token:revoke"]


async def test_a_token_is_refused_with_its_reason(county: Tenant) -> None:
    developer = await official(county, "developer")
    base: dict[str, object] = {
        "name": "x",
        "permissions": ["DIVISION_READ"],
        "places": [county.code],
    }

    for changed, code in (
        ({"permissions": ["AUDIT_READ"]}, "TOKEN_TOO_WIDE"),
        ({"places": ["37"]}, "TOKEN_TOO_WIDE"),
        ({"days": 400}, "TOKEN_TOO_LONG"),
        ({"name": " "}, "TOKEN_NAME_NEEDED"),
    ):
        assert await developer.codes("apiTokenCreate", **{**base, **changed}) == [code]
    without = await browser_of(county, await person(county, "developer"))
    assert await without.codes("apiTokenCreate", **base) == ["SECOND_FACTOR_NEEDED"]


async def test_a_repeated_grant_is_answered_once(county: Tenant) -> None:
    security, account = await official(county, "county_security"), await person(county)
    document = (
        'mutation($input: RoleInput!) { roleGrant(input: $input, idempotencyKey: "same") '
        "{ account { roles { role } } errors { code } } }"
    )
    wanted = {
        "accountId": gid(account),
        "role": "TOWNSHIP_REVIEWER",
        "place": township(county),
    }

    first, second = (
        await security.ask(document, input=wanted),
        await security.ask(document, input=wanted),
    )

    assert first == second
    assert await tags(county) == ["accounts:role:grant"]


async def test_people_see_who_holds_the_posts_of_their_own_village(county: Tenant) -> None:
    villager = await browser_of(county, await person(county, "villager"))
    await person(county, "party_member", "clerk")
    disabled = await person(county, "supervisor")
    admin = await official(county, "township_admin")
    await admin.codes("accountDisable", accountId=gid(disabled))
    document = "query($place: String!) { postHolders(place: $place) { name post { role place } } }"

    assert await villager.ask(document, place=village(county)) == {
        "postHolders": [{"name": "王秀英", "post": {"role": "CLERK", "place": village(county)}}]
    }
    for elsewhere in (f"{county.code}104202", county.code, "371721104201", ""):
        refused = await villager.run(document, place=elsewhere)
        assert [error["extensions"]["code"] for error in refused.errors] == ["NOT_FOUND"]
    anonymous = await Browser(county).run(document, place=village(county))
    assert [error["extensions"]["code"] for error in anonymous.errors] == ["SIGN_IN_NEEDED"]
