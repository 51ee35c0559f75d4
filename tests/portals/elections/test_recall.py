"""The township sets the vote on a recall: by a demand that was counted, or by a paper sheet."""

import base64
from datetime import timedelta
from uuid import UUID

from infra import clock
from services.elections.dossiers import Dossier
from services.initiatives import service as initiatives
from services.initiatives.vocabulary import DemandKind
from tenants.unit_of_work import unit_of_work
from tests.portals.elections.test_journey import dossier_of, signed_in
from tests.portals.site import Browser, Page, Village, open_village
from tests.schema.decisions.asking import SHEET

REASON = "三个月没有到岗。"


async def demanded(village: Village, signers: int) -> UUID:
    """Let representatives demand the recall of 村委02; six of seventeen are a third."""
    first, *rest = village.on.representatives()
    demand = await village.on.do(
        village.on.who(first), initiatives.open_demand, kind=DemandKind.RECALL,
        village_code=village.code, title="请罢免一名委员", text=REASON,
        target_id=village.on.resident("村委02"),
    )  # fmt: skip
    for name in rest[: signers - 1]:
        await village.on.do(village.on.who(name), initiatives.sign, demand.id)
    return demand.id


async def sent(browser: Browser, page: Page, *, sheet: bool = False, **typed: str) -> Page:
    path = "/elections/recall"
    fields = {**page.hidden(browser.home + path), "reason": REASON, **typed}
    photo = {"sheet": ("sheet.jpg", base64.b64decode(SHEET), "image/jpeg")} if sheet else None
    return Page(await browser.client.post(browser.home + path, data=fields, files=photo))


def option(page: Page, words: str) -> str:
    return page.html.split(words)[0].rpartition('value="')[2].partition('"')[0]


async def test_a_demand_that_was_counted_goes_to_the_vote(server: None) -> None:
    village = await open_village()
    gathers = await demanded(village, 5)
    township = await signed_in(village, "镇管理员", second=True)
    page = await township.open(f"/elections/recall?village={village.code}")
    assert "请罢免一名委员" not in page.words
    rest = village.on.representatives()[5]
    await village.on.do(village.on.who(rest), initiatives.sign, gathers)

    todo = await township.open("/township")
    page = await township.visit(todo.link("/elections/recall?"))
    wanted = option(page, "联名“请罢免一名委员”")
    assert "罢免 村委02" in page.words
    soon = await sent(township, page, demand=wanted, day=f"{clock.today()}")
    assert soon.status == 422
    assert "最早可以定在" in soon.words
    day = clock.today() + timedelta(days=60)
    done = await sent(township, soon, demand=wanted, day=f"{day}")

    assert done.path.endswith("/desk"), done.words
    assert "联名人数够了，应当表决" in done.words
    dossier: Dossier = await dossier_of(village)
    assert dossier.election.kind == "recall"
    assert dossier.election.election_day == day
    assert dossier.contests[0].target_id == village.on.resident("村委02")
    async with unit_of_work(village.county) as uow:
        row = await initiatives.find(uow, gathers)
    assert (row.state, row.answer_kind, row.answer_id) == (
        "fulfilled",
        "election",
        dossier.election.id,
    )
    again = await sent(township, page, demand=wanted, day=f"{day}", key="another-key-0001")
    assert again.status == 422


async def test_a_paper_sheet_needs_its_number(server: None) -> None:
    village = await open_village()
    township = await signed_in(village, "镇管理员", second=True)
    page = await township.open("/elections/recall")
    page = await township.visit(page.link(f"village={village.code}"))
    member = option(page, ">村委02<")
    typed = {"demand": "paper", "day": f"{clock.today() + timedelta(days=60)}", "member": member}

    bare = await sent(township, page, **typed, voters="3")
    assert "请选择联名单照片" in bare.words
    few = await sent(township, bare, sheet=True, **typed, voters="3", representatives="1")
    assert few.status == 422
    assert "还差" in few.words
    done = await sent(township, few, sheet=True, **typed, voters="3", representatives="6")
    assert done.path.endswith("/desk"), done.words
    villager = await signed_in(village, village.villagers[0])
    assert (
        "罢免村民委员会成员"
        in (await villager.open(done.path.removesuffix("/desk").removeprefix(villager.home))).title
    )
