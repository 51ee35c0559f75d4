"""Every page of an office opens for its holder, with an act on every button."""

import pytest

from tests.portals.site import Village
from tests.portals.workplace.conftest import Sign

VAGUE = {"确定", "提交", "确认", "好的"}
PAGES = [
    ("党支部01", "/secretary", "要我办的"),
    ("党支部01", "/secretary/matters", "村内主路安装太阳能路灯 40 盏"),
    ("党支部01", "/secretary/needs", "没有等着办的意见"),
    ("党支部01", "/secretary/matters/new", "村民会议"),
    ("党支部01", "/secretary/bulletins", "待批准"),
    ("党支部01", "/committee", "要我办的"),
    ("文书01", "/committee", "要我办的"),
    ("村委02", "/secretary/needs", "没有等着办的意见"),
    ("监委01", "/demands", "联名"),
    ("文书01", "/committee/bulletins", "全村饮水安全"),
    ("监委01", "/supervision", "要我办的"),
    ("监委01", "/supervision/matters", "全村饮水安全"),
    ("监委01", "/supervision/bulletins", "待批准"),
    ("镇审核员", "/township", "村内主路安装太阳能路灯 40 盏"),
    ("镇审核员", "/township/matters", "三苗树村"),
    ("代表01", "/rep", "要我办的"),
    ("代表01", "/rep/meetings", "村民代表会议"),
    ("代表01", "/rep/households", "户号 001"),
    ("县民政", "/office", "三苗树村"),
    ("县系统管理员", "/office/accounts", "村党组织书记"),
]


@pytest.mark.parametrize(("name", "path", "words"), PAGES)
async def test_a_page_opens_for_the_holder_of_the_office(
    sign: Sign, name: str, path: str, words: str
) -> None:
    page = await (await sign(name)).open(path)

    assert page.status == 200
    assert words in page.words
    assert VAGUE & set(page.buttons) == set()


@pytest.mark.parametrize(("name", "path", "words"), PAGES)
async def test_a_page_keeps_its_weight(sign: Sign, name: str, path: str, words: str) -> None:
    reader = await sign(name)
    phone = path.startswith("/rep")  # on a representative's phone, as a villager's (ux.md c.11)

    assert await reader.weight(await reader.open(path)) <= (25 if phone else 60) * 1024


async def test_accounts_name_their_places(village: Village, sign: Sign) -> None:
    page = await (await sign("县系统管理员")).open("/office/accounts")

    assert "三苗树村" in page.words
    assert village.code not in page.words


async def test_a_county_chooses_the_village_of_an_election_by_names(
    village: Village, sign: Sign
) -> None:
    office = await sign("县民政")

    first = await office.open("/elections/new")
    second = await office.visit(first.link(f"?township={village.code[:9]}"))

    assert "先选乡镇 吉日嘎郎吐镇" in first.words
    assert f'<option value="{village.code}">三苗树村</option>' in second.html
    assert second.hidden(f"{office.home}/elections/new")["township"] == village.code[:9]


async def test_accounts_are_refused_to_a_representative(village: Village) -> None:
    refused = await (await village.browser_of("代表02")).open("/office/accounts")

    assert refused.status == 403


async def test_needs_are_in_the_navigation_of_those_who_may_answer_them(sign: Sign) -> None:
    found = {}
    for name in ("村委02", "文书01"):
        page = await (await sign(name)).open("/committee")
        found[name] = any(link.endswith("/secretary/needs") for link in page.links)

    assert found == {"村委02": True, "文书01": False}


async def test_accounts_are_not_in_the_navigation_of_those_who_may_not_read_them(
    sign: Sign,
) -> None:
    page = await (await sign("县民政")).open("/office")

    assert [link for link in page.links if link.endswith("/office/accounts")] == []


@pytest.mark.parametrize("name", ["镇审核员", "代表01", "监委01", "文书01", "党支部01"])
async def test_what_a_page_of_a_notice_links_to_is_there_for_its_reader(
    sign: Sign, name: str
) -> None:
    """The way back led to a list that a township and a representative do not have."""
    reader = await sign(name)
    listed = (await (await sign("文书01")).open("/committee/bulletins")).links
    notice = await reader.visit(next(one for one in listed if "/bulletins/Q" in one))

    pages = [link for link in notice.links if link.startswith(reader.home) and "sign-" not in link]
    found = {link: (await reader.visit(link)).status for link in pages}

    assert len(found) > 3
    assert {link: status for link, status in found.items() if status != 200} == {}


@pytest.mark.parametrize(("name", "path"), [("党支部01", "/secretary"), ("镇审核员", "/township")])
async def test_ones_own_name_leads_to_the_account_where_one_signs_out(
    sign: Sign, name: str, path: str
) -> None:
    """It led to the county's address twice over, where there is nothing."""
    browser = await sign(name)
    desk = await browser.open(path)

    account = await browser.visit(next(link for link in desk.links if link.endswith("/me")))

    assert account.status == 200
    assert "退出" in account.words
