"""A meeting is announced in time with proof, and earlier only by an exception that has a name."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service, shortening
from services.decisions.errors import (
    MeetingNotInState,
    NoticeTooShort,
    NotOnTheRoll,
    ReasonNeeded,
)
from services.decisions.meeting_errors import (
    NothingToResume,
    NoticeCannotBeShortened,
    NoticeChannelMismatch,
    NoticeTimeRefused,
)
from services.decisions.models import Meeting
from services.decisions.service import Shortened
from services.decisions.shortening import Term
from services.decisions.vocabulary import NoticeChannel, ShortenedBy, Source
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage

LAW = Term(10, Source.STATUTE, "《村民委员会组织法》第二十一条", "Organic Law art. 21")
OURS = Term(3, Source.DEFAULT, "明白默认值", "Mingbai default")


def test_only_what_is_our_own_default_gives_way() -> None:
    emergency = shortening.catalogue()[ShortenedBy.EMERGENCY]
    deadline = shortening.catalogue()[ShortenedBy.DEADLINE]

    assert shortening.shortened((OURS,), emergency).days == 0
    assert shortening.shortened((OURS,), deadline).days == 1
    assert shortening.shortened((OURS, LAW), emergency) == LAW
    assert shortening.longest((OURS, LAW)) == LAW
    assert all(one.source is Source.DEFAULT for one in shortening.catalogue().values())
    # 16 March is the day of the notice; it does not count, nor do the three after it end before.
    assert shortening.earliest(3, START) == datetime(2026, 3, 20, tzinfo=clock.ZONE)


async def ready(made: Stage) -> tuple[UUID, datetime]:
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
    return matter_id, until


async def call(
    made: Stage, matter_id: UUID, at: datetime, shortened: Shortened | None = None
) -> Meeting:
    return await made.do(
        made.chair,
        service.call_meeting,
        matter_id,
        scheduled_at=at,
        place="村部会议室",
        presider_id=made.chair.resident_id,
        shortened=shortened,
    )


async def test_a_short_notice_names_its_exception_and_the_minutes_repeat_it(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, until = await ready(made)
    flood = Shortened(ShortenedBy.EMERGENCY, "洪水冲断水管，全村停水")
    with clock.at(until):
        soon = clock.now() + timedelta(hours=3)
        with pytest.raises(NoticeTooShort):
            await call(made, matter_id, soon)
        with pytest.raises(ReasonNeeded):
            await call(made, matter_id, soon, Shortened(ShortenedBy.EMERGENCY, " "))
        with pytest.raises(NothingToResume):
            await call(made, matter_id, soon, Shortened(ShortenedBy.RESUMED, "上次没开成"))
        with pytest.raises(NoticeTooShort):  # a day must remain
            await call(made, matter_id, soon, Shortened(ShortenedBy.DEADLINE, "法院催办"))
        meeting = await call(made, matter_id, soon, flood)
    with clock.at(meeting.scheduled_at):
        await made.do(made.chair, service.adjourn_meeting, meeting.id, "到会人数不够")
        tomorrow = clock.now() + timedelta(days=2)
        again = await call(
            made, matter_id, tomorrow, Shortened(ShortenedBy.RESUMED, "接着开昨天的会")
        )
    async with unit_of_work(county) as uow:
        record = (await service.load_many_minutes(uow, [meeting.id]))[meeting.id]

    assert (meeting.due_days, meeting.notice_days) == (3, 0)
    assert (again.due_days, again.notice_days, again.shortened_by) == (3, 1, "resumed")
    assert (
        "通知时间缩短为 0 天：抢险救灾、公共安全等紧急情况（明白默认值，法律没有规定）；"
        "理由：洪水冲断水管，全村停水"
    ) in record.lines


async def test_an_exception_that_was_not_needed_is_not_kept(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, until = await ready(made)
    with clock.at(until):
        late = clock.now() + timedelta(days=9)
        meeting = await call(made, matter_id, late, Shortened(ShortenedBy.EMERGENCY, "着急"))

    assert (meeting.shortened_by, meeting.shortened_reason) == ("", "")
    assert (meeting.due_days, meeting.notice_days) == (3, 3)


async def test_what_a_county_or_a_law_asks_for_is_never_shortened(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, until = await ready(made)
    with clock.at(START):
        paper = "县民政局〔2026〕3 号"
        await made.do(made.reviewer, service.set_parameter, "notice_days", 5, source=paper)
    with clock.at(until):
        with pytest.raises(NoticeCannotBeShortened) as refused:
            soon = clock.now() + timedelta(hours=3)
            await call(made, matter_id, soon, Shortened(ShortenedBy.EMERGENCY, "洪水"))
        async with unit_of_work(county) as uow:
            files = await service.load_many_dossiers(uow, [matter_id])
        offered = service.exceptions_for(files[matter_id])

    assert "县民政局〔2026〕3 号" in refused.value.message("zh")
    assert offered == []


async def test_each_person_is_told_once_in_a_way_and_late_is_seen(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, until = await ready(made)
    with clock.at(until):
        at = await made.do(made.chair, service.earliest_meeting, matter_id)
        meeting = await call(made, matter_id, at + timedelta(hours=9))
    of, names = meeting.id, made.representatives()
    async with unit_of_work(county) as uow:
        members = (await service.load_many_members(uow, [of]))[of]
    ids = {one.name: one.id for one in members}
    with clock.at(until + timedelta(hours=2)):
        told = made.do
        await told(made.actor(names[0]), service.acknowledge_notice, of)
        await told(made.actor(names[0]), service.acknowledge_notice, of)
        with pytest.raises(NotOnTheRoll):
            await told(made.actor("居民0050"), service.acknowledge_notice, of)
        record, now = service.record_notice, clock.now()
        board, visit = NoticeChannel.BOARD, NoticeChannel.VISIT
        await told(made.clerk, record, of, board, told_at=now, note="村部公开栏")
        both = [ids[names[0]], ids[names[1]]]
        await told(made.clerk, record, of, visit, told_at=now, member_ids=both)
        with pytest.raises(NoticeChannelMismatch):
            await told(made.clerk, record, of, visit, told_at=now)
        with pytest.raises(NoticeChannelMismatch):
            await told(made.clerk, record, of, board, told_at=now, member_ids=both)
        with pytest.raises(NoticeChannelMismatch):
            await told(made.clerk, record, of, NoticeChannel.PORTAL, told_at=now, member_ids=both)
        for wrong in (now + timedelta(minutes=1), meeting.notice_at - timedelta(minutes=2)):
            with pytest.raises(NoticeTimeRefused):
                await told(made.clerk, record, of, visit, told_at=wrong, member_ids=both)
        with pytest.raises(NotOnTheRoll):
            await told(made.clerk, record, of, visit, told_at=now, member_ids=[of])
    with clock.at(until + timedelta(days=1)):
        phone, third = NoticeChannel.PHONE, [ids[names[2]]]
        await told(made.clerk, record, of, phone, told_at=clock.now(), member_ids=third)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*names, "党支部01", "村委01", "村委02"])
        await factory.voted(made, meeting, in_favour=names[:15])
        with pytest.raises(MeetingNotInState):
            await told(made.actor(names[3]), service.acknowledge_notice, of)
    async with unit_of_work(county) as uow:
        proof = (await service.load_many_proofs(uow, [of]))[of]
        lines = (await service.load_many_minutes(uow, [of]))[of].lines

    assert set(proof.first) == {ids[name] for name in names[:3]}
    assert proof.first[ids[names[0]]].channel == "portal"
    assert proof.late == {ids[names[2]]}
    assert [one.note for one in proof.to_all] == ["村部公开栏"]
    assert "送达：应通知 20 人，有记录 3 人（电话 1、本人点“收到” 1、上门当面 1）" in lines
    assert f"送达晚于规定时间：{names[2]}" in lines
    assert any(line.startswith("张贴公告：") and "村部公开栏" in line for line in lines)
