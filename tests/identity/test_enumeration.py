"""Nobody learns whether a phone has an account: not from words, nor from the work that is done."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from argon2 import PasswordHasher
from argon2.low_level import Type
from sqlalchemy import text

from infra import clock
from tenants import accounts, passwords
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.identity.web import Web, pages, phone_of, statements
from tests.schema.accounts.test_claim import resident
from tests.tenants.people import PASSWORD, new_phone, person

PASSWORD_TRY = (
    "mutation($phone: String!) { signInWithPassword(input: {phone: $phone, password: "
    '"wrong"}) { me { name account { id } } passwordExpired errors { code message path } } }'
)
CODE_TRY = (
    'mutation($phone: String!) { signInWithCode(input: {phone: $phone, code: "000001"}) '
    "{ me { name } errors { code message path } } }"
)
CODE_REQUEST = (
    "mutation($phone: String!) { oneTimeCodeRequest(input: {phone: $phone}) "
    "{ validMinutes errors { code message path } } }"
)
CLAIM_REQUEST = CODE_REQUEST.replace("phone: $phone}", "phone: $phone, purpose: CLAIM}")
CLAIM_TRY = (
    'mutation($phone: String!) { accountClaim(input: {phone: $phone, code: "000001"}) '
    "{ me { name } errors { code message path } } }"
)
ALL = {
    "password": [PASSWORD_TRY],
    "code request": [CODE_REQUEST],
    "code": [CODE_REQUEST, CODE_TRY, CODE_TRY],
    "code that nobody asked for": [CODE_TRY],
    "claim request": [CLAIM_REQUEST],
    "claim": [CLAIM_REQUEST, CLAIM_TRY, CLAIM_TRY],
    "claim that nobody asked for": [CLAIM_TRY],
}
PASSING = {"x-request-id", "date"}


async def known_phones(county: Tenant) -> dict[str, str]:
    """Phones in every state that an account can have, one on the roll, and one of nobody."""
    people: dict[str, Account] = {
        "known": await person(county, "villager", password=PASSWORD),
        "without a password": await person(county, "villager"),
        "disabled": await person(county, "villager", password=PASSWORD),
        "locked": await person(county, "villager", password=PASSWORD),
        "unverified": await person(county, "villager", password=PASSWORD),
    }
    async with unit_of_work(county) as uow:
        await accounts.disable(uow, people["disabled"].id)
        await uow.session.execute(
            text("UPDATE account SET locked_until = :then WHERE id = :id"),
            {"then": clock.now().replace(year=2100), "id": people["locked"].id},
        )
        await uow.session.execute(
            text("UPDATE account SET phone_verified = false WHERE id = :id"),
            {"id": people["unverified"].id},
        )
    on_the_roll = new_phone()
    await resident(county, on_the_roll)
    phones = {name: phone_of(one) for name, one in people.items()}
    return {**phones, "on the roll": on_the_roll, "nobody": new_phone()}


def seen(response: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """What an attacker can compare of an answer."""
    headers = {name: value for name, value in response.headers.items() if name not in PASSING}
    return response.status_code, response.text, headers


@contextmanager
def argon2_work() -> Iterator[list[str]]:
    """Note each argon2 computation with its parameters."""
    noted: list[str] = []
    real_hash, real_verify = PasswordHasher.hash, PasswordHasher.verify

    def parameters(one: PasswordHasher) -> str:
        return f"m={one.memory_cost},t={one.time_cost},p={one.parallelism}"

    def hashing(self: PasswordHasher, *rest: object, **named: object) -> str:
        noted.append(parameters(self))
        return real_hash(self, *rest, **named)  # type: ignore[arg-type]

    def verifying(self: PasswordHasher, kept: str, password: str) -> bool:
        noted.append(kept.split("$")[3])
        return real_verify(self, kept, password)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PasswordHasher, "hash", hashing)
        patch.setattr(PasswordHasher, "verify", verifying)
        yield noted


@pytest.mark.parametrize("documents", ALL.values(), ids=ALL)
async def test_the_answer_is_the_same_byte_for_byte(county: Tenant, documents: list[str]) -> None:
    answers = {}
    for name, phone in (await known_phones(county)).items():
        web = Web(county)
        answers[name] = [seen(await web.post(document, phone=phone)) for document in documents]

    assert {name: one for name, one in answers.items() if one != answers["nobody"]} == {}


@pytest.mark.parametrize("documents", ALL.values(), ids=ALL)
async def test_the_work_is_the_same_statement_for_statement(
    county: Tenant, documents: list[str]
) -> None:
    """A count cannot be flaky, a stop-watch can: what takes time is done equally often."""
    work = {}
    for name, phone in (await known_phones(county)).items():
        web = Web(county)
        with statements() as asked, argon2_work() as hashes:
            for document in documents:
                await web.post(document, phone=phone)
        work[name] = [*asked, *hashes]

    differing = {
        name: [*sorted(set(one) ^ set(work["nobody"])), f"{len(one)} of {len(work['nobody'])}"]
        for name, one in work.items()
        if one != work["nobody"]
    }
    assert differing == {}


async def test_a_password_is_hashed_once_even_by_a_process_that_just_started(
    county: Tenant,
) -> None:
    phones, done = await known_phones(county), {}
    for name in ("known", "nobody", "disabled", "locked"):
        passwords._nobody.cache_clear()
        with argon2_work() as hashes:
            await Web(county).post(PASSWORD_TRY, phone=phones[name])
        done[name] = list(hashes)

    assert len(done["nobody"]) >= 1
    assert {name: one for name, one in done.items() if one != done["nobody"]} == {}


async def test_the_decoy_is_as_dear_as_a_real_hash() -> None:
    with argon2_work() as hashes:
        await passwords.matches(None, "x")
        await passwords.matches(await passwords.hashed("x"), "y")

    assert len(set(hashes)) == 1
    assert passwords.hasher().type is Type.ID


def told(page_html: str, phone: str) -> str:
    """A page without what differs each time it is shown."""
    plain = page_html.replace(phone, "PHONE").replace(f"{phone[:3]}****{phone[-4:]}", "MASKED")
    plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{80}", "KEY", plain)
    return plain.replace(phone[-4:], "LAST")


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/send", "/claim"])
async def test_a_page_says_the_same(county: Tenant, path: str) -> None:
    answers = {}
    for name, phone in (await known_phones(county)).items():
        browser = pages(county)
        form = await browser.open("/claim" if path == "/claim" else "/sign-in")
        fields = form.hidden(f"{browser.home}{path.removesuffix('/send')}")
        sent = await browser.client.post(
            browser.home + path, data={**fields, "phone": phone, "password": "wrong"}
        )
        cookies = [len(one) for one in sent.headers.get_list("set-cookie")]
        answers[name] = (
            sent.status_code,
            sent.headers.get("location"),
            told(sent.text, phone),
            cookies,
        )
        if sent.status_code == 303:
            following = await browser.visit(sent.headers["location"])
            answers[name] += (told(following.html, phone),)  # type: ignore[assignment]

    assert {name: one for name, one in answers.items() if one != answers["nobody"]} == {}


async def test_asking_for_codes_is_limited_alike(county: Tenant) -> None:
    phones = await known_phones(county)
    for document in (CODE_REQUEST, CLAIM_REQUEST):
        second = {}
        for name, phone in phones.items():
            await Web(county).post(document, phone=phone)
            second[name] = seen(await Web(county).post(document, phone=phone))

        assert "TOO_MANY_ATTEMPTS" in second["nobody"][1]
        assert {name: one for name, one in second.items() if one != second["nobody"]} == {}


async def test_wrong_passwords_are_limited_and_locked_alike(county: Tenant) -> None:
    phones = await known_phones(county)
    runs = {}
    for name, phone in phones.items():
        runs[name] = [seen(await Web(county).post(PASSWORD_TRY, phone=phone)) for _ in range(11)]

    assert "TOO_MANY_ATTEMPTS" in runs["nobody"][-1][1]
    assert {name: one for name, one in runs.items() if one != runs["nobody"]} == {}
