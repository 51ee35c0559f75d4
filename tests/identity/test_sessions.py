"""Tokens over HTTP: new at each step up, the old one dead at once, none accepted from outside."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from infra import clock
from infra.settings import publish
from portals import app
from tenants import accounts, sessions
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.identity.web import Web, alive, authenticator, pages, phone_of, session_of, shown
from tests.tenants.people import PASSWORD, person, village

NOON = clock.now().replace(hour=4, minute=0, second=0, microsecond=0) + timedelta(days=1)
NEW_PASSWORD = "机井 三百米 2026"


async def test_signing_in_again_gives_a_new_token_and_kills_the_old(county: Tenant) -> None:
    account, web = await person(county, "villager", password=PASSWORD), Web(county)
    assert await web.sign_in(account) == []
    first = web.token
    assert await web.sign_in(account) == []

    assert web.token != first
    assert await web.signed_in()
    assert not await alive(county, first)


async def test_the_second_factor_gives_a_new_token_and_kills_the_old(county: Tenant) -> None:
    account = await person(county, "clerk")
    secret, web = await authenticator(county, account), await session_of(county, account)
    before = web.token

    assert await web.codes("secondFactorConfirm", code=shown(secret)) == []

    assert web.token != before
    assert await web.signed_in()
    assert not await alive(county, before)


async def test_rotation_does_not_prolong_the_session(county: Tenant) -> None:
    account = await person(county, "clerk")
    secret = await authenticator(county, account)
    with clock.at(NOON):
        web = await session_of(county, account)
        for minutes in range(0, 8 * 60, 14):
            with clock.at(NOON + timedelta(minutes=minutes)):
                assert await web.signed_in()
                if minutes == 8 * 60 - 4:
                    assert await web.codes("secondFactorConfirm", code=shown(secret)) == []
    with clock.at(NOON + timedelta(hours=8)):
        assert not await web.signed_in()


async def test_a_change_of_role_kills_every_token(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    one, two = await session_of(county, account), await session_of(county, account)
    for change in (accounts.grant_role, accounts.revoke_role):
        async with unit_of_work(county) as uow:
            await change(uow, account.id, "representative", village(county))

        assert not await alive(county, one.token)
        assert not await alive(county, two.token)
        one = Web(county)
        assert await one.sign_in(account) == []
        two = await session_of(county, account)


async def test_a_new_password_kills_every_other_token(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    web, other = await session_of(county, account), await session_of(county, account)
    before = web.token

    codes = await web.codes("passwordChange", oldPassword=PASSWORD, newPassword=NEW_PASSWORD)

    assert codes == []
    assert await web.signed_in()
    assert web.token != before
    assert not await alive(county, before)
    assert not await alive(county, other.token)


async def test_a_new_password_renews_no_second_factor(county: Tenant) -> None:
    account = await person(county, "clerk", password=PASSWORD)
    with clock.at(NOON):
        web = await session_of(county, account, second_factor=True)
    with clock.at(NOON + timedelta(minutes=14)):
        assert (
            await web.codes("passwordChange", oldPassword=PASSWORD, newPassword=NEW_PASSWORD) == []
        )
    with clock.at(NOON + timedelta(minutes=16)):
        me = (await web.ask("{ me { secondFactor steppedUp } }"))["me"]

    assert me == {"secondFactor": True, "steppedUp": False}


async def test_a_new_authenticator_kills_every_other_token(county: Tenant) -> None:
    account = await person(county, "clerk")
    await authenticator(county, account)
    web = await session_of(county, account, second_factor=True)
    thief = await session_of(county, account, second_factor=True)

    secret = (await web.do("totpEnrol", "secret", replace=True))["secret"]
    assert await web.codes("totpConfirm", code=shown(secret)) == []

    assert await web.signed_in()
    assert not await thief.signed_in()


@pytest.mark.parametrize("planted", ["own", "unknown", "foreign", "long"])
async def test_a_planted_cookie_is_never_the_victims_session(
    county: Tenant, other_county: Tenant, planted: str
) -> None:
    attacker = await session_of(county, await person(county, "villager"))
    foreign = await session_of(other_county, await person(other_county, "villager"))
    fixed = {
        "own": attacker.token,
        "unknown": f"{county.code}.{'A' * 43}",
        "foreign": foreign.token,
        "long": f"{county.code}." + "A" * 3000,
    }[planted]
    victim, browser = await person(county, "villager", password=PASSWORD), Web(county, fixed)

    assert await browser.sign_in(victim) == []

    assert browser.token not in {"", fixed}
    assert await browser.signed_in()
    assert not await alive(county, fixed)


async def test_a_refused_attempt_sets_no_cookie(county: Tenant) -> None:
    account, web = await person(county, "villager", password=PASSWORD), Web(county)

    response = await web.post(
        "mutation($phone: String!) { signInWithPassword(input: {phone: $phone, password: "
        '"wrong"}) { errors { code } } }',
        phone=phone_of(account),
    )

    assert "SIGN_IN_REFUSED" in response.text
    assert "set-cookie" not in response.headers


async def test_a_page_replaces_a_planted_cookie_too(county: Tenant) -> None:
    attacker = await session_of(county, await person(county, "villager"))
    victim = await person(county, "villager", password=PASSWORD)
    browser = pages(county)
    browser.client.cookies.set("mingbai", attacker.token, domain="testserver.local", path="/")

    page = await browser.open("/sign-in")
    await browser.send(page, "/sign-in", phone=phone_of(victim), password=PASSWORD)

    tokens = {one.value for one in browser.client.cookies.jar if one.name == "mingbai"}
    assert len(tokens) == 1
    assert attacker.token not in tokens
    assert not await attacker.signed_in()
    assert await alive(county, tokens.pop() or "")


@pytest.mark.parametrize(
    ("role", "idle_minutes", "hours"), [("villager", 30, 12), ("clerk", 15, 8)]
)
async def test_sessions_end_by_the_clock(
    county: Tenant, role: str, idle_minutes: int, hours: int
) -> None:
    account = await person(county, role)
    with clock.at(NOON):
        resting, busy = await session_of(county, account), await session_of(county, account)
    with clock.at(NOON + timedelta(minutes=idle_minutes) - timedelta(seconds=1)):
        assert await busy.signed_in()
    with clock.at(NOON + timedelta(minutes=idle_minutes)):
        assert not await resting.signed_in()
    for minutes in range(idle_minutes, hours * 60, idle_minutes - 1):
        with clock.at(NOON + timedelta(minutes=minutes)):
            assert await busy.signed_in()
    with clock.at(NOON + timedelta(hours=hours) - timedelta(seconds=1)):
        assert await busy.signed_in()
    with clock.at(NOON + timedelta(hours=hours)):
        assert not await busy.signed_in()


async def test_an_expired_session_is_not_prolonged_by_asking(county: Tenant) -> None:
    account = await person(county, "villager")
    with clock.at(NOON):
        web = await session_of(county, account)
    with clock.at(NOON + timedelta(minutes=30)):
        assert not await web.signed_in()
        assert await web.codes("signOut") == ["SIGN_IN_NEEDED"]
    with clock.at(NOON + timedelta(minutes=29)):
        assert await web.signed_in()
        async with unit_of_work(county) as uow:
            seen = await uow.session.execute(text("SELECT last_seen_at FROM account_session"))
            assert seen.scalar_one() == NOON + timedelta(minutes=29)


async def test_in_production_the_cookie_is_bound_to_the_host(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    publish(secure_cookies="true")
    try:
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app.build()), base_url="https://mingbai.test"
        )
        page = await client.get(f"/{county.code}/sign-in")
        csrf = page.text.partition('name="csrf" value="')[2].partition('"')[0]
        entered = await client.post(
            f"/{county.code}/sign-in",
            data={"phone": phone_of(account), "password": PASSWORD, "csrf": csrf},
        )
        out_page = await client.get(f"/{county.code}/sign-out")
        csrf = out_page.text.partition('name="csrf" value="')[2].partition('"')[0]
        left = await client.post(f"/{county.code}/sign-out", data={"csrf": csrf})
        await client.aclose()
    finally:
        publish(secure_cookies="false")

    assert entered.status_code == 303
    begun, ended = (
        next(c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-mingbai="))
        for answer in (entered, left)
    )
    flags = {part.strip().lower() for part in begun.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/"} == flags
    for cookie in [*entered.headers.get_list("set-cookie"), ended]:
        lower = cookie.lower()
        assert "secure" in lower
        assert "httponly" in lower
        assert "samesite=lax" in lower
        assert "domain=" not in lower
    assert "max-age=0" in ended.lower()
    assert entered.headers["cache-control"] == "no-store"
    assert "max-age=31536000" in entered.headers["strict-transport-security"]


async def test_signing_out_ends_the_session_on_the_server(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    web = Web(county)
    await web.sign_in(account)
    kept = web.token

    assert await web.codes("signOut") == []

    assert web.token == ""
    assert not await alive(county, kept)


async def test_a_session_that_was_revoked_cannot_be_rotated_by_a_second_factor(
    county: Tenant,
) -> None:
    account = await person(county, "clerk")
    secret = await authenticator(county, account)
    web = await session_of(county, account)
    async with unit_of_work(county) as uow:
        await sessions.revoke_all(uow, account.id)

    assert await web.codes("secondFactorConfirm", code=shown(secret)) == ["SIGN_IN_NEEDED"]
    assert not await web.signed_in()
