"""The type of lost political rights: for the person, and for those who keep the offices."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra import clock
from schema.core.context import Info
from schema.core.node import Node
from services.people import models, service
from tenants.authorization.permissions import Permission


@strawberry.type(description="That a judgment took somebody's political rights (art. 13).")
class RightsLoss(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_MANAGE

    id: relay.NodeID[UUID]
    document: str = strawberry.field(description="The judgment or notice.")
    since: date = strawberry.field(description="The first day without the rights.")
    until: date | None = strawberry.field(
        description="The first day with them again; null: not known."
    )
    end_document: str = strawberry.field(description="By what they returned; empty: as judged.")
    recorded_by: str = strawberry.field(description="Who entered it.")

    @strawberry.field(description="Whether the rights are lost today.")
    def holds(self) -> bool:
        today = clock.today()
        return self.since <= today and (self.until is None or today < self.until)

    @strawberry.field(description="Whether their return may still be entered.")
    def endable(self) -> bool:
        return not self.end_document

    @classmethod
    def of(cls, row: models.RightsLoss) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            document=row.document,
            since=row.since,
            until=row.until,
            end_document=row.end_document,
            recorded_by=row.recorded_by,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return entries about people on rolls whose offices the viewer keeps; it is recorded."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_rights_losses(uow, ids)
            people = await service.load_residents(uow, {row.resident_id for row in rows.values()})
            seen = {
                one: row
                for one, row in rows.items()
                if viewer.may(Permission.PEOPLE_MANAGE, people[row.resident_id].village_code)
            }
            if not info.context.answering:
                for row in seen.values():
                    village = people[row.resident_id].village_code
                    await service.record_rights_read(uow, row.resident_id, village)
        return [cls.of(seen[one]) if one in seen else None for one in ids]
