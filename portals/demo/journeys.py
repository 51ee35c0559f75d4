"""Plays the four journeys by calling the services, each to another stage."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from infra import clock, storage
from portals.demo import bridge
from portals.demo.places import Town
from portals.demo.stage import (
    Stage,
    called,
    delegate,
    joint_meeting,
    met,
    posted,
    signed,
    stage,
    submitted,
    voted,
)
from services.decisions import service as decisions
from services.decisions.counting import Sheet
from services.decisions.proposal import Funding, Proposal
from services.decisions.rules import Tally
from services.decisions.vocabulary import Answer, OpinionCategory, ReasonCode, VoteForm
from services.disclosure import service as disclosure
from tenants.unit_of_work import Actor, unit_of_work

WATER = Proposal(
    title="全村饮水安全：自来水安装与改造",
    text=(
        "铺设主管道 6500 米、支管道 6000 米，从邻村和社区两处接水，"
        "解决全村 113 户 532 人饮水苦咸的问题。费用由村“两委”向上级部门申请。"
    ),
    budget_fen=18_640_000,
    funding=(Funding("上级饮水安全专项资金", 15_000_000), Funding("村集体经营收入", 3_640_000)),
)
ROAD = Proposal(
    title="西四社修 2 公里砂石路",
    text="用支部获得的 2 万元奖金购买砂石，修通西四社 2 公里道路；人力由西四社自行分配。",
    budget_fen=2_000_000,
    funding=(Funding("支部奖金", 2_000_000),),
)
LAMPS = Proposal(
    title="村内主路安装太阳能路灯 40 盏",
    text="在村内主路安装太阳能路灯 40 盏，质保五年，由村委会组织采购和验收。",
    budget_fen=9_600_000,
    funding=(Funding("村集体经营收入", 9_600_000),),
)
SQUARE = Proposal(
    title="改造村部文化广场",
    text="平整广场 1200 平方米，增设健身器材和公开栏雨棚。",
    budget_fen=6_800_000,
    funding=(Funding("上级“一事一议”奖补", 4_000_000), Funding("村集体经营收入", 2_800_000)),
)
# A one-pixel JPEG stands for the photographed tally sheet of the demonstration.
_SHEET = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c19"
    "12130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b08"
    "0001000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b51000"
    "02010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f0"
    "24336272820910161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768"
    "696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3"
    "c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fb"
    "d2800000ffd9"
)


async def set_up(town: Town) -> None:
    """Record what the villagers' assemblies have delegated."""
    for village in (town.sanmiaoshu, town.naimadai):
        await delegate(await stage(town.tenant, village), clock.today())


async def play(town: Town) -> None:
    """Play all journeys, the first and the second ones furthest."""
    sanmiaoshu = await stage(town.tenant, town.sanmiaoshu)
    naimadai = await stage(town.tenant, town.naimadai)
    await salt_water(sanmiaoshu)
    await gravel_road(naimadai)
    await street_lamps(sanmiaoshu)
    await square(naimadai)
    await waiting(sanmiaoshu)
    await bridge.play(town)


def villagers_of(on: Stage) -> list[Actor]:
    """Return the plain villagers who have an account, by name."""
    return [
        actor
        for name, actor in sorted(on.people.items())
        if name.startswith("居民") and actor.account_id is not None
    ]


async def salt_water(on: Stage) -> None:
    """Journey 1: 16 to 1, reopened all the same, 17 to 0, carried out, now being evaluated."""
    names = on.representatives()
    villager = villagers_of(on)[0]
    with clock.at(clock.now() - timedelta(days=28)):
        opinion = await on.do(
            villager,
            decisions.submit_opinion,
            village_code=on.code,
            category=OpinionCategory.WATER,
            text="水是咸的，老人孩子没法喝。二社一直没通自来水，求村里想办法。",
        )
        matter = await submitted(on, "siquansizhi", WATER, opinion.id)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, names)
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        await voted(on, meeting, names[:16], names[16:])
    with clock.at(meeting.scheduled_at + timedelta(hours=3)):
        await reopened(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, names)
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        await voted(on, meeting, names)
        await signed(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await carried_out(on, matter)
        await posted(on, matter)
    with clock.at(until + timedelta(hours=1)):  # by then its notice can no longer be taken back
        await on.do(on.secretary, decisions.complete_step, matter)
    await on.do(villager, decisions.evaluate, matter, Answer.YES, "喝上甜水了。")


async def reopened(on: Stage, matter: UUID) -> None:
    """Visit the objector, change route and timing, and submit version 2."""
    await on.do(on.secretary, decisions.reconsider, matter, "有一户反对，先上门听意见再定")
    mended = replace(WATER, text=WATER.text + "主管道绕开七户菜地，春耕以后施工。")
    note = "改线路：绕开七户菜地；改时间：春耕后动工"
    await on.do(on.secretary, decisions.edit_draft, matter, mended, change_note=note)
    await on.do(
        on.secretary,
        decisions.record_visit,
        matter,
        visited="代表17所代表的一户",
        note="担心管道挖坏菜地，希望春耕以后再动工；同意改线",
    )
    await on.do(on.secretary, decisions.submit, matter)


async def carried_out(on: Stage, matter: UUID) -> None:
    """Execute with two milestones, let the board check, and close the posting."""
    member = on.who("村委02")
    await on.do(on.secretary, decisions.complete_step, matter)
    await on.do(member, decisions.start_execution, matter)
    for title, note, spent in (
        ("主管道 6500 米完工", "打压试验合格", 12_400_000),
        ("支管道入户、水质化验", "113 户全部通水，化验合格", 5_860_000),
    ):
        one = await on.do(member, decisions.plan_milestone, matter, title=title)
        await on.do(member, decisions.report_milestone, one.id, note=note, spent_fen=spent)
    await on.do(member, decisions.complete_step, matter)
    await on.do(
        on.supervisor,
        decisions.inspect,
        matter,
        passed=True,
        note="四个社各抽五户看过，都通水；花费与票据相符，节余 3800 元",
    )


async def gravel_road(on: Stage) -> None:
    """Journey 2: 29 representatives, a show of hands entered by the clerk, unanimous."""
    names = on.representatives()
    with clock.at(clock.now() - timedelta(days=15)):
        matter = await submitted(on, "siquansizhi", ROAD)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, names)
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        await on.do(on.chair, decisions.open_meeting, meeting.id)
        vote = await on.do(on.chair, decisions.open_vote, meeting.id, VoteForm.SHOW_OF_HANDS)
        sheet = await storage.put(on.county.code, "sheet.jpg", _SHEET, "image/jpeg")
        tellers = (on.resident("监委02"), on.resident("监委03"))
        await on.do(
            on.clerk,
            decisions.record_show_of_hands,
            vote.id,
            tally=Tally(in_favour=len(names), against=0, abstain=0, invalid=0),
            sheet=Sheet(tellers=tellers, scrutineer=on.resident("监委01"), key=sheet),
        )
        await on.do(on.chair, decisions.close_vote, vote.id)
        await signed(on, matter)
        await posted(on, matter)


async def street_lamps(on: Stage) -> None:
    """Journey 3: a 532 matter that the township returned at its first review."""
    with clock.at(clock.now() - timedelta(days=4)):
        matter = await submitted(on, "532", LAMPS)
        await joint_meeting(on, matter)
    with clock.at(clock.now() - timedelta(days=2)):
        await on.do(
            on.reviewer,
            decisions.decide_review,
            matter,
            approve=False,
            reason_codes=[ReasonCode.BUDGET_UNCLEAR],
            reason="9.6 万元超过限额，没有附集体账户余额和三家报价，请补齐后再报。",
        )


async def square(on: Stage) -> None:
    """Journey 4: 四议两公开; the party members' meeting lacks its quorum and is adjourned."""
    with clock.at(clock.now() - timedelta(days=6)):
        matter = await submitted(on, "siyi_lianggongkai", SQUARE)
        await joint_meeting(on, matter)
        meeting = await called(on, matter)
    with clock.at(meeting.scheduled_at):
        for number in range(1, 8):
            await on.do(
                on.clerk, decisions.sign_in_by_clerk, meeting.id, on.resident(f"党员{number:02d}")
            )
        await on.do(
            on.secretary, decisions.adjourn_meeting, meeting.id, "到会党员不够三分之二，改期再开"
        )


async def waiting(on: Stage) -> None:
    """Leave two needs and a question unanswered and one proposal on the wall: work to do."""
    villagers = villagers_of(on)
    for villager, category, text in (
        (villagers[1], OpinionCategory.ROAD, "三社到村部的路一下雨就进不去车，请修一修。"),
        (villagers[2], OpinionCategory.MONEY, "去年机动地的承包费收了多少，花在哪里？"),
    ):
        await on.do(
            villager,
            decisions.submit_opinion,
            village_code=on.code,
            category=category,
            text=text,
        )
    with clock.at(clock.now() - timedelta(days=1)):
        matter = await submitted(
            on,
            "siquansizhi",
            replace(
                SQUARE,
                title="维修三社砂石路 1.5 公里",
                text="维修三社到村部砂石路 1.5 公里，加铺砂石 15 厘米，修两处涵洞。",
            ),
        )
        await posted(on, matter)
    async with unit_of_work(on.county) as uow:
        (newest,) = await disclosure.list_bulletins(uow, prefix=on.code, first=1)
    await on.do(villagers[3], disclosure.ask, newest.id, "涵洞修在哪两处？15 厘米砂石够不够厚？")
