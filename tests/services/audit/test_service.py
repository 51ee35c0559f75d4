"""The audit trail: written with the change, sealed in a chain, and hard to change unnoticed."""

import asyncio
from uuid import UUID, uuid4

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from infra.database import owner_engine
from services.audit import service, tasks
from services.audit.chain import ChainBroken
from services.audit.tags import AuditTag
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work

TAG = AuditTag.TRANSPARENCY_LEAF_APPEND


async def record(county: Tenant, count: int = 1) -> None:
    async with unit_of_work(county) as uow:
        for number in range(count):
            await service.record(uow, TAG, subject=uuid4(), number=number)


async def as_owner(county: Tenant, statement: str) -> None:
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {county.schema}"))
        await connection.execute(text("SET LOCAL session_replication_role TO replica"))
        await connection.execute(text(statement))


async def test_an_event_says_who_what_and_under_which_request(county: Tenant) -> None:
    account, subject = uuid4(), uuid4()
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        async with unit_of_work(county, Actor(account, None, "clerk")) as uow:
            await service.record(
                uow, TAG, subject=subject, village="150523108217", index=3, note=None
            )

    async with unit_of_work(county) as uow:
        row = (await uow.session.execute(text("SELECT * FROM audit_event"))).mappings().one()
    assert isinstance(row["id"], UUID)
    assert {name: row[name] for name in row if name not in {"id", "at"}} == {
        "tag": "transparency:leaf:append",
        "subject": subject,
        "village_code": "150523108217",
        "account_id": account,
        "actor": "clerk",
        "facts": {"index": 3, "note": None},
        "request_id": "r-1",
    }


async def test_an_event_of_a_job_names_the_job(county: Tenant) -> None:
    with structlog.contextvars.bound_contextvars(job="j-1"):
        await record(county)

    async with unit_of_work(county) as uow:
        assert await uow.session.scalar(text("SELECT request_id FROM audit_event")) == "j-1"


async def test_a_rolled_back_change_leaves_no_event(county: Tenant) -> None:
    with pytest.raises(RuntimeError, match="on purpose"):
        async with unit_of_work(county) as uow:
            await service.record(uow, TAG, subject=uuid4())
            raise RuntimeError("on purpose")

    async with unit_of_work(county) as uow:
        assert (await service.verify_chain(uow)).unsealed == 0


async def test_the_sweep_seals_every_event_once(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 3)
    await record(county, 10)

    await tasks.seal(county)
    await tasks.seal(county)

    async with unit_of_work(county) as uow:
        state = await service.verify_chain(uow)
    assert (state.sealed, state.unsealed) == (10, 0)


async def test_concurrent_sweeps_make_one_chain(county: Tenant) -> None:
    await record(county, 20)

    await asyncio.gather(*(tasks.seal(county) for _ in range(8)))

    async with unit_of_work(county) as uow:
        assert (await service.verify_chain(uow)).sealed == 20


async def test_an_event_that_commits_late_is_still_sealed(county: Tenant) -> None:
    async with unit_of_work(county) as late:
        await service.record(late, TAG, subject=uuid4())
        await late.session.flush()
        await record(county)
        await tasks.seal(county)
    await tasks.seal(county)

    async with unit_of_work(county) as uow:
        state = await service.verify_chain(uow)
    assert (state.sealed, state.unsealed) == (2, 0)


SWAPPED = (
    "UPDATE audit_seal SET event_id = (SELECT event_id FROM audit_seal WHERE seq = 1) WHERE seq = 4"
)
FOURTH = "WHERE id = (SELECT event_id FROM audit_seal WHERE seq = 4)"


@pytest.mark.parametrize(
    "tampering",
    [
        f"UPDATE audit_event SET actor = 'other' {FOURTH}",
        f"UPDATE audit_event SET facts = '{{}}' {FOURTH}",
        f"UPDATE audit_event SET at = at + interval '1 microsecond' {FOURTH}",
        f"DELETE FROM audit_event {FOURTH}",
        "DELETE FROM audit_seal WHERE seq = 4",
        "UPDATE audit_seal SET hash = sha256('x') WHERE seq = 4",
        SWAPPED,
    ],
)
async def test_tampering_breaks_the_chain_at_its_place(county: Tenant, tampering: str) -> None:
    await record(county, 8)
    await tasks.seal(county)
    if tampering == SWAPPED:
        await as_owner(county, "ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_event_id_key")

    await as_owner(county, tampering)

    async with unit_of_work(county) as uow:
        with pytest.raises(ChainBroken) as broken:
            await service.verify_chain(uow)
    assert broken.value.facts == {"seq": 4}


async def test_a_cut_off_end_shows_against_the_seal_written_down(county: Tenant) -> None:
    await record(county, 8)
    await tasks.seal(county)

    await as_owner(county, "DELETE FROM audit_seal WHERE seq > 5")

    async with unit_of_work(county) as uow:
        with pytest.raises(ChainBroken) as broken:
            await service.verify_chain(uow)
    assert broken.value.facts == {"seq": 6}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'x'",
        "DELETE FROM audit_event",
        "UPDATE audit_seal SET hash = hash",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_event CASCADE",
    ],
)
async def test_the_county_itself_cannot_change_its_audit_trail(
    county: Tenant, statement: str
) -> None:
    await record(county)

    with pytest.raises(DBAPIError, match="permission denied"):
        async with unit_of_work(county) as uow:
            await uow.session.execute(text(statement))


def test_the_tags_are_alphabetical_and_well_formed() -> None:
    values = [tag.value for tag in AuditTag]

    assert values == sorted(values)
    assert [tag.name for tag in AuditTag] == [value.replace(":", "_").upper() for value in values]
