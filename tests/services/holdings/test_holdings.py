"""Somebody is told what is kept about them, and nothing about anybody else."""

import pytest

from infra.errors import NotFound
from services.decisions import service as decisions
from services.decisions.vocabulary import OpinionCategory
from services.holdings import service
from services.holdings.catalogue import HELD
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory


async def test_needs_offices_and_confirmations_are_told_to_their_owner_alone(
    county: Tenant,
) -> None:
    on = await factory.sanmiaoshu(county)
    villager, other = on.actor("居民0050"), on.actor("居民0051")
    for words in ("路坏了。", "井水发苦。"):
        await on.do(
            villager, decisions.submit_opinion, village_code=on.code,
            category=OpinionCategory.ROAD, text=words,
        )  # fmt: skip
    assert villager.resident_id is not None
    assert other.resident_id is not None

    async with unit_of_work(county) as uow:
        found = {one.held.key: one.count for one in await service.groups(uow, villager.resident_id)}
        rows = await service.rows(uow, villager.resident_id, "opinion.resident_id", skip=0, first=5)
        rest = await service.rows(uow, villager.resident_id, "opinion.resident_id", skip=1, first=5)
        nothing = await service.groups(uow, other.resident_id)
        chair = await service.groups(uow, on.id_of(on.representatives()[-1]))

    assert found == {"opinion.resident_id": 2}
    assert [dict(one.values)["text"] for one in rows] == ["井水发苦。", "路坏了。"]
    assert [dict(one.values)["text"] for one in rest] == ["路坏了。"]
    assert nothing == []
    offices = {one.held.key: one for one in chair}["office_term.resident_id"]
    assert (offices.count, offices.purpose[0]) == (2, "谁任什么职务")


async def test_every_sort_can_be_read_by_its_name(county: Tenant) -> None:
    on = await factory.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        for one in HELD:
            await service.rows(uow, on.id_of("居民0050"), one.key, skip=0, first=1)
        with pytest.raises(NotFound):
            await service.rows(uow, on.id_of("居民0050"), "resident.name", skip=0, first=1)
