"""Photos of the work: sent with a form, shown to the village, handed out as they were cleaned."""

import base64
from datetime import timedelta
from uuid import UUID

import pytest
from strawberry.relay import to_base64

from infra import clock
from portals.demo.journeys import WATER
from portals.demo.stage import met, posted, signed, submitted, voted
from services.decisions import service as decisions
from tenants.authorization.permissions import Permission
from tests.factories import papers
from tests.portals.site import Browser, Page, Village, open_village
from tests.schema.people.asking import ask, asker, do, refusals

_PHOTOS = "query($id: ID!) { matter(id: $id) { milestones { note photos { contentType path } } } }"


@pytest.fixture(scope="module")
async def working(server: None) -> tuple[Village, UUID]:
    """A village that carries a decision out."""
    village = await open_village()
    on, present = village.on, [*village.on.representatives(), "党支部01", "村委01", "村委02"]
    with clock.at(clock.now() - timedelta(days=24)):
        matter = await submitted(on, "siquansizhi", WATER)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, present)
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        await voted(on, meeting, present)
        await signed(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        await on.do(on.who("村委02"), decisions.start_execution, matter)
    return village, matter


async def milestone(village: Village, matter: UUID, title: str) -> UUID:
    row = await village.on.do(
        village.on.who("村委02"), decisions.plan_milestone, matter, title=title
    )
    return row.id


async def report(
    browser: Browser, matter: str, one: UUID, photo: tuple[str, bytes, str], note: str
) -> Page:
    """Send the form of one milestone, with a photo as a browser without scripts does."""
    path = f"{matter}/report"
    page = await browser.open(matter)
    fields = {
        **page.hidden(browser.home + path),
        "milestone": to_base64("Milestone", str(one)),
        "done_note": note,
        "spent": "1200",
    }
    return Page(await browser.client.post(browser.home + path, data=fields, files={"photo": photo}))


async def test_a_photo_of_the_work_goes_with_the_form_and_is_seen(
    working: tuple[Village, UUID],
) -> None:
    village, matter = working
    one = await milestone(village, matter, "主管道完工")
    here = f"/matters/{to_base64('Matter', str(matter))}"
    member = await village.browser_of("村委02")
    told = papers.photo("JPEG", comment=b"taken at the village office")

    wrong = await report(member, here, one, ("a.txt", b"no picture", "text/plain"), "铺好了")
    assert wrong.status == 422, wrong.words
    assert "照片" in wrong.words
    done = await report(member, here, one, ("IMG_1.jpg", told, "image/jpeg"), "铺好了")

    assert done.status == 200, done.words
    assert "铺好了" in done.words
    [link] = [link for link in done.links if f"/milestones/{one}/files/" in link]
    got = await member.client.get(link)
    assert got.status_code == 200
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert b"taken at the village office" not in got.content
    villager = await village.browser_of(village.villagers[0])
    assert link in (await villager.open(f"/my{here}")).html
    assert (await villager.client.get(link)).content == got.content
    assert (await villager.client.get(link[:-64] + "0" * 64)).status_code == 404
    stranger = Browser(village.county.code)
    assert (await stranger.client.get(link)).content != got.content
    assert "节点都报完了" in (await member.open(here)).words


async def test_photos_of_a_milestone_by_the_api(working: tuple[Village, UUID]) -> None:
    village, matter = working
    one = await milestone(village, matter, "支管道完工")
    works = asker(
        village.county, Permission.EXECUTION_REPORT, Permission.MATTER_READ, place=village.code
    )
    key = to_base64("Milestone", str(one))
    sent = [base64.b64encode(papers.photo(kind)).decode() for kind in ("JPEG", "PNG")]
    voice = base64.b64encode(b"ID3").decode()

    assert await refusals(works, "milestoneReport", milestoneId=key, note="好", photos=[voice]) == [
        ("NEITHER_PHOTO_NOR_VOICE", ["input", "photos"])
    ]
    four = [base64.b64encode(papers.photo("JPEG", comment=bytes([n]))).decode() for n in b"abcd"]
    assert [
        code
        for code, _ in await refusals(
            works, "milestoneReport", milestoneId=key, note="好", photos=four
        )
    ] == ["TOO_MANY_OPINION_FILES"]
    elsewhere = asker(village.county, Permission.EXECUTION_REPORT, place=f"{village.code[:9]}999")
    assert await refusals(
        elsewhere, "milestoneReport", milestoneId=key, note="好", photos=sent
    ) == [("NOT_FOUND", [])]
    payload = await do(
        works, "milestoneReport", "matter { id }",
        milestoneId=key, note="都通水了", photos=[*sent, sent[0]],
    )  # fmt: skip
    assert payload["errors"] == []

    data = await ask(works, _PHOTOS, id=to_base64("Matter", str(matter)))
    [found] = [row for row in data["matter"]["milestones"] if row["note"] == "都通水了"]
    assert sorted(file["contentType"] for file in found["photos"]) == ["image/jpeg", "image/png"]
    assert all(f"/milestones/{one}/files/" in file["path"] for file in found["photos"])


async def test_a_representative_follows_the_work_and_the_village_reads_it(
    working: tuple[Village, UUID],
) -> None:
    village, matter = working
    here = f"/matters/{to_base64('Matter', str(matter))}"
    follower = village.on.representatives()[2]
    secretary = await village.browser_of("党支部01")
    page = await secretary.open(here)
    part = page.html.split('id="tracker"')[1].split(f">{follower}<")[0]
    wanted = part.rpartition('value="')[2].partition('"')[0]

    named = await secretary.send(page, f"{here}/tracker", tracker=wanted)
    assert f"跟踪代表 {follower}" in named.words
    browser = await village.browser_of(follower)
    today = await browser.open("/rep")
    assert "报告跟踪情况" in today.words
    page = await browser.open(here)
    empty = await browser.send(page, f"{here}/track", tracking="")
    assert empty.status == 422
    told = await browser.send(empty, f"{here}/track", tracking="沟挖到三社，管子是新的。")
    assert "沟挖到三社，管子是新的。" in told.words

    villager = await village.browser_of(village.villagers[0])
    seen = await villager.open(f"/my{here}")
    assert "替大家跟着这件事" in seen.words
    assert "沟挖到三社，管子是新的。" in seen.words
    other = await village.browser_of(village.on.representatives()[3])
    assert f'action="{other.home}{here}/track"' not in (await other.open(here)).html
