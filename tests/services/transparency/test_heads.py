"""The copy of the head outside the database, and what a rewound database meets."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from infra.database import owner_engine
from infra.settings import settings
from services.transparency import note, service, tasks
from services.transparency.errors import LogDamaged, LogRewound
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.transparency.logs import append, fill, publish


def kept(county: Tenant) -> Path:
    return settings().home / "checkpoints" / county.code


def incidents(county: Tenant) -> list[dict[str, object]]:
    files = sorted((kept(county) / "incidents").glob("*.json"))
    return [json.loads(file.read_text()) for file in files]


async def as_owner(county: Tenant, *statements: str) -> None:
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {county.schema}"))
        await connection.execute(text("SET LOCAL session_replication_role TO replica"))
        for statement in statements:
            await connection.execute(text(statement))


async def rewind(county: Tenant, size: int) -> None:
    """Do what a restore to an earlier moment does."""
    await as_owner(
        county,
        f"DELETE FROM log_head_copy WHERE size > {size}",
        f"DELETE FROM log_checkpoint WHERE size > {size}",
        f"DELETE FROM log_opening WHERE leaf_index >= {size}",
        f"DELETE FROM log_leaf WHERE index >= {size}",
        f"DELETE FROM log_node WHERE (place + 1) * power(2, level) > {size}",
    )


async def test_the_copy_holds_the_signed_note_under_its_size(county: Tenant) -> None:
    await fill(county, 3)
    checkpoint = await publish(county)

    assert (kept(county) / "head.note").read_text() == checkpoint.note
    assert (kept(county) / "000000000003.note").read_text() == checkpoint.note


async def test_a_late_smaller_head_leaves_the_larger_copy(county: Tenant) -> None:
    await append(county)
    async with unit_of_work(county) as uow:
        early = await service.sign_checkpoint(uow)
    await append(county)
    late = await publish(county)

    async with unit_of_work(county) as uow:
        await service.persist_checkpoint(uow, early.note)

    assert (kept(county) / "head.note").read_text() == late.note


async def test_a_rewound_database_signs_nothing_and_reports(county: Tenant) -> None:
    await fill(county, 5)
    await publish(county)
    await rewind(county, 3)

    for _ in range(3):
        with pytest.raises(LogRewound) as refused:
            await publish(county)
        assert refused.value.facts == {"stored": 5, "size": 3}

    assert [(each["incident"], each["stored"], each["size"]) for each in incidents(county)] == [
        ("log-rewound", 5, 3)
    ]


async def test_a_rewound_and_regrown_database_is_noticed(county: Tenant) -> None:
    await fill(county, 5)
    await publish(county)
    before = (kept(county) / "head.note").read_text()
    await rewind(county, 3)
    await fill(county, 4)

    with pytest.raises(LogRewound):
        await tasks.guard(county)

    assert (kept(county) / "head.note").read_text() == before


async def test_a_head_that_the_database_does_not_lead_to_is_not_kept(county: Tenant) -> None:
    await fill(county, 5)
    async with unit_of_work(county) as uow:
        checkpoint = await service.sign_checkpoint(uow)
    await rewind(county, 2)

    async with unit_of_work(county) as uow:
        with pytest.raises(LogRewound):
            await service.persist_checkpoint(uow, checkpoint.note)

    assert not (kept(county) / "head.note").exists()


async def test_a_head_by_a_strange_key_is_not_kept(county: Tenant, other_county: Tenant) -> None:
    checkpoint = await publish(other_county)

    async with unit_of_work(county) as uow:
        with pytest.raises(note.NoteError):
            await service.persist_checkpoint(uow, checkpoint.note)


async def test_a_head_is_kept_only_after_its_commit(county: Tenant) -> None:
    with pytest.raises(RuntimeError, match="unit of work of its own"):
        async with unit_of_work(county) as uow:
            await append(county)
            checkpoint = await service.sign_checkpoint(uow)
            await uow.session.flush()
            await service.persist_checkpoint(uow, checkpoint.note)

    assert not (kept(county) / "head.note").exists()


async def test_changed_nodes_under_a_signed_head_are_noticed(county: Tenant) -> None:
    await fill(county, 4)
    async with unit_of_work(county) as uow:
        await service.sign_checkpoint(uow)
    await as_owner(county, "UPDATE log_node SET hash = sha256('x') WHERE level = 2")

    with pytest.raises(LogDamaged):
        await publish(county)


async def test_a_missing_node_is_noticed(county: Tenant) -> None:
    await fill(county, 4)
    await as_owner(county, "DELETE FROM log_node WHERE level = 2")

    with pytest.raises(LogDamaged):
        await publish(county)


async def test_the_sweep_signs_what_a_crash_left_unsigned(county: Tenant) -> None:
    leaf = await append(county)

    await tasks.guard(county)
    await tasks.guard(county)

    async with unit_of_work(county) as uow:
        assert (await service.verify(uow, leaf.code)).result == "genuine"
