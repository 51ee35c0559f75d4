"""Who left the roll is erased on a page: confirmed, with its ground, and nobody else can."""

import re

from tests.portals.roll.test_desk import household, path_of
from tests.portals.site import Browser, Page, Village


async def departed(civil_affairs: Browser, village: Village, number: str) -> tuple[Page, str]:
    """Take the last of a household off the roll; return its page and the name."""
    page = await household(civil_affairs, village, number)
    options = page.html.split('id="depart_person"')[1].partition("</select>")[0]
    one, name = re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)<', options)[-1]
    page = await civil_affairs.send(
        page,
        f"{path_of(page, civil_affairs)}/depart",
        depart_person=one,
        depart_kind="MOVED",
        depart_reason="迁往外地",
    )
    return page, name


async def test_who_left_is_erased_after_a_confirmation(
    village: Village, civil_affairs: Browser
) -> None:
    home, name = await departed(civil_affairs, village, "033")
    assert name in home.words  # in what happened to the household
    left = await civil_affairs.visit(home.link(f"/roll/{village.code}/left?household="))
    assert name in left.words
    assert "迁出本县" in left.words
    page = await civil_affairs.visit(left.link("/erase"))
    here = path_of(page, civil_affairs)
    assert "留下什么" in page.words

    unsure = await civil_affairs.send(page, here, document="本人申请")
    assert unsure.status == 422
    assert "请确认删除" in unsure.html.split('id="sure-wrong"')[1]
    early = await civil_affairs.send(unsure, here, document="", sure="1")
    assert early.status == 422
    assert "三年" in early.html.split('id="document-wrong"')[1].partition("</span></span>")[0]
    done = await civil_affairs.send(early, here, document="本人 9 月 2 日书面申请", sure="1")
    assert done.path == f"{civil_affairs.home}/roll/{village.code}/left"
    assert "只留下编号和日期" in done.html
    assert name not in done.words
    assert "已删除" in done.words

    again = await civil_affairs.open(here)
    assert "这个人的信息已经删除" in again.words
    assert "删除这个人的信息" not in again.buttons
    home = await civil_affairs.visit(home.path)
    assert name not in home.words
    assert "（理由已删除）" in home.words


async def test_who_is_on_the_roll_is_not_erased(village: Village, civil_affairs: Browser) -> None:
    page = await household(civil_affairs, village, "034")
    one = page.html.split('id="depart_person"')[1].split('<option value="')[2].partition('"')[0]

    page = await civil_affairs.open(f"/roll/{village.code}/people/{one}/erase")

    assert "还在名册上，不能删除" in page.words
    assert "删除这个人的信息" not in page.buttons


async def test_nobody_else_may_list_or_erase(
    village: Village, civil_affairs: Browser, township: Browser, clerk: Browser
) -> None:
    home, name = await departed(civil_affairs, village, "035")
    left = await civil_affairs.visit(home.link(f"/roll/{village.code}/left?household="))
    erase = left.link("/erase")

    for other in (township, clerk):
        assert (await other.visit(left.path)).status == 403
        page = await other.visit(erase)
        assert "删除这个人的信息" not in page.buttons
    assert name in (await civil_affairs.visit(left.path)).words
