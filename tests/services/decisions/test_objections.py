"""A posting with an objection cannot end before it is answered, or it goes back."""

from datetime import datetime
from uuid import UUID

import pytest

from infra import clock
from infra.ids import new_id
from services.decisions import service
from services.decisions.errors import (
    NotOfThisVillage,
    ObjectionAnswered,
    ObjectionPending,
    ObjectionsClosed,
    StepBlocked,
)
from services.decisions.models import Matter, MatterObjection
from services.decisions.workflow import State
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage

VILLAGER, OTHER = "居民0060", "居民0061"


async def hung(made: Stage) -> tuple[UUID, datetime]:
    """Hang a plan on the wall; return when it may come down."""
    matter = await factory.submitted(made, "siquansizhi")
    return matter, await factory.posted(made, matter)


async def raise_(made: Stage, name: str, matter: UUID) -> MatterObjection:
    actor = made.people.get(name) or Actor(new_id(), new_id(), name)
    return await made.do(actor, service.raise_objection, matter, "管道别过我家菜地。")


async def answer(made: Stage, matter: UUID, number: int, *, back: bool = False) -> None:
    await made.do(
        made.secretary, service.answer_objection, matter, number, "已改线路。", send_back=back
    )


async def over(made: Stage) -> list[UUID]:
    async with unit_of_work(made.county) as uow:
        return [matter for matter, _ in await service.postings_over(uow)]


async def state(made: Stage, matter: UUID) -> tuple[str, str]:
    row: Matter = await made.matter(matter)
    return row.state, row.step_key


async def test_an_unanswered_objection_keeps_the_plan_on_the_wall(county: Tenant) -> None:
    with clock.at(START):
        made = await factory.sanmiaoshu(county)
        with pytest.raises(ObjectionsClosed):
            await raise_(made, VILLAGER, await factory.submitted(made, "siquansizhi"))
        matter, until = await hung(made)
        row = await raise_(made, VILLAGER, matter)
        with pytest.raises(ObjectionPending):
            await raise_(made, VILLAGER, matter)
        with pytest.raises(NotOfThisVillage):
            await raise_(made, "外村的人", matter)
    with clock.at(until):
        with pytest.raises(ObjectionsClosed):
            await raise_(made, OTHER, matter)
        with pytest.raises(StepBlocked) as refused:
            await made.do(made.secretary, service.complete_step, matter)
        waiting = await over(made)
        await answer(made, matter, 1)
        ripe = await over(made)
        with pytest.raises(ObjectionAnswered):
            await answer(made, matter, 1)
        await made.do(made.secretary, service.complete_step, matter)

    assert refused.value.facts["codes"] == ("OBJECTIONS_OPEN",)
    assert (waiting, ripe) == ([], [matter])
    assert clock.local(row.due_at).date() > START.date()
    assert await state(made, matter) == (State.IN_STEPS.value, "vote")


async def test_an_objection_found_right_sends_the_plan_to_its_writers(county: Tenant) -> None:
    with clock.at(START):
        made = await factory.sanmiaoshu(county)
        matter, _ = await hung(made)
        await raise_(made, VILLAGER, matter)
        await raise_(made, OTHER, matter)
        with pytest.raises(ObjectionAnswered):
            await answer(made, matter, 3, back=True)
        await answer(made, matter, 2, back=True)
        async with unit_of_work(county) as uow:
            dossier = (await service.load_many_dossiers(uow, [matter]))[matter]

    assert await state(made, matter) == (State.RETURNED.value, "propose")
    assert [row.answer for row in dossier.objections] == ["已改线路。"] * 2
    assert dossier.takes_objections_until is None
