"""Types of holdings: what is kept about the viewer, sort by sort, row by row."""

from datetime import datetime
from typing import Self

import strawberry

from schema.decisions.names import in_language
from services.holdings.service import Group, Row
from tenants.viewer import Locale


@strawberry.type(description="One sort of thing that is kept about the viewer.")
class HeldGroup:
    key: str = strawberry.field(description="The stable word, for `myHoldingRows`.")
    name: str = strawberry.field(description="What it is, in the viewer's language.")
    count: int = strawberry.field(description="How much of it there is.")
    newest_at: datetime | None = strawberry.field(description="The newest moment, if kept.")
    purpose: str = strawberry.field(description="Why it is kept, in the viewer's language.")
    kept: str = strawberry.field(description="How long, as the data catalogue says it.")

    @classmethod
    def of(cls, found: Group, locale: Locale) -> Self:
        """Return what is told of a sort."""
        return cls(
            key=found.held.key,
            name=in_language(locale, (found.held.zh, found.held.en)),
            count=found.count,
            newest_at=found.newest,
            purpose=in_language(locale, found.purpose),
            kept=found.kept,
        )


@strawberry.type(description="A value by the name of its column.")
class HeldValue:
    name: str = strawberry.field(description="The column.")
    value: str = strawberry.field(description="What stands there; empty for nothing.")


@strawberry.type(description="One thing that is kept about the viewer.")
class HeldRow:
    at: datetime | None = strawberry.field(description="When, if that is kept.")
    values: list[HeldValue] = strawberry.field(description="What is told of it.")

    @classmethod
    def of(cls, row: Row) -> Self:
        """Return what is told of a row."""
        return cls(at=row.at, values=[HeldValue(name=name, value=one) for name, one in row.values])
