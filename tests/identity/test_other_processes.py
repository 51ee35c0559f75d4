"""Two web processes on one database: what one ends, the other forgets; with Valkey and without."""

import os
import signal
from collections.abc import Iterator

import pytest
import redis
import redis.asyncio
from strawberry import relay

from infra import valkey
from tenants.models import Account
from tenants.rate_limits import LIMITS, Attempt
from tenants.registry import Tenant
from tests.identity.elsewhere import Elsewhere, gone_within_a_second, running
from tests.identity.test_limits import most_from_one_address, spray
from tests.identity.web import Web, phone_of, session_of
from tests.tenants.people import PASSWORD, new_phone, person, township

pytestmark = pytest.mark.xdist_group("other_process")
PATIENCE_SECONDS = 90


@pytest.fixture(scope="module")
def elsewhere(server: None) -> Iterator[Elsewhere]:
    with running() as one:
        yield one


def gid(account: Account) -> str:
    return relay.to_base64("Account", str(account.id))


async def remote(county: Tenant, elsewhere: Elsewhere, account: Account) -> Web:
    """The account's session, asked about in the other process."""
    there = await session_of(county, account, second_factor=True)
    return Web(county, there.token, site=elsewhere.site)


async def test_a_session_ended_here_is_gone_there(county: Tenant, elsewhere: Elsewhere) -> None:
    account = await person(county, "villager", password=PASSWORD)
    there, here = await remote(county, elsewhere, account), await session_of(county, account)
    listed = (await here.ask("{ me { sessions { id current } } }"))["me"]["sessions"]
    other = next(one["id"] for one in listed if not one["current"])

    await gone_within_a_second(
        there.signed_in, lambda: here.codes("sessionRevoke", sessionId=other)
    )


async def test_a_password_changed_here_signs_out_there(
    county: Tenant, elsewhere: Elsewhere
) -> None:
    account = await person(county, "villager", password=PASSWORD)
    there, here = await remote(county, elsewhere, account), await session_of(county, account)

    await gone_within_a_second(
        there.signed_in,
        lambda: here.codes("passwordChange", oldPassword=PASSWORD, newPassword="机井 三百米 2026"),
    )


async def test_an_account_disabled_here_is_out_there(county: Tenant, elsewhere: Elsewhere) -> None:
    account = await person(county, "villager")
    there = await remote(county, elsewhere, account)
    admin = await session_of(county, await person(county, "county_admin"), second_factor=True)

    await gone_within_a_second(
        there.signed_in, lambda: admin.codes("accountDisable", accountId=gid(account))
    )


async def test_a_role_taken_here_is_gone_there_from_session_and_key(
    county: Tenant, elsewhere: Elsewhere
) -> None:
    account = await person(county, "township_admin", "developer")
    owner = await session_of(county, account, second_factor=True)
    made = await owner.do(
        "apiTokenCreate",
        "text",
        name="统计",
        permissions=["PEOPLE_READ"],
        places=[township(county)],
    )
    key = Web(county, site=elsewhere.site, authorization=f"Bearer {made['text']}")
    security = await session_of(county, await person(county, "county_security"), second_factor=True)
    there = await remote(county, elsewhere, account)

    async def may_read() -> bool:
        held = (await key.ask("{ me { permissions { permission } } }"))["me"]["permissions"]
        return bool(held)

    await gone_within_a_second(
        may_read,
        lambda: security.codes(
            "roleRevoke", accountId=gid(account), role="TOWNSHIP_ADMIN", place=township(county)
        ),
    )
    assert not await there.signed_in()


async def test_a_key_revoked_here_is_dead_there(county: Tenant, elsewhere: Elsewhere) -> None:
    owner = await session_of(county, await person(county, "developer"), second_factor=True)
    made = await owner.do(
        "apiTokenCreate",
        "text apiToken { id }",
        name="统计",
        permissions=["DIVISION_READ"],
        places=[county.code],
    )
    key = Web(county, site=elsewhere.site, authorization=f"Bearer {made['text']}")

    async def answers() -> bool:
        return (await key.post("{ me { signedIn } }")).status_code == 200

    await gone_within_a_second(
        answers, lambda: owner.codes("apiTokenRevoke", apiTokenId=made["apiToken"]["id"])
    )


async def test_attempts_are_counted_over_all_processes(
    county: Tenant, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = redis.asyncio.Redis.from_url(elsewhere.redis_url)
    monkeypatch.setattr(valkey, "client", lambda: shared)
    account = await person(county, "villager", password=PASSWORD)
    here, there = Web(county), Web(county, site=elsewhere.site)
    found = []
    for number in range(12):
        found += await (here, there)[number % 2].codes(
            "signInWithPassword", phone=phone_of(account), password="x"
        )
    await shared.aclose()

    most = LIMITS[Attempt.PASSWORD].subject[0].amount
    assert found == ["SIGN_IN_REFUSED"] * most + ["TOO_MANY_ATTEMPTS"] * (12 - most)


async def test_a_real_server_believes_no_header_about_the_address(
    county: Tenant, elsewhere: Elsewhere
) -> None:
    clients = [
        Web(county, site=elsewhere.site, x_forwarded_for=f"198.51.100.{n}", x_real_ip="203.0.113.1")
        for n in range(10)
    ]

    assert most_from_one_address(await spray(clients, 10))


async def test_without_valkey_sessions_work_and_end_but_none_begins(
    county: Tenant, elsewhere: Elsewhere
) -> None:
    account = await person(county, "villager", password=PASSWORD)
    there = await remote(county, elsewhere, account)
    fresh = Web(county, site=elsewhere.site)
    assert await fresh.sign_in(account) == []

    elsewhere.valkey.kill()
    elsewhere.valkey.wait(30)
    refused = await Web(county, site=elsewhere.site).sign_in(account)
    asked = await Web(county, site=elsewhere.site).codes("oneTimeCodeRequest", phone=new_phone())
    still = await there.signed_in()
    await gone_within_a_second(there.signed_in, lambda: there.codes("signOut"))
    elsewhere.start_valkey()
    again = await Web(county, site=elsewhere.site).sign_in(account)

    assert (refused, asked, still, again) == (
        ["SIGN_IN_UNAVAILABLE"],
        ["SIGN_IN_UNAVAILABLE"],
        True,
        [],
    )


async def test_a_valkey_that_hangs_lets_nobody_in_either(
    county: Tenant, elsewhere: Elsewhere
) -> None:
    account = await person(county, "villager", password=PASSWORD)
    there = await remote(county, elsewhere, account)
    os.kill(elsewhere.valkey.pid, signal.SIGSTOP)
    try:
        refused = await Web(county, site=elsewhere.site).sign_in(account)
        still = await there.signed_in()
    finally:
        os.kill(elsewhere.valkey.pid, signal.SIGCONT)

    assert refused == ["SIGN_IN_UNAVAILABLE"]
    assert still
    assert await Web(county, site=elsewhere.site).sign_in(account) == []
