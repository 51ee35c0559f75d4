"""Today, a matter of my village, comments, and whether it was really done."""

from datetime import datetime

from infra import clock
from tests.portals.site import Browser, Page, Village
from tests.portals.villager.conftest import ROAD, WATER


async def _matter(villager: Browser, title: str) -> Page:
    today = await villager.open("/my")
    for one in today.links:
        if "/my/matters/" in one:
            page = await villager.visit(one.removesuffix("/evaluate"))
            if title in page.title:
                return page
    raise LookupError(title)


async def test_today_shows_what_to_do_what_runs_and_what_was_posted(village: Village) -> None:
    villager = await village.browser_of(village.villagers[1])

    page = await villager.open("/my")

    assert page.title.startswith("今天要办")
    assert ROAD.title in page.words.partition("村里正在办的事")[2]
    assert "决议公告" in page.words.partition("最近公开")[2]
    assert {f"{villager.home}{path}" for path in ("/my/open", "/my/say", "/my/me")} <= set(
        page.links
    )


async def test_a_comment_on_what_is_posted_appears_without_the_whole_name(
    village: Village,
) -> None:
    name = village.villagers[2]
    villager = await village.browser_of(name)
    road = await _matter(villager, ROAD.title)
    path = f"{road.path.removeprefix(villager.home)}/comment"

    empty = await villager.send(road, path, text="")
    said = await villager.send(road, path, text="先修涵洞，再铺砂石。")

    assert empty.status == 422
    assert "您的意见送到了" in said.words
    neighbour = await village.browser_of(village.villagers[3])
    seen = await neighbour.visit(road.path)
    assert "先修涵洞，再铺砂石。" in seen.words
    assert name not in seen.words


async def test_comments_are_closed_when_nothing_is_posted(village: Village) -> None:
    villager = await village.browser_of(village.villagers[3])

    page = await _matter(villager, WATER)

    assert "公示期间才能提意见" in page.words
    assert "提意见" not in page.buttons


async def test_an_evaluation_is_given_once_and_leaves_a_receipt(
    village: Village, evaluating: datetime
) -> None:
    with clock.at(evaluating):
        villager = await village.browser_of(village.villagers[4])
        water = await _matter(villager, WATER)
        path = f"{water.path.removeprefix(villager.home)}/evaluate"

        early = await villager.open(path.replace("/evaluate", "/evaluated"))
        form = await villager.open(path)
        assert "真的办到了吗" in form.words
        nothing = await villager.send(form, path)
        done = await villager.send(early, path, answer="PARTLY", words="三社水小")
        again = await villager.open(path)

    assert "评一评办得怎么样" in water.buttons
    assert early.path.endswith("/evaluate")
    assert nothing.status == 422
    assert "请选择办得怎么样" in nothing.words
    assert "您的评价收到了" in done.title
    assert "办了一部分" in done.words
    assert again.path == done.path


async def test_an_evaluation_that_is_over_says_so(village: Village, evaluating: datetime) -> None:
    with clock.at(evaluating):
        villager = await village.browser_of(village.villagers[3])
        road = await _matter(villager, ROAD.title)

        page = await villager.open(f"{road.path.removeprefix(villager.home)}/evaluate")

    assert "现在不能评价" in page.words


async def test_a_matter_that_is_not_there(village: Village) -> None:
    villager = await village.browser_of(village.villagers[1])

    assert (await villager.open("/my/matters/TWF0dGVyOng=")).status == 404
