"""A villager's need (我说), and what became of it."""

from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from schema.decisions import loaders, opinion_sight
from schema.decisions.names import masked
from schema.decisions.sent_files import OpinionFile
from schema.decisions.types import matter as matter_types
from schema.decisions.words import OpinionCategory, OpinionState
from services.decisions import models, proposal
from tenants.authorization.permissions import Permission

if TYPE_CHECKING:
    from schema.decisions.types.matter import Matter

_Matter = Annotated["Matter", strawberry.lazy("schema.decisions.types.matter")]


@strawberry.type(description="A villager's need; neighbours see it without the whole name.")
class Opinion(Node):
    read_permission: ClassVar[Permission | None] = Permission.OPINION_READ

    row: strawberry.Private[models.Opinion]
    id: relay.NodeID[UUID]
    text: str = strawberry.field(description="What is needed.")
    category: OpinionCategory = strawberry.field(description="What it is about.")
    state: OpinionState = strawberry.field(description="Where it stands.")
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    created_at: datetime = strawberry.field(description="When it was written down.")
    taken_up_at: datetime | None = strawberry.field(description="When the branch took it up.")
    answered_at: datetime | None = strawberry.field(description="When it was answered.")
    answer: str = strawberry.field(description="The answer; empty until there is one.")
    due_at: datetime | None = strawberry.field(
        description="By when it is to be taken up or answered; null: none was set."
    )
    on_behalf: bool = strawberry.field(description="Whether somebody typed it in for the author.")

    @strawberry.field(description="The village's name.", graphql_type=str)
    def village_name(self, info: Info) -> Awaitable[str]:
        return loaders.village_name(info, self.village_code)

    @strawberry.field(description="Who wrote it; the surname alone for other villagers.")
    async def author_name(self, info: Info) -> str:
        if self.row.resident_id is None:
            return ""
        name = await info.context.loader(loaders.resident_names).load(self.row.resident_id)
        return name if opinion_sight.knows_author(info.context.viewer, self.row) else masked(name)

    @strawberry.field(
        description="Who typed it in for the author; null: nobody, or not for this viewer."
    )
    def recorded_by(self, info: Info) -> str | None:
        knows = opinion_sight.knows_author(info.context.viewer, self.row)
        return self.row.recorded_by or None if knows else None

    @strawberry.field(
        description="Photos and recordings; empty for whoever may not know the author."
    )
    def files(self, info: Info) -> list[OpinionFile]:
        if not opinion_sight.knows_author(info.context.viewer, self.row):
            return []
        county = info.context.tenant.code
        listed = proposal.attached(self.row.attachments)
        return [OpinionFile.of(self.row, one, county) for one in listed]

    @strawberry.field(description="The matter it is in, if the viewer may see that.")
    async def matter(self, info: Info) -> _Matter | None:
        found = await info.context.loader(loaders.matter_of_opinion).load(self.id)
        return (await matter_types.Matter.load_visible(info, [found]))[0] if found else None

    @classmethod
    def from_row(cls, row: models.Opinion) -> Self:
        """Show a need that the viewer may see."""
        return cls(
            row=row,
            id=row.id,
            text=row.text,
            category=OpinionCategory(row.category),
            state=OpinionState(row.state),
            village_code=row.village_code,
            created_at=row.at,
            taken_up_at=row.taken_up_at,
            answered_at=row.answered_at,
            answer=row.answer,
            due_at=row.due_at,
            on_behalf=row.recorded_by_id is not None,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the needs of villages whose needs the viewer reads, and the viewer's own."""
        viewer = info.context.viewer
        rows = await info.context.loader(loaders.opinions).load_many(list(ids))
        return [
            cls.from_row(row) if row and opinion_sight.sees(viewer, row) else None for row in rows
        ]
