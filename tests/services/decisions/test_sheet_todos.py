"""Who owes an opinion sheet is told until it is in: each representative, or each household."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.vocabulary import Stance
from tenants.authorization.roles import Role, RoleHolding
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage
from tests.services.decisions.test_papers_and_sheets import YES, begun

OWED = [("submit_sheet", "填意见表")]


@pytest.fixture
async def made(county: Tenant) -> AsyncIterator[Stage]:
    with clock.at(START):
        yield await factory.sanmiaoshu(county)


async def todo_of(made: Stage, name: str) -> list[service.TodoItem]:
    role = Role.REPRESENTATIVE if name in made.representatives() else Role.VILLAGER
    async with unit_of_work(made.county) as uow:
        holdings = [RoleHolding(role, made.code)]
        return await service.todo(uow, resident_id=made.id_of(name), holdings=holdings)


async def words_of(made: Stage, name: str) -> list[tuple[str, str]]:
    return [(item.kind, item.verb_zh) for item in await todo_of(made, name)]


async def asked(made: Stage, method: str) -> tuple[UUID, datetime]:
    matter_id = await begun(made, method)
    at = await factory.posted(made, matter_id)
    with clock.at(at):
        await made.do(made.secretary, service.complete_step, matter_id)
    return matter_id, at


async def test_each_representative_is_told_until_the_sheet_is_in(made: Stage) -> None:
    matter_id, at = await asked(made, "babu_jiamusi")
    first, second, *_ = made.representatives()
    with clock.at(at):
        (item,) = await todo_of(made, first)
        assert (item.kind, item.matter_id) == ("submit_sheet", matter_id)
        assert item.due_at is not None
        assert await words_of(made, "居民0060") == []
        await made.do(made.actor(first), service.submit_sheet, matter_id, YES)
        await made.do(made.clerk, service.record_sheet, matter_id, second, YES)
        assert await words_of(made, first) == await words_of(made, second) == []
        assert await words_of(made, made.representatives()[2]) == OWED


async def who_is_told(county: Tenant) -> None:
    """Try the same in a county, for those who take a gate out."""
    with clock.at(START):
        village = await factory.sanmiaoshu(county)
    await test_each_representative_is_told_until_the_sheet_is_in(village)


async def test_a_household_is_told_until_one_of_it_has_answered(made: Stage) -> None:
    async with unit_of_work(made.county) as uow:
        await service.begin_method(uow, based_on="babu_jiamusi", method_id="own_sheets")
        draft = await service.find_method_draft(uow, "own_sheets")
        old, new = "responses: {of: representatives", "responses: {of: households"
        assert old in draft.text
        await service.write_method(uow, draft.id, draft.text.replace(old, new))
        await service.publish_method(uow, draft.id)
    matter_id, at = await asked(made, "own_sheets")
    with clock.at(at):
        assert await words_of(made, "居民0060") == OWED
        no = service.Answers(Stance.DISAGREE, None, "太贵")
        await made.do(made.actor("居民0060"), service.submit_sheet, matter_id, no)
        assert await words_of(made, "居民0060") == []
        assert await words_of(made, "居民0061") == OWED
