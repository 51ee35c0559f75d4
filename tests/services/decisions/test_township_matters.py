"""A township's own matter by 五环 with 四步决策: from what people suggest to the archive."""

from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from infra import clock
from infra.ids import new_id
from services.decisions import service
from services.decisions.errors import (
    CommitteeNotEntered,
    MatterOfAnotherLevel,
    MethodOfTownships,
    MethodOfVillages,
    OnlyInVillages,
    StepBlocked,
)
from services.decisions.figures import Period
from services.decisions.meeting_errors import BallotsOnPaperOnly, PartiesOnlyInVillages
from services.decisions.models import Matter
from services.decisions.routing import MatterType
from services.decisions.rules import Tally
from services.decisions.vocabulary import Annuller, PartyKind, VoteForm
from services.disclosure import service as disclosure
from services.people import service as people
from services.people.errors import (
    DayInFuture,
    TermDaysWrong,
    TownshipChairTaken,
    UnknownTownshipMember,
)
from tenants.authorization.roles import Role, RoleHolding
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as village_factory
from tests.factories import townships as factory
from tests.factories.decisions import START, WATER, Stage
from tests.factories.townships import Township


@pytest.fixture
async def village(county: Tenant) -> AsyncIterator[Stage]:
    with clock.at(START):
        yield await village_factory.sanmiaoshu(county)


@pytest.fixture
async def made(village: Stage) -> Township:
    return await factory.township(village.county, village.code[:9])


async def state(made: Township, matter_id: UUID) -> tuple[str, str]:
    async with unit_of_work(made.county) as uow:
        matter = await service.find_matter(uow, matter_id)
    return matter.state, matter.step_key


async def todos(made: Township, role: Role) -> list[str]:
    place = made.seat if role is not Role.TOWNSHIP_REVIEWER else made.code
    async with unit_of_work(made.county) as uow:
        found = await service.todo(uow, resident_id=None, holdings=[RoleHolding(role, place)])
    return [one.kind for one in found]


async def test_a_township_carries_its_own_matter_through_all_steps(made: Township) -> None:
    matter_id = await factory.submitted(made)

    # 深入调研 asks for people heard in the step itself: those before the proposal are not enough.
    with pytest.raises(StepBlocked) as blocked:
        await made.do(made.office, service.complete_step, matter_id)
    assert blocked.value.facts["codes"] == ("NOBODY_HEARD",)
    assert await todos(made, Role.TOWNSHIP_OFFICE) == ["record_heard"]
    await factory.researched(made, matter_id)
    assert await state(made, matter_id) == ("in_steps", "post_plan")

    until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.office, service.complete_step, matter_id)
        await factory.argued(made, matter_id)
        assert await todos(made, Role.TOWNSHIP_SECRETARY) == ["call_meeting"]
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        vote = await factory.voted(made, meeting, in_favour=4, against=1)
        assert await factory.signed(made, matter_id, meeting) == 4
        published = await factory.posted(made, matter_id)

    assert (meeting.presider, vote.members, vote.present) == ("委员01", 7, 5)
    assert vote.outcome == "passed"
    assert [line["formula"] for line in vote.derivation] == ["4·2 > 7"]
    with clock.at(published):
        await made.do(made.office, service.complete_step, matter_id)
        await made.do(made.office, service.start_execution, matter_id)
        milestone = await made.do(made.office, service.plan_milestone, matter_id, title="架梁")
        await made.do(
            made.office, service.report_milestone, milestone.id, note="完工", spent_fen=95_000_000
        )
        await made.do(made.office, service.report_work, matter_id, "桥已通车")
        await made.do(made.office, service.complete_step, matter_id)
        assert await todos(made, Role.TOWNSHIP_REVIEWER) == ["inspect"]
        await made.do(made.reviewer, service.inspect, matter_id, passed=True, note="合格")
        result = await factory.posted(made, matter_id)
    with clock.at(result):
        await made.do(made.office, service.complete_step, matter_id)
        await made.do(made.office, service.archive, matter_id)
    assert await state(made, matter_id) == ("archived", "")


async def test_what_is_published_names_the_township_and_no_village(made: Township) -> None:
    matter_id = await factory.submitted(made)
    await factory.researched(made, matter_id)
    posting = await made.do(made.office, service.post, matter_id)

    async with unit_of_work(made.county) as uow:
        notice = await disclosure.find(uow, posting.bulletin_id)
        shown = disclosure.previewed(notice)
        name = (await people.place_names(uow, [made.seat]))[made.seat]
    assert notice.village_code == made.seat
    assert shown.poster["issuer"] == f"中共{name}委员会"
    assert shown.poster["masthead"] == "政务公开"
    assert shown.loudspeaker.startswith("各位居民请注意。")
    assert shown.poster["place"] == f"{made.county.name} · {name}"
    content = notice.record["content"]
    assert content["body"] == "乡镇党委会议"
    assert "村" not in str(content["how_to_object"])
    assert content["basis"] == "乡镇五环·四步决策"


async def test_each_level_keeps_to_its_own_kinds_and_methods(
    made: Township, village: Stage
) -> None:
    own = {"matter_type": MatterType.TOWNSHIP_AFFAIR, "proposal": WATER}
    with pytest.raises(MatterOfAnotherLevel):
        await village.do(
            village.secretary,
            service.draft_matter,
            village_code=village.code,
            method_id="siquansizhi",
            **own,
        )
    with pytest.raises(MatterOfAnotherLevel):
        await made.do(
            made.office,
            service.draft_matter,
            village_code=made.seat,
            matter_type=MatterType.PUBLIC_WELFARE,
            method_id=factory.METHOD,
            proposal=WATER,
        )
    with pytest.raises(MethodOfVillages):
        await made.do(
            made.office,
            service.draft_matter,
            village_code=made.seat,
            method_id="siquansizhi",
            **own,
        )
    with pytest.raises(MethodOfTownships):
        await village.do(
            village.secretary,
            service.draft_matter,
            village_code=village.code,
            matter_type=MatterType.PUBLIC_WELFARE,
            method_id=factory.METHOD,
            proposal=WATER,
        )


async def test_the_database_itself_keeps_a_townships_body_to_its_seat(
    made: Township, village: Stage
) -> None:
    matter_id = await factory.submitted(made)
    with pytest.raises(IntegrityError, match="matter_body_is_of_its_place"):
        async with unit_of_work(made.county) as uow:
            row = await uow.session.get(Matter, matter_id)
            assert row is not None
            row.village_code = village.code
            await uow.session.flush()


async def voting(made: Township) -> tuple[UUID, UUID]:
    matter_id = await factory.submitted(made)
    await factory.researched(made, matter_id)
    until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.office, service.complete_step, matter_id)
        await factory.argued(made, matter_id)
        meeting = await factory.called(made, matter_id)
    return matter_id, meeting.id


async def test_its_committee_votes_on_paper_or_by_hands(made: Township) -> None:
    _, meeting_id = await voting(made)
    async with unit_of_work(made.county) as uow:
        meeting = await service.find_meeting(uow, meeting_id)
        members = (await service.load_many_members(uow, [meeting_id]))[meeting_id]

    assert [one.capacity for one in members] == list(factory.COMMITTEE)
    with clock.at(meeting.scheduled_at):
        for one in members:
            await made.do(made.office, service.sign_in_by_clerk, meeting_id, one.resident_id)
        await made.do(made.secretary, service.open_meeting, meeting_id)
        for form in (VoteForm.NAMED, VoteForm.SECRET):
            with pytest.raises(BallotsOnPaperOnly):
                await made.do(made.secretary, service.open_vote, meeting_id, form)


async def test_its_office_is_told_to_enter_the_count_until_it_is_entered(made: Township) -> None:
    _, meeting_id = await voting(made)
    async with unit_of_work(made.county) as uow:
        meeting = await service.find_meeting(uow, meeting_id)
        members = (await service.load_many_members(uow, [meeting_id]))[meeting_id]
    with clock.at(meeting.scheduled_at):
        for one in members[:4]:
            await made.do(made.office, service.sign_in_by_clerk, meeting_id, one.resident_id)
        await made.do(made.secretary, service.open_meeting, meeting_id)
        assert await todos(made, Role.TOWNSHIP_OFFICE) == []
        vote = await made.do(made.secretary, service.open_vote, meeting_id, VoteForm.PAPER)
        assert await todos(made, Role.TOWNSHIP_OFFICE) == ["enter_count"]
        assert await todos(made, Role.TOWNSHIP_SECRETARY) == ["close_vote"]
        await factory.counted(made, vote, [one.resident_id for one in members[:4]], Tally(4))
        assert await todos(made, Role.TOWNSHIP_OFFICE) == []


async def test_whom_its_matter_concerns_is_not_entered_where_no_register_is(
    made: Township,
) -> None:
    matter_id = await factory.submitted(made)
    with pytest.raises(PartiesOnlyInVillages):
        await made.do(
            made.office, service.record_party, matter_id, PartyKind.FIRM, name="某公司", part="投标"
        )


async def test_three_of_seven_do_not_carry_it_and_it_goes_back_to_its_topic(
    made: Township,
) -> None:
    matter_id, meeting_id = await voting(made)
    async with unit_of_work(made.county) as uow:
        meeting = await service.find_meeting(uow, meeting_id)
    with clock.at(meeting.scheduled_at):
        vote = await factory.voted(made, meeting, in_favour=3, against=1)
    assert vote.outcome == "failed"
    assert await state(made, matter_id) == ("returned", "topic")


async def test_a_decision_of_a_township_is_not_set_aside_by_a_villages_articles(
    made: Township,
) -> None:
    matter_id = await factory.submitted(made)
    with pytest.raises(OnlyInVillages):
        await made.do(
            made.reviewer,
            service.annul,
            matter_id,
            annuller=Annuller.COURT,
            document="判决书",
            decided_on=clock.today(),
            reason="程序",
        )


async def test_a_townships_matter_is_in_no_villages_figures(made: Township, village: Stage) -> None:
    await factory.submitted(made)
    await village_factory.submitted(village, "siquansizhi")
    async with unit_of_work(made.county) as uow:
        period = Period(2026)
        found = await service.figures_of(uow, [made.code], period)
    assert list(found) == [village.code]
    assert found[village.code].matters == 1


async def test_a_seat_ends_by_its_document_and_the_next_roll_knows(made: Township) -> None:
    admin = made.office
    async with unit_of_work(made.county) as uow:
        seats = await people.list_township_members(uow, made.code)
    say = {"post": "书记", "since": date(2026, 3, 1), "source": "县委任〔2026〕9号"}
    with pytest.raises(TownshipChairTaken):
        await made.do(
            admin, people.record_township_member, made.code, name="新书记", chairs=True, **say
        )
    with pytest.raises(DayInFuture):
        await made.do(
            admin,
            people.end_township_member,
            seats[0].id,
            until=date(2026, 12, 1),
            source="县委免〔2026〕2号",
        )
    with pytest.raises(TermDaysWrong):
        await made.do(
            admin,
            people.end_township_member,
            seats[0].id,
            until=date(2025, 12, 31),
            source="县委免〔2026〕2号",
        )
    await made.do(
        admin,
        people.end_township_member,
        seats[0].id,
        until=date(2026, 3, 1),
        source="县委免〔2026〕2号",
    )
    await made.do(
        admin, people.record_township_member, made.code, name="新书记", chairs=True, **say
    )
    with pytest.raises(UnknownTownshipMember):
        await made.do(
            admin, people.end_township_member, new_id(), until=date(2026, 3, 1), source="无"
        )
    async with unit_of_work(made.county) as uow:
        now = await people.township_committee(uow, made.code, date(2026, 3, 2))
        before = await people.township_committee(uow, made.code, date(2026, 2, 1))
    assert [one.name for one in now if one.chairs] == ["新书记"]
    assert [one.name for one in before if one.chairs] == ["委员01"]


async def test_without_a_committee_no_meeting_is_called(village: Stage) -> None:
    made = await factory.township(village.county, village.code[:9])
    async with unit_of_work(made.county) as uow:
        for one in await people.list_township_members(uow, made.code):
            await people.end_township_member(uow, one.id, until=clock.today(), source="换届")
    matter_id = await factory.submitted(made)
    await factory.researched(made, matter_id)
    until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.office, service.complete_step, matter_id)
        await factory.argued(made, matter_id)
        with pytest.raises(CommitteeNotEntered) as refused:
            await factory.called(made, matter_id)
    assert refused.value.code == "ROLL_EMPTY"
    assert "党委成员" in refused.value.message("zh")
