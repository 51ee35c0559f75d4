"""The county keeps two offices apart on its page, sees the law's beside them, and ends its own."""

from tests.portals.site import Village
from tests.portals.workplace.conftest import Sign

HERE = "/office/bars"
SAID = {
    "one": "GROUP_HEAD",
    "other": "COLLECTIVE_HEAD",
    "whom": "same",
    "document": "任职回避办法",
    "article": "第六条",
    "since": "2026-1-1",
}


async def test_a_rule_of_the_county_is_entered_shown_and_ended(
    village: Village, sign: Sign
) -> None:
    office = await sign("县民政")
    page = await office.open("/office/methods")
    page = await office.visit(page.link(HERE))
    assert "本县没有另加规定" in page.words
    assert "《村民委员会组织法》第三十二条" in page.words
    assert "系统默认规则" in page.words

    bare = await office.send(page, HERE, **{**SAID, "document": "", "whom": ""})
    assert "请填写依据的文件" in bare.words
    assert "请选择管谁" in bare.words
    law = {**SAID, "one": "SUPERVISOR", "other": "COMMITTEE_MEMBER"}
    refused = await office.send(bare, HERE, **law)
    assert "《村民委员会组织法》第三十二条已经规定" in refused.words
    page = await office.send(refused, HERE, **SAID)
    assert "已登记。新任职、导入名册、选举和每晚的任职检查都按它办" in page.html
    assert "理事长 — 村民小组组长 同一人不能兼任 任职回避办法 第六条" in page.words
    assert "执行中" in page.words

    one = page.html.split('<select id="bar"')[1].split('<option value="')[2].partition('"')[0]
    bare = await office.send(page, f"{HERE}/end", bar=one, end_document="")
    assert "请填写停用的依据" in bare.words
    page = await office.send(bare, f"{HERE}/end", bar=one, end_document="县发〔2026〕12 号")
    assert "已停用" in page.html
    assert "没有在执行" in page.words
    assert "县发〔2026〕12 号" in page.words
    assert "停用这一条" not in page.buttons


async def test_the_page_has_no_forms_for_who_sets_no_rules(village: Village, sign: Sign) -> None:
    admin = await sign("县系统管理员")
    page = await admin.open(HERE)

    assert "登记这条规定" not in page.buttons
    assert "《村民委员会组织法》第三十二条" in page.words
