"""Both password profiles in full, over HTTP: `asvs` forbids what `djbh` demands."""

import unicodedata
from datetime import timedelta

import pytest

from infra import clock
from infra.settings import settings
from tenants import accounts
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.identity.web import Web, pages, phone_of, session_of
from tests.tenants.people import person

NOON = clock.now().replace(hour=4, minute=0, second=0, microsecond=0)
GOOD = "Jijing 300 mi"
PLAIN = "gravel road of two km"
DAYS_90 = timedelta(days=90)


@pytest.fixture(params=["asvs", "djbh"])
def profile(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(settings(), "password_profile", request.param)
    return str(request.param)


async def with_password(county: Tenant, password: str, *roles: str) -> Account:
    account = await person(county, *roles)
    async with unit_of_work(county) as uow:
        await accounts.set_password(uow, account.id, password)
    return account


REFUSED_BY_BOTH = [
    "Ab3$efg",  # seven characters
    "A1!" + "x" * 126,  # 129 characters
    "Password123!",
    "Qwertyuiop1!",
    "Aa1!Aa1!Aa1!",
    "Wangxiuying1!",  # her name in pinyin
]
ACCEPTED_BY_BOTH = [
    GOOD,
    "Ab3$efgh",
    "Well water, 300 m deep",
    "A1 " + "井水变甜" * 31,  # 127 characters
    "咸水变甜水 A7",
]
REFUSED_BY_DJBH_ALONE = [PLAIN, "gravelroad2km", "咸水变甜水的那一年"]


@pytest.mark.parametrize("password", REFUSED_BY_BOTH)
async def test_both_refuse_what_is_guessed(county: Tenant, profile: str, password: str) -> None:
    web = await session_of(county, await person(county, "villager"))

    assert await web.codes("passwordChange", newPassword=password) == ["PASSWORD_WEAK"], profile


@pytest.mark.parametrize("password", ACCEPTED_BY_BOTH)
async def test_both_accept_what_is_long_or_mixed(
    county: Tenant, profile: str, password: str
) -> None:
    account = await person(county, "villager")
    web = await session_of(county, account)

    assert await web.codes("passwordChange", newPassword=password) == [], profile
    assert await Web(county).sign_in(account, password) == []


@pytest.mark.parametrize("password", REFUSED_BY_DJBH_ALONE)
async def test_only_djbh_has_rules_of_composition(
    county: Tenant, profile: str, password: str
) -> None:
    web = await session_of(county, await person(county, "villager"))

    codes = await web.codes("passwordChange", newPassword=password)

    assert codes == (["PASSWORD_WEAK"] if profile == "djbh" else [])


async def test_only_djbh_wants_a_new_password_after_ninety_days(
    county: Tenant, profile: str
) -> None:
    with clock.at(NOON - DAYS_90):
        account = await with_password(county, GOOD, "villager")
    document = (
        "mutation($phone: String!, $password: String!) { signInWithPassword(input: "
        "{phone: $phone, password: $password}) { passwordExpired errors { code } } }"
    )
    given = {"phone": phone_of(account), "password": GOOD}

    with clock.at(NOON):
        on_the_day = await Web(county).ask(document, **given)
    with clock.at(NOON + timedelta(seconds=1)):
        a_second_later = await Web(county).ask(document, **given)

    assert on_the_day["signInWithPassword"] == {"passwordExpired": False, "errors": []}
    assert a_second_later["signInWithPassword"]["passwordExpired"] is (profile == "djbh")


async def test_under_djbh_nothing_is_done_with_an_expired_password(
    county: Tenant, profile: str
) -> None:
    """Being told is not being made to: every gate stays shut until it is changed."""
    with clock.at(NOON - DAYS_90):
        account = await with_password(county, GOOD, "villager")
    with clock.at(NOON + timedelta(minutes=1)):
        web = Web(county)
        assert await web.sign_in(account, GOOD) == []
        matters = "{ matters { pageInfo { hasNextPage } } }"
        before = [one["extensions"]["code"] for one in (await web.run(matters)).errors]
        changed = await web.codes("passwordChange", oldPassword=GOOD, newPassword="Jijing 400 mi")
        after = await web.run(matters)

    assert before == (["PASSWORD_EXPIRED"] if profile == "djbh" else [])
    assert changed == []
    assert after.errors == ()


async def test_under_djbh_a_page_leads_to_the_change(county: Tenant, profile: str) -> None:
    with clock.at(NOON - DAYS_90):
        account = await with_password(county, GOOD, "county_admin")
    with clock.at(NOON + timedelta(minutes=1)):
        browser = pages(county)
        form = await browser.open("/sign-in")
        await browser.send(form, "/sign-in", phone=phone_of(account), password=GOOD)
        answer = await browser.client.get(f"{browser.home}/office/accounts")

    wanted = "/me/password" if profile == "djbh" else "/second-factor"
    assert answer.headers["location"].startswith(browser.home + wanted)


async def test_the_new_password_is_another_one(county: Tenant, profile: str) -> None:
    account = await with_password(county, GOOD, "villager")
    web = await session_of(county, account)

    for same in (GOOD, unicodedata.normalize("NFD", GOOD)):
        codes = await web.codes("passwordChange", oldPassword=GOOD, newPassword=same)
        assert codes == ["PASSWORD_WEAK"], profile


async def test_one_password_has_one_spelling(county: Tenant, profile: str) -> None:
    """A keyboard that writes é in two parts must not lock its owner out."""
    composed = unicodedata.normalize("NFC", "Café au lait 7")
    taken_apart = unicodedata.normalize("NFD", composed)
    assert composed != taken_apart
    account = await person(county, "villager")
    web = await session_of(county, account)

    assert await web.codes("passwordChange", newPassword=taken_apart) == [], profile
    assert await Web(county).sign_in(account, taken_apart) == []
    assert await Web(county).sign_in(account, composed) == []


async def test_a_long_password_counts_to_its_last_character(county: Tenant, profile: str) -> None:
    password = "A1 " + "gravel road " * 10 + "z"
    account = await with_password(county, password, "villager")

    assert await Web(county).sign_in(account, password[:-1]) == ["SIGN_IN_REFUSED"], profile
    assert await Web(county).sign_in(account, password) == []
