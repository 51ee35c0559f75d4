"""After its days the villagers' answer closes the matter by itself; without one the board asks."""

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from infra import calendar, clock
from infra.ids import new_id
from services.audit import service as audit
from services.decisions import service, tasks
from services.decisions.errors import WrongStep
from services.decisions.models import MatterStep
from services.decisions.service import TodoItem
from services.decisions.vocabulary import Answer
from tenants.authorization.roles import Role, RoleHolding
from tenants.jobs import Job
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import Stage
from tests.services.decisions.test_work import done

DAYS = timedelta(days=11)  # seven days, and a holiday at their end


async def asked(made: Stage) -> UUID:
    """A matter whose result hangs, so that villagers are asked."""
    return await result_shown(made, "siquansizhi")


async def result_shown(made: Stage, method: str) -> UUID:
    matter_id = await done(made, method)
    await made.do(made.actor("监委02"), service.inspect, matter_id, passed=True, note="合格")
    await factory.result_posted(made, matter_id)
    return matter_id


async def swept(made: Stage, matter_id: UUID) -> bool:
    """Let the scheduler look and the worker work, twice; say whether there was anything."""
    async with unit_of_work(made.county) as uow:
        found = list(await service.evaluations_over(uow))
    await tasks.find_evaluations_over(made.county)
    for _ in range(2):
        job = Job(made.county, new_id(), "decisions.close_evaluation")
        await tasks.close_evaluation(job, matter_id=str(matter_id))
    return found == [matter_id]


async def step(made: Stage, matter_id: UUID, key: str) -> MatterStep:
    async with unit_of_work(made.county) as uow:
        rows = (await service.load_many_steps(uow, [matter_id]))[matter_id]
    return next(row for row in rows if row.step_key == key)


async def todo(made: Stage, role: Role) -> list[TodoItem]:
    async with unit_of_work(made.county) as uow:
        holding = RoleHolding(role, made.code)
        return await service.todo(uow, resident_id=None, holdings=[holding])


async def newest_tag(made: Stage, matter_id: UUID) -> str:
    async with unit_of_work(made.county) as uow:
        (found,) = await audit.list_events(uow, prefixes=[made.code], subject=matter_id, first=1)
    return found.tag


async def test_answers_close_the_evaluation_after_its_days(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await asked(made)
    await made.do(made.actor("居民0060"), service.evaluate, matter_id, Answer.YES)

    early = await swept(made, matter_id)
    with pytest.raises(WrongStep):
        await made.do(made.secretary, service.complete_step, matter_id)
    with clock.at(clock.now() + DAYS):
        late = await swept(made, matter_id)

    assert (early, late) == (False, True)
    closed = await step(made, matter_id, "evaluate")
    assert (closed.outcome, closed.reason) == ("answered", "收到村民评价 1 份")
    assert (await made.matter(matter_id)).step_key == "archive"
    assert [item.kind for item in await todo(made, Role.PARTY_SECRETARY)] == ["archive"]


async def test_without_an_answer_the_board_asks_once_and_then_the_record_says_so(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await asked(made)
    assert await todo(made, Role.SUPERVISOR) == []

    with clock.at(clock.now() + DAYS):
        assert await swept(made, matter_id)
        again = await step(made, matter_id, "evaluate")
        (item,) = await todo(made, Role.SUPERVISOR)
        rail = await rail_of(made, matter_id)
        assert not await swept(made, matter_id)
    assert again.reason == "到期没有村民评价，延长一次，由村务监督委员会上门问"
    assert (item.kind, item.matter_id, item.due_at) == ("ask_villagers", matter_id, again.due_at)
    assert await newest_tag(made, matter_id) == "decisions:evaluation:extend"
    assert rail == ("村务监督委员会", ["NOBODY_ANSWERED"])

    with clock.at(clock.now() + 2 * DAYS):
        assert await swept(made, matter_id)
    closed = await step(made, matter_id, "evaluate")
    assert closed.outcome == "unanswered"
    assert closed.reason == "延长一次后仍没有村民评价（0 份）"
    assert (await made.matter(matter_id)).step_key == "archive"


async def rail_of(made: Stage, matter_id: UUID) -> tuple[str, list[str]]:
    async with unit_of_work(made.county) as uow:
        rail = (await service.load_many_rails(uow, [matter_id]))[matter_id]
    return rail.next_zh, [one.code for one in rail.blockers]


async def test_an_answer_in_the_second_round_closes_it_as_answered(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await asked(made)
    start: datetime = clock.now()
    with clock.at(start + DAYS):
        await swept(made, matter_id)
        await made.do(made.actor("居民0060"), service.evaluate, matter_id, Answer.YES)
    with clock.at(start + 2 * DAYS):
        await swept(made, matter_id)

    assert (await step(made, matter_id, "evaluate")).outcome == "answered"


async def test_a_countys_own_step_without_days_is_swept_as_well(county: Tenant) -> None:
    """Whatever a county calls the step, and where it sets no day: seven, ours."""
    made = await factory.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        await service.begin_method(uow, based_on="siquansizhi", method_id="own_way")
        draft = await service.find_method_draft(uow, "own_way")
        head, _, tail = draft.text.partition("key: evaluate")
        tail = re.sub(r"\n    deadline_days: [^\n]*", "", tail, count=1)
        await service.write_method(uow, draft.id, f"{head}key: villagers_say{tail}")
        await service.publish_method(uow, draft.id)
    matter_id = await result_shown(made, "own_way")
    asked_at = await step(made, matter_id, "villagers_say")
    assert asked_at.due_at == calendar.deadline(asked_at.opened_at, 7)
    await made.do(made.actor("居民0060"), service.evaluate, matter_id, Answer.YES)
    async with unit_of_work(county) as uow:  # a record of before: it was opened without a day
        (row,) = [
            one
            for one in (await service.load_many_steps(uow, [matter_id]))[matter_id]
            if one.step_key == "villagers_say"
        ]
        row.due_at = None

    early = await swept(made, matter_id)
    untouched = await step(made, matter_id, "villagers_say")
    with clock.at(clock.now() + DAYS):
        late = await swept(made, matter_id)

    # It is looked at from the first day, and closed on the last.
    assert (early, untouched.state, late) == (True, "open", True)
    assert (await step(made, matter_id, "villagers_say")).outcome == "answered"
    assert (await made.matter(matter_id)).step_key == "archive"
