"""A member of the collective cannot come: the clerk enters the written proxy by its page."""

import io
import re
from uuid import UUID

import pytest
from PIL import Image
from strawberry.relay import to_base64

from infra import clock
from portals.demo.journeys import WATER
from portals.demo.stage import Stage, called, joint_meeting, posted
from services.decisions import service
from services.decisions.models import Meeting
from services.decisions.routing import MatterType
from services.decisions.vocabulary import Choice, VoteForm
from services.people import service as people
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Browser, Page, Village, open_village


@pytest.fixture(scope="module")
async def village(server: None) -> Village:
    return await open_village()


async def _carried_by_the_party(on: Stage, matter: UUID) -> None:
    async with unit_of_work(on.county) as uow:
        roster = await people.roster(uow, on.code, "party_members")
    meeting = await called(on, matter)
    with clock.at(meeting.scheduled_at):
        for one in roster:
            await on.do(on.clerk, service.sign_in_by_clerk, meeting.id, one.resident_id)
        await on.do(on.secretary, service.open_meeting, meeting.id)
        vote = await on.do(on.secretary, service.open_vote, meeting.id, VoteForm.NAMED)
        for one in roster:
            await on.do(on.who(one.name), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
        await on.do(on.secretary, service.close_vote, vote.id)


async def _members_assembly(on: Stage) -> Meeting:
    """Call the collective's members about land contracting; everybody on the roll is one."""
    source = "成员大会确认决议"
    day = clock.today()
    await on.do(on.clerk, people.confirm_members, on.code, since=day, source=source)
    matter = await on.do(
        on.secretary,
        service.draft_matter,
        village_code=on.code,
        matter_type=MatterType.LAND_CONTRACTING,
        method_id="siyi_lianggongkai",
        proposal=WATER,
    )
    await on.do(on.secretary, service.record_heard, matter.id, name="党员01", view="赞成")
    await on.do(on.secretary, service.submit, matter.id)
    with clock.at(clock.now()):
        await joint_meeting(on, matter.id)
        await _carried_by_the_party(on, matter.id)
        until = await posted(on, matter.id)
    with clock.at(until):
        await on.do(on.secretary, service.complete_step, matter.id)
    for key in ("prior", "work_group"):
        await on.do(
            on.secretary,
            service.record_extra,
            matter.id,
            key=key,
            document="会议纪要〔2026〕1 号",
            held_on=day,
            township=False,
        )
    with clock.at(until):
        return await called(on, matter.id)


def _photo() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(target, "PNG")
    return target.getvalue()


async def _send(clerk: Browser, page: Page, path: str, **typed: str) -> Page:
    fields = {**page.hidden(clerk.home + path), **typed}
    files = {"sheet": ("sheet.png", _photo(), "image/png")}
    return Page(await clerk.client.post(clerk.home + path, data=fields, files=files))


async def test_a_written_proxy_within_the_household_is_entered_with_its_paper(
    village: Village,
) -> None:
    on = village.on
    meeting = await _members_assembly(on)
    room = f"/meetings/{to_base64('Meeting', str(meeting.id))}"
    clerk = await village.browser_of("文书01")
    desk = await clerk.open(f"{room}/desk")
    link = desk.link("/proxy?member=")

    page = await clerk.visit(link)
    holders = dict(re.findall(r'<option value="([^"]+)">([^<]+)</option>', page.html))
    unsaid = await _send(clerk, page, f"{room}/proxy")
    no_paper = await clerk.send(page, f"{room}/proxy", holder=next(iter(holders)))
    entered = await _send(clerk, page, f"{room}/proxy", holder=next(iter(holders)))

    assert "农村集体经济组织法第二十七条" in page.words
    assert (unsaid.status, no_paper.status, entered.status) == (422, 422, 200)
    assert "请选委托给谁" in unsaid.words
    assert "请选择委托书照片" in no_paper.words
    assert entered.path.endswith("/desk")
    assert "撤回委托" in entered.words
    assert next(iter(holders.values())) in entered.words

    # One proxy a member: its page now takes it back, and then another may be entered.
    stands = await clerk.visit(link)
    assert 'name="holder"' not in stands.html
    silent = await clerk.send(stands, f"{room}/proxy/end")
    ended = await clerk.send(stands, f"{room}/proxy/end", end_reason="本人能到会了")
    assert (silent.status, ended.status) == (422, 200)
    assert "撤回委托" not in ended.words
    assert 'name="holder"' in (await clerk.visit(link)).html
