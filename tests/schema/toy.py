"""A small schema made of the core's pieces, with viewers to ask it."""

import asyncio
import itertools
from collections.abc import Sequence
from typing import Any, ClassVar, Self
from uuid import UUID

import strawberry
from graphql import GraphQLSchema
from sqlalchemy import text
from strawberry import relay
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type

from infra.errors import DomainError, NotFound
from infra.ids import new_id
from schema.core import connection, execution
from schema.core.connection import Connection
from schema.core.context import Info, RequestContext
from schema.core.execution import Outcome
from schema.core.mutations import Ask, mutation
from schema.core.node import Node, node
from schema.core.queries import query
from schema.core.scalars import FEN, Fen
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer, anonymous

NOTES = {new_id(): f"note {number}" for number in range(5)}
HIDDEN = new_id()
_runs = itertools.count(1)
failures: list[Exception] = []


class TooLoud(DomainError):
    code = "TOO_LOUD"
    zh = "太大声：{text}。请小声些。"
    en = "Too loud: {text}. Speak lower."


class Undeclared(DomainError):
    code = "UNDECLARED"


@strawberry.type(description="A note.")
class Note(Node):
    read_permission: ClassVar[Permission | None] = Permission.MATTER_READ

    id: relay.NodeID[UUID]
    text: str

    @strawberry.field(description="Notes below.")  # type: ignore[untyped-decorator]
    def below(self) -> "list[Note]":
        return []

    @strawberry.field(description="One note on.")  # type: ignore[untyped-decorator]
    def onward(self) -> "Note":
        return self

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        found = {one: cls(id=one, text=NOTES.get(one, "written")) for one in ids}
        return [found[one] if one != HIDDEN else None for one in ids]


class Row:
    def __init__(self, key: UUID) -> None:
        self.id = key


@query(None, description="Notes.")
async def notes(info: Info, first: int = 20, after: str | None = None) -> Connection[Note]:
    async def fetch(key: UUID | None, limit: int) -> Sequence[Row]:
        newest = sorted(NOTES, reverse=True)
        return [Row(one) for one in newest if key is None or one < key][:limit]

    return await connection.page(
        first, after, fetch, lambda row: Note(id=row.id, text=NOTES[row.id])
    )


@query(Permission.AUDIT_READ, description="Behind a gate.")
async def secret(info: Info) -> str:
    return "secret"


@query(None, description="A defect.")
async def broken(info: Info) -> str | None:
    message = "postgresql://owner:password@host"
    raise RuntimeError(message)


@query(None, description="A refusal.")
async def refused(info: Info) -> str | None:
    raise NotFound


@query(None, description="Longer than the deadline.")
async def slow(info: Info) -> str | None:
    await asyncio.sleep(30)
    return None


@query(None, description="Money back.")
async def money(info: Info, amount: Fen) -> Fen:
    return amount


@strawberry.input(description="What to write.")
class NoteWriteInput:
    text: str = strawberry.field(description="Words.")
    amount: Fen | None = strawberry.field(default=None, description="Fen.")


async def _write(ask: Ask, input: NoteWriteInput) -> dict[str, Any]:
    if failures:
        raise failures.pop(0)
    if input.text.isupper():
        raise TooLoud(text=input.text, path=("text",))
    if input.text == "undeclared":
        raise Undeclared
    key = HIDDEN if input.text == "hidden" else new_id()
    await audit.record(ask.uow, AuditTag.PEOPLE_GROUP_ADD, subject=key)
    if input.text == "slow":
        await ask.uow.session.flush()
        await asyncio.sleep(0.3)
    return {"note": Row(key), "run": next(_runs)}


_write.__name__ = "note_write"
note_write = mutation(
    Permission.MATTER_COMMENT,
    returns={"note": Note, "run": int},
    refuses=(TooLoud,),
    description="Write a note.",
)(_write)


@query(None, description="A plain list that says how long it is.")
async def recent(info: Info, first: int = 20) -> list[Note]:
    return []


_NODE = query(None, description="By id.")(node)
_FIELDS = [_NODE, notes, secret, broken, refused, slow, money, recent]


def _toy() -> strawberry.Schema:
    return strawberry.Schema(
        query=create_type("Query", _FIELDS),
        mutation=create_type("Mutation", [note_write]),
        config=StrawberryConfig(disable_field_suggestions=True, scalar_map={Fen: FEN}),
    )


TOY = _toy()
SCHEMA: GraphQLSchema = TOY._schema
WRITE = """
mutation($text: String!, $key: String!) {
  noteWrite(input: {text: $text}, idempotencyKey: $key) {
    note { id text } run errors { message path code }
  }
}
"""


def asker(county: Tenant, *permissions: Permission, locale: str = "en") -> Viewer:
    """Return somebody who holds these permissions in the whole county."""
    grants = frozenset((one, county.code) for one in permissions)
    return Viewer(county, new_id(), None, "王秀英", locale, grants)  # type: ignore[arg-type]


def nobody() -> Viewer:
    """Return an asker without a county behind: for what never reaches the database."""
    return anonymous(Tenant("150523", "开鲁县", "county", "s", "r", "open"), "en")


async def run(viewer: Viewer, document: str, **variables: object) -> Outcome:
    """Run one operation against the toy schema."""
    return await execution.run(SCHEMA, RequestContext(viewer), document, variables)


async def events(county: Tenant) -> int:
    """Return how many state changes were recorded."""
    async with unit_of_work(county) as uow:
        return int(await uow.session.scalar(text("SELECT count(*) FROM audit_event")) or 0)
