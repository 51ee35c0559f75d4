"""Accounts: opened and closed by one administrator, given posts by another (三权分立)."""

import re

from tests.portals.site import Page, Village
from tests.portals.workplace.conftest import Sign

HERE = "/office/accounts"
PHONE = "13800138123"


async def _opened(sign: Sign, name: str, phone: str) -> tuple[str, Page]:
    """Open an account as the system administrator; return its path and its page."""
    admin = await sign("县系统管理员")
    page = await admin.open(f"{HERE}/new")
    page = await admin.send(page, f"{HERE}/new", name=name, phone=phone)
    return page.path.removeprefix(admin.home), page


async def test_the_system_administrator_opens_closes_and_reopens_but_gives_no_role(
    village: Village, sign: Sign
) -> None:
    admin = await sign("县系统管理员")
    page = await admin.visit((await admin.open("/office")).link(HERE))
    page = await admin.visit(page.link(f"{HERE}/new"))

    bare = await admin.send(page, f"{HERE}/new", name="", phone="12")
    assert bare.status == 422
    assert "请填写姓名" in bare.words
    taken = await admin.send(bare, f"{HERE}/new", name="新经办", phone=village.phones["镇管理员"])
    assert "这个手机号已经登记在另一个账号上" in taken.html.split('id="phone-wrong"')[1]
    hidden = taken.hidden(f"{admin.home}{HERE}/new")
    page = await admin.send(taken, f"{HERE}/new", name="新经办", phone=PHONE, **hidden)
    again = await admin.send(taken, f"{HERE}/new", name="新经办", phone=PHONE, **hidden)
    assert page.title.startswith("新经办")
    assert again.path == page.path
    assert "账号已开，还没有角色" in page.html
    assert "角色由县安全管理员授予和撤销" in page.words
    assert page.buttons == ["停用这个账号"]

    one = page.path.removeprefix(admin.home)
    page = await admin.send(page, f"{one}/disable")
    assert "账号已停用" in page.html
    assert page.buttons == ["启用这个账号"]
    page = await admin.send(page, f"{one}/enable")
    assert page.buttons == ["停用这个账号"]

    by_name = await admin.open(f"{HERE}?q=新经")
    by_phone = await admin.open(f"{HERE}?q={PHONE}")
    by_part = await admin.open(f"{HERE}?q={PHONE[:7]}")
    assert "新经办" in by_name.words
    assert "新经办" in by_phone.words
    assert "没有账号" in by_part.words
    assert PHONE not in by_name.html


async def test_the_security_administrator_gives_and_takes_posts_but_closes_no_account(
    village: Village, sign: Sign
) -> None:
    one, _ = await _opened(sign, "待授权", "13800138124")
    security, town = await sign("县安全管理员"), village.code[:9]
    page = await security.open(one)
    assert page.buttons == ["授予这个角色"]

    bare = await security.send(page, f"{one}/grant", role="", place="")
    assert "请选择角色" in bare.words
    elected = await security.send(
        bare, f"{one}/grant", role="PARTY_SECRETARY", place=village.county.code
    )
    assert elected.status == 422
    low = await security.send(
        elected, f"{one}/grant", role="TOWNSHIP_REVIEWER", place=village.county.code
    )
    assert "“乡镇审核人”不能设在区划" in low.html.split('id="place-wrong"')[1]
    unseated = await security.send(
        low, f"{one}/grant", role="TOWNSHIP_OFFICE", place=village.county.code
    )
    assert "请选择乡镇" in unseated.words
    page = await security.send(unseated, f"{one}/grant", role="TOWNSHIP_OFFICE", place=town)
    page = await security.send(page, f"{one}/grant", role="COUNTY_ADMIN", place=village.county.code)
    assert "角色已授予" in page.html
    assert {"乡镇党政办经办人", "县系统管理员"} <= set(re.findall(r"<b>([^<]+)</b>", page.html))
    two = await security.send(
        page, f"{one}/grant", role="COUNTY_AUDITOR", place=village.county.code
    )
    assert "系统、安全、审计三类管理员须由三人分别担任" in two.html.split('id="role-wrong"')[1]

    bare = await security.send(two, f"{one}/revoke", held="")
    assert "请选择角色" in bare.words
    page = await security.send(bare, f"{one}/revoke", held=f"COUNTY_ADMIN {village.county.code}")
    assert "角色已撤销" in page.html
    assert re.findall(r"<b>([^<]+)</b>", page.html.partition("<main")[2]) == ["乡镇党政办经办人"]


async def test_nobody_acts_on_the_own_account(village: Village, sign: Sign) -> None:
    for name in ("县系统管理员", "县安全管理员"):
        reader = await sign(name)
        listed = await reader.open(f"{HERE}?q={name}")
        page = await reader.visit(listed.link(f"{HERE}/Q"))
        assert "这是您自己的账号" in page.words
        assert page.buttons == []


async def test_a_township_reads_and_closes_its_own_and_opens_none(
    village: Village, sign: Sign
) -> None:
    town = await sign("镇管理员")
    page = await town.visit((await town.open("/township")).link(HERE))

    assert "开一个账号" not in page.buttons
    assert "县审计管理员" not in page.words
    assert (await town.open(f"{HERE}/new")).status == 403
    listed = await town.open(f"{HERE}?q=镇审核员")
    one = await town.visit(listed.link(f"{HERE}/Q"))
    assert one.buttons == ["停用这个账号"]


async def test_who_reads_no_accounts_is_shown_none(sign: Sign) -> None:
    auditor = await sign("县审计管理员")

    assert (await auditor.open(HERE)).status == 403
    assert HERE not in (await auditor.open("/office")).html
