"""What is open, what is mine, and who may come in."""

from tests.portals.site import Browser, Village


async def test_what_is_open_in_my_village(village: Village) -> None:
    villager = await village.browser_of(village.villagers[1])

    page = await villager.open("/my/open")

    assert len([one for one in page.links if "/d/" in one]) == 5


async def test_mine_holds_size_language_devices_and_the_way_out(village: Village) -> None:
    villager = await village.browser_of(village.villagers[2])

    page = await villager.open("/my/me")
    ended = await villager.send(page, "/sign-out", everywhere="1")

    assert "特大字" in page.words
    assert "English" in page.words
    assert "全部设备都退出" in page.buttons
    assert f"{villager.home}/my/opinions" in page.links
    assert "您已退出登录" in ended.words


async def test_whoever_is_not_signed_in_signs_in_first(village: Village) -> None:
    visitor = Browser(village.county.code)

    for path in ("/my", "/my/say", "/my/opinions", "/my/open", "/my/me", "/my/matters/x"):
        page = await visitor.open(path)
        assert page.path == f"{visitor.home}/sign-in"
        assert page.query == f"next=%2F{village.county.code}{path.replace('/', '%2F')}"


async def test_an_official_without_a_village_is_told_so(village: Village) -> None:
    official = await village.browser_of("县开发者")

    page = await official.open("/my")

    assert page.status == 403
    assert "不在哪个村的名册上" in page.words


async def test_the_pages_speak_english(village: Village) -> None:
    villager = await village.browser_of(village.villagers[3], "en")

    page = await villager.open("/my")

    assert page.title.startswith("To do today")
    assert "What the village is doing" in page.words
