"""The public side of a matter, its data, and the guides."""

from tests.portals.site import Browser, Village


async def test_the_demo_s_own_matter_has_a_plan_to_open(visitor: Browser, village: Village) -> None:
    home = await visitor.open(f"/v/{village.code}")
    page = await visitor.visit(home.link("/m/"))
    file = await visitor.client.get(page.link("/files/"))

    assert "走向示意图（示例）" in page.words
    assert file.status_code == 200
    assert file.content.startswith(b"\x89PNG")


async def test_a_matter_shows_its_votes_with_their_count(
    visitor: Browser, village: Village
) -> None:
    home = await visitor.open(f"/v/{village.code}")
    pages = [await visitor.visit(one) for one in home.links if "/m/" in one]
    water = next(page for page in pages if "全村饮水安全" in page.title)

    assert "第 1 稿的表决结果" in water.words
    assert "同意 16 反对 1" in water.words
    assert "第 2 稿的表决结果" in water.words
    assert "同意 17 反对 0" in water.words
    assert "花了 ￥124,000.00" in water.words
    assert "居民" not in water.words


async def test_a_matter_that_is_not_there(visitor: Browser) -> None:
    assert (await visitor.open("/m/UHVibGljTWF0dGVyOng=")).status == 404
    nonsense = await visitor.open("/m/xx")  # it quoted the library that reads ids
    assert (nonsense.status, "没有这一页" in nonsense.words) == (404, True)


async def test_every_page_names_the_operation_it_ran(visitor: Browser, village: Village) -> None:
    home = await visitor.open(f"/v/{village.code}")

    page = await visitor.visit(home.link("/data/"))

    assert "query PublicVillage" in page.words
    assert "sha256:" in page.words
    assert (await visitor.open("/data/Nonsense")).status == 404


async def test_the_guides_open_with_and_without_a_county(visitor: Browser) -> None:
    for path in ("/help", "/help/accessibility", "/help/privacy"):
        assert (await visitor.open(path)).status == 200
        assert (await visitor.visit(path)).status == 200
    assert "12345" in (await visitor.open("/help")).words
