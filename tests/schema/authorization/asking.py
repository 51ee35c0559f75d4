"""Asks over HTTP: the whole application, with sessions and tokens that stand in PostgreSQL."""

import hashlib
from collections import ChainMap
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import orjson
import pytest

from infra.errors import NotFound
from portals import app
from schema.authentication import session_cookie
from schema.core import context
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, UnitOfWork, unit_of_work
from tests import documents
from tests.addresses import FromAnywhere
from tests.schema.authorization import samples

BASE = "http://mingbai.test"
# A busy machine gave no answer: that is no verdict, so it is asked again.
_BUSY = {"AWAY", "DEADLINE"}
_TRIES = 4
GATES = {"NOT_ALLOWED", "SECOND_FACTOR_NEEDED", "SIGN_IN_NEEDED", "STEP_UP_NEEDED"}
_documents: dict[str, str] = {}


def _codes(kind: type[NotFound]) -> Iterator[str]:
    yield kind.code
    for child in kind.__subclasses__():
        yield from _codes(child)


# A token for a place that is not one's own is told so by its own code, whatever the place.
NOTHING = {*_codes(NotFound), "TOKEN_TOO_WIDE"}


@dataclass(frozen=True)
class Answer:
    """What one field answered: the verdict, and the words, which must not tell more."""

    verdict: str
    told: str


@contextmanager
def site() -> Iterator[httpx.AsyncClient]:
    """Open the application; the documents of this test are known beside those of the pages."""
    known = ChainMap(_documents, app.trusted_documents())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "trusted_documents", lambda: known)
        documents.keep_all(patch)
        transport = FromAnywhere(app.build())
        yield httpx.AsyncClient(transport=transport, base_url=BASE)


async def post(
    client: httpx.AsyncClient, county: Tenant, text: str, *, session: str = "", token: str = ""
) -> dict[str, Any]:
    """Send one operation, as a browser with this session or as a program with this token."""
    name = hashlib.sha256(text.encode()).hexdigest()
    _documents[name] = text
    headers = {"Content-Type": "application/json", "Accept-Language": "en"}
    if session:
        headers["Cookie"] = f"{session_cookie()}={session}"
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = orjson.dumps({"documentId": f"sha256:{name}"})
    found: dict[str, Any] = {}
    for _ in range(_TRIES):
        answer = await client.post(f"/{county.code}/graphql", content=body, headers=headers)
        found = {**orjson.loads(answer.content), "status": answer.status_code}
        codes = {one.get("extensions", {}).get("code") for one in found.get("errors", ())}
        if not codes & _BUSY:
            break
    return found


def read(kind: str, name: str, body: dict[str, Any]) -> Answer:
    """Return the verdict on one field."""
    if body["status"] == 401:
        return Answer("401", "")
    if body.get("errors"):
        return _refused(body["errors"][0])
    value = body["data"][name]
    errors = value["errors"] if kind == "Mutation" else []
    if errors:
        return _refused(errors[0], payload=True)
    empty = value is None or value == [] or (isinstance(value, dict) and value.get("edges") == [])
    return Answer("nothing" if empty else "answered", "")


def _refused(error: dict[str, Any], *, payload: bool = False) -> Answer:
    code = error.get("code") or error.get("extensions", {}).get("code", "")
    told = orjson.dumps({"code": code, "said": error["message"], "at": error.get("path")}).decode()
    if code in GATES:
        return Answer(code, told)
    if code in NOTHING:
        return Answer("nothing", told)
    return Answer("answered" if payload else f"broken: {error}", told)


async def ask(
    client: httpx.AsyncClient,
    county: Tenant,
    field: tuple[str, str],
    aim: samples.Aim,
    **who: str,
) -> Answer:
    """Ask one root field about a place."""
    kind, name = field
    body = await post(client, county, samples.document(kind, name, aim), **who)
    return read(kind, name, body)


async def ask_nodes(
    client: httpx.AsyncClient, county: Tenant, ids: Sequence[str], **who: str
) -> list[Answer]:
    """Ask for objects by id, fifteen at a time."""
    found: list[Answer] = []
    for start in range(0, len(ids), 15):
        part = list(ids[start : start + 15])
        body = await post(client, county, samples.nodes(part), **who)
        if body["status"] == 401:
            found += [Answer("401", "") for _ in part]
            continue
        refused = {one["path"][0]: _refused(one) for one in body.get("errors", ())}
        for at in range(len(part)):
            value = (body["data"] or {}).get(f"n{at}")
            plain = Answer("answered" if value else "nothing", "")
            found.append(refused.get(f"n{at}", plain))
    return found


@asynccontextmanager
async def _rehearsed(
    tenant: Tenant, actor: Actor, *, statement_timeout: int
) -> AsyncIterator[UnitOfWork]:
    async with unit_of_work(tenant, actor, statement_timeout=statement_timeout) as uow:
        yield uow
        await uow.session.flush()
        uow.session.expunge_all()  # the rows of the answer outlive the transaction, undone or not
        uow.jobs = 0
        await uow.session.rollback()


@contextmanager
def rehearsal() -> Iterator[None]:
    """Let mutations do their work and undo it: an allowed cell must not spoil the next one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "unit_of_work", _rehearsed)
        yield
