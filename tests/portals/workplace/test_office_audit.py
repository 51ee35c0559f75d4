"""The auditor's pages: who did what, cut by kind and object, and whether the chain holds."""

import re

from sqlalchemy import text

from infra.database import owner_engine
from portals.office import audit_words
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Village
from tests.portals.workplace.conftest import Sign

HERE = "/office/audit"


def test_every_tag_has_words() -> None:
    assert list(audit_words.TAGS) == sorted(one.value for one in AuditTag)
    assert set(audit_words.GROUPS) == {one.value.partition(":")[0] for one in AuditTag}


def test_a_tag_is_named_by_the_api_as_the_page_asks_for_it() -> None:
    assert all(one.name == one.value.upper().replace(":", "_") for one in AuditTag)


async def test_events_are_listed_by_kind_and_by_object(village: Village, sign: Sign) -> None:
    auditor = await sign("县审计管理员")
    page = await auditor.visit((await auditor.open("/office")).link(HERE))
    assert page.status == 200
    assert "登录" in page.words
    assert "下一页" in page.words

    drafted = await auditor.open(f"{HERE}?tag=decisions:matter:draft")
    tags = set(re.findall(r'<code class="soft small">(.+?)</code>', drafted.html))
    assert {one.replace("<wbr>", "") for one in tags} == {"decisions:matter:draft"}
    assert "起草事项" in drafted.words
    assert "三苗树村" in drafted.words
    one = await auditor.visit(drafted.link(f"{HERE}?subject="))
    assert "起草事项" in one.words
    subject = one.query.removeprefix("subject=")
    assert set(re.findall(r'<code class="small">([0-9a-f-]{36})</code>', one.html)) == {subject}
    nothing = await auditor.open(f"{HERE}?tag=people:resident:erase")
    assert "没有这样的记录" in nothing.words
    wrong = await auditor.open(f"{HERE}?subject=abc")
    assert wrong.status == 200
    assert "对象编号有 36 位" in wrong.words


async def test_the_chain_is_verified_in_words_and_a_changed_event_shows(
    village: Village, sign: Sign
) -> None:
    auditor = await sign("县审计管理员")
    async with unit_of_work(village.county) as uow:
        while await audit.seal(uow):
            pass
    page = await auditor.visit((await auditor.open(HERE)).link(f"{HERE}/chain"))
    assert "全部吻合" in page.words
    sealed = int(re.search(r"从第 1 条到第 (\d+) 条", page.words)[1])  # type: ignore[index]
    async with unit_of_work(village.county) as uow:
        head = (await audit.verify_chain(uow)).head.hex()
    assert sealed > 20
    assert head in page.words

    await _rename(village, "actor || '改'")
    page = await auditor.open(f"{HERE}/chain")
    await _rename(village, "left(actor, -1)")
    assert "对不上" in page.words
    assert "从第 5 条起对不上" in page.words
    assert "第 1 条到第 4 条仍然吻合" in page.words
    assert "全部吻合" in (await auditor.open(f"{HERE}/chain")).words


async def _rename(village: Village, to: str) -> None:
    """Change who did what the fifth seal covers, as only the owner of the database could."""
    sealed = "(SELECT event_id FROM audit_seal WHERE seq = 5)"
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {village.county.schema}"))
        await connection.execute(text(f"UPDATE audit_event SET actor = {to} WHERE id = {sealed}"))


async def test_no_administrator_but_the_auditor_reads_it(sign: Sign) -> None:
    for name in ("县系统管理员", "县安全管理员", "县民政"):
        other = await sign(name)
        assert (await other.open(HERE)).status == 403
        assert (await other.open(f"{HERE}/chain")).status == 403
        assert HERE not in (await other.open("/office")).html
