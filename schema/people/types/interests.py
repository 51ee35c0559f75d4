"""Types of the register of interests, and of what the nightly check of assignments found."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from schema.people import loaders
from schema.people.words import (
    FindingKind,
    InterestKind,
    Office,
    Relation,
    office_name,
    relation_name,
)
from services.people import models, service
from tenants.authorization.permissions import Permission
from tenants.authorization.role_names import ROLE_NAMES
from tenants.authorization.roles import Role


@strawberry.type(description="A near relative or a firm that somebody declared.")
class Interest(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_MANAGE

    id: relay.NodeID[UUID]
    kind: InterestKind = strawberry.field(description="Relative or firm.")
    relation: Relation | None = strawberry.field(description="What the relative is; null: a firm.")
    name: str = strawberry.field(description="The name of the relative or the firm.")
    on_roll: bool = strawberry.field(description="Whether the relative was found on the roll.")
    declared_at: datetime = strawberry.field(description="When it was entered.")
    declared_by: str = strawberry.field(description="Who entered it.")
    ended_at: datetime | None = strawberry.field(description="When it ended; null while it holds.")

    @strawberry.field(description="What the relative is, in the viewer's language; empty: a firm.")
    def relation_name(self, info: Info) -> str:
        return relation_name(self.relation or "", info.context.viewer.locale)

    @classmethod
    def of(cls, row: models.Interest) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            kind=InterestKind(row.kind),
            relation=Relation(row.relation) if row.relation else None,
            name=row.name,
            on_roll=row.relative_id is not None,
            declared_at=row.declared_at,
            declared_by=row.declared_by,
            ended_at=row.ended_at,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return entries to their holder and to those who keep the village's offices."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_interests(uow, ids)
            seen = {
                one: row
                for one, row in rows.items()
                if (viewer.resident_id is not None and row.holder_id == viewer.resident_id)
                or viewer.may(Permission.PEOPLE_MANAGE, row.village_code)
            }
            if not info.context.answering:
                for row in seen.values():
                    await service.record_interests_read(uow, row.holder_id, row.village_code)
        return [cls.of(seen[one]) if one in seen else None for one in ids]


_WHAT = {
    FindingKind.ALONE: ("一人能提议、审批、付款", "Can propose, approve and pay alone"),
    FindingKind.OFFICES: ("一人兼任不能兼任的职务", "Holds two offices that bar each other"),
    FindingKind.KIN: ("与近亲属的职务须回避", "A near relative's office bars this one"),
}


@strawberry.type(description="Something wrong with who holds what, found by the nightly check.")
class AssignmentFinding(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_MANAGE

    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The village's code.")
    kind: FindingKind = strawberry.field(description="What is wrong.")
    name: str = strawberry.field(description="Whom it concerns.")
    found_at: datetime = strawberry.field(description="Since when.")
    mended_at: datetime | None = strawberry.field(description="When it was gone; null: it stands.")
    holds: strawberry.Private[list[str]]
    citation: strawberry.Private[tuple[str, str]]

    @strawberry.field(description="The name of the village.")
    async def village_name(self, info: Info) -> str:
        return await info.context.loader(loaders.finding_villages).load(self.id)

    @strawberry.field(description="What is wrong, in the viewer's language.")
    def what(self, info: Info) -> str:
        return _WHAT[self.kind][info.context.viewer.locale != "zh"]

    @strawberry.field(description="The offices or roles in question, in the viewer's language.")
    def holding_names(self, info: Info) -> list[str]:
        locale = info.context.viewer.locale
        if self.kind is FindingKind.ALONE:
            return [ROLE_NAMES[Role(one)][locale != "zh"] for one in self.holds]
        return [office_name(Office(one), locale) for one in self.holds]

    @strawberry.field(description="The article or rule, in the viewer's language.")
    def rule(self, info: Info) -> str:
        return self.citation[info.context.viewer.locale != "zh"]

    @classmethod
    def of(cls, row: models.AssignmentFinding) -> Self:
        """Return what is shown of a row; a relative is never named."""
        return cls(
            id=row.id,
            village_code=row.village_code,
            kind=FindingKind(row.kind),
            name=row.name,
            found_at=row.found_at,
            mended_at=row.mended_at,
            holds=row.holds,
            citation=(row.citation_zh, row.citation_en),
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return findings in the villages whose offices the viewer keeps."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_findings(uow, ids)
        return [
            cls.of(rows[one])
            if one in rows and viewer.may(Permission.PEOPLE_MANAGE, rows[one].village_code)
            else None
            for one in ids
        ]
