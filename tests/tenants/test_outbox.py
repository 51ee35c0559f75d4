"""The way of a job: written with its cause, sent after the commit, run once in effect."""

import asyncio
from datetime import timedelta
from uuid import UUID

import httpx
import orjson
import pytest
from sqlalchemy import func, select
from sqlmodel import col
from structlog.testing import capture_logs

from infra import clock, valkey
from infra.errors import NotFound
from infra.ids import new_id
from infra.outbox import InboxRow, OutboxRow
from portals import app
from tenants import dead_jobs, jobs, provisioning, relay
from tenants.jobs import AlreadyDone, Job, actor
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.tenants.people import person

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
    (key,) = await enqueue(county, "twice")

    for _ in range(3):
        await jobs.run("outboxtest.touch", county.code, str(key), None, word="twice")

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


async def give_up(county: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send whatever is queued twice, to a queue that loses it, and let that be enough."""
    monkeypatch.setattr(relay, "MOST_ATTEMPTS", 2)
    for minute in range(0, 10, 2):
        with clock.at(clock.now() + timedelta(minutes=minute)):
            await relay.send_pending(county)
            await valkey.client().delete(f"dramatiq:{QUEUE}", f"dramatiq:{QUEUE}.msgs")
        with clock.at(clock.now() + timedelta(minutes=minute, seconds=90)):
            await relay.reconcile(county)


async def readiness() -> dict[str, object]:
    transport = httpx.ASGITransport(app.build())
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 200
    found: dict[str, object] = answer.json()
    return found


async def test_a_job_that_never_runs_is_an_alarm_in_the_log_and_in_readyz(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, _ = await enqueue(county, "x", "y")

    with capture_logs() as lines:
        await give_up(county, monkeypatch)

    assert await states(county) == {"x": "dead", "y": "dead"}
    told = [line for line in lines if line["event"] == "job.dead"]
    assert len(told) == 2
    assert {
        "event": "job.dead",
        "log_level": "error",
        "county": county.code,
        "job": str(key),
        "actor_name": "outboxtest.touch",
    } in told
    assert f"{county.code} 2 dead" in str((await readiness())["jobs"])


async def test_dead_jobs_are_sent_anew_by_hand_and_the_alarm_ends(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, late = await enqueue(county, "again", "late")
    await give_up(county, monkeypatch)
    await jobs.run("outboxtest.touch", county.code, str(late), None, word="late")

    await dead_jobs.report(county)
    assert f"{county.code} 1 dead" in str((await readiness())["jobs"])
    async with unit_of_work(county) as uow:
        assert [row[0] for row in await dead_jobs.listed(uow)] == [key]
        assert await dead_jobs.send_anew(uow) == 1
    await dead_jobs.report(county)

    assert county.code not in str((await readiness())["jobs"])
    found = await states(county)
    assert (found["again"], found["late"]) == ("pending", "done")
    await relay.run_here(county)
    await relay.reconcile(county)
    assert (await states(county))["again"] == "done"


async def ran(county: Tenant) -> list[str]:
    async with unit_of_work(county) as uow:
        touched = select(OutboxRow.name).where(col(OutboxRow.name).startswith("touched"))
        return list(await uow.session.scalars(touched))


async def refused_code(*message: str | None, **arguments: str) -> str:
    """Run a message and return the code with which it is refused, once, in the log."""
    with capture_logs() as lines:
        await jobs.run("outboxtest.touch", *message, **arguments)  # type: ignore[arg-type]
    [line] = [one for one in lines if one["event"] == "job.refused"]
    return str(line["code"])


async def test_a_message_without_a_committed_row_is_refused(
    county: Tenant, other_county: Tenant
) -> None:
    (key,) = await enqueue(county, "mine")
    async with unit_of_work(county) as uow:
        other_name = uow.enqueue("outboxtest.refuse")
    account, code = str(new_id()), county.code

    refusals = {
        "in no outbox": await refused_code(code, str(new_id()), None, word="mine"),
        "of another county": await refused_code(other_county.code, str(key), None, word="mine"),
        "another account": await refused_code(code, str(key), account, word="mine"),
        "other arguments": await refused_code(code, str(key), None, word="theirs"),
        "another actor": await refused_code(code, str(other_name), None),
        "no key at all": await refused_code(code, "1 OR 1", None, word="mine"),
        "no account at all": await refused_code(code, str(key), "x", word="mine"),
    }

    assert set(refusals.values()) == {"JOB_UNKNOWN"}, refusals
    assert await ran(county) == await ran(other_county) == []
    await relay.run_here(county)
    assert await ran(county) == ["touched mine"]


@pytest.mark.parametrize("code", ["999999", "1505\x00", "", "public"])
async def test_a_job_of_no_county_is_refused_and_not_tried_again(server: None, code: str) -> None:
    assert await refused_code(code, str(new_id()), None, word="x") == "UNKNOWN_TENANT"


async def test_what_an_account_set_off_lawfully_is_carried_out_though_it_was_disabled(
    county: Tenant,
) -> None:
    """As ADR 38 decides: what is to stop is taken back, and the job looks at that."""
    account = await person(county, "villager")
    async with unit_of_work(county, Actor(account.id, None, "x")) as uow:
        key = uow.enqueue("outboxtest.touch", word="released")
    async with unit_of_work(county) as uow:
        found = await uow.session.get(Account, account.id)
        assert found is not None
        found.state = "disabled"

    await jobs.run("outboxtest.touch", county.code, str(key), str(account.id), word="released")

    assert await ran(county) == ["touched released"]


async def test_a_job_of_a_suspended_county_waits_until_it_is_open_again(county: Tenant) -> None:
    (key,) = await enqueue(county, "kept")
    await relay.reconcile(county)
    await relay.send_pending(county)
    await provisioning.suspend(county.code)

    refusal = await refused_code(county.code, str(key), None, word="kept")
    await provisioning.resume(county.code)

    assert refusal == "TENANT_SUSPENDED"
    assert await ran(county) == []
    with clock.at(clock.now() + relay.RESEND_AFTER * 2):
        await relay.reconcile(county)
        await relay.run_here(county)
    assert await ran(county) == ["touched kept"]
