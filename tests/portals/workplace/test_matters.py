"""A need becomes a matter and a proposal; the township returns one; all with scripts off."""

from datetime import timedelta

from infra import clock
from tests.portals.site import Village
from tests.portals.workplace.conftest import Sign


async def _matter(sign: Sign, name: str, path: str, title: str) -> str:
    page = await (await sign(name)).open(path)
    rows = page.html.partition("<tbody>")[2].split("<tr>")
    row = next(one for one in rows if title in one)
    return "/matters/" + row.partition("/matters/")[2].partition('"')[0]


async def test_a_need_becomes_a_submitted_proposal(village: Village, sign: Sign) -> None:
    villager = await village.browser_of(village.villagers[0])
    page = await villager.open("/my/say")
    words = {"category": "ROAD", "text": "三社到村部的路一下雨就进不去车。"}
    page = await villager.send(page, "/my/say", **words)
    await villager.send(page, "/my/say/send", **words)
    secretary = await sign("党支部01")

    page = await secretary.open("/secretary/needs")
    need = page.link("/secretary/needs/").removeprefix(secretary.home)
    page = await secretary.open(need)
    deciders = page.words
    wrong = await secretary.send(page, f"{need}/take-up", title="", type="", method="")
    page = await secretary.send(
        page,
        f"{need}/take-up",
        title="硬化三社到村部的路",
        type="PUBLIC_WELFARE",
        method="siquansizhi",
    )
    matter = page.path.removeprefix(secretary.home)
    page = await secretary.send(
        page,
        f"{matter}/edit",
        title="硬化三社到村部的路",
        text="硬化 1.2 公里，宽 4 米。",
        budget="30万",
        source1="上级补助",
        amount1="30万",
    )
    for name in ("张三", "李四", "王五"):
        page = await secretary.send(page, f"{matter}/heard", heard_name=name, heard_opinion="赞成")
    page = await secretary.send(page, f"{matter}/propose")

    assert "— 村民代表会议" in deciders  # the assembly has delegated it
    assert wrong.status == 422
    assert "请填写事项名称" in wrong.words
    assert page.query == "done=propose"
    assert "现在：张榜公布" in page.words
    assert "￥300,000.00" in page.words

    late = await secretary.send(page, f"{matter}/advance", step_key="propose")
    posted = await secretary.send(page, f"{matter}/advance")
    notice = posted.link("/bulletins/").removeprefix(secretary.home)
    own = await secretary.open(notice)
    others = await (await sign("监委01")).open(notice)

    assert (late.status, late.query) == (200, "done=already")
    assert "这一步已经办完了" in late.words
    assert "先拟好公告" in page.words
    assert "先拟好公告" not in posted.words
    assert "该谁办：核对公告的人（监委会、党支部书记或村委会主任，拟稿人除外）" in posted.words
    assert "批准这份公告" not in own.buttons
    assert "您自己不能批准" in own.words
    assert "（发布后有12位号码）" in own.words
    assert "000000000000" not in own.words
    assert "批准这份公告" in others.buttons


async def test_the_plan_is_in_the_fields_when_another_form_is_wrong(
    village: Village, sign: Sign
) -> None:
    secretary = await sign("党支部01")
    page = await secretary.open("/secretary/matters/new")
    page = await secretary.send(
        page, "/secretary/matters/new", title="修水井", type="PUBLIC_WELFARE", method="532"
    )
    matter = page.path.removeprefix(secretary.home)

    page = await secretary.send(page, f"{matter}/heard", heard_name="", heard_opinion="赞成")

    assert page.status == 422
    assert 'name="title" value="修水井"' in page.html


async def test_the_township_sees_five_three_and_two_and_returns_with_a_reason(sign: Sign) -> None:
    reviewer = await sign("镇审核员")
    matter = await _matter(sign, "镇审核员", "/township/matters", "太阳能路灯")
    page = await reviewer.open(matter)

    wrong = await reviewer.send(page, f"{matter}/return", code="", reason="")
    done = await reviewer.send(
        page, f"{matter}/return", code="BUDGET_UNCLEAR", reason="请附三家报价。"
    )

    assert "5 道程序" in page.words
    assert "3 次把关" in page.words
    assert "2 个公开" in page.words
    assert page.buttons == ["通过审核", "退回补正"]
    assert wrong.status == 422
    assert done.query == "done=return"
    assert "请附三家报价。" in done.words
    assert "乡镇退回的原因" in done.words


async def test_a_meeting_without_its_quorum_says_how_many_came(sign: Sign) -> None:
    secretary = await sign("党支部01")
    matter = await _matter(sign, "党支部01", "/secretary/matters", "文化广场")

    stuck = await secretary.open(matter)
    rooms = [link for link in stuck.links if "/meetings/" in link]
    adjourned = await secretary.visit(rooms[-1])

    assert "上次会议没开成 到会 7 / 21 · 到会党员不够三分之二，改期再开" in stuck.words
    assert "应到 21 实到 7 需要 14" in adjourned.words
    assert "还差 7 人，不能开会" in adjourned.words


async def test_the_wall_names_the_village_and_shows_each_figure_by_itself(sign: Sign) -> None:
    secretary = await sign("党支部01")
    matter = await secretary.open(
        await _matter(sign, "党支部01", "/secretary/matters", "全村饮水安全")
    )
    room = next(link for link in matter.links if "/meetings/" in link)

    wall = await secretary.visit(room.replace("/meetings/", "/screen/meetings/"))

    assert "三苗树村 · 村民代表会议" in wall.title
    assert '<li>同意<b class="yes">16</b></li><li>反对<b>1</b></li>' in wall.html


async def test_the_township_records_who_set_a_decision_aside(sign: Sign) -> None:
    reviewer = await sign("镇审核员")
    matter = await _matter(sign, "镇审核员", "/township/matters", "全村饮水安全")
    page = await reviewer.open(matter)
    words = {"document": "行政判决书", "annul_reason": "程序违法"}
    tomorrow = f"{clock.today() + timedelta(days=1)}"

    nobody = await reviewer.send(page, f"{matter}/annul", annuller="", decided=tomorrow, **words)
    ahead = await reviewer.send(
        page, f"{matter}/annul", annuller="COURT", decided=tomorrow, **words
    )

    assert "乡镇不替村里决定" in page.words
    assert "登记撤销" in page.buttons
    assert nobody.status == 422
    assert ahead.status == 422
    assert "作出撤销决定的日期不能晚于今天" in ahead.words


async def test_a_representative_may_not_open_the_acts_of_the_secretary(sign: Sign) -> None:
    representative = await sign("代表01")
    matter = await _matter(sign, "党支部01", "/secretary/matters", "全村饮水安全")

    page = await representative.open(matter)

    assert page.status == 200
    assert set(page.buttons) <= {"评一评办得怎么样"}
