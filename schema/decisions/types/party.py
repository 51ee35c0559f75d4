"""Whom a matter concerns by name."""

from typing import Self

import strawberry

from schema.decisions.words import PartyKind
from services.decisions import models


@strawberry.type(description="Somebody, or a firm, whom a matter concerns.")
class MatterParty:
    number: int = strawberry.field(description="Its place in the list, from 1.")
    kind: PartyKind = strawberry.field(description="A person on the roll, or a firm.")
    name: str = strawberry.field(description="The name.")
    part: str = strawberry.field(description="What they have to do with it.")

    @classmethod
    def from_row(cls, row: models.MatterParty, number: int) -> Self:
        """Show one of them."""
        return cls(number=number, kind=PartyKind(row.kind), name=row.name, part=row.part)
