"""Types of the household roll, seen by those who may read it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra import clock
from schema.core.context import Info
from schema.core.node import Node
from schema.decisions.words import Stance
from schema.people import loaders
from schema.people.words import (
    Gender,
    Office,
    ResidentState,
    TermEnd,
    end_name,
    office_name,
    province_name,
)
from services.decisions.service import Answered
from services.people import ending, models, phone, service, terms
from services.people.roll import rules
from tenants.authorization.permissions import Permission
from tenants.unit_of_work import UnitOfWork


async def _record(info: Info, uow: UnitOfWork, villages: Sequence[str], what: str) -> None:
    """Write down whose roll was read by id, as the lists do (SECURITY 30)."""
    if info.context.answering:
        return
    for village, count in Counter(villages).items():
        await service.record_reading(uow, village, **{what: count})


@strawberry.type(description="A person on a household roll, as those see it who work with it.")
class Resident(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_READ

    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The village's code.")
    name: str = strawberry.field(description="The name.")
    gender: Gender = strawberry.field(description="The gender, if known.")
    birth_year: int | None = strawberry.field(description="The year of birth, if known.")
    relation: str = strawberry.field(description="What they are to the head of the household.")
    is_head: bool = strawberry.field(description="Whether they head the household.")
    masked_phone: str | None = strawberry.field(description="The phone, its middle hidden.")
    state: ResidentState = strawberry.field(description="Whether they still live here.")
    of_age: bool | None = strawberry.field(description="Whether of age today; null if not known.")
    away_since: date | None = strawberry.field(description="Since when away; null at home.")
    household_id: strawberry.Private[UUID]
    away_code: strawberry.Private[str | None]

    @strawberry.field(description="The province where they are for now; empty at home.")
    def away_province(self, info: Info) -> str:
        return province_name(self.away_code, info.context.viewer.locale)

    erased: bool = strawberry.field(
        description="Whether they left and were erased: the name then says so and nothing else."
    )

    @strawberry.field(description="The day on which they died or left; null while they are here.")
    async def left_on(self, info: Info) -> date | None:
        gone = self.state is not ResidentState.LIVING
        return await info.context.loader(loaders.days_left).load(self.id) if gone else None

    @strawberry.field(
        description="From which day on they are erased without a request: three years after "
        "leaving, our default; null while they are here."
    )
    async def erasable_on(self, info: Info) -> date | None:
        left = await self.left_on(info)
        return rules.erasable_on(left) if left else None

    @strawberry.field(description="The household, as an id for links.")
    def household(self) -> strawberry.ID:
        return strawberry.ID(relay.to_base64("Household", str(self.household_id)))

    @strawberry.field(
        description="The identity number with all but four characters hidden; empty: none kept."
    )
    async def masked_identity(self, info: Info) -> str:
        return await info.context.loader(loaders.masked_identities).load(self.id)

    @strawberry.field(description="The offices held now.")
    async def offices(self, info: Info) -> list[Office]:
        held = await info.context.loader(loaders.terms).load(self.id)
        return [Office(term.office) for term in held]

    @strawberry.field(description="The names of these offices, in the viewer's language.")
    async def office_names(self, info: Info) -> list[str]:
        held = await info.context.loader(loaders.terms).load(self.id)
        return [office_name(term.office, info.context.viewer.locale) for term in held]

    @strawberry.field(description="Whether a near relative's office bars one of theirs.")
    async def conflict(self, info: Info) -> bool:
        return await info.context.loader(loaders.conflicted).load(self.id)

    @classmethod
    def of(cls, row: models.Resident) -> Self:
        """Return what is shown of a row; the whole phone number never is."""
        number = service.phone_of(row)
        return cls(
            id=row.id,
            village_code=row.village_code,
            name=row.name,
            gender=Gender(row.gender),
            birth_year=row.birth_date.year if row.birth_date else None,
            relation=row.relation,
            is_head=row.is_head,
            masked_phone=phone.masked(number) if number else None,
            state=ResidentState(row.state),
            of_age=rules.is_of_age(row.birth_date, clock.today()) if row.birth_date else None,
            away_since=row.away_since,
            erased=service.is_erased(row),
            household_id=row.household_id,
            away_code=row.away_province,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return people of the villages whose roll the viewer may read."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_residents(uow, ids)
            seen = {
                one: row
                for one, row in rows.items()
                if viewer.may(Permission.PEOPLE_READ, row.village_code)
            }
            await _record(info, uow, [row.village_code for row in seen.values()], "residents")
        return [cls.of(seen[one]) if one in seen else None for one in ids]


@strawberry.type(description="A household of a village.")
class Household(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_READ

    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The village's code.")
    number: str = strawberry.field(description="The household's number in the village.")
    group_id: strawberry.Private[UUID]

    @strawberry.field(description="The name of its villagers' group.")
    async def group_name(self, info: Info) -> str:
        return (await info.context.loader(loaders.groups).load(self.group_id)).name

    @strawberry.field(description="Its people, the head first.")
    async def residents(self, info: Info) -> list[Resident]:
        rows = await info.context.loader(loaders.residents_of).load(self.id)
        return [Resident.of(row) for row in rows]

    @strawberry.field(description="The name of the representative who speaks for it.")
    async def representative_name(self, info: Info) -> str | None:
        found = await info.context.loader(loaders.representatives).load(self.id)
        return found.name if found else None

    @classmethod
    def of(cls, row: models.Household) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id, village_code=row.village_code, number=row.number, group_id=row.group_id
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return households of the villages whose roll the viewer may read."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_households(uow, ids)
            seen = {
                one: row
                for one, row in rows.items()
                if viewer.may(Permission.PEOPLE_READ, row.village_code)
            }
            await _record(info, uow, [row.village_code for row in seen.values()], "households")
        return [cls.of(seen[one]) if one in seen else None for one in ids]


@strawberry.type(description="A villagers' group of a village.")
class VillagerGroup(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_READ

    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The village's code.")
    name: str = strawberry.field(description="The name, for instance 一社.")
    natural_village_id: strawberry.Private[UUID | None]

    @strawberry.field(description="The name of its settlement (自然村); empty where not known.")
    async def natural_village_name(self, info: Info) -> str:
        if self.natural_village_id is None:
            return ""
        return (
            await info.context.loader(loaders.natural_villages).load(self.natural_village_id)
        ).name

    @classmethod
    def of(cls, row: models.Group) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            village_code=row.village_code,
            name=row.name,
            natural_village_id=row.natural_village_id,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return groups of the villages whose roll the viewer may read."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_groups(uow, ids)
        return [
            cls.of(rows[one])
            if one in rows and viewer.may(Permission.PEOPLE_READ, rows[one].village_code)
            else None
            for one in ids
        ]


@strawberry.type(description="A term of office of a resident.")
class OfficeTerm(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_READ

    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The village's code.")
    office: Office = strawberry.field(description="The office.")
    since: date = strawberry.field(description="The first day.")
    until: date | None = strawberry.field(description="The last day, if it has ended.")
    source: str = strawberry.field(description="The election record or decision it rests on.")
    elected_on: date | None = strawberry.field(description="The day of the vote, if by one.")
    counted_from: date | None = strawberry.field(
        description="Where a vacancy was filled: the day from which that term is counted."
    )
    runs_until: date | None = strawberry.field(
        description="The last day of the term by its length; null once it has ended, and where no "
        "rule sets a length."
    )
    hands_over: bool = strawberry.field(
        description="Whether what its holder left is to be handed over and is not recorded yet."
    )
    handed_over_on: date | None = strawberry.field(description="When it was handed over.")
    handover_note: str = strawberry.field(description="What was handed over, and to whom.")
    resident_id: strawberry.Private[UUID]
    row: strawberry.Private[models.OfficeTerm]

    @strawberry.field(
        description="How long the office runs and by what, in the viewer's language; empty where "
        "no rule says."
    )
    def runs_by(self, info: Info) -> str:
        length = terms.length_of(self.office)
        if length is None:
            return ""
        if info.context.viewer.locale == "zh":
            return f"{length.years} 年，{length.citation_zh}"
        return f"{length.years} years, {length.citation_en}"

    @strawberry.field(
        description="Why it ended; null while it runs, for terms that ended before reasons were "
        "recorded, and for whoever does not keep the offices."
    )
    def end_reason(self, info: Info) -> TermEnd | None:
        return TermEnd(self.row.end_reason) if self._told(info) else None

    @strawberry.field(description="The same in the viewer's language; empty as before.")
    def end_reason_name(self, info: Info) -> str:
        if not self._told(info):
            return ""
        return end_name(TermEnd(self.row.end_reason), info.context.viewer.locale)

    @strawberry.field(description="The paper behind its end; empty as before.")
    def end_source(self, info: Info) -> str:
        return self.row.end_source if self._told(info) else ""

    def _told(self, info: Info) -> bool:
        """Say whether there is a reason that this viewer reads: it may be a sentence or illness."""
        may = info.context.viewer.may(Permission.PEOPLE_MANAGE, self.village_code)
        return may and self.row.end_reason != ""

    @strawberry.field(description="The office in the viewer's language.")
    def office_name(self, info: Info) -> str:
        return office_name(self.office, info.context.viewer.locale)

    @strawberry.field(description="Who holds it, or held it.")
    async def name(self, info: Info) -> str:
        return (await info.context.loader(loaders.residents).load(self.resident_id)).name

    @classmethod
    def of(cls, row: models.OfficeTerm) -> Self:
        """Return what is shown of a row."""
        office = Office(row.office)
        owed = row.handed_over_on is None and ending.owes_handover(office, row.end_reason)
        return cls(
            id=row.id,
            row=row,
            resident_id=row.resident_id,
            village_code=row.village_code,
            office=office,
            counted_from=row.counted_from,
            runs_until=None if row.until else terms.last_day(office, row.begun),
            hands_over=owed,
            handed_over_on=row.handed_over_on,
            handover_note=row.handover_note,
            since=row.since,
            until=row.until,
            source=row.source,
            elected_on=row.elected_on,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return terms in the villages whose roll the viewer may read."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_terms_by_ids(uow, ids)
            seen = {
                one: row
                for one, row in rows.items()
                if viewer.may(Permission.PEOPLE_READ, row.village_code)
            }
            await _record(info, uow, [row.village_code for row in seen.values()], "residents")
        return [cls.of(seen[one]) if one in seen else None for one in ids]


@strawberry.type(description="What a household answered when it was asked about a plan.")
class HouseholdAnswer:
    title: str = strawberry.field(description="The matter.")
    matter_id: relay.GlobalID = strawberry.field(description="The matter, for links.")
    stance: Stance = strawberry.field(description="What they think of the plan.")
    score: int | None = strawberry.field(description="From 1 to 5, where the step asks for one.")
    text: str = strawberry.field(description="In their own words; may be empty.")
    at: datetime = strawberry.field(description="When it was handed in.")

    @classmethod
    def of(cls, found: Answered) -> Self:
        """Return what is shown of a sheet."""
        return cls(
            title=found.title,
            matter_id=relay.GlobalID("Matter", str(found.sheet.matter_id)),
            stance=Stance(found.sheet.stance),
            score=found.sheet.score,
            text=found.sheet.text,
            at=found.sheet.at,
        )


@strawberry.type(description="A household as the representative who speaks for it sees it.")
class RepresentedHousehold:
    number: str = strawberry.field(description="The household's number in the village.")
    group_name: str = strawberry.field(description="The name of its villagers' group.")
    head_name: str = strawberry.field(description="The name of its head.")
    people_count: int = strawberry.field(description="How many people live in it.")
    answers: list[HouseholdAnswer] = strawberry.field(
        description="What it answered when plans were put to it, newest first; at most 5."
    )
