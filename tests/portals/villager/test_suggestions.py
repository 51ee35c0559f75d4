"""A suggestion with voice and photo, one written for a neighbour, and its way into a matter."""

import re

import pytest
from strawberry.relay import to_base64

from services.decisions import service
from services.people.samples import SANMIAOSHU, constituencies, homes
from tenants.unit_of_work import unit_of_work
from tests.factories.papers import photo
from tests.factories.voices import m4a
from tests.portals.site import Browser, Page, Village

VOICE = {"voice": ("录音.m4a", m4a(), "audio/mp4")}
PHOTO = {"photo": ("井.jpg", photo("JPEG"), "image/jpeg")}


async def upload(browser: Browser, page: Page, path: str, files: object, **typed: str) -> Page:
    fields = {**page.hidden(browser.home + path), **typed}
    answer = await browser.client.post(browser.home + path, data=fields, files=files)  # type: ignore[arg-type]
    return Page(answer)


@pytest.fixture(scope="session")
async def secretary(village: Village) -> Browser:
    """The secretary's browser, with the second factor shown."""
    return await village.proven_browser_of("党支部01")


def speaker_for(name: str) -> tuple[str, str]:
    """Return somebody's household number and who speaks for it."""
    number = next(home.number for home in homes(SANMIAOSHU) if home.head == name)
    for leader, numbers in constituencies(SANMIAOSHU).items():
        first, last = numbers.split("-")
        if first <= number <= last:
            return number, leader
    raise LookupError(name)


async def test_a_voice_is_sent_played_by_parts_and_heard_by_those_who_answer(
    village: Village, secretary: Browser
) -> None:
    villager = await village.browser_of(village.villagers[1])
    neighbour = await village.browser_of(village.villagers[0])

    form = await villager.open("/my/say")
    check = await villager.send(form, "/my/say", category="WATER", text="")
    nothing = await villager.send(check, "/my/say/send")
    wrong = await upload(
        villager, check, "/my/say/send", {"voice": ("x.m4a", b"<script>", "audio/mp4")}
    )
    receipt = await upload(villager, check, "/my/say/send", {**VOICE, **PHOTO})
    shown = await villager.visit(receipt.path.removesuffix("/sent"))
    where = next(one for one in shown.links if "/files/" in one)
    whole = await villager.client.get(where)
    part = await villager.client.get(where, headers={"Range": "bytes=0-1"})
    need = await secretary.open("/secretary/needs/" + receipt.path.split("/")[-2])

    assert (nothing.status, wrong.status) == (422, 422)
    assert "还没有填写意见内容" in nothing.words
    assert "只收照片" in wrong.words
    assert "附有照片、录音 2 个" in receipt.words
    assert "<audio controls" in shown.html
    assert "党支部最迟" in shown.words
    assert whole.headers["content-disposition"].startswith("attachment")
    assert (part.status_code, part.content) == (206, whole.content[:2])
    assert part.headers["content-range"] == f"bytes 0-1/{len(whole.content)}"
    assert (await neighbour.client.get(where)).status_code == 404
    assert where in need.html


async def test_what_a_representative_writes_is_the_villagers_and_goes_into_a_matter(
    village: Village, secretary: Browser
) -> None:
    author = village.villagers[4]
    number, leader = speaker_for(author)
    speaker = await village.browser_of(leader)
    villager = await village.browser_of(author, "en")

    mine = await speaker.open("/rep/households")
    path = f"/rep/households/{number}/say"
    form = await speaker.open(path)
    stranger = await upload(
        speaker, form, path, {}, name="别人", category="WATER", text="井水是咸的。"
    )
    receipt = await upload(
        speaker, form, path, {}, name=author, category="WATER", text="井水是咸的。"
    )
    gone = await speaker.open("/rep/households/999/say")
    opinion = receipt.path.rsplit("/", 1)[1]
    need = await secretary.open(f"/secretary/needs/{opinion}")
    matter = re.findall(r'<option value="(\w+={0,2})">\S+ 维修', need.html)[0]
    merged = await secretary.send(need, f"/secretary/needs/{opinion}/merge", matter=matter)
    listed = await villager.open("/my/opinions")
    read = await villager.open(f"/my/opinions/{opinion}")

    assert f"{speaker.home}{path}" in mine.links
    assert (stranger.status, gone.status) == (422, 404)
    assert "没有叫这个名字的人" in stranger.words
    assert f"代录的人 {leader}" in receipt.words
    assert f"由{leader}代写" in need.words
    assert "written for them" in listed.words
    assert f"Written down for you by {leader}" in read.words
    assert "已并入事项" in merged.words
    credit = (await villager.visit(read.link("/my/matters/"))).words
    assert "This matter comes from 1 suggestion" in credit
    assert author in credit


async def test_an_objection_on_the_wall_is_answered_where_everybody_reads_it(
    village: Village, secretary: Browser
) -> None:
    name = village.villagers[2]
    villager = await village.browser_of(name)
    neighbour = await village.browser_of(village.villagers[0])
    async with unit_of_work(village.county) as uow:
        rows = await service.list_matters(uow, [village.code])
    road = next(to_base64("Matter", row.id) for row in rows if "砂石路" in row.title)
    at, desk = f"/my/matters/{road}", f"/matters/{road}"

    page = await villager.open(at)
    empty = await villager.send(page, f"{at}/object", objection="")
    sent = await villager.send(page, f"{at}/object", objection="路太窄，会车不便。")
    again = await villager.send(await villager.open(at), f"{at}/object", objection="还有一条。")
    acts = await secretary.open(desk)
    answered = await secretary.send(
        acts, f"{desk}/objection", verdict_objection="false", objection_answer="加两处会车道。"
    )
    read = await neighbour.open(at)
    compared = await neighbour.open(f"{desk}/versions")

    assert (empty.status, again.status) == (422, 422)
    assert "您的异议送到了" in sent.words
    assert "上一条异议还没有答复" in again.words
    assert "路太窄，会车不便。" in acts.words
    assert name in acts.words
    assert "异议已答复" in answered.words
    assert "加两处会车道。" in read.words
    assert name not in read.words
    assert "这两稿的方案、预算、资金来源和附件都一样" in compared.words
