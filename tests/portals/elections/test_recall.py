"""The township sets the vote on a recall: by a demand that was counted, on screen or on paper."""

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


async def sent(browser: Browser, page: Page, **typed: str) -> Page:
    return await browser.send(page, "/elections/recall", reason=REASON, **typed)


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


async def test_a_paper_petition_is_entered_name_by_name_and_then_goes_to_the_vote(
    server: None,
) -> None:
    village = await open_village()
    township = await signed_in(village, "镇管理员", second=True)
    page = await township.open("/elections/recall")
    page = await township.visit(page.link(f"village={village.code}"))
    assert "没有人数已够的罢免联名" in page.words
    assert "排出日程" not in page.buttons
    page = await township.visit(page.link("/demands/paper"))
    path, signers = "/demands/paper", village.on.representatives()[:6]
    words = {"kind": "RECALL", "title": "请罢免一名委员", "text": REASON}
    typed = {**words, "target": option(page, ">村委02")}

    async def entered(names: str) -> Page:
        fields = {**page.hidden(township.home + path), **typed, "names": names}
        photo = {"sheet": ("sheet.jpg", base64.b64decode(SHEET), "image/jpeg")}
        return Page(await township.client.post(township.home + path, data=fields, files=photo))

    wrong = await entered("查无此人")
    assert wrong.status == 422
    assert "查无此人" in wrong.words
    done = await entered("\n".join(signers))
    assert done.query == "done=sheet", done.words
    assert "人数够了，必须办理" in done.words

    page = await township.open(f"/elections/recall?village={village.code}")
    wanted = option(page, "联名“请罢免一名委员”")
    day = clock.today() + timedelta(days=60)
    desk = await sent(township, page, demand=wanted, day=f"{day}")
    assert desk.path.endswith("/desk"), desk.words
    villager = await signed_in(village, village.villagers[0])
    public = desk.path.removesuffix("/desk").removeprefix(villager.home)
    assert "罢免村民委员会成员" in (await villager.open(public)).title
