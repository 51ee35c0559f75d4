"""Relay connections by keyset: newest first, at most 100 rows a page."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, Protocol, TypeVar
from uuid import UUID

import strawberry

from infra.errors import DomainError

MOST = 100
DEFAULT = 20
T = TypeVar("T")


class HasId(Protocol):
    """A row whose id sorts by time of making."""

    @property
    def id(self) -> UUID:
        """The row's id."""


R = TypeVar("R", bound=HasId)


class PageTooLarge(DomainError):
    """More rows were asked for than one page holds."""

    code = "PAGE_TOO_LARGE"
    zh = "每页最多 {most} 条，至少 1 条。请改小 first 再试。"
    en = "A page holds 1 to {most} rows. Ask with a smaller `first`."


class BadCursor(DomainError):
    """The cursor was not made here."""

    code = "BAD_CURSOR"
    zh = "翻页记号不对。请从第一页重新翻。"
    en = "The cursor is not one of ours. Start again from the first page."


@strawberry.type(description="Where a page ends and whether there is more.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether older rows follow.")
    end_cursor: str | None = strawberry.field(description="Pass it as `after` for the next page.")


@strawberry.type(description="One row of a list with its cursor.")
class Edge(Generic[T]):
    key: strawberry.Private[UUID]
    node: T = strawberry.field(description="The row.")

    @strawberry.field(description="The place of this row in the list.")
    def cursor(self) -> str:
        return to_cursor(self.key)


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The rows of this page, newest first.")
    page_info: PageInfo = strawberry.field(description="Where this page ends.")


def to_cursor(key: UUID) -> str:
    """Return an opaque cursor."""
    return base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")


def from_cursor(cursor: str) -> UUID:
    """Return the key in a cursor; raises BadCursor."""
    try:
        return UUID(bytes=base64.urlsafe_b64decode(cursor + "=="))
    except (ValueError, binascii.Error) as error:
        raise BadCursor(path=("after",)) from error


async def page(
    first: int,
    after: str | None,
    fetch: Callable[[UUID | None, int], Awaitable[Sequence[R]]],
    wrap: Callable[[R], T],
) -> Connection[T]:
    """Fetch one row more than asked for, to know whether there is a next page.

    `fetch(after, limit)` returns rows older than `after`, newest first.
    """
    if not 1 <= first <= MOST:
        raise PageTooLarge(most=MOST, path=("first",))
    rows = await fetch(from_cursor(after) if after else None, first + 1)
    shown = rows[:first]
    edges = [Edge(key=row.id, node=wrap(row)) for row in shown]
    more = len(rows) > first
    end = to_cursor(edges[-1].key) if edges else None
    return Connection(edges=edges, page_info=PageInfo(has_next_page=more, end_cursor=end))
