"""What pages read: lists, batches in a fixed number of statements, todos, postings that end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from infra import clock
from infra.database import app_engine
from infra.errors import NotFound
from infra.ids import new_id
from services.decisions import service, tasks
from services.decisions.errors import AlreadyPosted
from services.decisions.vocabulary import Choice, OpinionCategory, VoteForm
from services.decisions.workflow import State
from tenants.authorization.roles import Role, RoleHolding
from tenants.jobs import Job
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    engine = app_engine().sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def rails_of(county: Tenant, ids: list[UUID]) -> int:
    with statements() as seen:
        async with unit_of_work(county) as uow:
            assert len(await service.load_many_rails(uow, ids)) == len(ids)
    return len(seen)


async def test_rails_of_many_matters_take_as_many_statements_as_of_one(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        ids = [await factory.submitted(made, "siquansizhi") for _ in range(5)]
        for matter_id in ids:
            await factory.posted(made, matter_id)

    assert await rails_of(county, ids[:1]) == await rails_of(county, ids)


async def test_lists_are_cut_by_place_and_page_by_the_last_id_seen(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        ids = [await factory.submitted(made, "532") for _ in range(3)]
    async with unit_of_work(county) as uow:
        page = await service.list_matters(uow, [made.code[:9]], first=2)
        rest = await service.list_matters(uow, [made.code[:9]], after=page[-1].id)
        elsewhere = await service.list_matters(uow, ["37", made.code[:9] + "999"])
        of_state = await service.list_matters(uow, [made.code[:2]], states=[State.ARCHIVED])
        nothing = await service.list_matters(uow, [])
        counted = await service.count_matters(uow, [made.code[:2]])
        with pytest.raises(NotFound):
            await service.find_matter(uow, new_id())

    assert [row.id for row in [*page, *rest]] == ids[::-1]
    assert (list(elsewhere), list(of_state), list(nothing)) == ([], [], [])
    assert counted[State.IN_STEPS] == 3
    assert counted[State.ARCHIVED] == 0


async def todos(made: Stage, name: str, role: Role) -> list[str]:
    place = made.code if role is not Role.TOWNSHIP_REVIEWER else made.code[:9]
    resident = made.id_of(name) if name else None
    async with unit_of_work(made.county) as uow:
        items = await service.todo(uow, resident_id=resident, holdings=[RoleHolding(role, place)])
    return [item.kind for item in items]


async def test_everybody_sees_what_they_must_do_today(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    names = made.representatives()
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        assert await todos(made, "党支部01", Role.PARTY_SECRETARY) == ["post"]
        assert await todos(made, "居民0060", Role.VILLAGER) == []
        until = await factory.posted(made, matter_id)
        assert await todos(made, "党支部01", Role.PARTY_SECRETARY) == []
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        assert await todos(made, names[-1], Role.EXECUTIVE_CHAIR) == ["call_meeting"]
        meeting = await factory.called(made, matter_id)
        assert await todos(made, names[0], Role.REPRESENTATIVE) == ["sign_in"]
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, names)
        assert await todos(made, names[-1], Role.EXECUTIVE_CHAIR) == ["open_meeting"]
        await made.do(made.chair, service.open_meeting, meeting.id)
        assert await todos(made, names[-1], Role.EXECUTIVE_CHAIR) == ["open_vote"]
        vote = await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED)
        assert await todos(made, names[0], Role.REPRESENTATIVE) == ["vote"]
        assert await todos(made, names[-1], Role.EXECUTIVE_CHAIR) == ["close_vote", "vote"]
        for name in names[:12]:
            await made.do(made.actor(name), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
        assert await todos(made, names[0], Role.REPRESENTATIVE) == []
        await made.do(made.chair, service.close_vote, vote.id)
        assert await todos(made, names[0], Role.REPRESENTATIVE) == ["sign"]
        assert await todos(made, "党支部01", Role.PARTY_SECRETARY) == ["collect_signatures"]
        async with unit_of_work(made.county) as uow:
            resolutions = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]
        for name in names[:12]:
            await made.do(made.actor(name), service.sign_resolution, resolutions[-1].id)
        # Enough have signed for it to be posted; who was there and has not signed still may.
        assert await todos(made, "党支部01", Role.PARTY_SECRETARY) == ["post"]
        assert await todos(made, names[0], Role.REPRESENTATIVE) == []
        assert await todos(made, names[12], Role.REPRESENTATIVE) == ["sign"]


async def test_a_reviewer_and_a_secretary_see_what_waits_for_them(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    committee = ["党支部01", "党支部02", "党支部03", "村委01", "村委02"]
    with clock.at(START):
        await made.do(
            made.actor("居民0060"),
            service.submit_opinion,
            village_code=made.code,
            category=OpinionCategory.WATER,
            text="水是咸的",
        )
        assert await todos(made, "党支部01", Role.PARTY_SECRETARY) == ["take_up_opinion"]
        matter_id = await factory.submitted(made, "532")
        meeting = await factory.called(made, matter_id, made.secretary)
        await factory.seat(made, meeting, committee)
        await factory.voted(made, meeting, in_favour=committee)
        assert await todos(made, "", Role.TOWNSHIP_REVIEWER) == ["review"]
        async with unit_of_work(county) as uow:
            assert await service.todo(uow, resident_id=None, holdings=[]) == []


async def test_a_posting_that_is_over_lets_the_matter_go_on_by_itself(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
        with pytest.raises(AlreadyPosted):
            await made.do(made.secretary, service.post, matter_id)
        async with unit_of_work(county) as uow:
            assert await service.postings_over(uow) == []
    job = Job(county, new_id(), "decisions.close_posting")
    with clock.at(until + timedelta(minutes=1)):
        async with unit_of_work(county) as uow:
            assert await service.postings_over(uow) == [(matter_id, "post_plan")]
        await tasks.find_postings_over(county)
        await tasks.close_posting(job, matter_id=str(matter_id), step="post_plan")
        again = Job(county, new_id(), "decisions.close_posting")
        await tasks.close_posting(again, matter_id=str(matter_id), step="post_plan")
        async with unit_of_work(county) as uow:
            assert await service.postings_over(uow) == []
    assert (await made.matter(matter_id)).step_key == "vote"


async def test_batches_answer_for_every_id_asked(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
    async with unit_of_work(county, Actor(None, None, "page")) as uow:
        ids = [matter_id]
        heard = await service.load_many_heard(uow, ids)
        assert [row.view for row in heard[matter_id]] == ["赞成，水太咸"] * 3
        assert (await service.load_many_drafts(uow, ids))[matter_id].budget_fen == 18_640_000
        assert (await service.load_many_matters(uow, ids))[matter_id].title == "自来水管道改造"
        for empty in (
            service.load_many_postings,
            service.load_many_meetings,
            service.load_many_votes,
            service.load_many_visits,
            service.load_many_milestones,
            service.load_many_inspections,
        ):
            assert await empty(uow, ids) == {matter_id: []}
        assert await service.load_many_evaluations(uow, ids) == {matter_id: {}}
        assert await service.load_many_opinions(uow, []) == {}
        assert await service.load_many_paper_counts(uow, []) == {}
        assert await service.load_many_signatures(uow, []) == {}
        assert await service.list_meetings(uow, []) == []
        for find in (
            service.find_meeting,
            service.find_vote,
            service.find_opinion,
            service.find_resolution,
            service.find_milestone,
        ):
            with pytest.raises(NotFound):
                await find(uow, new_id())
