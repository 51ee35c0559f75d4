"""The register of interests, the check of offices and the representatives on pages, no scripts."""

from services.people import service as people
from services.people.workflow import Office
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Browser, Village


async def test_interests_are_declared_and_shown_as_a_conflict_alone(
    village: Village, clerk: Browser, township: Browser
) -> None:
    member = await village.browser_of("村委01")
    page = await member.open("/my/interests")
    assert "还没有登记" in page.words
    empty = await member.send(page, "/my/interests", relation="SIBLING", name="")
    assert empty.status == 422
    done = await member.send(empty, "/my/interests", relation="SIBLING", name="监委03")
    assert "已登记" in done.words
    assert "监委03" in done.words
    assert "在本村名册上" in done.words

    seen = await clerk.visit(
        (await clerk.open(f"/roll/{village.code}?q=村委01")).link("/households/")
    )
    assert "有回避关系" in seen.words
    assert "监委03" not in seen.words

    home = await township.visit(
        (await township.open(f"/roll/{village.code}?q=村委01")).link("/households/")
    )
    page = await township.visit(home.link("/interests"))
    here = page.path.removeprefix(township.home)
    assert "监委03" in page.words
    entered = await township.send(page, here, relation="FIRM", name="三苗树建筑公司")
    assert "三苗树建筑公司" in entered.words
    end = entered.html.split("三苗树建筑公司")[1].split('action="')[1].partition('"')[0]
    gone = await township.send(entered, end.removeprefix(township.home))
    assert "已注销" in gone.words
    assert "三苗树建筑公司" not in gone.words


async def test_the_township_sees_what_the_night_found(village: Village, township: Browser) -> None:
    async with unit_of_work(village.county) as uow:
        await people.record_term(uow, village.on.resident("党支部01"), Office.CLERK, source="任命")
    async with unit_of_work(village.county) as uow:
        await people.check_assignments(uow, village.code)

    today = await township.open("/township")
    page = await township.visit(today.link("/assignments"))

    assert "处理兼任、回避问题" in today.words
    assert "党支部01" in page.words
    assert "一人能提议、审批、付款" in page.words


async def test_the_desk_shows_how_the_village_is_represented(
    village: Village, clerk: Browser
) -> None:
    page = await clerk.visit((await clerk.open(f"/roll/{village.code}")).link("/representatives"))

    assert "应推选 2 到 5 人" in page.words
    assert "代表01" in page.words
    assert "五分之四以上" in page.words
    assert "登记失去资格" not in page.words
