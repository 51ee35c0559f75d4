"""An empty seat is filled on the pages: chosen, confirmed, listed, objected to, seated."""

import base64
import subprocess
from datetime import timedelta
from uuid import UUID

from infra import clock
from services.disclosure import service as disclosure
from services.people import service as people
from services.people.ending import TermEnd
from services.representation import service as representation
from tenants.unit_of_work import unit_of_work
from tests.factories.decisions import published
from tests.portals.site import Browser, Page, Village, open_village
from tests.schema.decisions.asking import SHEET


async def signed_in(village: Village, name: str, *, second: bool = False) -> Browser:
    return await (village.proven_browser_of(name) if second else village.browser_of(name))


async def freed(village: Village, head: str) -> list[str]:
    """End the seat of whoever speaks for this head's household; return the freed households."""
    async with unit_of_work(village.county) as uow:
        known = await people.load_residents(uow, [village.on.resident(head)])
        home = known[village.on.resident(head)].household_id
        speaker = (await people.load_representatives_of(uow, [home]))[home]
        links = (await people.load_representations(uow, [speaker.id]))[speaker.id]
        rows = await people.load_households(uow, [one.household_id for one in links])
        seats = (await representation.representation_of(uow, village.code)).seats
        [seat] = [one for one in seats if one.term.resident_id == speaker.id]
        await people.end_term(uow, seat.term.id, reason=TermEnd.RESIGNED)
        own = rows[home].number
    return [own, *sorted(row.number for row in rows.values() if row.number != own)]


async def shown(village: Village) -> None:
    async with unit_of_work(village.county) as uow:
        found = (await representation.choice_of(uow, village.code)).open_list
        assert found is not None
        bulletin = found.bulletin_id
    assert isinstance(bulletin, UUID)
    await village.on.do(village.on.who("监委01"), disclosure.approve_and_queue, bulletin)
    await published(village.on, bulletin)  # type: ignore[arg-type]


async def with_sheet(browser: Browser, page: Page, path: str, **typed: str) -> Page:
    fields = {**page.hidden(browser.home + path), **typed}
    sheet = {"sheet": ("sheet.jpg", base64.b64decode(SHEET), "image/jpeg")}
    return Page(await browser.client.post(browser.home + path, data=fields, files=sheet))


def value(page: Page, select: str, words: str) -> str:
    """Return the value of the option, radio or not, that bears these words."""
    part = page.html.split(f'name="{select}"', 1)[1].split(words)[0]
    return part.rpartition('value="')[2].partition('"')[0]


async def test_an_empty_seat_is_filled_on_the_pages(server: None) -> None:
    village = await open_village()
    head, nominee, neighbour = village.villagers[:3]
    numbers = await freed(village, head)
    clerk = await signed_in(village, "文书01", second=True)
    here = f"/roll/{village.code}/choosing"

    page = await clerk.open(f"/roll/{village.code}/representatives")
    page = await clerk.visit(page.link("/choosing"))
    nobody = await clerk.send(
        page,
        f"{here}/nominate",
        nominee="没有这人",
        chosen_on=f"{clock.today()}",
        source="会议记录",
    )
    assert "名册上没有叫“没有这人”的人" in nobody.words
    page = await clerk.send(
        nobody, f"{here}/nominate", nominee=nominee, chosen_on=f"{clock.today()}", source="会议记录"
    )
    assert "已登记，请户主确认" in page.html
    assert "还差 5 户" in page.words

    villager = await signed_in(village, head)
    assert "户主确认" not in (await villager.open("/my")).words  # nobody of the head's own group
    page = await clerk.send(
        page, f"{here}/nominate", nominee=f"{numbers[0]}/{head}", chosen_on=f"{clock.today()}",
        source="会议记录",
    )  # fmt: skip
    assert "户主确认：您家推选谁做代表" in (await villager.open("/my")).words
    mine = await villager.open("/my/choosing")
    done = await villager.send(
        mine, "/my/choosing/confirm", nominee=value(mine, "nominee", nominee)
    )
    assert "您家推选的" in done.words
    assert "户主确认" not in (await villager.open("/my")).words
    page = await clerk.send(
        page, f"{here}/drop", dropped=value(page, "dropped", f">{head}"), drop_reason="本人不愿意"
    )
    assert "已退出推选" in page.html
    few = await clerk.send(page, f"{here}/post", kind="fill")
    assert "有 1 户" in few.words
    wrong = await with_sheet(
        clerk, few, f"{here}/sheet", confirmed=value(few, "confirmed", nominee), numbers="999"
    )
    assert "本村没有户号 999" in wrong.words
    page = await with_sheet(
        clerk, wrong, f"{here}/sheet", confirmed=value(wrong, "confirmed", nominee),
        numbers="、".join(numbers[1:]),
    )  # fmt: skip
    assert f"{len(numbers)} 户已确认" in page.words
    page = await clerk.send(page, f"{here}/post", kind="fill")
    assert "公告已拟好" in page.words
    await shown(village)

    other = await signed_in(village, neighbour)
    mine = await other.open("/my/choosing")
    empty = await other.send(mine, "/my/choosing/object", about=nominee, text="")
    assert "请填写理由" in empty.words
    mine = await other.send(empty, "/my/choosing/object", about=nominee, text="不常在村里。")
    assert "异议已收到" in mine.html
    unseen = await villager.open("/my/choosing")
    assert "不常在村里" not in unseen.words
    township = await signed_in(village, "镇管理员", second=True)
    today = await township.open("/township")
    assert "处理对代表名单的异议" in today.words
    page = await township.visit(today.link("/choosing"))
    assert "还有 1 条异议没有处理" in page.words
    page = await township.send(
        page, f"{here}/decide", objection=value(page, "objection", nominee), upheld="no",
        decision="核实：他在村里种地。", struck="",
    )  # fmt: skip
    assert "异议已处理" in page.html
    assert "他在村里种地" in (await other.open("/my/choosing")).words

    with clock.at(clock.now() + timedelta(days=11)):
        township = await signed_in(village, "镇管理员", second=True)
        today = await township.open("/township")
        assert "名单公示期满，登记代表就任" in today.words
        page = await township.visit(today.link("/choosing"))
        page = await township.send(page, f"{here}/seat")
        assert "代表已就任" in page.html, page.words
        clerk = await signed_in(village, "文书01", second=True)
        seats = await clerk.open(f"/roll/{village.code}/representatives")
        part = seats.html.split(nominee)[1]
        address = part.split('href="')[1].partition('"')[0]
        printed = await clerk.client.get(address)
        assert printed.headers["content-type"] == "application/pdf"
        words = text_of(printed.content)
        assert "村民代表证" in words
        assert nominee in words
        assert head in words
        assert "户主登录确认" in words
        assert "推选单签字" in words
        own = await signed_in(village, nominee)
        theirs = await own.client.get(f"{own.home}/rep/certificate.pdf")
        assert text_of(theirs.content) == words
        villager = await signed_in(village, head)
        refused = await villager.client.get(f"{villager.home}/rep/certificate.pdf")
        assert refused.status_code in {403, 404}


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF without its line breaks."""
    done = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True, timeout=30
    )
    return "".join(done.stdout.decode().split())
