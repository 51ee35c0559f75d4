"""A member of a village's collective economic organisation."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from schema.people import loaders
from services.people import models, service
from tenants.authorization.permissions import Permission


@strawberry.type(description="That somebody is a member of the village's collective (CEL 12).")
class CollectiveMember(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_READ

    row: strawberry.Private[models.CollectiveMember]
    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    since: date = strawberry.field(description="From which day.")
    source: str = strawberry.field(description="The decision that confirmed it.")
    until: date | None = strawberry.field(description="Until which day; null: it stands.")
    ended_by: str = strawberry.field(description="What ended it; empty: it stands.")

    @strawberry.field(description="The member's name.")
    async def name(self, info: Info) -> str:
        return (await info.context.loader(loaders.residents).load(self.row.resident_id)).name

    @classmethod
    def of(cls, row: models.CollectiveMember) -> Self:
        """Return what is shown of a row."""
        return cls(
            row=row,
            id=row.id,
            village_code=row.village_code,
            since=row.since,
            source=row.source,
            until=row.until,
            ended_by=row.ended_by,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return memberships at the places whose roll the viewer reads."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_collective_members(uow, ids)
            seen = {
                one: row
                for one, row in rows.items()
                if viewer.may(Permission.PEOPLE_READ, row.village_code)
            }
            if not info.context.answering:
                for row in seen.values():
                    await service.record_reading(uow, row.village_code, residents=1)
        return [cls.of(seen[one]) if one in seen else None for one in ids]
