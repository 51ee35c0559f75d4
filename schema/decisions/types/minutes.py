"""The minutes of a meeting, who signed them and who objects."""

from datetime import datetime
from typing import Self

import strawberry

from services.decisions import service


@strawberry.type(description="Somebody under the minutes: by signing, or by objecting.")
class MinutesMark:
    name: str = strawberry.field(description="The person's name.")
    capacity: str = strawberry.field(description="In what capacity they sat there.")
    at: datetime = strawberry.field(description="When.")
    text: str = strawberry.field(description="What they object to; empty for a signature.")


@strawberry.type(description="Minutes: they write themselves once a meeting is over.")
class Minutes:
    title: str = strawberry.field(description="Of which body.")
    lines: list[str] = strawberry.field(description="The text, one statement a line, in Chinese.")
    sha256: str = strawberry.field(description="Hash of the text.")
    signatures: list[MinutesMark] = strawberry.field(description="Who signed, in order.")
    objections: list[MinutesMark] = strawberry.field(description="What was objected, in order.")

    @classmethod
    def of(cls, found: service.Record) -> Self:
        """Show the minutes as they are kept."""
        return cls(
            title=found.title,
            lines=list(found.lines),
            sha256=found.sha256,
            signatures=[
                MinutesMark(name=who.name, capacity=who.capacity, at=row.at, text="")
                for who, row in found.signatures
            ],
            objections=[
                MinutesMark(name=who.name, capacity=who.capacity, at=row.at, text=row.text)
                for who, row in found.objections
            ],
        )
