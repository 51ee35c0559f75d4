"""Pages of rows that are in memory already: children that a loader brought."""

from collections.abc import Callable, Sequence
from uuid import UUID

from schema.core.connection import Connection, R, T, page


async def page_of(
    first: int, after: str | None, rows: Sequence[R], wrap: Callable[[R], T]
) -> Connection[T]:
    """Cut a page out of loaded rows, newest first."""
    newest = sorted(rows, key=lambda row: row.id, reverse=True)

    async def fetch(key: UUID | None, limit: int) -> Sequence[R]:
        return [row for row in newest if key is None or row.id < key][:limit]

    return await page(first, after, fetch, wrap)
