"""What the victims do themselves while they are attacked, and what is written down about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event

from services.audit.models import AuditEvent
from tests.audit.declared import declared, declared_fields, snake
from tests.isolation import shapes

_theirs: ContextVar[bool] = ContextVar("the_victims_read_at_home", default=False)


def reading_tags() -> frozenset[str]:
    """Return the tags that docs/audit-trail.md gives to readings."""
    names = {*shapes.root("Query"), *(kind.name for kind in shapes.node_kinds())}
    known = declared()
    asked = [known.get(snake(name), set()) for name in names]
    return frozenset().union(*asked, *declared_fields().values())


@dataclass
class Diary:
    """The ids of the rows of the audit trail that the victims' own requests wrote."""

    rows: set[UUID] = field(default_factory=set)

    def _written(self, _mapper: Any, _connection: Connection, row: AuditEvent) -> None:
        if _theirs.get():
            self.rows.add(row.id)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep it while the block runs."""
        event.listen(AuditEvent, "before_insert", self._written)
        try:
            yield
        finally:
            event.remove(AuditEvent, "before_insert", self._written)


@contextmanager
def reading() -> Iterator[None]:
    """What is begun in the block is done by the victims, in their own county."""
    token = _theirs.set(True)
    try:
        yield
    finally:
        _theirs.reset(token)
