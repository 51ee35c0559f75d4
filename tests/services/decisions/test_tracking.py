"""A representative follows a passed matter and reports; whoever does the work does not."""

from datetime import timedelta
from uuid import UUID

import pytest

from infra import clock
from infra.errors import DomainError
from services.decisions import service
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    EmptyText,
    NothingToTrack,
    NotTheTracker,
    OwnWorkReviewed,
    TrackerBarred,
)
from services.decisions.service import Tracking
from services.people.models import OfficeTerm
from services.people.workflow import Office
from tenants.authorization.roles import Role, RoleHolding
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage


@pytest.fixture
async def working(county: Tenant) -> tuple[Stage, UUID]:
    """A village that carries a decision out."""
    return await carried_out(county)


async def carried_out(county: Tenant) -> tuple[Stage, UUID]:
    """Let a village pass a matter and begin the work."""
    on = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter = await factory.submitted(on, "siquansizhi")
        until = await factory.posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, service.complete_step, matter)
        meeting = await factory.called(on, matter)
    with clock.at(meeting.scheduled_at):
        await factory.seat(on, meeting, on.representatives())
        await factory.voted(on, meeting, in_favour=on.representatives())
        resolution = (await dossier(on, matter)).resolution
        assert resolution is not None
        for name in on.representatives()[: resolution.signatures_needed]:
            await on.do(on.actor(name), service.sign_resolution, resolution.id)
        until = await factory.posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, service.complete_step, matter)
        await on.do(on.member, service.start_execution, matter)
    return on, matter


async def dossier(on: Stage, matter: UUID) -> Dossier:
    async with unit_of_work(on.county) as uow:
        return (await service.load_many_dossiers(uow, [matter]))[matter]


async def name(on: Stage, matter: UUID, who: str) -> None:
    await on.do(on.chair, service.name_tracker, matter, on.id_of(who))


async def tracking(on: Stage, matter: UUID) -> Tracking:
    async with unit_of_work(on.county) as uow:
        return (await service.load_tracking(uow, [matter]))[matter]


async def refused(kind: type[DomainError], call: object) -> str:
    with pytest.raises(kind) as refusal:
        await call  # type: ignore[misc]
    return refusal.value.message("zh")


async def test_a_representative_follows_and_reports(working: tuple[Stage, UUID]) -> None:
    on, matter = working
    await name(on, matter, "代表03")

    await refused(NotTheTracker, on.do(on.actor("代表04"), service.report_tracking, matter, "好"))
    await refused(EmptyText, on.do(on.actor("代表03"), service.report_tracking, matter, " "))
    await on.do(on.actor("代表03"), service.report_tracking, matter, "管道铺到三社了。")

    found = await tracking(on, matter)
    assert found.tracker is not None
    assert found.tracker.name == "代表03"
    assert [one.text for one in found.reports] == ["管道铺到三社了。"]


async def test_another_relieves_the_first_and_reports_stay(working: tuple[Stage, UUID]) -> None:
    on, matter = working
    await name(on, matter, "代表03")
    await on.do(on.actor("代表03"), service.report_tracking, matter, "开工了。")

    await name(on, matter, "代表04")

    await refused(NotTheTracker, on.do(on.actor("代表03"), service.report_tracking, matter, "再报"))
    found = await tracking(on, matter)
    assert found.tracker is not None
    assert found.tracker.name == "代表04"
    assert len(found.reports) == 1


async def test_who_does_the_work_does_not_follow_it(county: Tenant) -> None:
    on, matter = await carried_out(county)
    await on.do(on.actor("代表05"), service.plan_milestone, matter, title="挖沟")

    assert "参加了实施" in await refused(TrackerBarred, name(on, matter, "代表05"))
    assert "不是本村现任代表" in await refused(TrackerBarred, name(on, matter, "居民0050"))


async def test_a_representative_on_the_committee_does_not_follow_it(county: Tenant) -> None:
    on, matter = await carried_out(county)
    member = Office.COMMITTEE_MEMBER.value
    async with unit_of_work(on.county) as uow:
        sits = OfficeTerm(
            village_code=on.code,
            resident_id=on.id_of("代表06"),
            office=member,
            since=clock.today(),
            source="补选",
        )
        uow.session.add(sits)

    assert "是村委会成员" in await refused(TrackerBarred, name(on, matter, "代表06"))


async def test_before_it_passed_there_is_nothing_to_follow(county: Tenant) -> None:
    on = await factory.sanmiaoshu(county)
    matter = await factory.submitted(on, "siquansizhi")

    await refused(NothingToTrack, name(on, matter, "代表03"))


async def test_a_report_is_owed_every_thirty_days(working: tuple[Stage, UUID]) -> None:
    on, matter = working
    holdings = [RoleHolding(Role.REPRESENTATIVE, on.code)]
    who = on.id_of("代表03")
    start = clock.now()
    with clock.at(start):
        await name(on, matter, "代表03")
    with clock.at(start + timedelta(days=20)):
        await on.do(on.actor("代表03"), service.report_tracking, matter, "开工了。")
    async with unit_of_work(on.county) as uow:
        mine = await service.todo(uow, resident_id=who, holdings=holdings)
        other = await service.todo(uow, resident_id=on.id_of("代表04"), holdings=holdings)

    [item] = [one for one in mine if one.kind == "track"]
    assert item.due_at is not None
    assert item.due_at > start + timedelta(days=50)
    assert item.matter_id == matter
    assert [one for one in other if one.kind == "track"] == []


async def test_who_reported_on_the_work_may_not_accept_it(working: tuple[Stage, UUID]) -> None:
    on, matter = working
    await on.do(on.member, service.plan_milestone, matter, title="挖沟")
    row = (await dossier(on, matter)).milestones[0]
    await on.do(on.member, service.report_milestone, row.id, note="挖好了")
    await on.do(on.supervisor, service.report_work, matter, "按图施工。")
    await on.do(on.member, service.complete_step, matter)

    await refused(
        OwnWorkReviewed,
        on.do(on.supervisor, service.inspect, matter, passed=True, note="属实"),
    )
    other = on.actor("监委02")
    done = await on.do(other, service.inspect, matter, passed=True, note="属实")
    assert done.outcome == "passed"
