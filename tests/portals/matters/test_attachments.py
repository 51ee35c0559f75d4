"""Attaching on the pages: chosen, titled, listed, removed, and found by everybody once posted."""

from uuid import UUID

import httpx
from strawberry.relay import from_base64

from portals.demo.stage import posted
from tests.factories.papers import pdf, photo
from tests.portals.site import Browser, Page, Village

PDF, JPEG = "application/pdf", "image/jpeg"


async def drafted(secretary: Browser, title: str) -> str:
    """Begin a matter with its plan and somebody heard; return its path."""
    page = await secretary.open("/secretary/matters/new")
    said = {"title": title, "type": "PUBLIC_WELFARE", "method": "siquansizhi"}
    page = await secretary.send(page, "/secretary/matters/new", **said)
    matter = page.path.removeprefix(secretary.home)
    money = {"budget": "30万", "source1": "上级补助", "amount1": "30万"}
    page = await secretary.send(page, f"{matter}/edit", title=title, text="硬化路面。", **money)
    await secretary.send(page, f"{matter}/heard", heard_name="张三", heard_opinion="赞成")
    return matter


async def attach(
    browser: Browser, matter: str, title: str, data: bytes, kind: str = PDF, name: str = "a.pdf"
) -> Page:
    """Send the form with a file, as a browser without scripts does."""
    path = f"{matter}/attach"
    fields = {**(await browser.open(matter)).hidden(browser.home + path), "file_title": title}
    files = {"file": (name, data, kind)}
    return Page(await browser.client.post(browser.home + path, data=fields, files=files))


async def fetched(browser: Browser, page: Page) -> list[httpx.Response]:
    """Open every file that a page links to."""
    links = [one for one in page.links if "/files/" in one]
    return [await browser.client.get(one) for one in links]


async def test_files_are_attached_listed_and_removed_while_the_plan_is_written(
    secretary: Browser,
) -> None:
    matter = await drafted(secretary, "硬化二社的路")

    page = await attach(secretary, matter, "施工图", pdf("走向"))
    page = await attach(secretary, matter, "现场照片", photo("JPEG"), JPEG, "IMG_1.jpg")
    [plan, view] = await fetched(secretary, page)
    gone = await secretary.send(page, f"{matter}/detach")

    assert page.query == "done=attach"
    assert "附件已附上。" in page.words
    assert (plan.content, plan.headers["content-type"]) == (pdf("走向"), PDF)
    assert view.headers["content-type"] == JPEG
    assert gone.query == "done=detach"
    assert "施工图" not in gone.words
    assert "现场照片" in gone.words
    assert (await secretary.client.get(str(plan.url))).status_code == 404


async def test_what_cannot_be_attached_says_why_at_its_field(secretary: Browser) -> None:
    matter = await drafted(secretary, "硬化三社的路")

    unnamed = await attach(secretary, matter, "", pdf("图"))
    nothing = await attach(secretary, matter, "施工图", b"", name="")
    script = await attach(secretary, matter, "施工图", b"<script>alert(1)</script>")
    large = await attach(secretary, matter, "施工图", pdf("图", 5_000_001))
    huge = await attach(secretary, matter, "施工图", pdf("图", 13_000_000))

    assert [one.status for one in (unnamed, nothing, script, large, huge)] == [422] * 4 + [413]
    assert "请填写附件名称" in unnamed.words
    assert "请选择文件" in nothing.words
    assert "只收完整的 PDF、JPEG 照片或 PNG 图片" in script.words
    assert 'id="file-wrong"' in script.html
    assert "文件超过 5 MB" in large.words
    assert 'name="title" value="硬化三社的路"' in large.html


async def test_everybody_finds_the_files_once_the_plan_hangs_and_nobody_changes_them(
    village: Village, secretary: Browser
) -> None:
    visitor = Browser(village.county.code)
    matter = await drafted(secretary, "硬化四社的路")
    page = await attach(secretary, matter, "施工图", pdf("走向"))
    inside = page.link("/files/")
    page = await secretary.send(page, f"{matter}/propose")
    late = await attach_by_hand(secretary, page, matter)
    before = await visitor.client.get(inside)

    await posted(village.on, UUID(from_base64(matter.removeprefix("/matters/"))[1]))
    home = await visitor.open(f"/v/{village.code}")
    public = await visitor.visit(home.link("/m/"))
    bulletin = await visitor.visit(public.link("/d/"))
    villager = await village.browser_of(village.villagers[0])
    own = await villager.open(f"/my{matter}")

    assert "施工图" in page.words
    assert f"{matter}/attach" not in page.html
    assert late.status == 422
    assert "已提交的文字不能再改" in late.words
    assert before.status_code == 404
    for browser, shown in ((visitor, public), (visitor, bulletin), (villager, own)):
        assert "施工图" in shown.words
        assert "PDF · 1 KB" in shown.words
        assert [one.content for one in await fetched(browser, shown)] == [pdf("走向")]
    assert "附件 1 份：施工图" in bulletin.words


async def attach_by_hand(browser: Browser, page: Page, matter: str) -> Page:
    """Send the form that the page no longer shows, with the token of another form."""
    token = page.hidden(f"{browser.home}{matter}/advance")
    files = {"file": ("b.pdf", pdf("晚了"), PDF)}
    fields = {**token, "file_title": "晚了"}
    path = f"{browser.home}{matter}/attach"
    return Page(await browser.client.post(path, data=fields, files=files))


async def test_the_page_speaks_english_too(village: Village) -> None:
    secretary = await village.browser_of("党支部01", "en")
    matter = await drafted(secretary, "硬化五社的路")

    page = await attach(secretary, matter, "施工图", b"GIF89a")

    assert "only a whole PDF, JPEG or PNG" in page.words
    assert "Title of the attachment" in page.words
