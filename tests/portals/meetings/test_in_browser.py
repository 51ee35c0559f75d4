"""A meeting's rooms in a real Chromium: at the door, while a vote is open, counted, and closed."""

from collections.abc import AsyncIterator, Sequence

import pytest
from playwright.async_api import Browser

from services.decisions import service
from services.decisions.models import Vote
from services.decisions.vocabulary import Choice, VoteForm
from tests.chromium import launched
from tests.portals.browsing import context_of, faults, served
from tests.portals.meetings.test_secret_vote import BOTH, called, seat
from tests.portals.site import Village, open_village

pytestmark = pytest.mark.browser
SECRETARY, MEMBER, CLERK = BOTH[0], BOTH[1], "文书01"
BOTH_WAYS = pytest.mark.parametrize(("language", "width"), [("zh", 360), ("en", 1280)])


@pytest.fixture(scope="module")
async def village(server: None) -> Village:
    return await open_village()


@pytest.fixture(scope="module")
async def base() -> AsyncIterator[str]:
    async with served() as address:
        yield address


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


async def broken(
    village: Village,
    chromium: Browser,
    base: str,
    pages: dict[str, Sequence[str]],
    language: str,
    width: int,
) -> list[str]:
    """Return what the pages of each reader get wrong at three widths, and which are not there."""
    found = []
    for name, paths in pages.items():
        reader = await village.browser_of(name, language)
        context = await context_of(chromium, base, reader, language, width)
        for path in paths:
            opened = await reader.open(path)
            found += [f"{name} {path}: {opened.status}"] if opened.status != 200 else []
            found += await faults(context, f"{base}{reader.home}{path}", 320, 1920)
        await context.close()
    return found


async def voting(village: Village, title: str, form: VoteForm) -> tuple[Vote, str]:
    """Open a meeting of the two committees and a vote."""
    on, (meeting, room) = village.on, await called(village, title)
    await seat(village, meeting, BOTH)
    await on.do(on.secretary, service.open_meeting, meeting.id)
    return await on.do(on.secretary, service.open_vote, meeting.id, form), room


@BOTH_WAYS
async def test_the_rooms_before_and_during_a_vote_break_no_rule(
    village: Village, chromium: Browser, base: str, language: str, width: int
) -> None:
    meeting, door = await called(village, f"修井房（{language}）")
    await seat(village, meeting, BOTH[:1])
    _, room = await voting(village, f"修水塔（{language}）", VoteForm.SECRET)
    _, hands = await voting(village, f"修泵站（{language}）", VoteForm.SHOW_OF_HANDS)

    pages = {
        MEMBER: [door, f"{door}/recuse", f"{door}/notice", room, hands],
        SECRETARY: [f"{door}/desk", f"/screen{door}", f"{door}/door", f"{room}/desk"],
        CLERK: [f"{door}/desk", f"{hands}/paper", f"{hands}/desk"],
    }
    assert await broken(village, chromium, base, pages, language, width) == []


@BOTH_WAYS
async def test_the_rooms_after_a_vote_break_no_rule(
    village: Village, chromium: Browser, base: str, language: str, width: int
) -> None:
    on = village.on
    vote, room = await voting(village, f"修涵洞（{language}）", VoteForm.NAMED)
    for name in BOTH:
        await on.do(on.who(name), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
    await on.do(on.secretary, service.close_vote, vote.id)

    pages = {
        MEMBER: [room, f"{room}/minutes"],
        SECRETARY: [f"{room}/desk", f"/screen{room}", f"{room}/minutes"],
    }
    assert await broken(village, chromium, base, pages, language, width) == []
