"""A villager asks about a notice, the village answers; a notice that was wrong is corrected."""

import re
from datetime import timedelta

from infra import clock
from tenants import relay
from tests.portals.site import Browser, Page, Village
from tests.portals.workplace.conftest import Sign

ASKED = "路灯和水管的钱够不够？"
ANSWER = "够。上级 12 万元，村集体 6.64 万元，账在公开栏。"
_LATE_DAYS = 30  # past every run of holidays


async def _published(secretary: Browser, words: str) -> Page:
    """Open the office's page of a published notice whose title holds these words."""
    listed = await secretary.open("/secretary/bulletins?state=published")
    for href in [one for one in listed.links if "/bulletins/Q" in one]:
        page = await secretary.visit(href)
        mended = "已更正" in page.words or "更正的是" in page.words
        if page.title.startswith(words) and not mended:
            return page
    raise LookupError(words)


def _public_path(page: Page, browser: Browser) -> str:
    return page.link("/d/").removeprefix(browser.home)


def _question(page: Page, text: str) -> str:
    """Return the key of a question that the page offers to answer."""
    found = re.search(r'name="question" value="([^"]+)"', page.html.partition(text)[2])
    assert found, page.words
    return found.group(1)


async def _approve(village: Village, sign: Sign, path: str) -> Page:
    """Let the supervisory board approve a draft, and the worker publish it."""
    board = await sign("监委01")
    page = await board.open(path)
    await board.send(page, f"{path}/approve")
    await relay.run_here(village.county)
    return await board.open(path)


async def test_a_question_becomes_somebodys_task_and_its_answer_a_notice(
    village: Village, sign: Sign
) -> None:
    secretary = await sign("党支部01")
    notice = await _published(secretary, "全村饮水安全")
    here = notice.path.removeprefix(secretary.home)
    villager = await village.browser_of(village.villagers[1])
    public = _public_path(notice, secretary)
    await villager.send(await villager.open(public), public, text=ASKED)

    today = await secretary.open("/secretary")
    listed = await secretary.open("/secretary/questions")
    page = await secretary.open(here)
    question = _question(page, ASKED)
    field = f"answer:{question}"
    said = {"question": question}
    empty = await secretary.send(page, f"{here}/answer", **said, **{field: " "})
    answered = await secretary.send(empty, f"{here}/answer", **said, **{field: ANSWER})

    assert "答复村民的提问" in today.words
    assert ASKED in listed.words
    assert (empty.status, answered.status) == (422, 200)
    assert "请填写答复" in empty.words
    assert "答复已拟好" in answered.words
    assert ANSWER in answered.words
    assert ASKED in (await secretary.open("/secretary/questions?state=answered")).words
    assert ASKED not in (await secretary.open("/secretary/questions")).words
    assert ANSWER in (await villager.open(public)).words  # who asked reads it at once
    visitor = Browser(village.county.code)
    assert ANSWER not in (await visitor.open(public)).words
    waiting = await (await sign("监委01")).open("/supervision/bulletins")
    draft = waiting.link("/bulletins/Q").removeprefix(secretary.home)
    await _approve(village, sign, draft)
    assert ANSWER in (await visitor.open(public)).words


async def test_who_only_checks_reads_the_question_and_has_no_form(
    village: Village, sign: Sign
) -> None:
    secretary = await sign("党支部01")
    notice = await _published(secretary, "全村饮水安全")
    here = notice.path.removeprefix(secretary.home)
    villager = await village.browser_of(village.villagers[2])
    public = _public_path(notice, secretary)
    await villager.send(await villager.open(public), public, text="水质化验单在哪里看？")

    seen = await (await sign("监委01")).open(here)

    assert "水质化验单在哪里看？" in seen.words
    assert "答复这个提问" not in seen.words
    with clock.shifted(timedelta(days=_LATE_DAYS)):
        late = await Browser(village.county.code).open(public)
        assert "超 " in late.words.partition("问一句")[2]


async def test_a_wrong_figure_is_corrected_by_a_new_notice(village: Village, sign: Sign) -> None:
    secretary = await sign("党支部01")
    notice = await _published(secretary, "全村饮水安全")
    here = notice.path.removeprefix(secretary.home)
    form = await secretary.open(f"{here}/correct")
    same = await secretary.send(form, f"{here}/correct", reason="金额写错了")
    wrong = await secretary.send(
        form, f"{here}/correct", reason="", **{"value:budget_fen": "十八万"}
    )
    done = await secretary.send(
        form, f"{here}/correct", reason="金额写错了", **{"value:budget_fen": "187,400"}
    )

    assert 'value="186400"' in form.html
    assert same.status == 422
    assert wrong.status == 422
    assert "请填写更正原因" in wrong.words
    assert "更正公告已拟好" in done.words
    draft = done.path.removeprefix(secretary.home)
    shown = await _approve(village, sign, draft)
    assert "187,400.00 元" in shown.words
    again = await secretary.open(here)
    assert "已更正" in again.words
    assert "更正这份公告" not in again.words


async def test_who_may_not_correct_finds_no_form(village: Village, sign: Sign) -> None:
    secretary = await sign("党支部01")
    listed = await secretary.open("/secretary/bulletins?state=published")
    here = listed.link("/bulletins/Q").removeprefix(secretary.home)

    refused = await (await sign("代表01")).open(f"{here}/correct")

    assert refused.status == 404


async def test_every_field_that_can_be_corrected_has_a_name_in_words(sign: Sign) -> None:
    secretary = await sign("党支部01")
    listed = await secretary.open("/secretary/bulletins?state=published")
    forms = [
        await secretary.visit(f"{href}/correct") for href in listed.links if "/bulletins/Q" in href
    ]
    labels = [
        label
        for page in forms
        if page.status == 200
        for label in re.findall(r'<label for="value:[^"]+"><span[^>]*>([^<]+)</span>', page.html)
    ]

    assert len(labels) > 10
    assert [one for one in labels if re.search("[A-Za-z]", one)] == []
