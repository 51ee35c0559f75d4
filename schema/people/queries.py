"""What can be read of places and people: places are public, rolls are not."""

import base64
from collections.abc import Sequence
from uuid import UUID

from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.queries import query
from schema.people import (
    assignment_queries,
    bar_queries,
    identity_queries,
    life_queries,
    office_queries,
    rights_queries,
    township_queries,
)
from schema.people.types import (
    CollectiveMember,
    Household,
    HouseholdAnswer,
    RepresentedHousehold,
    Resident,
    Township,
    Village,
    VillagerGroup,
)
from schema.people.words import Office, VillageState
from services.decisions import service as decisions
from services.people import models, service
from services.people.roll.template import workbook
from tenants.authorization.permissions import Permission

_ANSWERS = 5


@query(None, description="The county's townships, by code.")
async def townships(
    info: Info, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[Township]:
    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Township]:
        async with info.context.unit_of_work() as uow:
            rows = list(await service.list_townships(uow))
        start = next((at + 1 for at, row in enumerate(rows) if row.id == key), 0)
        return rows[start : start + limit]

    return await connection.page(first, after, fetch, Township.of)


@query(None, description="Villages by code; search by part of a name or by initials of pinyin.")
async def villages(
    info: Info,
    township_code: str | None = None,
    search: str = "",
    state: VillageState | None = VillageState.ACTIVE,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Village]:
    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Village]:
        async with info.context.unit_of_work() as uow:
            last = (await service.load_villages_by_ids(uow, [key])).get(key) if key else None
            return await service.list_villages(
                uow,
                township_code=township_code,
                search=search,
                state=state,
                after=last.code if last else None,
                first=limit,
            )

    return await connection.page(first, after, fetch, Village.of)


@query(None, description="One village by its code, active or not.")
async def village(info: Info, code: str) -> Village | None:
    async with info.context.unit_of_work() as uow:
        rows = await service.load_villages(uow, [code])
    return Village.of(rows[code]) if code in rows else None


@query(
    Permission.PEOPLE_READ,
    description="A village's household roll; search by number or by a person's name. Recorded.",
)
async def households(
    info: Info,
    village_code: str,
    search: str = "",
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Household]:
    info.context.viewer.require(Permission.PEOPLE_READ, village_code)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Household]:
        async with info.context.unit_of_work() as uow:
            rows = await service.list_households(
                uow, village_code, search=search, after=key, first=limit
            )
            await service.record_reading(uow, village_code, households=len(rows))
            return rows

    return await connection.page(first, after, fetch, Household.of)


@query(
    Permission.MEETING_ATTEND,
    description="The households for which the viewer speaks as a representative, by number.",
)
async def my_households(info: Info) -> list[RepresentedHousehold]:
    resident_id = info.context.viewer.resident_id
    if resident_id is None:
        return []
    async with info.context.unit_of_work() as uow:
        links = (await service.load_representations(uow, [resident_id]))[resident_id]
        rows = await service.load_households(uow, [link.household_id for link in links])
        groups = await service.load_groups(uow, {row.group_id for row in rows.values()})
        people = await service.load_residents_of_households(uow, list(rows))
        answers = await decisions.sheets_of_households(uow, list(rows))
    return [
        RepresentedHousehold(
            number=row.number,
            group_name=groups[row.group_id].name,
            head_name=people[row.id][0].name if people[row.id] else "",
            people_count=len(people[row.id]),
            answers=[HouseholdAnswer.of(one) for one in answers[row.id][:_ANSWERS]],
        )
        for row in sorted(rows.values(), key=lambda row: row.number)
    ]


@query(
    Permission.PEOPLE_READ,
    description="People of a village's roll by part of a name or by office. Recorded.",
)
async def residents(
    info: Info,
    village_code: str,
    search: str = "",
    office: Office | None = None,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Resident]:
    info.context.viewer.require(Permission.PEOPLE_READ, village_code)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Resident]:
        async with info.context.unit_of_work() as uow:
            rows = await service.search_residents(
                uow, village_code, search=search, office=office, after=key, first=limit
            )
            await service.record_reading(uow, village_code, residents=len(rows))
            return rows

    return await connection.page(first, after, fetch, Resident.of)


@query(
    Permission.PEOPLE_READ,
    description="The members of a village's collective, newest first, 1 to 100 a page. Recorded.",
)
async def collective_members(
    info: Info, village_code: str, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[CollectiveMember]:
    info.context.viewer.require(Permission.PEOPLE_READ, village_code)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.CollectiveMember]:
        async with info.context.unit_of_work() as uow:
            rows = await service.list_collective_members(uow, village_code, after=key, first=limit)
            await service.record_reading(uow, village_code, residents=len(rows))
            return rows

    return await connection.page(first, after, fetch, CollectiveMember.of)


@query(Permission.PEOPLE_READ, description="The villagers' groups of a village.")
async def villager_groups(
    info: Info, village_code: str, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[VillagerGroup]:
    info.context.viewer.require(Permission.PEOPLE_READ, village_code)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Group]:
        async with info.context.unit_of_work() as uow:
            rows = list(await service.list_groups(uow, village_code))
        start = next((at + 1 for at, row in enumerate(rows) if row.id == key), 0)
        return rows[start : start + limit]

    return await connection.page(first, after, fetch, VillagerGroup.of)


@query(Permission.PEOPLE_IMPORT, description="The blank workbook of a roll (.xlsx), in base64.")
async def roll_template(info: Info) -> str:
    return base64.b64encode(workbook()).decode()


FIELDS = [
    townships,
    villages,
    village,
    households,
    collective_members,
    my_households,
    residents,
    villager_groups,
    roll_template,
    *life_queries.FIELDS,
    *assignment_queries.FIELDS,
    *identity_queries.FIELDS,
    *township_queries.FIELDS,
    *bar_queries.FIELDS,
    *rights_queries.FIELDS,
    *office_queries.FIELDS,
]
