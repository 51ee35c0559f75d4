"""Bulletins: lists, the sheet, how it was counted, posters, questions."""

import pytest

from tests.portals.site import Browser, Page, Village


@pytest.fixture
async def resolution(visitor: Browser, village: Village) -> Page:
    """The page of the water's resolution."""
    listed = await visitor.open(f"/v/{village.code}/bulletins?kind=RESOLUTION")
    return await visitor.visit(listed.link("/d/"))


async def test_the_list_can_be_cut_to_one_kind(visitor: Browser, village: Village) -> None:
    all_of_them = await visitor.open(f"/v/{village.code}/bulletins")
    results = await visitor.open(f"/v/{village.code}/bulletins?kind=RESULT")
    of_county = await visitor.open("/bulletins")

    assert len([one for one in all_of_them.links if "/d/" in one]) >= 5
    assert len([one for one in results.links if "/d/" in one]) == 1
    assert "三苗树村" in of_county.words


async def test_an_unknown_kind_is_ignored(visitor: Browser, village: Village) -> None:
    page = await visitor.open(f"/v/{village.code}/bulletins?kind=NONSENSE")

    assert page.status == 200
    assert any("/d/" in one for one in page.links)


async def test_a_bulletin_shows_record_count_rail_and_code(resolution: Page) -> None:
    assert resolution.status == 200
    assert "186,400.00 元" in resolution.words
    assert "须三分之二以上（至少 12 名村民代表），达到" in resolution.words
    assert "村民代表表决" in resolution.words
    assert "已审已公开" in resolution.words
    assert resolution.link("/c/")


async def test_the_posters_are_offered_with_their_sizes(resolution: Page) -> None:
    assert "A3 彩色 PDF ·" in resolution.words
    assert len([one for one in resolution.links if one.endswith(".pdf")]) == 4


async def test_only_villagers_of_the_village_may_ask(
    visitor: Browser, village: Village, resolution: Page
) -> None:
    assert "登录后问一句" in resolution.words

    officer = await village.browser_of("镇审核员")
    page = await officer.visit(resolution.path)

    assert "问村里" not in page.words


async def test_a_question_is_asked_and_appears_without_a_name(
    village: Village, resolution: Page
) -> None:
    name = village.villagers[0]
    villager = await village.browser_of(name)
    path = resolution.path.removeprefix(villager.home)

    empty = await villager.send(await villager.open(path), path, text=" ")
    asked = await villager.send(await villager.open(path), path, text="打井要停几天水？")

    assert (empty.status, asked.status) == (422, 200)
    assert "请填写您的问题" in empty.words
    assert "您的问题送到了" in asked.words
    assert "打井要停几天水？" in asked.words.partition("问一句")[2]
    assert name not in asked.words


async def test_an_unknown_code_is_not_there(visitor: Browser) -> None:
    assert (await visitor.open("/d/000000000000")).status == 404
