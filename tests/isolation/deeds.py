"""What is tried below HTTP: a query without a fence, a foreign table, file, or job."""

import inspect
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from infra import storage
from infra.database import app_engine
from infra.errors import NotFound, Trouble
from infra.ids import new_id
from infra.outbox import OutboxRow
from tenants import jobs
from tenants.job_registry import ACTORS
from tenants.unit_of_work import unit_of_work
from tests.isolation.calls import Told
from tests.isolation.loot import Loot

_ROWS = 5
_SUBJECTS = {"text": "outgoing_text", "code": "one_time_code"}
WAYS = ("{home}/{name}", "{own}/{name}", "{own}/../{home}/{name}")


@dataclass(frozen=True)
class Deed:
    """Something that code of ours could do by mistake."""

    sort: str
    about: tuple[str, ...]
    question: bytes
    run: Callable[[Told], Awaitable[None]]


def _table(rng: random.Random) -> str:
    return rng.choice(sorted(SQLModel.metadata.tables))


def _rows(rows: Sequence[Any]) -> bytes:
    return "\n".join(" ".join(map(str, row)) for row in rows).encode()


def forgotten(
    rng: random.Random, theirs: Loot, table: str = "", *, whole: bool | None = None
) -> Deed:
    """A code path that forgets the unit of work, and one that names a foreign schema besides."""
    table = table or _table(rng)
    whole = rng.random() < 0.5 if whole is None else whole
    name = f'{theirs.side.county.schema}."{table}"' if whole else f'"{table}"'

    async def run(told: Told) -> None:
        try:
            async with app_engine().connect() as connection:
                found = await connection.execute(text(f"SELECT * FROM {name} LIMIT {_ROWS}"))
                told.body = _rows(found.all())
        except DBAPIError as refused:
            told.body = str(refused).encode()

    return Deed("forgotten", (table,), b"", run)


def injected(rng: random.Random, theirs: Loot, ours: Loot, table: str = "") -> Deed:
    """A statement inside our own fence that names a foreign table."""
    table = table or _table(rng)
    statement = f'SELECT * FROM {theirs.side.county.schema}."{table}" LIMIT {_ROWS}'

    async def run(told: Told) -> None:
        try:
            async with unit_of_work(ours.side.county) as uow:
                told.body = _rows((await uow.session.execute(text(statement))).all())
        except DBAPIError as refused:
            told.body = str(refused).encode()

    return Deed("injected", (table,), b"", run)


def file(rng: random.Random, theirs: Loot, ours: Loot, name: str = "", way: str = "") -> Deed:
    """A file of theirs by its key, plain or crooked; bytes that come back tell of themselves."""
    home, own = theirs.side.county.code, ours.side.county.code
    name = name or rng.choice(theirs.files)
    key = (way or rng.choice(WAYS)).format(home=home, own=own, name=name)

    async def run(told: Told) -> None:
        try:
            told.body = await storage.get(own, key)
            told.head = name.rpartition("/")[2].encode()
        except NotFound:
            told.status = 404

    return Deed("file", ("file",), b"", run)


def job(
    rng: random.Random, theirs: Loot, ours: Loot, name: str = "", known: UUID | None = None
) -> Deed:
    """A job of ours whose ids and key are theirs; who it acts for, our audit trail may say."""
    name = name or rng.choice(sorted(ACTORS))
    given = {
        parameter: _argument(rng, parameter, theirs)
        for parameter in inspect.signature(ACTORS[name].run).parameters
        if parameter != "job"
    }
    key = str(known or rng.choice([*theirs.ids["outbox"], new_id()]))
    account = str(ours.of_kind(rng, "Account"))

    async def run(told: Told) -> None:
        await _commit(name, key, account, given, ours)
        try:
            await jobs.run(name, ours.side.county.code, key, account, **given)
        except (Trouble, DBAPIError, LookupError, ValueError) as failed:
            told.body = repr(failed).encode()

    question = f"{key} {account} {given}".encode()
    return Deed("job", (name,), question, run)


async def _commit(name: str, key: str, account: str, given: dict[str, str], ours: Loot) -> None:
    """Put the job into our own outbox: without a row there it would not run at all."""
    row = {"id": UUID(key), "name": name, "arguments": given, "account_id": UUID(account)}
    async with unit_of_work(ours.side.county) as uow:
        statement = insert(OutboxRow).values(**row, state="done", attempts=0)
        await uow.session.execute(statement.on_conflict_do_nothing())


def _argument(rng: random.Random, parameter: str, theirs: Loot) -> str:
    stem = parameter.removesuffix("_id")
    if stem == parameter:
        return theirs.side.code if parameter.endswith("code") else rng.choice(theirs.steps)
    return str(rng.choice(theirs.ids[_SUBJECTS.get(stem, stem)]))
