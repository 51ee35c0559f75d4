"""Minutes write themselves, are kept by the first signature, and objections stay beside them."""

import hashlib
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.errors import (
    AlreadySigned,
    EmptyText,
    MeetingNotInState,
    NotOnTheRoll,
    NotPresent,
)
from services.decisions.models import Meeting
from services.decisions.service import Record
from services.decisions.vocabulary import Stake
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage

COMMITTEE = ["党支部01", "村委01", "村委02"]


async def called(made: Stage) -> Meeting:
    """A meeting of the representatives at which one is excused and one has a stake."""
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        return await factory.called(made, matter_id)


async def written(county: Tenant, meeting_id: UUID) -> Record:
    async with unit_of_work(county) as uow:
        return (await service.load_many_minutes(uow, [meeting_id]))[meeting_id]


async def test_they_say_what_was_recorded_and_are_signed_by_those_who_came(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    meeting = await called(made)
    names, of = made.representatives(), meeting.id
    with clock.at(meeting.scheduled_at):
        excuse, stake = "外出务工", "投标的是他的公司"
        await made.do(made.clerk, service.record_excuse, of, made.id_of(names[0]), excuse)
        await factory.seat(made, meeting, [*names[1:], *COMMITTEE])
        own = made.actor(names[1])
        await made.do(own, service.record_recusal, of, made.id_of(names[1]), Stake.FIRM, stake)
        async with unit_of_work(county) as uow:
            assert await service.load_many_minutes(uow, [of]) == {}
        with pytest.raises(MeetingNotInState):
            await made.do(made.chair, service.sign_minutes, of)
        await factory.voted(made, meeting, in_favour=names[2:15], against=names[15:16])
        before = await written(county, of)

        await made.do(made.chair, service.sign_minutes, of)
        await made.do(own, service.sign_minutes, of)  # came, and left the room: a witness too
        with pytest.raises(AlreadySigned):
            await made.do(made.chair, service.sign_minutes, of)
        with pytest.raises(NotPresent):
            await made.do(made.actor(names[0]), service.sign_minutes, of)
        with pytest.raises(NotOnTheRoll):
            await made.do(made.actor("居民0050"), service.object_to_minutes, of, "不对")
        with pytest.raises(EmptyText):
            await made.do(made.actor(names[2]), service.object_to_minutes, of, " ")
        await made.do(made.actor(names[2]), service.object_to_minutes, of, "讨论了两个多小时")
    after = await written(county, of)

    said = "\n".join(before.lines)
    for words in (
        "“自来水管道改造”",
        "组成人员 20 人，签到 19 人",
        "应到 19 人，实到 18 人",
        f"未到：{names[0]}（请假：{excuse}）",
        f"{names[1]}（本人或近亲属的企业：{stake}）",
        "到会 18 人，赞成 13、反对 1、弃权 0、无效 0、未投 4",
        "通过票数：全体 17，赞成 13 名村民代表",
        "（13·3 ≥ 17·2）",
        "结果：通过",
        "决议 2026-001 号",
    ):
        assert words in said
    assert (after.lines, after.sha256) == (before.lines, before.sha256)
    assert after.sha256 == hashlib.sha256(said.encode()).hexdigest()
    assert [who.name for who, _ in after.signatures] == [names[-1], names[1]]
    assert [(who.name, row.text) for who, row in after.objections] == [
        (names[2], "讨论了两个多小时")
    ]


async def test_a_meeting_that_was_broken_off_has_minutes_too(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    meeting = await called(made)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, made.representatives()[:3])
        await made.do(made.chair, service.adjourn_meeting, meeting.id, "到会人数不够")
    found = await written(county, meeting.id)

    assert "休会：到会人数不够" in found.lines
    assert not any(line.startswith("表决") for line in found.lines)
