"""What representatives may decide: recorded by the village, read by those who work with it."""

from datetime import timedelta

from strawberry.relay import to_base64

from infra import clock
from portals.demo import journeys
from portals.demo.stage import posted, submitted
from services.decisions import service as decisions
from tests.portals.roll.test_choosing import signed_in
from tests.portals.site import Village, open_village
from tests.portals.workplace.conftest import Sign

SOURCE = "2026年12月1日村民会议记录第 3 项"


async def test_the_village_records_what_was_delegated_and_everybody_reads_it(
    village: Village, sign: Sign
) -> None:
    clerk = await sign("文书01")
    here = f"/delegations/{village.code}"
    listed = await clerk.open("/committee/matters")
    page = await clerk.visit(listed.link("/delegations"))
    assert page.path == clerk.home + here
    assert "村民会议授权村民代表会议决定" in page.words  # the public works of the fixture
    offered = page.html.split('<select id="type"')[1].split("</select>")[0]
    assert "年度预决算、收益分配 — 成员代表大会" in offered
    assert "村规民约" not in offered  # organic law art. 27: not delegable

    today, later = clock.today(), clock.today() + timedelta(days=365)
    good = {"type": "VILLAGE_PLAN", "since": f"{today}", "until": f"{later}", "source": SOURCE}
    bare = await clerk.send(page, here, type="", since="", until="", source="")
    assert bare.status == 422
    for words in ("请选择授权哪一类事", "请填写从哪天起", "请填写到哪天为止", "请填写依据"):
        assert words in bare.words
    early = f"{today - timedelta(days=1)}"
    wrong = await clerk.send(bare, here, **{**good, "until": early})
    assert "截止日期早于开始日期" in wrong.html.split('id="until-wrong"')[1].split("</div>")[0]
    barred = await clerk.send(wrong, here, **{**good, "type": "VILLAGE_RULES"})
    assert "依法不能授权" in barred.html.split('id="type-wrong"')[1].split("</div>")[0]
    done = await clerk.send(barred, here, **good)
    assert "授权决定已登记" in done.words
    assert "村庄规划" in done.words
    assert SOURCE in done.words
    charter = {**good, "type": "INCOME_DISTRIBUTION", "source": "集体章程第十二条"}
    charter["since"] = f"{today + timedelta(days=3)}"
    coming = await clerk.send(done, here, **charter)
    row = coming.words.split("年度预决算、收益分配", 1)[1].split("村庄规划")[0]
    assert "集体经济组织章程授权成员代表大会决定" in row
    assert "还没到期限" in row
    assert "有效" in coming.words

    for name, home in (("监委01", "/supervision"), ("党支部01", "/secretary")):
        reader = await sign(name)
        seen = await reader.visit((await reader.open(f"{home}/matters")).link("/delegations"))
        assert SOURCE in seen.words
    assert "登记授权决定" not in (await (await sign("监委01")).open(here)).buttons
    chair = await sign(village.on.representatives()[-1])
    assert "登记授权决定" in (await chair.open(here)).buttons
    new = await (await sign("党支部01")).open("/secretary/matters/new?type=VILLAGE_PLAN")
    assert new.link("/delegations")

    township = await sign("镇管理员")
    villages = await township.visit((await township.open("/township/matters")).link("/delegations"))
    assert "各村的授权决定" in villages.words
    seen = await township.visit(villages.link(here))
    assert SOURCE in seen.words
    assert "登记授权决定" not in seen.buttons
    assert (await township.open(f"/delegations/{village.county.code}999999")).status == 404


async def test_a_meeting_on_a_day_without_a_delegation_leads_to_what_is_delegated(
    server: None,
) -> None:
    own = await open_village()
    with clock.at(clock.now() - timedelta(days=5)):
        matter = await submitted(own.on, "siquansizhi", journeys.WATER)
        until = await posted(own.on, matter)
    with clock.at(until):
        await own.on.do(own.on.secretary, decisions.complete_step, matter)
    chair = await signed_in(own, own.on.representatives()[-1], second=True)
    here = f"/matters/{to_base64('Matter', str(matter))}"
    page = await chair.open(here)
    assert "看授权决定" not in page.words
    late = f"{clock.today().year + 3}-3-1"  # delegated until the end of next year
    page = await chair.send(
        page, f"{here}/call", at_date=late, at_time="9:00", place="村部会议室", unit="PERSON"
    )
    assert "村民会议对“公益事业”没有有效授权" in page.words
    assert "看授权决定" in page.words
    given = await chair.visit(page.link("/delegations/"))
    assert "公益事业" in given.words
