"""Political rights on the pages: a judgment is entered, its person sees it, others do not."""

from tests.portals.roll.test_choosing import signed_in
from tests.portals.site import open_village


async def test_a_judgment_is_entered_seen_by_the_person_and_ended(server: None) -> None:
    village = await open_village()
    name = village.villagers[0]
    township = await signed_in(village, "镇管理员", second=True)
    home = await township.open(f"/roll/{village.code}?q={name}")
    home = await township.visit(home.link("/households/"))
    part = home.html.split(f">{name}<", 1)[1]
    page = await township.visit(next(one for one in _links(part) if one.endswith("/rights")))
    here = page.path.removeprefix(township.home)
    assert "没有登记，就有选举权和被选举权" in page.words

    bare = await township.send(page, here, document="", since="")
    assert "请填写判决书或通知" in bare.words
    wrong = await township.send(
        bare, here, document="刑事判决书〔2026〕7 号", since="2026-1-1", until="2025-1-1"
    )
    assert "不晚于判决写明的日期" in wrong.words
    page = await township.send(wrong, here, document="刑事判决书〔2026〕7 号", since="2026-1-1")
    assert "刑事判决书〔2026〕7 号" in page.words
    assert "在期限内" in page.words

    villager = await signed_in(village, name)
    record = await villager.open("/my/record")
    assert "关于您政治权利的判决" in record.words
    assert "刑事判决书〔2026〕7 号" in record.words

    clerk = await signed_in(village, "文书01", second=True)
    assert "判决" not in (await clerk.open(here)).words
    household = await clerk.open(home.path.removeprefix(township.home))
    assert "政治权利" not in household.words

    loss = page.html.split('<select id="loss"')[1].split('<option value="')[2].partition('"')[0]
    page = await township.send(
        page, f"{here}/end", loss=loss, end_document="刑事裁定书〔2026〕8 号", end_until="2026-2-1"
    )
    assert "刑事裁定书〔2026〕8 号" in page.words
    assert "不在期限内" in page.words
    assert "登记恢复" not in page.buttons


def _links(html: str) -> list[str]:
    return [one.partition('"')[0] for one in html.split('href="')[1:]]
