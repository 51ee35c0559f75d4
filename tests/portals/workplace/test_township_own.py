"""The township's own desk: its committee is entered, a matter begun, and what everybody sees."""

import re

from tests.portals.site import Village
from tests.portals.workplace.conftest import Sign


async def test_the_administrator_enters_the_committee(village: Village, sign: Sign) -> None:
    admin = await sign("镇管理员")
    page = await admin.open("/township/members")
    assert "还没有登记党委成员" in page.words

    page = await admin.send(
        page,
        "/township/members/record",
        name="白书记",
        post="党委书记",
        chairs="true",
        since_date="2026-01-01",
        since="2026-01-01",
        source="县委任〔2026〕1号",
    )
    assert "已登记" in page.words
    assert "白书记" in page.words
    again = await admin.send(
        page,
        "/township/members/record",
        name="另一人",
        post="党委书记",
        chairs="true",
        since="2026-01-01",
        source="县委任〔2026〕2号",
    )
    assert "已经登记为白书记" in again.words


async def test_the_office_begins_a_matter_of_the_township(village: Village, sign: Sign) -> None:
    office = await sign("镇党政办")
    page = await office.open("/township-own/matters/new")
    assert "乡镇五环（富锦）" in page.words
    assert "四权四制" not in page.words

    page = await office.send(
        page, "/township-own/matters/new", title="镇区便民桥重建", method="wuhuan_fujin"
    )

    assert "镇区便民桥重建" in page.words
    assert "提·群众参与提建议" in page.words
    listed = await office.open("/township-own/matters")
    assert "镇区便民桥重建" in listed.words
    today = await office.open("/township-own")
    assert "要我办的" in today.words


async def test_everybody_finds_the_townships_own_page_and_no_draft_on_it(
    village: Village, sign: Sign
) -> None:
    visitor = await sign("镇党委书记")
    code = re.sub(r"\D", "", village.on.code)[:9]
    page = await visitor.open(f"/t/{code}")
    assert "乡镇本级事项" in page.words
    assert "镇区便民桥重建" not in page.words
