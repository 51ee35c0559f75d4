"""The township's own desk: its committee is entered, a matter begun, and what everybody sees."""

import re
from dataclasses import replace

import pytest
from strawberry.relay import to_base64

from tests.factories import papers
from tests.factories import townships as factory
from tests.portals.site import Village
from tests.portals.workplace.conftest import Sign


async def test_the_administrator_enters_the_committee(village: Village, sign: Sign) -> None:
    admin = await sign("镇管理员")
    page = await admin.open("/township/members")
    assert "会议名册从这里取" in page.words
    page = await admin.send(
        page,
        "/township/members/record",
        name="白书记",
        post="党委书记",
        chairs="true",
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

    page = await admin.open("/township/members")
    page = await admin.send(
        page,
        "/township/members/record",
        name="走了的",
        post="委员",
        since="2026-01-01",
        source="旧",
    )
    member = re.search(r'<option value="([^"]+)">走了的', page.html)
    assert member is not None
    said = {"until": "2026-03-01", "ended_by": "县委免〔2026〕1号"}
    unsaid = await admin.send(page, "/township/members/end", **said)
    assert unsaid.status == 422
    gone = await admin.send(page, "/township/members/end", member=member[1], **said)
    assert "已登记离任" in gone.words
    assert "走了的" not in gone.words


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
    assert "联名" not in today.words
    assert today.link(f"/t/{village.code[:9]}")
    assert "不在哪个村的名册上" in (await office.open("/my")).words


@pytest.fixture(scope="session")
async def resolved(village: Village) -> str:
    """A matter on which four members voted, one of them against."""
    own = factory.at_work(village.county, village.code[:9])
    for name in ("韩镇长", "包副书记", "乌委员", "高委员"):
        await factory.seated(own, name, "委员")
    found = await factory.voted_on(own, replace(factory.BRIDGE, title="镇区东街排水"))
    return to_base64("Matter", str(found))


async def test_the_office_enters_who_signed_the_resolution_on_paper(
    resolved: str, sign: Sign
) -> None:
    office, here = await sign("镇党政办"), f"/matters/{resolved}/sign"
    page = await office.open(here)
    signers = re.findall(r'name="signers" value="([^"]+)"', page.html)
    assert len(signers) == 4

    for path in (here.removesuffix("/sign"), "/township-own/matters", "/township-own/bulletins"):
        shown = await office.open(path)
        assert not re.search("村委会|村党组织|村部|村民代表", shown.words), path
    nobody = await office.send(page, f"{here}/paper")
    assert "请选纸上签了字的人" in nobody.words
    fields = {**page.hidden(f"{office.home}{here}/paper"), "signers": signers[:3]}
    files = {"sheet": ("签字页.png", papers.photo("PNG"), "image/png")}
    sent = await office.client.post(f"{office.home}{here}/paper", data=fields, files=files)

    assert sent.status_code == 200
    page = await office.open(here)
    assert "已签字 / 需要 3 / 3" in page.words
    assert page.html.count('name="signers"') == 1


async def test_everybody_finds_the_townships_own_page_and_no_draft_on_it(
    village: Village, resolved: str, sign: Sign
) -> None:
    office = await sign("镇党政办")
    page = await office.open("/township-own/matters/new")
    said = {"title": "还没公示的事", "method": "wuhuan_fujin"}
    page = await office.send(page, "/township-own/matters/new", **said)
    assert "还没公示的事" in page.words

    public = await office.open(f"/t/{village.code[:9]}")

    assert "镇区东街排水" in public.words
    assert public.link("/m/")
    assert "还没公示的事" not in public.words
