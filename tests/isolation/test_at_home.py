"""What the victims' own people may leave in their audit trail: a reading, and nothing else."""

from uuid import UUID

import pytest

from infra.ids import new_id
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants.unit_of_work import Actor, unit_of_work
from tests.isolation import aftermath, at_home
from tests.isolation.attack import Scene
from tests.isolation.world import Side

READ, CHANGE = AuditTag.ACCOUNTS_ACCOUNT_READ, AuditTag.ACCOUNTS_ACCOUNT_DISABLE


async def _written(side: Side, account: UUID | None, tag: AuditTag) -> None:
    async with unit_of_work(side.county, Actor(account, None, "somebody")) as uow:
        await audit.record(uow, tag, subject=new_id())


async def _is_change(scene: Scene, account: UUID | None, tag: AuditTag, *, own: bool) -> bool:
    side = scene.world.victim
    before = await aftermath.fingerprints(side, scene.diary)
    with scene.diary.kept():
        if own:
            with at_home.reading():
                await _written(side, account, tag)
        else:
            await _written(side, account, tag)
    return aftermath.changed(before, await aftermath.fingerprints(side, scene.diary)) != []


async def test_a_reading_by_the_victims_themselves_is_none(scene: Scene) -> None:
    assert not await _is_change(scene, scene.world.victim.accounts[0], READ, own=True)


@pytest.mark.parametrize(("tag", "own"), [(READ, False), (CHANGE, True)])
async def test_a_row_of_no_request_of_theirs_or_of_no_reading_is_one(
    scene: Scene, tag: AuditTag, own: bool
) -> None:
    assert await _is_change(scene, scene.world.victim.accounts[0], tag, own=own)


async def test_a_row_in_the_name_of_nobody_or_of_the_others_is_one(scene: Scene) -> None:
    assert await _is_change(scene, None, READ, own=True)
    assert await _is_change(scene, scene.world.attacker.accounts[0], READ, own=True)


def test_the_tags_of_readings_are_those_of_the_documented_ones() -> None:
    assert at_home.reading_tags() == {
        "accounts:account:read",
        "audit:chain:verify",
        "audit:event:read",
        "elections:voters:read",
        "initiatives:signatures:read",
        "people:identity:read",
        "people:interest:read",
        "people:rights:read",
        "people:roll:export",
        "people:roll:read",
        "representation:certificate:print",
    }
