"""The presider's desk reckons with a number, hands the chair over; the clerk strikes a count."""

import io
import re

import pytest
from PIL import Image
from strawberry.relay import to_base64

from infra import clock
from portals.demo.journeys import WATER
from portals.demo.stage import met, posted, submitted
from services.decisions import service
from services.decisions.models import Meeting
from services.decisions.vocabulary import VoteForm
from tests.portals.site import Village, open_village


@pytest.fixture
async def village(server: None) -> Village:
    return await open_village()


async def _in_the_room(village: Village) -> Meeting:
    on = village.on
    matter = await submitted(on, "siquansizhi", WATER)
    until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, service.complete_step, matter)
        return await met(on, matter, on.representatives())


def _sheet() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "PNG")
    return file.getvalue()


async def test_if_so_many_come_and_another_presides(village: Village) -> None:
    meeting = await _in_the_room(village)
    on, room = village.on, f"/meetings/{to_base64('Meeting', str(meeting.id))}"
    with clock.at(meeting.scheduled_at):
        chair = await village.browser_of(on.chair.label)
        desk = await chair.open(f"{room}/desk")
        some = await chair.open(f"{room}/desk?come=14")
        nonsense = await chair.open(f"{room}/desk?come=many")
        options = desk.html.split("交给谁主持")[-1]
        members = dict(re.findall(r'<option value="([^"]+)">([^<]+)</option>', options))
        other = next(key for key, name in members.items() if name != on.chair.label)
        path = f"{room}/desk/hand-over"
        silent = await chair.send(desk, path, next_presider=other)
        handed = await chair.send(desk, path, next_presider=other, handed_reason="主席外出")
        again = await chair.send(handed, path, next_presider=other, handed_reason="再换")

    assert "如果到会 14 人" in some.words
    assert "如果到会 14 人" not in desk.words
    assert nonsense.status == 200
    assert (silent.status, handed.status, again.status) == (422, 200, 422)
    assert f"现在主持： {members[other]}" in handed.words
    assert "本来就由这个人主持" in again.words


async def test_a_count_entered_wrongly_is_struck_and_entered_anew(village: Village) -> None:
    meeting = await _in_the_room(village)
    on, room = village.on, f"/meetings/{to_base64('Meeting', str(meeting.id))}"
    with clock.at(meeting.scheduled_at):
        await on.do(on.chair, service.open_meeting, meeting.id)
        await on.do(on.chair, service.open_vote, meeting.id, VoteForm.SHOW_OF_HANDS)
        clerk = await village.browser_of("文书01")
        page = await clerk.open(f"{room}/paper")
        people = re.findall(r'<option value="([^"]+)">代表', page.html)
        path = f"{room}/paper"

        async def enter(yes: int, no: int) -> str:
            shown = await clerk.open(path)
            answer = await clerk.client.post(
                f"{clerk.home}{path}",
                data={
                    **shown.hidden(clerk.home + path),
                    "inFavour": str(yes),
                    "against": str(no),
                    "abstain": "0",
                    "rep_inFavour": str(yes),
                    "rep_against": str(no),
                    "rep_abstain": "0",
                    "teller1": people[0],
                    "teller2": people[1],
                    "scrutineer": people[2],
                },
                files={"sheet": ("sheet.png", _sheet(), "image/png")},
                follow_redirects=True,
            )
            return answer.text

        first = await enter(1, 16)
        entered = await clerk.open(path)
        silent = await clerk.send(entered, f"{path}/strike")
        struck = await clerk.send(entered, f"{path}/strike", strike_reason="同意和反对录反了")
        second = await enter(16, 1)

    assert "同意 1 · 反对 16" in first
    assert "录错了，作废重录" in entered.words
    assert silent.status == 422
    assert "计票已录入" not in struck.words
    assert "teller1" in struck.html
    assert "同意 16 · 反对 1" in second
