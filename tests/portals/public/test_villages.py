"""Finding one's village, and what its page shows."""

from tests.portals.site import Browser, Village


async def test_the_front_door_lists_the_open_counties(visitor: Browser, village: Village) -> None:
    page = await visitor.visit("/")

    assert page.status == 200
    assert f"/{village.county.code}/" in page.links


async def test_a_village_is_found_by_name_by_initials_and_by_township(
    visitor: Browser, village: Village
) -> None:
    address = f"/{village.county.code}/v/{village.code}"

    for asked in ("q=三苗", "q=smsc", f"township={village.code[:9]}"):
        assert address in (await visitor.open(f"/?{asked}")).links


async def test_an_unknown_name_says_what_to_do(visitor: Browser) -> None:
    page = await visitor.open("/?q=没有这个村")

    assert "没有找到这个村" in page.words
    assert "看全部乡镇" in page.words


async def test_a_fragment_is_the_list_alone(visitor: Browser) -> None:
    answer = await visitor.client.get(f"{visitor.home}/?q=smsc", headers={"X-Fragment": "villages"})

    assert answer.headers["x-fragment"] == "villages"
    assert "<html" not in answer.text
    assert "三苗树村" in answer.text


async def test_the_village_shows_what_is_posted_what_runs_and_whom_to_see(
    visitor: Browser, village: Village
) -> None:
    page = await visitor.open(f"/v/{village.code}")

    posted = page.words.partition("正在公示")[2].partition("正在办的事")[0]
    assert "维修三社砂石路 1.5 公里" in posted
    assert "还剩" in posted
    assert "第 3 步，共 10 步：张榜公布" in page.words
    assert "代表17" in page.words.partition("找谁")[2]


async def test_another_countys_village_is_not_there(visitor: Browser) -> None:
    page = await visitor.open("/v/371721101200")

    assert page.status == 404


async def test_the_pages_speak_english(village: Village) -> None:
    visitor = Browser(village.county.code, "en")

    page = await visitor.open(f"/v/{village.code}")

    assert "Posted now" in page.words
    assert '<html lang="en"' in page.html
