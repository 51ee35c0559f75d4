"""A whole election of a village committee, from the plan to the handover."""

from datetime import timedelta

import pytest

from services.disclosure import service as disclosure
from services.elections import service, workflow
from services.elections.errors import ElectionNotReady
from services.elections.vocabulary import HANDOVER_ITEMS, ElectionState, Step
from services.elections.workflow import Act
from services.people import service as people
from services.people.service import elected
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.elections.story import (
    BEGIN,
    DAY,
    DIRECTORS,
    MEMBERS,
    Story,
    on,
    small_village,
)


async def women(story: Story) -> set[str]:
    """Return which of the candidates for membership are women."""
    async with unit_of_work(story.made.county) as uow:
        found = await people.load_residents(uow, [story.made.id_of(name) for name in MEMBERS])
    return {row.name for row in found.values() if row.gender == "female"}


async def test_an_election_from_plan_to_handover(county: Tenant) -> None:
    story = await small_village(county)
    made = story.made
    await story.ready()
    assert (await story.election()).voters_total == 60
    assert len((await story.election()).voters_sha256) == 64

    woman = min(await women(story))
    votes = {name: 40 if name == woman else 29 - place for place, name in enumerate(MEMBERS)}
    with on(DAY):
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 40, DIRECTORS[1]: 10})
        await story.count(Office.COMMITTEE_MEMBER, votes)
        election = await story.decide()

        assert election.state == ElectionState.DECIDED
        dossier = await story.dossier()
        result = dossier.step(Step.POLLED)
        assert result is not None
        assert result.bulletin_id is not None
        async with unit_of_work(county) as uow:
            notice = await disclosure.find(uow, result.bulletin_id)
            board = await people.roster(uow, made.code, "committee")
        assert (notice.kind, notice.state) == ("election_result", "queued")
        best = next(name for name in MEMBERS if name != woman)
        assert {(one.name, one.capacity) for one in board} == {
            (DIRECTORS[0], "committee_director"),
            (woman, "committee_member"),
            (best, "committee_member"),
        }
        assert len(dossier.certificates) == 3
        assert dossier.certificates[0].number == f"{made.code}-2026-001"

    with on(DAY + timedelta(3)):
        with pytest.raises(ElectionNotReady):
            workflow.require((await story.dossier()).facts(), Act.CLOSE, DAY)
        for item in HANDOVER_ITEMS:
            election = await made.do(
                story.chair, service.record_handover, story.election_id, item, "已交接"
            )
        assert election.state == ElectionState.CLOSED


async def test_too_few_votes_lead_to_a_run_off_and_then_to_a_seat(county: Tenant) -> None:
    story = await small_village(county)
    await story.ready()

    with on(DAY):
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 26, DIRECTORS[1]: 24})
        await story.count(Office.COMMITTEE_MEMBER, dict.fromkeys(MEMBERS, 10))
        election = await story.decide()
        assert election.state == ElectionState.RUN_OFF
        assert election.round == 2
        again = await story.dossier()
        assert {one.office for one in again.present_contests} == {
            "committee_director",
            "committee_member",
        }

        await story.made.do(story.chair, service.move, story.election_id, DAY + timedelta(3))
    with on(DAY + timedelta(3)):
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 26, DIRECTORS[1]: 24})
        await story.count(Office.COMMITTEE_MEMBER, dict(zip(MEMBERS, (30, 31, 32), strict=True)))
        election = await story.decide()

    assert election.state == ElectionState.DECIDED
    async with unit_of_work(county) as uow:
        board = await people.roster(uow, story.made.code, "committee")
    assert [one.name for one in board if one.capacity == "committee_director"] == [DIRECTORS[0]]
    assert len(board) == 3


async def test_half_of_the_voters_elect_nobody_and_the_old_committee_stays(county: Tenant) -> None:
    story = await small_village(county)
    await story.ready()
    async with unit_of_work(county) as uow:
        before = await people.roster(uow, story.made.code, "committee")

    with on(DAY):
        papers = {"valid": 30, "invalid": 0, "unreturned": 10}
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 30, DIRECTORS[1]: 0}, **papers)
        await story.count(Office.COMMITTEE_MEMBER, dict.fromkeys(MEMBERS, 20), **papers)
        election = await story.decide()

    assert election.state == ElectionState.FAILED
    async with unit_of_work(county) as uow:
        assert await people.roster(uow, story.made.code, "committee") == before


async def test_late_steps_are_named(county: Tenant) -> None:
    story = await small_village(county)
    with on(BEGIN):
        await story.plan()
    with on(DAY - timedelta(19)):
        late = service.late_steps(await story.dossier())

    assert [row.step for row in late][:3] == ["committee", "announced", "voters_posted"]


async def test_a_member_who_goes_leaves_a_vacancy(county: Tenant) -> None:
    story = await small_village(county)
    await story.ready()
    woman = min(await women(story))
    with on(DAY):
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 40, DIRECTORS[1]: 10})
        votes = {name: 40 if name == woman else 29 - at for at, name in enumerate(MEMBERS)}
        await story.count(Office.COMMITTEE_MEMBER, votes)
        await story.decide()
        async with unit_of_work(county) as uow:
            assert await service.vacancies(uow, [story.made.code]) == {}
        async with unit_of_work(county, story.made.reviewer) as uow:
            await elected.unseat(
                uow, story.made.code, story.made.id_of(woman), [Office.COMMITTEE_MEMBER], DAY
            )
        async with unit_of_work(county) as uow:
            assert await service.vacancies(uow, [story.made.code]) == {story.made.code: 1}
