"""Public types: townships, villages, their history and who holds office in them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from schema.people import loaders
from schema.people.words import Office, VillageChangeKind, VillageState, office_name
from services.people import models, service, terms
from services.people.service.offices import Officer as OfficerFact
from tenants.authorization.permissions import Permission


@strawberry.type(description="A township of the county.")
class Township(Node):
    read_permission: ClassVar[Permission | None] = None

    id: relay.NodeID[UUID]
    code: str = strawberry.field(description="The national code, 9 digits.")
    name: str = strawberry.field(description="The name.")

    @classmethod
    def of(cls, row: models.Township) -> Self:
        """Return what is shown of a row."""
        return cls(id=row.id, code=row.code, name=row.name)

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return townships; they are public."""
        async with info.context.unit_of_work() as uow:
            rows = {row.id: row for row in await service.list_townships(uow)}
        return [cls.of(rows[one]) if one in rows else None for one in ids]


@strawberry.type(description="One change in the life of a village, with what it rests on.")
class VillageChange:
    kind: VillageChangeKind = strawberry.field(description="What happened.")
    name_before: str = strawberry.field(description="The name before; empty when it was new.")
    name_after: str = strawberry.field(description="The name after.")
    merged_into: str | None = strawberry.field(description="The code of the heir, if merged.")
    reason: str = strawberry.field(description="The reason or document given.")
    at: datetime = strawberry.field(description="When it was recorded.")

    @classmethod
    def of(cls, row: models.VillageChange) -> Self:
        """Return what is shown of a row; who recorded it stays in the audit."""
        return cls(
            kind=VillageChangeKind(row.kind),
            name_before=row.name_before,
            name_after=row.name_after,
            merged_into=row.merged_into,
            reason=row.reason,
            at=row.at,
        )


@strawberry.type(description="Somebody who holds a public office in a village.")
class Officer:
    name: str = strawberry.field(description="The person's name.")
    office: Office = strawberry.field(description="The office.")
    office_name: str = strawberry.field(description="Its name in the viewer's language.")
    since: date = strawberry.field(description="The first day of the term.")
    runs_until: date | None = strawberry.field(
        description="The last day of the term by its length; null where no rule sets one."
    )

    @classmethod
    def of(cls, fact: OfficerFact, locale: str) -> Self:
        """Return what is shown of an officer."""
        return cls(
            name=fact.name,
            office=Office(fact.office),
            office_name=office_name(fact.office, locale),
            since=fact.since,
            runs_until=terms.last_day(Office(fact.office), fact.begun),
        )


@strawberry.type(description="A village or community, active or not.")
class Village(Node):
    read_permission: ClassVar[Permission | None] = None

    id: relay.NodeID[UUID]
    code: str = strawberry.field(description="The code, 12 digits; it begins with the township's.")
    name: str = strawberry.field(description="The name.")
    township_code: str = strawberry.field(description="The township's code, 9 digits.")
    state: VillageState = strawberry.field(description="Whether it exists.")
    merged_into: str | None = strawberry.field(description="The code of its heir, if merged.")
    since: date = strawberry.field(description="The day it was entered here.")
    until: date | None = strawberry.field(description="The day it ended, if it has.")

    @strawberry.field(description="The township's name.")
    async def township_name(self, info: Info) -> str:
        return (await info.context.loader(loaders.townships).load(self.id)).name

    @strawberry.field(description="What happened to it since it was entered, oldest first.")
    async def changes(self, info: Info) -> list[VillageChange]:
        rows = await info.context.loader(loaders.changes).load(self.id)
        return [VillageChange.of(row) for row in rows]

    @strawberry.field(description="Who holds its public offices; party membership is not shown.")
    async def officers(self, info: Info) -> list[Officer]:
        facts = await info.context.loader(loaders.officers).load(self.id)
        return [Officer.of(fact, info.context.viewer.locale) for fact in facts]

    @classmethod
    def of(cls, row: models.Village) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            code=row.code,
            name=row.name,
            township_code=row.township_code,
            state=VillageState(row.state),
            merged_into=row.merged_into,
            since=row.since,
            until=row.until,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return villages; they are public."""
        async with info.context.unit_of_work() as uow:
            rows = await service.load_villages_by_ids(uow, ids)
        return [cls.of(rows[one]) if one in rows else None for one in ids]
