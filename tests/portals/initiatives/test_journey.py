"""A written question on the pages: started, signed, on paper too, ordered after silence, done."""

import base64
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from strawberry.relay import from_base64

from infra import clock
from services.initiatives import service
from tenants.unit_of_work import unit_of_work
from tests.factories.decisions import published
from tests.portals.site import Browser, Page, Village, open_village
from tests.schema.decisions.asking import SHEET

START = datetime(2026, 6, 1, 9, 0, tzinfo=clock.ZONE)
TITLE = "请公布鱼塘承包合同"
WORDS = "合同签了三年，金额多少，请书面答复。"
SAID = {"title": TITLE, "text": WORDS}


async def signed_in(village: Village, name: str, *, second: bool = False) -> Browser:
    return await (village.proven_browser_of(name) if second else village.browser_of(name))


async def started(browser: Browser, kind: str, **more: str) -> str:
    """Start a demand; return its path."""
    page = await browser.send(
        await browser.open("/demands/new"), "/demands/new", kind=kind, **SAID, **more
    )
    assert page.path.endswith("/signed"), page.words
    assert "您是第一个签名的人" in page.words
    return page.path.removeprefix(browser.home).removesuffix("/signed")


async def signs(browser: Browser, demand: str) -> Page:
    """Tap once."""
    page = await browser.send(await browser.open(demand), f"{demand}/sign")
    assert page.path.endswith("/signed"), page.words
    return page


async def sheet(browser: Browser, demand: str, names: str) -> Page:
    """Send a photographed sheet."""
    path = f"{demand}/sheet"
    page = await browser.open(path)
    photo = {"sheet": ("sheet.png", base64.b64decode(SHEET), "image/png")}
    fields = {**page.hidden(browser.home + path), "names": names}
    return Page(await browser.client.post(browser.home + path, data=fields, files=photo))


@pytest.mark.browser
async def test_a_question_from_its_first_name_to_its_answer(server: None, looking: None) -> None:
    with clock.at(START):
        village = await open_village()
        one, other, third, fourth, forged = village.villagers[:5]
        visitor = Browser(village.county.code)
        opener = await signed_in(village, one)
        page = await opener.open("/my")
        assert "发起一项联名" in page.words
        page = await opener.open("/demands/new")
        assert "十八周岁以上村民 1/10 以上 或者 5 名以上村民代表" in page.words
        empty = await opener.send(page, "/demands/new", kind="QUESTION", title=TITLE, text=" ")
        assert empty.status == 422
        demand = await started(opener, "QUESTION")

        page = await visitor.open(demand)
        assert "书面质询" in page.words
        assert "还差 5 人" in page.words
        assert TITLE not in page.html
        assert WORDS not in page.html
        assert one not in page.html
        assert "我要联名" not in page.buttons
        listed = await visitor.open(f"/v/{village.code}")
        assert "还差 5 人" in listed.words

        neighbour = await signed_in(village, other)
        page = await neighbour.open("/my")
        assert TITLE in page.words
        page = await neighbour.open(demand)
        assert WORDS in page.words
        assert one not in page.html
        receipt = await signs(neighbour, demand)
        assert "签名的时间" in receipt.words
        twice = await neighbour.send(page, f"{demand}/sign")
        assert twice.status == 422
        assert "您已经联名" in twice.words
        page = await neighbour.send(await neighbour.open(demand), f"{demand}/withdraw")
        assert "您的联名已撤回" in page.words

        clerk = await signed_in(village, "文书01")
        wrong = await sheet(clerk, demand, f"{other}\n查无此人")
        assert wrong.status == 422
        assert "查无此人" in wrong.words
        page = await sheet(clerk, demand, f"{other}、{third}\n{fourth}\n{forged}")
        assert page.query == "done=sheet", page.words
        board = await signed_in(village, "监委01", second=True)
        page = await board.open(f"{demand}/names")
        key = page.html.split(f">{forged}<")[0].rpartition('value="')[2].partition('"')[0]
        page = await board.send(
            page, f"{demand}/names", signature=key, strike_reason="本人说没有签。"
        )
        assert "本人说没有签。" in page.words
        page = await visitor.open(demand)
        assert "划去 1 个姓名" in page.words
        page = await clerk.open(demand)
        assert "54 人，已有 4 人" in page.words

        for name in village.on.representatives()[:5]:
            page = await signs(await signed_in(village, name), demand)
        assert "人数够了，必须办理" in page.words
        page = await visitor.open(demand)
        assert TITLE in page.words
        assert "最后一天 6月16日" in page.words
        assert not any(name in page.html for name in village.on.people)
        page = await board.open(f"{demand}/names")
        assert "这次查看已经记录" in page.words
        assert third in page.words
        assert "划去" not in page.buttons  # the number is reached
        photo = await board.client.get(page.link("/demand-sheets/"))
        assert photo.headers["content-type"] == "image/png"
        for stranger in (visitor, opener):
            assert (await stranger.client.get(page.link("/demand-sheets/"))).status_code == 404

        member = await signed_in(village, "村委02", second=True)
        page = await member.open("/committee")
        assert "办理联名" in page.words
        await _notice_shown(village, demand)
        assert "看联名公告" in (await visitor.open(demand)).words

    with clock.at(START + timedelta(days=17)):
        page = await visitor.open(f"/demands?late=1&place={village.code}")
        assert "超期未办" in page.words
        township = await signed_in(village, "镇审核员", second=True)
        page = await township.open("/township")
        assert "责令办理联名" in page.words
        page = await township.send(
            await township.open(f"{demand}/desk"), f"{demand}/order", document="镇责令〔2026〕1 号"
        )
        assert page.query == "done=ordered", page.words
        assert "镇责令〔2026〕1 号" in (await visitor.open(demand)).words

        member = await signed_in(village, "村委02", second=True)
        page = await member.open(f"{demand}/desk")
        assert "不能登记为不办" in page.words
        blank = await member.send(page, f"{demand}/answer", text=" ")
        assert blank.status == 422
        page = await member.send(page, f"{demand}/answer", text="三年共 9 万元，合同已贴公开栏。")
        assert page.query == "done=answered", page.words
        page = await visitor.open(demand)
        assert "三年共 9 万元" in page.words
        assert "超期未办" not in page.words

        signer = await signed_in(village, village.on.representatives()[0])
        page = await signer.open(demand)
        assert "6月29日（周一） 以前可以提出" in page.words
        page = await signer.send(page, f"{demand}/dispute", why="没有附合同。")
        assert page.query == "done=disputed", page.words
        assert "没有附合同" not in (await visitor.open(demand)).words
        page = await township.open("/township")
        assert "认定联名办了没有" in page.words
        page = await township.open(f"{demand}/desk")
        assert "没有附合同。" in page.words
        page = await township.send(
            page, f"{demand}/judge", upheld="yes", decision="没有附合同，重新答复。"
        )
        assert page.query == "done=judged", page.words
        page = await visitor.open(demand)
        assert "超期未办" in page.words
        assert "没有附合同，重新答复。" in page.words
        page = await member.open(f"{demand}/desk")
        page = await member.send(page, f"{demand}/notice", notice="三年共 9 万元，合同如下。")
        assert page.query == "done=drafted", page.words

    with clock.at(START + timedelta(days=18)):
        opener = await signed_in(village, one)
        demand = await started(opener, "ASSEMBLY")
    with clock.at(START + timedelta(days=90)):
        async with unit_of_work(village.county) as uow:
            assert await service.lapse(uow) == 1
        page = await visitor.open(demand)
        assert "到期人数不够" in page.words
        assert TITLE not in page.html


async def _notice_shown(village: Village, demand: str) -> None:
    """Publish the notice as the worker does."""
    key = UUID(from_base64(demand.rpartition("/")[2])[1])
    async with unit_of_work(village.county) as uow:
        row = await service.find(uow, key)
    assert row.bulletin_id is not None
    await published(village.on, row.bulletin_id)  # type: ignore[arg-type]
