"""Limits count each field, whatever its request, address, headers or county; they fail closed."""

import asyncio
from typing import Any

import pytest
from pydantic import ValidationError
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from infra.settings import Settings
from services.people import service as people
from tenants.rate_limits import LIMITS, Attempt
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.identity.web import (
    Web,
    application,
    authenticator,
    count,
    phone_of,
    session_of,
)
from tests.schema.accounts.test_claim import resident
from tests.tenants.people import PASSWORD, new_phone, person

PER_PHONE = LIMITS[Attempt.PASSWORD].subject[0].amount
PER_ADDRESS = LIMITS[Attempt.CODE].address.amount
ALIASES = 15


def password_field(alias: str, phone: str) -> str:
    return (
        f'{alias}: signInWithPassword(input: {{phone: "{phone}", password: "x"}}) '
        "{ errors { code } }"
    )


def code_field(alias: str, phone: str) -> str:
    return (
        f'{alias}: signInWithCode(input: {{phone: "{phone}", code: "000000"}}) '
        "{ errors { code } }"
    )


def codes_in(data: dict[str, Any]) -> list[str]:
    return [one["code"] for payload in data.values() for one in payload["errors"]]


async def spray(clients: list[Web], times: int) -> list[str]:
    """Try one code on a new phone each, fifteen in a request; return how each ended."""
    found: list[str] = []
    for number in range(times):
        fields = " ".join(code_field(f"a{n}", new_phone()) for n in range(ALIASES))
        found += codes_in(await clients[number % len(clients)].ask(f"mutation {{ {fields} }}"))
    return found


def most_from_one_address(found: list[str]) -> bool:
    beyond = len(found) - PER_ADDRESS
    return found == ["SIGN_IN_REFUSED"] * PER_ADDRESS + ["TOO_MANY_ATTEMPTS"] * beyond


async def test_each_alias_is_an_attempt(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    phone = phone_of(account)
    fields = " ".join(password_field(f"a{n}", phone) for n in range(PER_PHONE + 2))

    data = await Web(county).ask(f"mutation {{ {fields} }}")

    assert codes_in(data) == ["SIGN_IN_REFUSED"] * PER_PHONE + ["TOO_MANY_ATTEMPTS"] * 2
    assert await Web(county).sign_in(account) == ["TOO_MANY_ATTEMPTS"]


async def test_the_right_password_among_the_aliases_comes_too_late(county: Tenant) -> None:
    account, web = await person(county, "villager", password=PASSWORD), Web(county)
    phone = phone_of(account)
    guesses = " ".join(password_field(f"a{n}", phone) for n in range(PER_PHONE))
    right = (
        f'z: signInWithPassword(input: {{phone: "{phone}", password: "{PASSWORD}"}}) '
        "{ errors { code } }"
    )

    data = await web.ask(f"mutation {{ {guesses} {right} }}")

    assert codes_in(data)[-1] == "TOO_MANY_ATTEMPTS"
    assert web.token == ""


async def test_mutations_of_several_kinds_in_one_document_are_each_counted(county: Tenant) -> None:
    account = await person(county, "clerk")
    await authenticator(county, account)
    web = await session_of(county, account)
    phone = new_phone()
    second = 'secondFactorConfirm(input: {code: "000000"}) { errors { code } }'
    request = f'oneTimeCodeRequest(input: {{phone: "{phone}"}}) {{ errors {{ code }} }}'
    document = " ".join(
        f"s{n}: {second} p{n}: {password_field('x', phone).removeprefix('x: ')} r{n}: {request}"
        for n in range(5)
    )

    first = await web.ask(f"mutation {{ {document} }}")
    again = await web.ask(f"mutation {{ {document} }}")

    assert [first[f"s{n}"]["errors"][0]["code"] for n in range(5)] == ["CODE_REFUSED"] * 5
    assert [again[f"s{n}"]["errors"][0]["code"] for n in range(5)] == ["TOO_MANY_ATTEMPTS"] * 5
    assert codes_in({n: p for n, p in again.items() if n[0] == "p"}) == ["SIGN_IN_REFUSED"] * 5
    assert [len(first[f"r{n}"]["errors"]) for n in range(5)] == [0, 1, 1, 1, 1]
    assert await web.codes("signInWithPassword", phone=phone, password="x") == ["TOO_MANY_ATTEMPTS"]


async def test_a_list_of_operations_is_no_request(county: Tenant) -> None:
    web, document = Web(county), f"mutation {{ {password_field('a', new_phone())} }}"

    response = await web.send([{"query": document}] * 20)

    assert response.status_code == 400
    assert await count(county, "sign_in_event") == 0


async def test_thirty_attempts_at_the_same_moment_are_ten(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    phone = phone_of(account)

    found = await asyncio.gather(
        *(Web(county).codes("signInWithPassword", phone=phone, password="x") for _ in range(30))
    )

    codes = sorted(code for one in found for code in one)
    assert codes == ["SIGN_IN_REFUSED"] * PER_PHONE + ["TOO_MANY_ATTEMPTS"] * (30 - PER_PHONE)


async def test_headers_that_claim_another_address_reset_nothing(county: Tenant) -> None:
    clients = [
        Web(
            county,
            address="192.0.2.10",
            x_forwarded_for=f"198.51.100.{n}",
            x_real_ip=f"198.51.100.{n}",
            forwarded=f"for=198.51.100.{n}",
            client_ip=f"198.51.100.{n}",
        )
        for n in range(10)
    ]

    assert most_from_one_address(await spray(clients, 10))


async def test_another_county_resets_nothing(county: Tenant, other_county: Tenant) -> None:
    address = "192.0.2.20"
    clients = [Web(county, address=address), Web(other_county, address=address)]

    assert most_from_one_address(await spray(clients, 10))


async def test_one_ipv6_network_is_one_address(county: Tenant) -> None:
    """A household's line has 2^64 addresses; each must not be a fresh start."""
    clients = [Web(county, address=f"2001:db8:1:2::{n:x}") for n in range(1, 11)]

    assert most_from_one_address(await spray(clients, 10))
    neighbour = Web(county, address="2001:db8:1:3::1")
    assert await spray([neighbour], 1) == ["SIGN_IN_REFUSED"] * ALIASES


async def test_an_ipv4_address_in_ipv6_dress_is_the_same_address(county: Tenant) -> None:
    clients = [Web(county, address=one) for one in ("192.0.2.30", "::ffff:192.0.2.30")]

    assert most_from_one_address(await spray(clients, 10))


async def test_a_client_without_an_address_is_counted_too(county: Tenant) -> None:
    assert most_from_one_address(await spray([Web(county, address="")], 10))


async def test_behind_the_proxy_only_what_it_saw_itself_counts(county: Tenant) -> None:
    clients = []
    for n in range(10):
        claimed = f"198.51.100.{n}, 203.0.113.7"
        web = Web(county, address="10.0.0.1", x_forwarded_for=claimed)
        web.app = trusting("10.0.0.1")
        clients.append(web)

    assert most_from_one_address(await spray(clients, 10))


def trusting(proxies: str) -> ASGIApp:
    """The application as `mingbai web` wraps it where a proxy is named."""
    wrapped: Any = ProxyHeadersMiddleware(application(), trusted_hosts=proxies)  # type: ignore[arg-type]
    return wrapped  # type: ignore[no-any-return]


@pytest.mark.parametrize("proxies", ["*", "10.0.0.1,*", "0.0.0.0/0", "::/0"])
def test_an_installation_that_would_believe_everybody_does_not_start(proxies: str) -> None:
    with pytest.raises(ValidationError, match="trusted_proxies"):
        Settings(trusted_proxies=proxies)


async def test_guesses_by_one_slip_are_limited_wherever_they_come_from(county: Tenant) -> None:
    """Whoever holds a slip must not learn by it which numbers have accounts."""
    taken = phone_of(await person(county, "villager"))
    holder = await resident(county, None)
    async with unit_of_work(county) as uow:
        slip = await people.issue_claim_slip(uow, holder)

    codes = [
        code
        for _ in range(12)
        for code in await Web(county).codes(
            "accountClaim", phone=taken, slip=slip, password=PASSWORD
        )
    ]

    assert codes == ["PHONE_TAKEN"] * 10 + ["TOO_MANY_ATTEMPTS"] * 2
