"""The county writes a method: copied, changed by form and by text, checked, tried, published."""

import re
from datetime import datetime

from infra import clock
from schema.authentication import session_cookie
from tenants import sessions
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Browser, Page, Village
from tests.portals.workplace.conftest import Sign

HERE = "/office/methods/kailu_liubu"


async def _own(sign: Sign) -> Page:
    office = await sign("县民政")
    page = await office.open("/office/methods")
    if HERE in page.html:
        return await office.open(HERE)
    return await office.send(
        page, "/office/methods", based_on="siyi_lianggongkai", method_key="kailu_liubu"
    )


def _typed(page: Page) -> str:
    found = re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', page.html, re.DOTALL)
    assert found is not None
    return found[1].replace("&#39;", "'").replace("&#34;", '"').replace("&gt;", ">").lstrip()


async def test_a_laxer_number_is_shown_beside_the_law_and_cannot_be_published(
    village: Village, sign: Sign
) -> None:
    office = await sign("县民政")
    page = await _own(sign)
    before = _typed(page)
    wrong = before.replace("{base: due, fraction: [1, 2], strict: true, source: statute}",
                           "{base: due, fraction: [1, 3], source: local}")  # fmt: skip
    assert wrong != before

    page = await office.send(page, f"{HERE}/text", text=wrong)

    assert "比法律宽，不能用" in page.words
    assert "发布这一版" not in page.buttons
    page = await office.send(
        page, f"{HERE}/text", text=wrong.replace("kind: consult", "kind: chat")
    )
    assert re.search(r"第 \d+ 行 kind 只能是", page.words)
    page = await office.send(page, f"{HERE}/text", text=before)
    assert "步骤齐全，不低于法律" in page.words


async def test_a_step_is_changed_by_its_form_and_the_text_follows(
    village: Village, sign: Sign
) -> None:
    office = await sign("县民政")
    await _own(sign)
    page = await office.open(f"{HERE}?step=vote")
    assert "改这一步：村民代表会议或村民会议决议" in page.words

    page = await office.send(
        page,
        f"{HERE}/step",
        step_key="vote",
        step_id="vote",
        kind="RESOLVE",
        name_zh="村民代表会议或村民会议表决",
        name_en="Resolve",
        actor="executive_chair",
        on_reject="propose",
        notice_days="5",
    )

    assert "这一步已保存，文字也跟着改了" in page.words
    assert "notice_days: {days: 5, source: local}" in _typed(page)
    assert "村民代表会议或村民会议表决" in page.words


async def test_a_method_is_tried_drawn_published_and_chosen(village: Village, sign: Sign) -> None:
    office = await sign("县民政")
    await _own(sign)
    page = await office.open(f"{HERE}?type=ASSET_DISPOSAL")

    assert "最早" in page.words
    assert "按规定进行资产评估" in page.words
    assert '<title id="method-title">' in page.html
    assert '<desc id="method-words">' in page.html
    page = await office.send(page, f"{HERE}/publish")
    assert "已发布为新版本" in page.words
    assert "第 1 版" in page.words

    again = await office.send(page, f"{HERE}/publish")
    assert "应当是第 2 版" in again.words
    secretary = await (await sign("党支部01")).open("/secretary/matters/new")
    assert 'value="kailu_liubu"' in secretary.html


async def test_a_method_out_of_use_is_offered_no_more(village: Village, sign: Sign) -> None:
    office = await sign("县民政")
    page = await office.open("/office/methods")
    page = await office.send(
        page, "/office/methods/longtan_sibu/allow", allowed="false", reason="本县不用"
    )

    assert "已停用 本县不用" in page.words
    secretary = await (await sign("党支部01")).open("/secretary/matters/new")
    assert 'value="longtan_sibu"' not in secretary.html


async def test_a_county_makes_a_number_stricter_and_never_laxer(
    village: Village, sign: Sign
) -> None:
    office = await sign("县民政")
    page = await office.open("/office/numbers")
    assert "系统默认" in page.words
    assert page.words.count("只记录，系统不自动检查") == 4
    assert 'value="convene_days"' in page.html
    assert 'value="committee_meetings"' not in page.html

    laxer = await office.send(
        page, "/office/numbers", parameter="notice_days", value="2", source="县民发〔2026〕1 号"
    )
    assert "只能改得更严，须在 3 到 30 之间" in laxer.words
    page = await office.send(
        page, "/office/numbers", parameter="notice_days", value="4", source="县民发〔2026〕1 号"
    )
    assert "已从今天起改严" in page.words
    assert "县民发〔2026〕1 号" in page.words


async def test_the_township_sees_its_calendar_of_reviews(village: Village, sign: Sign) -> None:
    township = await sign("镇审核员")
    page = await township.open("/township/reviews")
    assert "月督查" in page.words
    duty = re.search(r'value="(wuhuan_fujin/[^"]+)"', page.html)
    assert duty is not None

    page = await township.send(page, "/township/reviews", duty=duty[1], finding="各村按时办结")

    assert "这一期已登记" in page.words
    assert "各村按时办结" in page.words


async def test_in_january_last_years_reviews_can_still_be_recorded(village: Village) -> None:
    year, reviewer = clock.today().year, village.on.reviewer.account_id
    assert reviewer is not None
    with clock.at(datetime(year + 1, 1, 5, 10, tzinfo=clock.ZONE)):
        township = Browser(village.county.code)
        async with unit_of_work(village.county) as uow:
            token = await sessions.start(uow, reviewer, second_factor=True)
        township.client.cookies.set(session_cookie(), token)
        page = await township.open("/township/reviews")
        owed = f"wuhuan_fujin/assess/{year}-Y01"
        assert f'value="{owed}"' in page.html
        assert f"年终总评 {year}年全年" in page.words

        page = await township.send(page, "/township/reviews", duty=owed, finding="全年办结九成")
        assert "这一期已登记" in page.words
        assert f'value="{owed}"' not in page.html
        past = await township.open(f"/township/reviews?year={year}")
        assert "全年办结九成" in past.words
        assert f"{year}年的督查考核" in past.html
