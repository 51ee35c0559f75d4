"""The offices of a village on a page: who holds them, a term begins by its record, a term ends."""

from datetime import timedelta

from infra import clock
from tests.portals.roll.test_choosing import signed_in
from tests.portals.site import Page, open_village

SOURCE = "一社村民小组会议记录〔2026〕2 号"


def options(page: Page, select: str) -> str:
    return page.html.split(f'<select id="{select}"')[1].split("</select>")[0]


def said_at(page: Page, field: str) -> str:
    """Return what is said to be wrong at a field."""
    assert f"{field}-wrong" in page.html, (page.status, page.path, page.words)
    return page.html.split(f'id="{field}-wrong"')[1].split("</span></span>")[0]


async def test_terms_are_recorded_and_ended_by_who_keeps_the_offices(server: None) -> None:
    village = await open_village()
    township = await signed_in(village, "镇管理员", second=True)
    here = f"/roll/{village.code}/offices"
    page = await township.visit((await township.open(f"/roll/{village.code}")).link("/offices"))
    assert page.path == township.home + here
    offered = options(page, "office")
    assert "村民小组组长" in offered
    assert "村委会主任" not in offered
    assert ">村民代表<" not in offered
    assert "村委会主任、村委会委员：只能由选举产生" in page.words
    assert "村民代表：由各户推选" in page.words

    today, name = f"{clock.today()}", village.villagers[0]

    async def record(page: Page, **typed: str) -> Page:
        given = {"who": name, "office": "GROUP_HEAD", "since": today, "source": SOURCE}
        return await township.send(page, f"{here}/record", **{**given, **typed})

    page = await record(page, who="没有这人")
    assert "名册上没有叫“没有这人”的人" in said_at(page, "who")
    page = await record(page)
    assert "请填写推选的日期" in said_at(page, "elected_on")
    page = await record(page, who="村委01", office="SUPERVISOR", elected_on=today)
    assert "第三十二条" in said_at(page, "office")
    page = await record(page, who="村委01", office="EXECUTIVE_CHAIR", elected_on=today)
    assert "一村只能有一人" in said_at(page, "office")
    tomorrow = f"{clock.today() + timedelta(days=1)}"
    page = await record(page, since=tomorrow, elected_on=today)
    assert "还没有到" in said_at(page, "since")
    page = await record(page, source="")
    assert "请填写依据" in said_at(page, "source")
    assert page.status == 422
    page = await record(page, elected_on=today)
    assert "任职已登记" in page.words
    assert SOURCE in page.words
    assert (await record(page, elected_on=today)).words.count("已经担任村民小组组长") >= 1

    found = await township.open(f"{here}?office=GROUP_HEAD")
    assert name in found.words
    assert "党支部01" not in found.words
    unknown = await township.open(f"{here}?office=MAYOR")
    assert unknown.status == 200

    term = options(found, "term").split('<option value="')[2].partition('"')[0]
    early = f"{clock.today() - timedelta(days=1)}"
    asked = f"{here}/end?office=GROUP_HEAD"
    why = {"term": term, "reason": "RESIGNED", "left_by": "辞职报告"}
    wrong = await township.send(found, asked, **why, until=early)
    assert "早于任职日期" in said_at(wrong, "until")
    assert "党支部01" not in wrong.words
    wrong = await township.send(wrong, asked, **why, until=tomorrow)
    assert "还没有到" in said_at(wrong, "until")
    done = await township.send(wrong, asked, **why, until=today)
    assert "离任已登记" in done.words
    assert SOURCE not in done.words
    before = await township.visit(done.link("ended=1"))
    assert SOURCE in before.words
    assert "登记离任" not in before.buttons

    clerk = await signed_in(village, "文书01", second=True)
    seen = await clerk.open(here)
    assert "党支部书记" in (await clerk.open(f"{here}?office=PARTY_SECRETARY")).words
    assert "登记任职" not in seen.buttons
    assert "登记离任" not in seen.buttons
