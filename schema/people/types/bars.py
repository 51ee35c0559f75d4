"""Types of the bars between offices: the county's own, and those that hold without it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra import clock
from schema.core.context import Info
from schema.core.node import Node
from schema.people.words import Office, office_name
from services.people import incompatible, models, service
from tenants.authorization.permissions import Permission


@strawberry.type(description="Two offices that the county's own rule keeps apart.")
class CountyBar(Node):
    # A rule for everybody is read by everybody; who entered it is not shown.
    read_permission: ClassVar[Permission | None] = None

    id: relay.NodeID[UUID]
    one_office: Office = strawberry.field(description="One of the two offices.")
    other_office: Office = strawberry.field(description="The other office.")
    same_person: bool = strawberry.field(description="Whether no one person may hold both.")
    near_relatives: bool = strawberry.field(
        description="Whether near relatives (Civil Code art. 1045) may not hold one each."
    )
    document: str = strawberry.field(description="The county's document that says so.")
    article: str = strawberry.field(description="Its article.")
    since: date = strawberry.field(description="The first day on which it holds.")
    until: date | None = strawberry.field(
        description="The first day on which it holds no longer; null: no end is set."
    )
    end_document: str = strawberry.field(description="The document that ended it; empty: none.")

    @strawberry.field(description="One of the two offices, in the viewer's language.")
    def one_name(self, info: Info) -> str:
        return office_name(self.one_office, info.context.viewer.locale)

    @strawberry.field(description="The other office, in the viewer's language.")
    def other_name(self, info: Info) -> str:
        return office_name(self.other_office, info.context.viewer.locale)

    @strawberry.field(description="Whether it holds today.")
    def holds(self) -> bool:
        today = clock.today()
        return self.since <= today and (self.until is None or today < self.until)

    @strawberry.field(description="Whether it may still be ended: no document did, no day came.")
    def endable(self) -> bool:
        return not self.end_document and (self.until is None or clock.today() < self.until)

    @classmethod
    def of(cls, row: models.CountyBar) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            one_office=Office(row.one_office),
            other_office=Office(row.other_office),
            same_person=row.same_person,
            near_relatives=row.near_relatives,
            document=row.document,
            article=row.article,
            since=row.since,
            until=row.until,
            end_document=row.end_document,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the county's bars, to everybody."""
        async with info.context.unit_of_work() as uow:
            rows = await service.load_bars(uow, ids)
        return [cls.of(rows[one]) if one in rows else None for one in ids]


@strawberry.type(description="Offices kept apart without the county: by law, province or default.")
class LegalBar:
    one_names: list[str] = strawberry.field(description="The offices of one side.")
    other_names: list[str] = strawberry.field(description="The offices of the other side.")
    same_person: bool = strawberry.field(description="Whether no one person may hold both.")
    near_relatives: bool = strawberry.field(description="Whether near relatives may not either.")
    rule: str = strawberry.field(description="The article, in the viewer's language.")

    @classmethod
    def of_bar(cls, bar: incompatible.Bar, locale: str) -> Self:
        """Return what is shown of a bar."""
        return cls(
            one_names=_names(bar.one, locale),
            other_names=_names(bar.other, locale),
            same_person=bar.same,
            near_relatives=bar.kin,
            rule=bar.citation_zh if locale == "zh" else bar.citation_en,
        )


def _names(offices: Iterable[Office], locale: str) -> list[str]:
    return [office_name(one, locale) for one in sorted(offices)]


@strawberry.type(description="An office that a bar can name.")
class NamedOffice:
    office: Office = strawberry.field(description="The office.")
    name: str = strawberry.field(description="What it is called, in the viewer's language.")
