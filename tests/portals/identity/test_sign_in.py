"""Signing in and out with scripts switched off."""

import json
from urllib.parse import quote

import pytest

from infra.settings import settings
from portals.demo import sign_ins
from portals.identity import demonstration
from tenants import one_time_codes, repository
from tenants.phone_numbers import index
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Browser, Village


async def _sent(village: Village, phone: str, purpose: one_time_codes.Purpose) -> str:
    """Return the digits that the worker would send."""
    async with unit_of_work(village.county) as uow:
        code = await repository.newest_code_for_update(uow.session, purpose, index(phone))
    assert code is not None
    return one_time_codes.digits(village.county.code, code.id)


async def test_a_villager_lands_on_the_villagers_page(village: Village, visitor: Browser) -> None:
    page = await visitor.sign_in(village.phones[village.villagers[0]])

    assert page.path == f"{visitor.home}/my"


async def test_a_wrong_password_says_so_and_keeps_the_phone(
    village: Village, visitor: Browser
) -> None:
    phone = village.phones[village.villagers[0]]

    page = await visitor.sign_in(phone, "wrong password")

    assert page.status == 422
    assert page.title.startswith("有问题：")
    assert phone in page.html
    assert "wrong password" not in page.html


async def test_a_form_without_its_token_is_refused(visitor: Browser) -> None:
    await visitor.open("/sign-in")

    answer = await visitor.client.post(f"{visitor.home}/sign-in", data={"phone": "1"})

    assert answer.status_code == 403


async def test_one_goes_on_to_the_page_one_wanted_and_never_to_another_site(
    village: Village, visitor: Browser
) -> None:
    wanted = f"{visitor.home}/my/say"
    asked = await visitor.visit(wanted)
    assert asked.path == f"{visitor.home}/sign-in"

    phone = village.phones[village.villagers[1]]
    page = await visitor.send(asked, "/sign-in", phone=phone, password=sign_ins.PASSWORD)
    other = Browser(village.county.code)
    tricked = await other.open(f"/sign-in?next={quote('//evil.example/x', safe='')}")
    safe = await other.send(tricked, "/sign-in", phone=phone, password=sign_ins.PASSWORD)

    assert page.path == wanted
    assert safe.path == f"{visitor.home}/my"


async def test_a_code_by_sms_signs_in_and_the_number_is_not_asked_twice(
    village: Village, visitor: Browser
) -> None:
    phone = village.phones[village.villagers[2]]
    start = await visitor.open("/sign-in")

    fields = {**start.hidden(f"{visitor.home}/sign-in"), "phone": f"{phone[:3]} {phone[3:]}"}
    answer = await visitor.client.post(f"{visitor.home}/sign-in/send", data=fields)
    asked = await visitor.open("/sign-in/code")
    wrong = await visitor.send(asked, "/sign-in/code", code="000000")
    code = await _sent(village, phone, "sign_in")
    page = await visitor.send(wrong, "/sign-in/code", code=code)

    assert answer.url.path == f"{visitor.home}/sign-in/code"
    assert phone[-4:] in asked.words
    assert phone not in asked.words
    assert wrong.status == 422
    assert page.path == f"{visitor.home}/my"


async def test_an_unknown_number_gets_the_same_answer(visitor: Browser) -> None:
    start = await visitor.open("/sign-in")

    fields = {**start.hidden(f"{visitor.home}/sign-in"), "phone": "13900009999"}
    answer = await visitor.client.post(f"{visitor.home}/sign-in/send", data=fields)

    assert answer.url.path == f"{visitor.home}/sign-in/code"
    assert "如果登记过" in answer.text


async def test_without_a_code_on_its_way_one_starts_again(visitor: Browser) -> None:
    visitor.client.cookies.set("pending", "aesgcm1:../../keys:AAAA")

    page = await visitor.open("/sign-in/code")

    assert page.path == f"{visitor.home}/sign-in"


async def test_signing_out_takes_a_button(village: Village) -> None:
    browser = await village.browser_of(village.villagers[3])

    page = await browser.open("/sign-out")
    out = await browser.send(page, "/sign-out")
    again = await browser.open("/my")

    assert "退出登录" in page.buttons
    assert "您已退出登录" in out.words
    assert again.path == f"{browser.home}/sign-in"


async def test_the_demonstrations_accounts_are_one_tap_away(
    village: Village, visitor: Browser
) -> None:
    phone = village.phones["代表02"]
    line = {
        "county": village.county.code,
        "role": "representative",
        "roleName": "村民代表",
        "name": "代表02",
        "phone": phone,
        "password": sign_ins.PASSWORD,
        "place": village.code,
    }
    file = settings().home / "demo-accounts.json"
    file.write_text(json.dumps([line, {**line, "county": "999999"}]))

    page = await visitor.open("/sign-in")
    landed = await visitor.send(page, "/sign-in/demo", account="0")
    beyond = await Browser(village.county.code).open("/sign-in")
    file.unlink()

    assert "村民代表 代表02" in page.buttons
    assert landed.path == f"{visitor.home}/rep"
    assert beyond.status == 200


async def test_nothing_of_the_demonstration_shows_elsewhere(
    village: Village, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = settings().home / "demo-accounts.json"
    file.write_text(json.dumps([{"county": village.county.code}]))
    monkeypatch.setattr(settings(), "profile", "production")

    page = await visitor.open("/sign-in")
    code = demonstration.code()
    file.unlink()

    assert "演示" not in page.words
    assert code is None
