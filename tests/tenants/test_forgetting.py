"""What is kept for a time goes after it, in small portions, and never before."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from infra import clock
from infra.ids import new_id
from infra.outbox import InboxRow, OutboxRow
from services.people import service as people
from services.people import tasks as people_tasks
from services.people.models import ClaimSlip
from tenants import tasks
from tenants.authorization.permissions import Permission
from tenants.idempotency import IdempotencyRow
from tenants.models import (
    AccountSession,
    ApiToken,
    OneTimeCode,
    SignInEvent,
    TotpDevice,
)
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages
from tests.tenants.people import person

Make = Callable[[UUID, timedelta], SQLModel]


def session(account: UUID, age: timedelta) -> SQLModel:
    ended = clock.now() - age
    return AccountSession(
        account_id=account,
        token_hash=str(new_id()),
        kind="ordinary",
        created_at=ended - timedelta(hours=1),
        expires_at=ended,
    )


def code(account: UUID, age: timedelta) -> SQLModel:
    return OneTimeCode(
        purpose="sign_in",
        subject_index=str(account),
        phone_sealed="x",
        deliver=True,
        expires_at=clock.now() - age,
    )


def device(account: UUID, age: timedelta) -> SQLModel:
    removed = clock.now() - age
    return TotpDevice(
        account_id=account, secret_sealed="x", confirmed_at=removed, removed_at=removed
    )


def device_never_used(account: UUID, age: timedelta) -> SQLModel:
    return TotpDevice(account_id=account, secret_sealed="x", created_at=clock.now() - age)


def revoked_token(account: UUID, age: timedelta) -> SQLModel:
    return ApiToken(
        account_id=account,
        token_hash=str(new_id()),
        name="旧程序",
        permissions=[Permission.DIVISION_READ],
        places=["150523"],
        expires_at=clock.now() + timedelta(days=90),
        revoked_at=clock.now() - age,
    )


def answer(account: UUID, age: timedelta) -> SQLModel:
    return IdempotencyRow(
        account_id=account,
        operation="opinionSubmit",
        key=str(new_id()),
        body_sha256="0" * 64,
        answer={"opinion": str(new_id())},
        created_at=clock.now() - age,
    )


def sign_in(account: UUID, age: timedelta) -> SQLModel:
    return SignInEvent(
        at=clock.now() - age,
        account_id=account,
        address_index="keyed",
        means="password",
        outcome="accepted",
    )


def job_done(account: UUID, age: timedelta) -> SQLModel:
    return OutboxRow(
        name="x", arguments={}, account_id=account, state="done", created_at=clock.now() - age
    )


def job_dead(account: UUID, age: timedelta) -> SQLModel:
    return OutboxRow(
        name="x", arguments={}, account_id=account, state="dead", created_at=clock.now() - age
    )


def job_ran(_account: UUID, age: timedelta) -> SQLModel:
    return InboxRow(key=new_id(), name="x", done_at=clock.now() - age)


ENDINGS = [
    (session, timedelta(days=30), tasks.forget),
    (code, timedelta(days=1), tasks.forget),
    (device, timedelta(days=30), tasks.forget),
    (device_never_used, timedelta(days=30), tasks.forget),
    (revoked_token, timedelta(days=180), tasks.forget),
    (answer, timedelta(days=7), tasks.forget_traces),
    (sign_in, timedelta(days=366), tasks.forget_traces),
    (job_done, timedelta(days=30), tasks.forget_traces),
    (job_ran, timedelta(days=60), tasks.forget_traces),
]


@pytest.mark.parametrize(
    ("make", "kept", "sweep"), ENDINGS, ids=[each[0].__name__ for each in ENDINGS]
)
async def test_a_row_goes_when_its_time_is_over_and_not_an_hour_before(
    make: Make,
    kept: timedelta,
    sweep: Callable[[Tenant], Awaitable[None]],
    county: Tenant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)  # so that five rows take three portions
    account = (await person(county)).id
    hour = timedelta(hours=1)
    old = [make(account, kept + hour) for _ in range(5)]
    young = make(account, kept - hour)
    async with unit_of_work(county) as uow:
        uow.session.add_all([*old, young])

    for _ in range(2):
        await sweep(county)

    async with unit_of_work(county) as uow:
        table = type(young).__tablename__
        assert await uow.session.scalar(text(f"SELECT count(*) FROM {table}")) == 1


async def test_a_dead_job_waits_for_a_person(county: Tenant) -> None:
    async with unit_of_work(county) as uow:
        uow.session.add(job_dead(new_id(), timedelta(days=400)))
    await tasks.forget_traces(county)
    async with unit_of_work(county) as uow:
        assert await uow.session.scalar(text("SELECT count(*) FROM outbox")) == 1


async def test_the_proof_that_a_job_ran_outlives_the_job(county: Tenant) -> None:
    job = OutboxRow(name="x", arguments={}, state="sent")
    async with unit_of_work(county) as uow:
        uow.session.add(job)
        uow.session.add(InboxRow(key=job.id, name="x", done_at=clock.now() - timedelta(days=99)))
    await tasks.forget_traces(county)
    async with unit_of_work(county) as uow:
        assert await uow.session.scalar(text("SELECT count(*) FROM inbox")) == 1


@pytest.mark.parametrize(
    ("make", "least"),
    [(answer, timedelta(hours=24)), (job_ran, timedelta(days=30)), (sign_in, timedelta(days=180))],
    ids=["idempotency_key", "inbox", "sign_in_event"],
)
async def test_postgresql_itself_keeps_a_young_trace_whoever_asks(
    make: Make, least: timedelta, county: Tenant
) -> None:
    account = (await person(county)).id
    hour = timedelta(hours=1)
    async with unit_of_work(county) as uow:
        uow.session.add_all([make(account, least + hour), make(account, least - hour)])
        table = str(make(account, hour).__tablename__)
    async with unit_of_work(county) as uow:
        gone = await uow.session.execute(text(f"DELETE FROM {table} RETURNING 1"))
        assert len(gone.all()) == 1
    with pytest.raises(DBAPIError, match="permission denied"):
        async with unit_of_work(county) as uow:
            await uow.session.execute(text(f"UPDATE {table} SET {_first_text[table]} = 'x'"))


_first_text = {"idempotency_key": "operation", "inbox": "name", "sign_in_event": "address_index"}


async def test_a_slip_goes_a_month_after_it_ran_out(county: Tenant) -> None:
    made = await villages.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        (one, other, *_) = await people.list_residents(uow, made.code)
        for resident, days in ((one, 31), (other, 29)):
            ended = clock.now() - timedelta(days=days)
            uow.session.add(
                ClaimSlip(resident_id=resident.id, code_hash=str(new_id()), expires_at=ended)
            )

    await people_tasks.forget_slips(county)

    async with unit_of_work(county) as uow:
        left = await uow.session.scalars(text("SELECT resident_id FROM claim_slip"))
        assert left.all() == [other.id]
