"""Hostile files through every door that takes files: refused or harmless, soon and in bounds."""

import re
import time
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest
from strawberry.relay import to_base64

from infra import clock
from infra.documents import photo
from portals.demo import journeys
from portals.demo.stage import met, posted, submitted
from services.decisions import service as decisions
from services.decisions.vocabulary import VoteForm
from tests.front import corpus, tables
from tests.front.conftest import Sign
from tests.front.corpus import Hostile
from tests.portals.site import Browser, Page, Village

SECONDS = 15  # generous: the machine may be busy; what is unbounded takes minutes
# The macros and the second archive are never looked at; the roll in front of them is a whole one.
WHOLE_ROLLS = {"a workbook with macros", "two archives in one", "a broken sheet"}
KEPT_KINDS = {"application/pdf", "image/jpeg", "image/png"}
# What is only a claim or a title may come in: the content is a whole photo or paper after all.
HARMLESS = {
    *(one.what for one in corpus.names()),
    "a photo with a script in it",
    "a photo and a page",
    "a photo and an archive",
    "a picture and a program",
    "a picture with a script in its texts",
    "a picture with an unknown part",
    "a paper and a page",
}


@dataclass(frozen=True)
class Door:
    """A form that takes a file: whose it is, where it stands, and its other fields."""

    browser: Browser
    page: str
    action: str
    file: str
    fields: dict[str, str]

    async def hidden(self) -> dict[str, str]:
        page = await self.browser.open(self.page)
        return page.hidden(self.browser.home + self.action)

    async def send(self, one: Hostile, hidden: dict[str, str]) -> httpx.Response:
        return await self.browser.client.post(
            self.browser.home + self.action,
            data={**hidden, **self.fields, "key": str(uuid4())},
            files={self.file: (one.name, one.data, one.kind)},
            follow_redirects=False,
        )


@pytest.fixture(scope="session")
async def doors(village: Village, sign: Sign) -> dict[str, Door]:
    return {
        "roll": await _roll(village, sign),
        "attachment": await _attachment(village, sign),
        "board": await _board(village, sign),
        "sheet": await _sheet(village, sign),
    }


async def _roll(village: Village, sign: Sign) -> Door:
    path = f"/office/villages/{village.code}/roll"
    return Door(await sign("县民政"), path, path, "roll", {})


async def _attachment(village: Village, sign: Sign) -> Door:
    secretary = await sign("党支部01")
    page = await secretary.open("/secretary/matters/new")
    said = {"title": "硬化道路", "type": "PUBLIC_WELFARE", "method": "siquansizhi"}
    page = await secretary.send(page, "/secretary/matters/new", **said)
    matter = page.path.removeprefix(secretary.home)
    return Door(secretary, matter, f"{matter}/attach", "file", {"file_title": "附件"})


async def _board(village: Village, sign: Sign) -> Door:
    clerk = await sign("文书01")
    desk = await clerk.open("/committee/bulletins")
    for link in [one for one in desk.links if "/bulletins/Q" in one]:
        path = link.removeprefix(clerk.home)
        if "/receipt" in (await clerk.open(path)).html:
            return Door(clerk, path, f"{path}/receipt", "photo", {"board": "村部"})
    raise LookupError("no bulletin takes a photo of its board")


async def _sheet(village: Village, sign: Sign) -> Door:
    """Open a vote by show of hands, in which the clerk enters the count with its sheet."""
    on = village.on
    with clock.at(clock.now()):
        matter = await submitted(on, "siquansizhi", journeys.ROAD)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, on.representatives())
    with clock.at(meeting.scheduled_at):
        await on.do(on.chair, decisions.open_meeting, meeting.id)
        await on.do(on.chair, decisions.open_vote, meeting.id, VoteForm.SHOW_OF_HANDS)
    clerk = await sign("文书01")
    path = f"/meetings/{to_base64('Meeting', str(meeting.id))}/paper"
    page = await clerk.open(path)
    members = re.findall(r'<option value="([^"]+)"', page.html)
    people = dict(zip(("teller1", "teller2", "scrutineer"), dict.fromkeys(members), strict=False))
    counts = {f"{part}{name}": "1" for part in ("", "rep_") for name in ("inFavour", "against")}
    counts |= {"abstain": "0", "rep_abstain": "0"}
    return Door(clerk, path, path, "sheet", {**people, **counts})


def test_the_corpus_is_large_enough() -> None:
    files = corpus.files()
    assert len({one.what for one in files}) == len(files) >= 60


def _for(name: str) -> list[Hostile]:
    """Return what a door is tried with; the reader of rolls starts a process for each file."""
    files = corpus.files()
    if name == "attachment":
        return files
    if name != "roll":  # the same check of photos behind another form
        return files[::5]
    tables_and_archives = [one for one in files if one.name.endswith((".xlsx", ".xlsm", ".csv"))]
    return [*tables_and_archives, *files[5:40:12]]


@pytest.mark.parametrize("name", ["attachment", "board", "sheet", "roll"])
async def test_every_hostile_file_is_refused_or_harmless(doors: dict[str, Door], name: str) -> None:
    door, wrong = doors[name], []
    hidden = await door.hidden()
    for one in _for(name):
        begun = time.monotonic()
        answer = await door.send(one, hidden)
        took = time.monotonic() - begun
        done = answer.status_code == 303
        if answer.status_code >= 500 or took > SECONDS:
            wrong.append(f"{one.what}: {answer.status_code} after {took:.1f} s")
        if done and name != "roll" and one.what not in HARMLESS:
            wrong.append(f"{one.what}: taken in")
        if "<script>pwn" in answer.text or "<img src=x" in answer.text:
            wrong.append(f"{one.what}: shown as it came")
        if done and name == "attachment":
            wrong += await _handed_out(door, answer, one)
        if done and name == "roll":
            wrong += await _previewed(door, answer, one)

    assert wrong == []


async def _previewed(door: Door, answer: httpx.Response, one: Hostile) -> list[str]:
    """Look at what the reader made of it: a hostile file is nothing that could be imported."""
    page = Page(await door.browser.client.get(answer.headers["location"]))
    shown = [] if page.status == 200 else [f"{one.what}: preview {page.status}"]
    can_be_written = "写进名册" in page.buttons and one.what not in WHOLE_ROLLS
    return [*shown, *([f"{one.what}: could be imported"] if can_be_written else [])]


async def _handed_out(door: Door, answer: httpx.Response, one: Hostile) -> list[str]:
    """Fetch what was taken in, look at it as a browser does, and take it away again."""
    page = Page(await door.browser.client.get(answer.headers["location"]))
    file = await door.browser.client.get(page.link("/files/"))
    await door.browser.send(page, door.action.replace("/attach", "/detach"))
    head = file.headers
    faults = []
    if head["content-type"].partition(";")[0] not in KEPT_KINDS:
        faults.append(f"{one.what}: a {head['content-type']}")
    if not head["content-disposition"].startswith("attachment; filename*=UTF-8''"):
        faults.append(f"{one.what}: {head['content-disposition']}")
    if (
        head["x-content-type-options"] != "nosniff"
        or "sandbox" not in head["content-security-policy"]
    ):
        faults.append(f"{one.what}: without protection")
    if head["content-type"] != "application/pdf" and b"pwn" in file.content:
        faults.append(f"{one.what}: with its script")
    return faults


async def test_no_file_leaves_its_folder(village: Village, doors: dict[str, Door]) -> None:
    stored = await tables.column(
        village.county, "SELECT jsonb_path_query(attachments, '$[*].sha256') #>> '{}'"
        " FROM matter_draft"
    )  # fmt: skip
    names = await tables.column(village.county, "SELECT filename FROM roll_upload")

    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in stored)
    assert all(one.isprintable() and len(one) <= 200 for one in names)


def test_a_picture_holds_up_nobody() -> None:
    for one in corpus.files():
        if not one.kind.startswith("image/"):
            continue
        begun = time.process_time()
        try:
            kept = photo.cleaned(one.data).data
        except photo.NotAPhoto:
            kept = b""
        assert time.process_time() - begun < 0.25, one.what
        assert b"pwn" not in kept, one.what
