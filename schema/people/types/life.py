"""Types of a roll's life: settlements, what happened, what a day's roll counts, corrections."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from schema.people import loaders
from schema.people.types.rights import RightsLoss
from schema.people.types.roll import Resident
from schema.people.words import CorrectedField, CorrectionState, RollAct, act_name, field_name
from services.people import models, service
from tenants.authorization.permissions import Permission


@strawberry.type(description="A settlement (自然村) of a village.")
class NaturalVillage(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_READ

    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The village's code.")
    name: str = strawberry.field(description="The name.")

    @classmethod
    def of(cls, row: models.NaturalVillage) -> Self:
        """Return what is shown of a row."""
        return cls(id=row.id, village_code=row.village_code, name=row.name)

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return settlements of the villages whose roll the viewer may read."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_natural_villages(uow, ids)
        return [
            cls.of(rows[one])
            if one in rows and viewer.may(Permission.PEOPLE_READ, rows[one].village_code)
            else None
            for one in ids
        ]


@strawberry.type(description="What happened to a roll, with the day, the reason and who did it.")
class RollEvent(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_READ

    id: relay.NodeID[UUID]
    act: RollAct = strawberry.field(description="What happened.")
    day: date = strawberry.field(description="From which day on the roll shows it.")
    at: datetime = strawberry.field(description="When it was written down.")
    by: str = strawberry.field(description="Who wrote it down.")
    village_code: strawberry.Private[str]

    @strawberry.field(description="What happened, in the viewer's language.")
    def act_name(self, info: Info) -> str:
        return act_name(self.act, info.context.viewer.locale)

    @strawberry.field(description="The reason; null once it was erased.")
    async def reason(self, info: Info) -> str | None:
        return await info.context.loader(loaders.roll_reasons).load(self.id)

    @strawberry.field(description="Whom it concerned, if at most ten; for those who read the roll.")
    async def people(self, info: Info) -> list[str]:
        if not info.context.viewer.may(Permission.PEOPLE_READ, self.village_code):
            return []
        return await info.context.loader(loaders.names_touched).load(self.id)

    @classmethod
    def of(cls, row: models.RollEvent) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            act=RollAct(row.act),
            day=row.day,
            at=row.at,
            by=row.actor,
            village_code=row.village_code,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return events of the villages whose roll the viewer may read."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_events(uow, ids)
            seen = {
                one: row
                for one, row in rows.items()
                if viewer.may(Permission.PEOPLE_READ, row.village_code)
            }
            if not info.context.answering:
                for row in seen.values():
                    await service.record_reading(uow, row.village_code, events=1)
        return [cls.of(seen[one]) if one in seen else None for one in ids]


@strawberry.type(description="What the roll of a day counts (Organic Law art. 21 and 22).")
class RollCount:
    day: date = strawberry.field(description="The day.")
    people: int = strawberry.field(description="How many people are on it.")
    adults: int = strawberry.field(description="How many of them are 18 or older.")
    households: int = strawberry.field(description="How many households have people in them.")
    away: int = strawberry.field(description="How many live elsewhere for now; they count too.")
    birth_unknown: int = strawberry.field(description="Without a day of birth: no adults.")


@strawberry.type(description="What a resident says is wrong about themselves.")
class CorrectionRequest(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_REGISTER

    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The village's code.")
    field: CorrectedField = strawberry.field(description="What is wrong.")
    wanted: str = strawberry.field(description="How it is right.")
    words: str = strawberry.field(description="Why.")
    state: CorrectionState = strawberry.field(description="What became of it.")
    answer: str = strawberry.field(description="The answer with its reason; empty if open.")
    asked_at: datetime = strawberry.field(description="When it was asked for.")
    due_at: datetime = strawberry.field(description="By when it is answered.")
    decided_at: datetime | None = strawberry.field(description="When it was answered.")
    resident_id: strawberry.Private[UUID]

    @strawberry.field(description="What is wrong, in the viewer's language.")
    def field_name(self, info: Info) -> str:
        return field_name(self.field, info.context.viewer.locale)

    @strawberry.field(description="Who asked.")
    async def resident(self, info: Info) -> Resident | None:
        return (await Resident.load_visible(info, [self.resident_id]))[0]

    @classmethod
    def of(cls, row: models.CorrectionRequest) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            village_code=row.village_code,
            field=CorrectedField(row.field),
            wanted=service.wanted(row),
            words=row.words,
            state=CorrectionState(row.state),
            answer=row.answer,
            asked_at=row.asked_at,
            due_at=row.due_at,
            decided_at=row.decided_at,
            resident_id=row.resident_id,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return requests to those who keep the village's roll, and to whoever asked."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_corrections(uow, ids)
        return [
            cls.of(rows[one])
            if one in rows
            and (
                viewer.may(Permission.PEOPLE_REGISTER, rows[one].village_code)
                or (viewer.resident_id is not None and rows[one].resident_id == viewer.resident_id)
            )
            else None
            for one in ids
        ]


@strawberry.type(description="Somebody read the viewer's whole identity number.")
class IdentityReading:
    at: datetime = strawberry.field(description="When.")
    reader: str = strawberry.field(description="Who.")
    purpose: str = strawberry.field(description="For what, as they wrote it.")


@strawberry.type(description="What the roll holds about the viewer.")
class MyRecord:
    name: str = strawberry.field(description="The name.")
    gender: str = strawberry.field(description="男, 女, or empty where it is not known.")
    birth_date: date | None = strawberry.field(description="The day of birth.")
    of_age: bool | None = strawberry.field(description="Whether of age today; null if not known.")
    phone: str | None = strawberry.field(description="The whole phone number: it is the viewer's.")
    identity_number: str | None = strawberry.field(
        description="The whole identity number: it is the viewer's; null: none is kept."
    )
    identity_readings: list[IdentityReading] = strawberry.field(
        description="Who read it, the newest 50."
    )
    rights_losses: list[RightsLoss] = strawberry.field(
        description="Judgments that took the viewer's political rights, the newest 20."
    )
    relation: str = strawberry.field(description="What they are to the head of the household.")
    is_head: bool = strawberry.field(description="Whether they head the household.")
    village_name: str = strawberry.field(description="The village.")
    group_name: str = strawberry.field(description="The villagers' group.")
    natural_village_name: str = strawberry.field(description="The settlement, if known.")
    household_number: str = strawberry.field(description="The household's number.")
    household_people: list[str] = strawberry.field(description="Who belongs to the household.")
    away_province: str = strawberry.field(description="Where they are for now; empty at home.")
    away_since: date | None = strawberry.field(description="Since when.")
    offices: list[str] = strawberry.field(description="The offices held, in the viewer's language.")
    events: list[RollEvent] = strawberry.field(description="What happened, the newest 20.")
    corrections: list[CorrectionRequest] = strawberry.field(description="What they asked for.")
