"""A resolution: the text that a vote passed, and who signed it."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from schema.decisions import loaders, visibility
from schema.decisions.words import Publication
from services.decisions import counting, models
from services.decisions.vocabulary import Population
from tenants.authorization.permissions import Permission


@strawberry.type(description="Somebody's signature under a resolution.")
class Signature:
    name: str = strawberry.field(description="Who signed.")
    capacity: str = strawberry.field(description="In what capacity.")
    counts: bool = strawberry.field(description="Whether it counts towards those needed.")
    on_paper: bool = strawberry.field(description="Entered from a photographed sheet.")
    at: datetime = strawberry.field(description="When it was given or entered.")

    @classmethod
    def from_row(cls, row: models.ResolutionSignature) -> Self:
        """Show one signature."""
        return cls(
            name=row.name,
            capacity=row.capacity,
            counts=row.counts,
            on_paper=bool(row.sheet_key),
            at=row.at,
        )


@strawberry.type(description="What a vote passed, in words.")
class Resolution(Node):
    read_permission: ClassVar[Permission | None] = Permission.MATTER_READ

    row: strawberry.Private[models.Resolution]
    id: relay.NodeID[UUID]
    number: str = strawberry.field(description="Year and count in the village: 2026-003.")
    version_no: int = strawberry.field(description="The version that was passed.")
    text: str = strawberry.field(description="The resolution.")
    sha256: str = strawberry.field(description="The SHA-256 of the text, in hex.")
    needed: int = strawberry.field(
        description="How many signatures it takes; `signedCount` of them are there, maybe more."
    )
    created_at: datetime = strawberry.field(description="When it was passed.")

    @strawberry.field(description="How many signatures that count were given.")
    async def signed_count(self, info: Info) -> int:
        rows = await info.context.loader(loaders.signatures).load(self.id)
        return sum(row.counts for row in rows)

    @strawberry.field(description="Of how many: those present whose signatures count.")
    async def base(self, info: Info) -> int:
        vote = await info.context.loader(loaders.votes).load(self.row.vote_id)
        return counting.may_sign(vote, Population(self.row.signers)) if vote else 0

    @strawberry.field(description="The signatures, in order.")
    async def signatures(self, info: Info) -> list[Signature]:
        rows = await info.context.loader(loaders.signatures).load(self.id)
        return [Signature.from_row(row) for row in rows]

    @strawberry.field(
        description="When it was posted; null: not yet, or its notice was taken back."
    )
    async def published_at(self, info: Info) -> datetime | None:
        dossier = await loaders.dossier(info, self.row.matter_id)
        row = dossier.standing(Publication.RESOLUTION, self.version_no)
        return row.posted_at if row else None

    @classmethod
    def from_row(cls, row: models.Resolution) -> Self:
        """Show a resolution of a matter that the viewer may see."""
        return cls(
            row=row,
            id=row.id,
            number=row.number,
            version_no=row.version_no,
            text=row.text,
            sha256=row.sha256,
            needed=row.signatures_needed,
            created_at=row.at,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the resolutions of matters that the viewer may see."""
        rows = await info.context.loader(loaders.resolutions).load_many(list(ids))
        seen = await visibility.seen_matters(info, [row.matter_id for row in rows if row])
        return [cls.from_row(row) if row and row.matter_id in seen else None for row in rows]
