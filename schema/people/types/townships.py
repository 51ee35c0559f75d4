"""A member of a township's party committee."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from services.people import models, service
from tenants.authorization.permissions import Permission


@strawberry.type(description="That somebody sits in a township's party committee.")
class TownshipMember(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_MANAGE

    id: relay.NodeID[UUID]
    township_code: str = strawberry.field(description="The township's 9-digit code.")
    name: str = strawberry.field(description="The member's name.")
    post: str = strawberry.field(description="The post in the committee, in Chinese.")
    chairs: bool = strawberry.field(description="Whether they preside over its meetings.")
    since: date = strawberry.field(description="From which day.")
    source: str = strawberry.field(description="The document that seated them.")
    until: date | None = strawberry.field(description="Until which day; null: it stands.")
    ended_by: str = strawberry.field(description="The document that ended it; empty: it stands.")

    @classmethod
    def of(cls, row: models.TownshipMember) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            township_code=row.township_code,
            name=row.name,
            post=row.post,
            chairs=row.chairs,
            since=row.since,
            source=row.source,
            until=row.until,
            ended_by=row.ended_by,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return seats of the townships whose committees the viewer keeps."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_township_members(uow, ids)
        return [
            cls.of(rows[one])
            if one in rows and viewer.may(Permission.PEOPLE_MANAGE, rows[one].township_code)
            else None
            for one in ids
        ]
