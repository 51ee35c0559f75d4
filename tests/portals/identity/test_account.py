"""One's own account: roles, devices, password."""

from portals.demo import sign_ins
from tests.portals.site import Browser, Village


async def test_the_account_lists_roles_with_their_portals(village: Village) -> None:
    browser = await village.browser_of("代表03")

    page = await browser.open("/me")

    assert {f"{browser.home}/my", f"{browser.home}/rep"} <= set(page.links)
    assert village.phones["代表03"] not in page.html
    assert "三苗树村" in page.words
    assert village.code not in page.words


async def test_a_role_in_a_list_begins_with_a_capital(village: Village) -> None:
    browser = await village.browser_of("代表03", "en")

    page = await browser.open("/me")

    assert "Villagers' representative" in page.words
    assert "Villager " in page.words


async def test_another_device_is_signed_out(village: Village) -> None:
    first, second = await village.browser_of("代表04"), await village.browser_of("代表04")

    page = await first.open("/me")
    ended = await first.send(page, "/me/sessions")

    assert "那台设备已经退出" in ended.words
    assert (await second.open("/me")).path == f"{second.home}/sign-in"
    assert (await first.open("/me")).path == f"{first.home}/me"


async def test_signing_out_everywhere(village: Village) -> None:
    first, second = await village.browser_of("代表05"), await village.browser_of("代表05")

    await first.send(await first.open("/me"), "/sign-out", everywhere="1")

    assert (await second.open("/me")).path == f"{second.home}/sign-in"


async def test_the_password_is_changed(village: Village) -> None:
    browser, new = await village.browser_of("代表06"), "机井 三百米 2026"

    page = await browser.open("/me/password")
    wrong = await browser.send(page, "/me/password", old="wrong one", password=new)
    done = await browser.send(page, "/me/password", old=sign_ins.PASSWORD, password=new)
    landed = await Browser(village.county.code).sign_in(village.phones["代表06"], new)

    assert wrong.status == 422
    assert "密码改好了" in done.words
    assert landed.path == f"{browser.home}/rep"


async def test_a_device_is_named_after_browser_and_system(village: Village) -> None:
    browser = Browser(village.county.code)
    browser.client.headers["User-Agent"] = (
        "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.50"
    )
    await browser.sign_in(village.phones["代表07"])

    page = await browser.open("/me")

    assert "WeChat · Android" in page.words
    assert "没有名字的设备" not in page.words


async def test_the_way_home_leads_to_the_portal_of_the_first_role(village: Village) -> None:
    villager, visitor = await village.browser_of(village.villagers[0]), Browser(village.county.code)

    assert (await villager.open("/home")).path == f"{villager.home}/my"
    assert (await visitor.open("/home")).path == f"{visitor.home}/"
