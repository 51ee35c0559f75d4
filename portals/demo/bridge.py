"""A township's own matter by 五环 and 四步决策: its committee is entered, its plan hangs."""

from datetime import timedelta
from uuid import UUID

from infra import clock
from portals.demo.places import Town
from portals.demo.stage import Stage
from services.decisions import service as decisions
from services.decisions.proposal import Funding, Proposal
from services.decisions.routing import MatterType
from services.disclosure import service as disclosure
from services.people import service as people
from tenants import accounts, relay
from tenants.authorization.roles import TOWNSHIP_DIGITS, Role, seat_of
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work

BRIDGE = Proposal(
    title="镇区东街便民桥重建",
    text="在镇区东街重建便民桥，长 24 米、宽 6 米，重建期间在上游搭临时便桥。",
    budget_fen=96_000_000,
    funding=(Funding("乡镇财政", 96_000_000),),
)
METHOD = "wuhuan_fujin"
COMMITTEE = ("书记", "副书记、镇长", "副书记", "组织委员", "宣传委员", "纪委书记", "武装部长")


async def play(town: Town) -> None:
    """Enter the committee, hear people, look into it and post the plan."""
    township = town.sanmiaoshu[:TOWNSHIP_DIGITS]
    seat = seat_of(township)
    office = await _actor(town.tenant, Role.TOWNSHIP_OFFICE, seat, "镇党政办")
    secretary = await _actor(town.tenant, Role.TOWNSHIP_SECRETARY, seat, "镇党委书记")
    on = Stage(town.tenant, seat, {}, secretary)
    await _seated(on, township)
    with clock.at(clock.now() - timedelta(days=2)):
        matter = await _looked_into(on, office)
        posting = await on.do(office, decisions.post, matter)
        await on.do(secretary, disclosure.approve_and_queue, posting.bulletin_id)
        await relay.run_here(town.tenant)


async def _actor(county: Tenant, role: Role, place: str, name: str) -> Actor:
    async with unit_of_work(county) as uow:
        (account, *_) = await accounts.holders(uow, role, place)
    return Actor(account, None, name)


async def _seated(on: Stage, township: str) -> None:
    admin = await _actor(on.county, Role.TOWNSHIP_ADMIN, township, "镇管理员")
    for number, post in enumerate(COMMITTEE):
        await on.do(
            admin,
            people.record_township_member,
            township,
            name=f"委员{number + 1:02d}",
            post=post,
            since=clock.today().replace(month=1, day=1),
            source="县委任职文件（演示）",
            chairs=number == 0,
        )


async def _looked_into(on: Stage, office: Actor) -> UUID:
    matter = await on.do(
        office,
        decisions.draft_matter,
        village_code=on.code,
        matter_type=MatterType.TOWNSHIP_AFFAIR,
        method_id=METHOD,
        proposal=BRIDGE,
    )
    for name, view in (("东街商户", "老桥太窄，会车要让"), ("沿河两村", "汛期水漫桥面")):
        await on.do(office, decisions.record_heard, matter.id, name=name, view=view)
    await on.do(office, decisions.submit, matter.id)
    await on.do(office, decisions.record_heard, matter.id, name="县交通局", view="可以重建")
    await on.do(office, decisions.complete_step, matter.id)
    return matter.id
