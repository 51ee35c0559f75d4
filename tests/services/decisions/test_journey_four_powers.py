"""Journey 1: 三苗树村, salt water; 16 to 1, reopened all the same, then 17 to 0."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.attachment_errors import NeitherPhotoNorVoice
from services.decisions.errors import NoticeTooShort, ObjectorsNotVisited, StepBlocked, WrongStep
from services.decisions.vocabulary import Answer, OpinionCategory
from services.decisions.workflow import State
from services.disclosure import service as disclosure
from tenants.registry import Tenant
from tenants.unit_of_work import SYSTEM, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, WATER, Stage
from tests.factories.papers import photo
from tests.factories.voices import m4a

COMMITTEE = ["党支部01", "村委01", "村委02"]


async def proposed(made: Stage) -> UUID:
    """The need, the proposal, its three days on the wall."""
    villager = made.actor("居民0060")
    with clock.at(START):
        opinion = await made.do(
            villager,
            service.submit_opinion,
            village_code=made.code,
            category=OpinionCategory.WATER,
            text="水是咸的，老人孩子没法喝。",
        )
        matter_id = await factory.submitted(made, "siquansizhi", opinion_id=opinion.id)
        posting = await made.do(made.secretary, service.post, matter_id)
        with pytest.raises(StepBlocked) as unchecked:
            await made.do(made.secretary, service.complete_step, matter_id)
        assert unchecked.value.facts["codes"] == ("POSTING_NOT_RELEASED",)
        await factory.shown(made, posting.bulletin_id)
        until = posting.until
        await made.do(villager, service.comment, matter_id, "请先修四社。")
        with pytest.raises(StepBlocked) as refused:
            await made.do(made.secretary, service.complete_step, matter_id)
        assert refused.value.facts["codes"] == ("POSTING_RUNS",)
    matter = await made.matter(matter_id)
    assert (matter.number, matter.state, matter.step_key) == ("2026-001", "in_steps", "post_plan")
    assert clock.local(until).isoformat() == "2026-03-20T00:00:00+08:00"
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
    return matter_id


async def first_vote(made: Stage, matter_id: UUID) -> datetime:
    """A meeting called with notice, 16 for and 1 against."""
    now = datetime(2026, 3, 20, 9, tzinfo=clock.ZONE)
    with clock.at(now):
        with pytest.raises(NoticeTooShort) as too_short:
            await made.do(
                made.chair,
                service.call_meeting,
                matter_id,
                scheduled_at=now + timedelta(days=3),
                place="村部",
            )
        assert too_short.value.facts["earliest"] == "2026-03-24 00:00"
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        names = made.representatives()
        await factory.seat(made, meeting, [*names, *COMMITTEE])
        vote = await factory.voted(made, meeting, in_favour=names[:16], against=names[16:])
    assert (vote.in_favour, vote.against, vote.present, vote.outcome) == (16, 1, 20, "passed")
    law, method = (line["en"] for line in vote.derivation)
    assert law.startswith(
        "16 of 20 in favour (base: those present); more than half needed, at least 11: met; Organic"
    )
    assert method.startswith(
        "16 of 17 representatives in favour (base: all); 2/3 or more needed, at least 12: met"
    )
    assert [line["formula"] for line in vote.derivation] == ["16·2 > 20", "16·3 ≥ 17·2"]
    assert (await made.matter(matter_id)).state == State.RESOLVED.value
    return meeting.scheduled_at


async def reopened(made: Stage, matter_id: UUID, now: datetime) -> None:
    """The objectors are visited; route and time change; version 2 goes the same way."""
    with clock.at(now):
        await made.do(made.secretary, service.reconsider, matter_id, "一户反对，再商量")
        mended = replace(WATER, text=WATER.text + "绕开七户菜地，改在春耕后施工。")
        await made.do(
            made.secretary, service.edit_draft, matter_id, mended, change_note="改线路和时间"
        )
        with pytest.raises(ObjectorsNotVisited):
            await made.do(made.secretary, service.submit, matter_id)
        await made.do(
            made.secretary,
            service.record_visit,
            matter_id,
            visited="居民0070",
            note="担心挖坏菜地，希望春耕后动工",
        )
        await made.do(made.secretary, service.submit, matter_id)
        until = await factory.posted(made, matter_id)
    matter = await made.matter(matter_id)
    assert (matter.version_no, matter.state, matter.step_key) == (2, "in_steps", "post_plan")
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)


async def second_vote(made: Stage, matter_id: UUID) -> datetime:
    """17 to 0; nothing is posted before enough have signed."""
    names = made.representatives()
    with clock.at(datetime(2026, 4, 1, 9, tzinfo=clock.ZONE)):
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*names, *COMMITTEE])
        vote = await factory.voted(made, meeting, in_favour=names)
        assert (vote.in_favour, vote.against, vote.outcome) == (17, 0, "passed")
        with pytest.raises(StepBlocked) as unsigned:
            await made.do(made.secretary, service.post, matter_id)
        assert unsigned.value.facts["why_zh"] == "决议还差 12 人签字"
        async with unit_of_work(made.county) as uow:
            resolutions = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]
        assert [row.number for row in resolutions] == ["2026-001", "2026-002"]
        for name in names[:12]:
            await made.do(made.actor(name), service.sign_resolution, resolutions[-1].id)
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
    return until


async def carried_out(made: Stage, matter_id: UUID) -> None:
    """The work, with its milestones."""
    assert (await made.matter(matter_id)).state == State.PUBLISHED.value
    await made.do(made.member, service.start_execution, matter_id)
    one = await made.do(made.member, service.plan_milestone, matter_id, title="主管道完工")
    with pytest.raises(StepBlocked) as undone:
        await made.do(made.member, service.complete_step, matter_id)
    assert undone.value.facts["codes"] == ("MILESTONES_OPEN",)
    with pytest.raises(NeitherPhotoNorVoice):
        await made.do(made.member, service.report_milestone, one.id, note="听", photos=[m4a()])
    done = await made.do(
        made.member,
        service.report_milestone,
        one.id,
        note="已通水",
        spent_fen=18_000_000,
        photos=[photo("JPEG")],
    )
    assert [each["content_type"] for each in done.attachments] == ["image/jpeg"]
    await made.do(made.member, service.complete_step, matter_id)


async def looked_at(made: Stage, matter_id: UUID) -> None:
    """The check, the published result and the villagers' answer."""
    await made.do(
        made.supervisor, service.inspect, matter_id, passed=True, note="各社均已通水，水质合格"
    )
    assert (await made.matter(matter_id)).state == State.ACCEPTED.value
    await factory.result_posted(made, matter_id)
    assert (await made.matter(matter_id)).state == State.RESULT_PUBLISHED.value
    villager = made.actor("居民0060")
    await made.do(villager, service.evaluate, matter_id, Answer.YES, "喝上甜水了")
    with pytest.raises(WrongStep):
        await made.do(made.secretary, service.complete_step, matter_id)
    await made.do(SYSTEM, service.close_evaluation, matter_id)
    assert (await made.matter(matter_id)).step_key == "evaluate"


async def check_bulletins(made: Stage, matter_id: UUID) -> None:
    async with unit_of_work(made.county) as uow:
        postings = (await service.load_many_postings(uow, [matter_id]))[matter_id]
        bulletins = await disclosure.load_many(uow, [row.bulletin_id for row in postings])
    kinds = [row.kind for row in postings]
    assert kinds == ["proposal", "proposal", "resolution", "result"]
    content = disclosure.readable(bulletins[postings[2].bulletin_id])["content"]
    assert content["tally"] == {
        "in_favour": 17,
        "against": 0,
        "abstain": 0,
        "invalid": 0,
        "not_voted": 3,
    }
    assert content["attendance"] == {"all": 20, "due": 20, "present": 20}


async def test_a_need_becomes_a_decision_that_is_carried_out(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)

    matter_id = await proposed(made)
    held = await first_vote(made, matter_id)
    await reopened(made, matter_id, held + timedelta(hours=2))
    until = await second_vote(made, matter_id)
    with clock.at(until):
        await carried_out(made, matter_id)
        await looked_at(made, matter_id)
    with clock.at(until + timedelta(days=10)):
        await made.do(SYSTEM, service.close_evaluation, matter_id)
        await made.do(made.secretary, service.archive, matter_id)

    await check_bulletins(made, matter_id)
    async with unit_of_work(county) as uow:
        rail = (await service.load_many_rails(uow, [matter_id]))[matter_id]
        versions = (await service.load_many_versions(uow, [matter_id]))[matter_id]
        answers = (await service.load_many_evaluations(uow, [matter_id]))[matter_id]
    assert {stop.state.value for stop in rail.steps} == {"done"}
    assert [row.version_no for row in versions] == [1, 2]
    assert answers == {1: {"yes": 1}}
    assert (await made.matter(matter_id)).state == State.ARCHIVED.value
