"""A hundred changes that a superuser of the database makes to the audit trail: all are noticed."""

import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from infra import kept
from infra.database import owner_engine
from services.audit import chain, service, tasks
from services.audit.chain import ChainBroken
from services.audit.models import AuditEvent, AuditSeal
from services.audit.tags import AuditTag
from tenants.registry import Tenant
from tenants.unit_of_work import joined_unit_of_work, unit_of_work

EVENTS, RUNS = 12, 105
TAG = AuditTag.PEOPLE_GROUP_ADD
NOBODY = "00000000-0000-7000-8000-000000000000"
OF_SEAL = "(SELECT event_id FROM audit_seal WHERE seq = {})"


async def record(county: Tenant, count: int = 1) -> None:
    async with unit_of_work(county) as uow:
        for number in range(count):
            await service.record(uow, TAG, subject=uuid4(), number=number)


@asynccontextmanager
async def superuser(county: Tenant) -> AsyncIterator[AsyncConnection]:
    """Do what no constraint and no grant holds back."""
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {county.schema}"))
        await connection.execute(text("SET LOCAL session_replication_role TO replica"))
        yield connection


def edit(seq: int, chance: random.Random) -> list[str]:
    change = chance.choice(
        [
            "actor = 'somebody else'",
            "account_id = gen_random_uuid()",
            "facts = facts || '{\"number\": -1}'",
            "at = at - interval '1 day'",
            "subject = gen_random_uuid()",
            "tag = 'people:term:begin'",
            "village_code = '150523108217'",
            "request_id = 'r-0'",
        ]
    )
    return [f"UPDATE audit_event SET {change} WHERE id = {OF_SEAL.format(seq)}"]


def delete(seq: int, chance: random.Random) -> list[str]:
    event = f"DELETE FROM audit_event WHERE id = {OF_SEAL.format(seq)}"
    seal = f"DELETE FROM audit_seal WHERE seq = {seq}"
    return chance.choice([[event], [seal], [event, seal]])


def delete_and_close_up(seq: int, _chance: random.Random) -> list[str]:
    return [
        f"DELETE FROM audit_event WHERE id = {OF_SEAL.format(seq)}",
        f"DELETE FROM audit_seal WHERE seq = {seq}",
        f"UPDATE audit_seal SET seq = seq - 1, previous = nullif(seq - 2, 0) WHERE seq > {seq}",
    ]


def insert(seq: int, _chance: random.Random) -> list[str]:
    event = (
        f"INSERT INTO audit_event (id, at, tag, subject, village_code, actor, facts, request_id)"
        f" VALUES ('{NOBODY}', now(), 'people:group:add', gen_random_uuid(), '', 'x', '{{}}', '')"
    )
    seal = (
        f"INSERT INTO audit_seal (seq, previous, event_id, hash)"
        f" VALUES ({seq}, nullif({seq - 1}, 0), '{NOBODY}', sha256('x'))"
    )
    # Through numbers that are free, because a primary key is checked row by row.
    away = f"UPDATE audit_seal SET seq = seq + 1001, previous = seq + 1000 WHERE seq >= {seq}"
    back = "UPDATE audit_seal SET seq = seq - 1000, previous = seq - 1001 WHERE seq > 1000"
    return [event, away, back, seal]


def reorder(seq: int, chance: random.Random) -> list[str]:
    other = chance.choice([one for one in range(1, EVENTS + 1) if one != seq])
    pair = f"seq IN ({seq}, {other})"
    swapped = f"(SELECT event_id FROM swap WHERE seq = {seq} + {other} - audit_seal.seq)"
    return [
        f"CREATE TEMP TABLE swap ON COMMIT DROP AS SELECT * FROM audit_seal WHERE {pair}",
        "ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_event_id_key",
        f"UPDATE audit_seal SET event_id = {swapped} WHERE {pair}",
        "ALTER TABLE audit_seal ADD CONSTRAINT audit_seal_event_id_key UNIQUE (event_id)",
    ]


def cut_off_the_end(seq: int, chance: random.Random) -> list[str]:
    seals = f"DELETE FROM audit_seal WHERE seq >= {seq}"
    events = "DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_seal)"
    return [seals, events] if chance.random() < 0.5 else [seals]


def change_a_seal(seq: int, _chance: random.Random) -> list[str]:
    return [f"UPDATE audit_seal SET hash = sha256(hash) WHERE seq = {seq}"]


CHANGES = [edit, delete, delete_and_close_up, insert, reorder, cut_off_the_end, change_a_seal]


@pytest.fixture
async def sealed(county: Tenant) -> Tenant:
    await record(county, EVENTS)
    await tasks.seal(county)
    return county


async def is_noticed(county: Tenant, statements: list[str]) -> bool:
    """Tamper, verify in the same transaction, and take it all back for the next run."""
    async with superuser(county) as connection:
        for statement in statements:
            await connection.execute(text(statement))
        async with joined_unit_of_work(connection, county) as uow:
            try:
                await service.verify_chain(uow)
            except ChainBroken:
                noticed = True
            else:
                noticed = False
        await connection.rollback()
    return noticed


async def test_every_change_to_a_sealed_event_is_noticed(sealed: Tenant) -> None:
    chance = random.Random(150523)
    missed = []
    for run in range(RUNS):
        change, seq = CHANGES[run % len(CHANGES)], chance.randint(1, EVENTS)
        if not await is_noticed(sealed, change(seq, chance)):
            missed.append((change.__name__, seq))

    assert missed == []
    async with unit_of_work(sealed) as uow:
        assert (await service.verify_chain(uow)).sealed == EVENTS


async def test_a_hundred_honest_growths_raise_no_alarm(county: Tenant) -> None:
    for number in range(100):
        await record(county, number % 3)
        await tasks.seal(county)

    async with unit_of_work(county) as uow:
        state = await service.verify_chain(uow)
    assert (state.sealed, state.unsealed) == (99, 0)
    assert kept.standstills(county.log) == []


async def cut(county: Tenant, after: int) -> None:
    async with superuser(county) as connection:
        await connection.execute(text(f"DELETE FROM audit_seal WHERE seq > {after}"))
        await connection.execute(
            text("DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_seal)")
        )


async def broken_at(county: Tenant) -> int:
    async with unit_of_work(county) as uow:
        with pytest.raises(ChainBroken) as broken:
            await service.verify_chain(uow)
    return int(str(broken.value.facts["seq"]))


async def test_an_end_that_was_cut_off_and_regrown_is_noticed_and_reported(sealed: Tenant) -> None:
    await cut(sealed, 9)
    await record(sealed, 8)

    with pytest.raises(ChainBroken):
        await tasks.seal(sealed)

    assert await broken_at(sealed) == EVENTS
    assert kept.standstills(sealed.log) == ["audit-cut"]
    [incident] = (kept.path_of(sealed.log) / "incidents").glob("audit-cut-*.json")
    told = json.loads(incident.read_text())
    assert (told["stored"], told["sealed"]) == (EVENTS, 17)


async def test_the_seal_written_down_is_not_overwritten_by_a_shorter_chain(sealed: Tenant) -> None:
    before = kept.read(sealed.log, "audit-head.json")
    await cut(sealed, 4)
    for _ in range(3):
        with pytest.raises(ChainBroken):
            await tasks.seal(sealed)

    assert kept.read(sealed.log, "audit-head.json") == before
    assert await broken_at(sealed) == 5


async def test_a_chain_that_was_made_anew_from_the_first_event_is_noticed(sealed: Tenant) -> None:
    """SHA-256 needs no key: whoever owns the rows can compute every seal again."""
    async with superuser(sealed) as connection:
        await connection.execute(text("UPDATE audit_event SET actor = 'somebody else'"))
        await connection.execute(text("DELETE FROM audit_seal"))
    async with unit_of_work(sealed) as uow:
        assert await service.seal(uow) == EVENTS

    assert await broken_at(sealed) == EVENTS


async def test_after_the_right_rows_are_back_the_chain_goes_on(sealed: Tenant) -> None:
    async with superuser(sealed) as connection:
        await connection.execute(text("CREATE TABLE away AS TABLE audit_seal"))
        await connection.execute(text("DELETE FROM audit_seal WHERE seq > 5"))
    async with unit_of_work(sealed) as uow:
        with pytest.raises(ChainBroken):
            await service.keep_head(uow)
    async with superuser(sealed) as connection:
        await connection.execute(text("INSERT INTO audit_seal SELECT * FROM away WHERE seq > 5"))
        await connection.execute(text("DROP TABLE away"))
    await record(sealed)

    await tasks.seal(sealed)

    assert kept.standstills(sealed.log) == []
    async with unit_of_work(sealed) as uow:
        assert (await service.verify_chain(uow)).sealed == EVENTS + 1


async def test_a_crash_before_the_seal_is_written_down_is_made_good(sealed: Tenant) -> None:
    await record(sealed, 2)
    async with unit_of_work(sealed) as uow:
        assert await service.seal(uow) == 2

    assert str(kept.read(sealed.log, "audit-head.json")).startswith(f'{{"seq": {EVENTS},')
    await tasks.seal(sealed)
    assert str(kept.read(sealed.log, "audit-head.json")).startswith(f'{{"seq": {EVENTS + 2},')


def test_the_seal_covers_every_column_of_an_event() -> None:
    event = AuditEvent(tag=TAG.value, subject=uuid4(), actor="x")
    covered = set(json.loads(chain.canonical(event)))

    assert covered == set(AuditEvent.model_fields)
    assert set(AuditSeal.model_fields) == {"seq", "previous", "event_id", "hash"}
