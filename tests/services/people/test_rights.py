"""Political rights lost by a judgment: entered, in force for their days, and what follows of it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from infra import clock
from services.elections import errors
from services.elections import service as elections
from services.people import service
from services.people.errors import (
    JudgmentNeeded,
    ResidentNotLiving,
    RightsDaysWrong,
    RightsLossEnded,
    RightsLossStands,
    UnknownResident,
    UnknownRightsLoss,
)
from services.people.models import RightsLoss
from services.people.service import assemblies, elected
from services.representation.errors import NomineeBarred
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.elections.story import BEGIN, DAY, Story, on, small_village
from tests.services.people.rolling import Rolled, entry, open_villages
from tests.services.representation.choosing import village

JUDGMENT, BACK = "刑事判决书〔2026〕7 号", "刑事裁定书〔2026〕8 号"


async def lost(
    county: Tenant, who: UUID, since: date, until: date | None = None, document: str = JUDGMENT
) -> RightsLoss:
    async with unit_of_work(county) as uow:
        return await service.record_rights_loss(
            uow, who, document=document, since=since, until=until
        )


async def adults(roll: Rolled, day: date) -> set[str]:
    async with unit_of_work(roll.county) as uow:
        return {one.name for one in await elected.adults(uow, roll.code, day)}


async def test_the_rights_are_gone_from_the_first_day_and_back_on_the_last(
    county: Tenant,
) -> None:
    roll = await open_villages(county)
    [zhang] = await roll.ids("张三")
    since, until = clock.today() + timedelta(days=5), clock.today() + timedelta(days=20)
    everybody = await adults(roll, since)
    await lost(county, zhang, since, until)

    for day, votes in (
        (since - timedelta(days=1), True),
        (since, False),
        (until - timedelta(days=1), False),
        (until, True),
    ):
        assert await adults(roll, day) == (everybody if votes else everybody - {"张三"})
        async with unit_of_work(county) as uow:
            at = {one.name for one in await assemblies.villagers(uow, roll.code, day)}
            homes = {one.name for one in await assemblies.households(uow, roll.code, day)}
            person = (await service.load_residents(uow, [zhang]))[zhang]
            assert await elected.may_vote(uow, person, day) is votes
        assert ("张三" in at) is votes
        # The household is not without a voice: the next of age speaks for it.
        assert homes & {"张三", "李四"} == ({"张三"} if votes else {"李四"})


async def test_membership_of_the_collective_and_its_vote_stay(county: Tenant) -> None:
    """CEL 17, 18: membership is not lost so; its assembly counts members of full capacity (27)."""
    roll = await open_villages(county)
    [zhang] = await roll.ids("张三")
    await lost(county, zhang, clock.today())
    async with unit_of_work(county) as uow:
        await service.confirm_members(
            uow, roll.code, since=clock.today(), source="确认", resident_ids=[zhang]
        )

    async with unit_of_work(county) as uow:
        found = await assemblies.members(uow, roll.code, clock.today())
    assert [one.name for one in found] == ["张三"]


async def test_rights_return_earlier_by_a_document_and_once(county: Tenant) -> None:
    roll = await open_villages(county)
    [zhang] = await roll.ids("张三")
    today = clock.today()
    loss = await lost(county, zhang, today - timedelta(days=10), today + timedelta(days=10))

    async with unit_of_work(county) as uow:
        for wrong in (today - timedelta(days=11), today + timedelta(days=11)):
            with pytest.raises(RightsDaysWrong):
                await service.end_rights_loss(uow, loss.id, document=BACK, until=wrong)
        with pytest.raises(JudgmentNeeded):
            await service.end_rights_loss(uow, loss.id, document=" ", until=today)
        with pytest.raises(UnknownRightsLoss):
            await service.end_rights_loss(uow, UUID(int=1), document=BACK, until=today)
        await service.end_rights_loss(uow, loss.id, document=BACK, until=today)
    assert "张三" in await adults(roll, today)
    async with unit_of_work(county) as uow:
        with pytest.raises(RightsLossEnded):
            await service.end_rights_loss(uow, loss.id, document=BACK, until=today)
        [row] = await service.list_rights_losses(uow, zhang, first=10)
        assert (row.document, row.end_document, row.until) == (JUDGMENT, BACK, today)


async def test_what_no_judgment_says_is_refused(county: Tenant) -> None:
    roll = await open_villages(county)
    zhang, sun = await roll.ids("张三", "孙七")
    today = clock.today()
    await lost(county, zhang, today, today + timedelta(days=10))
    async with unit_of_work(county) as uow:
        await service.record_departure(uow, sun, "died", entry())

    for refusal, who, since, until, document in (
        (JudgmentNeeded, zhang, today, None, ""),
        (RightsDaysWrong, zhang, today, today, JUDGMENT),
        (RightsLossStands, zhang, today + timedelta(days=9), None, JUDGMENT),
        (RightsLossStands, zhang, today - timedelta(days=9), today + timedelta(days=1), JUDGMENT),
        (ResidentNotLiving, sun, today, None, JUDGMENT),
        (UnknownResident, UUID(int=1), today, None, JUDGMENT),
    ):
        with pytest.raises(refusal):
            await lost(county, who, since, until, document)
    await lost(county, zhang, today + timedelta(days=10))


async def test_a_voter_list_is_drawn_without_them_and_not_closed_with_them(
    county: Tenant,
) -> None:
    story = await small_village(county)
    made = story.made
    first, later = made.id_of("居民0060"), made.id_of("居民0050")
    await lost(county, first, DAY)
    with on(BEGIN):
        await story.plan()
        await story.committee()
        await story.listed()
    assert first not in await _listed(story)
    assert later in await _listed(story)
    add, strike = elections.add_voter, elections.strike_voter
    with on(BEGIN + timedelta(2)), pytest.raises(errors.VoterWithoutRights):
        await made.do(story.chair, add, story.election_id, first, "漏了")
    await lost(county, later, BEGIN, DAY + timedelta(days=1))
    with on(BEGIN + timedelta(8)):
        with pytest.raises(errors.VoterWithoutRights) as refusal:
            await made.do(story.chair, elections.freeze, story.election_id)
        assert "居民0050" in refusal.value.message("zh")
        await made.do(story.chair, strike, story.election_id, later, "依法")
        closed = await made.do(story.chair, elections.freeze, story.election_id)
    assert closed.voters_total == 58


async def _listed(story: Story) -> set[UUID]:
    async with unit_of_work(story.made.county) as uow:
        await uow.session.flush()
        found = await uow.session.scalars(
            text("SELECT resident_id FROM election_voter WHERE struck_at IS NULL")
        )
        return set(found.all())


async def test_nobody_without_them_is_put_forward_as_representative(county: Tenant) -> None:
    choice = await village(county)
    await lost(county, choice.made.id_of("居民0050"), clock.today())

    with pytest.raises(NomineeBarred) as refusal:
        await choice.nominate("居民0050")
    assert "没有被选举权" in refusal.value.message("zh")
    await choice.nominate("居民0051")


async def test_erasing_a_person_forgets_the_judgment(county: Tenant) -> None:
    roll = await open_villages(county)
    [sun] = await roll.ids("孙七")
    await lost(county, sun, clock.today())
    async with unit_of_work(county) as uow:
        await service.record_departure(uow, sun, "died", entry())
        await service.erase_resident(uow, sun, "申请〔2026〕1 号")

    async with unit_of_work(county) as uow:
        assert await service.list_rights_losses(uow, sun, first=10) == []
