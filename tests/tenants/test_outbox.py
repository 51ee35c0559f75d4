"""The way of a job: written with its cause, sent after the commit, run once in effect."""

import asyncio
from datetime import timedelta
from uuid import UUID

import orjson
import pytest
from sqlalchemy import func, select
from sqlmodel import col

from infra import clock, valkey
from infra.errors import NotFound
from infra.ids import new_id
from infra.outbox import InboxRow, OutboxRow
from tenants import jobs, relay
from tenants.jobs import AlreadyDone, Job, actor
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

QUEUE = "outboxtest"


@actor("outboxtest.touch", queue=QUEUE, max_retries=1, time_limit_seconds=5)
async def touch(job: Job, *, word: str) -> None:
    async with job.once() as uow:
        uow.session.add(OutboxRow(name=f"touched {word}", arguments={}, state="done"))


async def states(county: Tenant) -> dict[str, str]:
    async with unit_of_work(county) as uow:
        rows = await uow.session.scalars(select(OutboxRow))
        return {str(row.arguments.get("word")): row.state for row in rows}


async def enqueue(county: Tenant, *words: str, delay: timedelta = timedelta(0)) -> list[UUID]:
    async with unit_of_work(county) as uow:
        return [uow.enqueue("outboxtest.touch", word=word, delay=delay) for word in words]


async def sent_messages(county: Tenant) -> list[dict[str, object]]:
    raw = await valkey.client().hvals(f"dramatiq:{QUEUE}.msgs")  # type: ignore[misc]
    messages = [orjson.loads(one) for one in raw]
    return [one for one in messages if one["args"][0] == county.code]


async def test_a_job_is_sent_after_its_commit_and_only_once(county: Tenant) -> None:
    (key,) = await enqueue(county, "a")

    assert [await relay.send_pending(county) for _ in range(2)] == [1, 0]

    (message,) = await sent_messages(county)
    assert message["actor_name"] == "outboxtest.touch"
    assert message["args"] == [county.code, str(key), None]
    assert message["kwargs"] == {"word": "a"}
    assert await states(county) == {"a": "sent"}


async def test_several_relays_share_the_work_and_miss_nothing(county: Tenant) -> None:
    await enqueue(county, *(str(number) for number in range(150)))

    counts = await asyncio.gather(*(relay.send_pending(county) for _ in range(4)))
    rest = await relay.send_pending(county)

    assert sum(counts) + rest == 150
    assert len(await sent_messages(county)) == 150


async def test_a_rolled_back_cause_leaves_no_job(county: Tenant) -> None:
    with pytest.raises(RuntimeError):
        async with unit_of_work(county) as uow:
            uow.enqueue("outboxtest.touch", word="never")
            raise RuntimeError

    assert await states(county) == {}


async def test_a_delayed_job_waits_for_its_time(county: Tenant) -> None:
    await enqueue(county, "later", delay=timedelta(minutes=10))

    assert await relay.send_pending(county) == 0
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert await relay.send_pending(county) == 1


async def test_what_was_sent_and_never_ran_is_sent_again(county: Tenant) -> None:
    await relay.reconcile(county)  # the first look, at a Valkey that knows nothing of the county
    await enqueue(county, "lost")
    await relay.send_pending(county)
    await valkey.client().delete(f"dramatiq:{QUEUE}", f"dramatiq:{QUEUE}.msgs")

    await relay.reconcile(county)
    assert await states(county) == {"lost": "sent"}
    with clock.at(clock.now() + timedelta(seconds=61)):
        await relay.reconcile(county)
        assert await states(county) == {"lost": "pending"}
        assert await relay.send_pending(county) == 1


async def test_what_was_sent_to_an_emptied_valkey_is_sent_again_at_once(county: Tenant) -> None:
    await enqueue(county, "d")
    await relay.reconcile(county)
    await relay.send_pending(county)
    await relay.reconcile(county)
    kept = await states(county)

    await valkey.client().delete(f"{county.code}:relayed")  # as FLUSHALL does with all keys
    await relay.reconcile(county)

    assert kept == {"d": "sent"}
    assert await states(county) == {"d": "pending"}


async def test_what_ran_is_marked_done(county: Tenant) -> None:
    (key,) = await enqueue(county, "ran")
    await relay.send_pending(county)
    await jobs.run("outboxtest.touch", county.code, str(key), None, word="ran")

    await relay.reconcile(county)

    assert (await states(county))["ran"] == "done"


@actor("outboxtest.refuse", queue=QUEUE, max_retries=1, time_limit_seconds=5)
async def refuse(job: Job) -> None:
    async with job.once():
        raise NotFound


async def test_what_was_refused_is_not_sent_again(county: Tenant) -> None:
    async with unit_of_work(county) as uow:
        key = uow.enqueue("outboxtest.refuse")
    await relay.send_pending(county)

    await jobs.run("outboxtest.refuse", county.code, str(key), None)
    with clock.at(clock.now() + relay.RESEND_AFTER * 2):
        await relay.reconcile(county)

    assert await states(county) == {"None": "done"}


async def test_a_second_run_of_a_job_has_no_effect(county: Tenant) -> None:
    key = str(new_id())

    for _ in range(3):
        await jobs.run("outboxtest.touch", county.code, key, None, word="twice")

    async with unit_of_work(county) as uow:
        effects = select(func.count()).where(col(OutboxRow.name) == "touched twice")
        assert await uow.session.scalar(effects) == 1
        assert await uow.session.scalar(select(func.count()).select_from(InboxRow)) == 1


async def test_two_runs_at_the_same_moment_have_one_effect(county: Tenant) -> None:
    job = Job(county, new_id(), "outboxtest.touch")

    outcomes = await asyncio.gather(
        *(touch(job, word="both") for _ in range(5)), return_exceptions=True
    )

    assert sum(isinstance(one, AlreadyDone) for one in outcomes) == 4
    async with unit_of_work(county) as uow:
        effects = select(func.count()).where(col(OutboxRow.name) == "touched both")
        assert await uow.session.scalar(effects) == 1
