"""What can be read of a roll's life: events, counts of a day, exports, and one's own record."""

import base64
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from strawberry import relay

from infra import clock
from infra.errors import NotFound
from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.people.own import my_record_of
from schema.people.types import (
    CorrectionRequest,
    Household,
    MyRecord,
    NaturalVillage,
    Resident,
    RollCount,
    RollEvent,
)
from schema.people.words import CorrectionState, RollFormat
from services.people import models, service
from tenants.authorization.permissions import Permission


@query(
    Permission.PEOPLE_READ,
    description="What happened to a village's roll or to one household, newest first. Recorded.",
)
async def roll_events(
    info: Info,
    village_code: str,
    household_id: relay.GlobalID | None = None,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[RollEvent]:
    info.context.viewer.require(Permission.PEOPLE_READ, village_code)
    household = None if household_id is None else local_id(household_id, Household, "householdId")

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.RollEvent]:
        async with info.context.unit_of_work() as uow:
            if household is not None:
                found = (await service.load_households(uow, [household])).get(household)
                if found is None or found.village_code != village_code:
                    raise NotFound(path=("householdId",))
            place = village_code if household is None else None
            rows = await service.list_events(
                uow, village_code=place, household_id=household, after=key, first=limit
            )
            await service.record_reading(uow, village_code, events=len(rows))
            return rows

    return await connection.page(first, after, fetch, RollEvent.of)


@query(
    Permission.PEOPLE_ERASE,
    description="Who died or left, of a village or of one household: who may be erased, and from "
    "which day on. Recorded.",
)
async def departed_residents(
    info: Info,
    village_code: str,
    household_id: relay.GlobalID | None = None,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Resident]:
    info.context.viewer.require(Permission.PEOPLE_ERASE, village_code)
    household = None if household_id is None else local_id(household_id, Household, "householdId")

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Resident]:
        async with info.context.unit_of_work() as uow:
            rows = await service.list_departed(
                uow, village_code, household_id=household, after=key, first=limit
            )
            await service.record_reading(uow, village_code, residents=len(rows))
            return rows

    return await connection.page(first, after, fetch, Resident.of)


@query(Permission.PEOPLE_READ, description="What a village's roll counts on a day; today.")
async def roll_count(info: Info, village_code: str, day: date | None = None) -> RollCount:
    info.context.viewer.require(Permission.PEOPLE_READ, village_code)
    on = day or clock.today()
    async with info.context.unit_of_work() as uow:
        base = await service.assembly_base(uow, village_code, on)
        people = len(await service.roll_on(uow, village_code, on))
    return RollCount(
        day=on,
        people=people,
        adults=len(base.adults),
        households=len(base.households),
        away=len(base.away),
        birth_unknown=len(base.birth_unknown),
    )


@query(Permission.PEOPLE_READ, description="The settlements (自然村) of a village.")
async def natural_villages(
    info: Info, village_code: str, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[NaturalVillage]:
    info.context.viewer.require(Permission.PEOPLE_READ, village_code)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.NaturalVillage]:
        async with info.context.unit_of_work() as uow:
            rows = list(await service.list_natural_villages(uow, village_code))
        start = next((at + 1 for at, row in enumerate(rows) if row.id == key), 0)
        return rows[start : start + limit]

    return await connection.page(first, after, fetch, NaturalVillage.of)


@query(
    Permission.PEOPLE_REGISTER,
    description="What residents of a village asked to be corrected, oldest first. Recorded.",
)
async def correction_requests(
    info: Info,
    village_code: str,
    state: CorrectionState | None = CorrectionState.OPEN,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[CorrectionRequest]:
    info.context.viewer.require(Permission.PEOPLE_REGISTER, village_code)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.CorrectionRequest]:
        async with info.context.unit_of_work() as uow:
            rows = await service.list_corrections(
                uow,
                village_code=village_code,
                state=state.value if state else None,
                after=key,
                first=limit,
            )
            await service.record_reading(uow, village_code, requests=len(rows))
            return rows

    return await connection.page(first, after, fetch, CorrectionRequest.of)


@query(
    Permission.PEOPLE_EXPORT,
    description="A village's roll as a file, base64; phones whole for who imports. Recorded.",
)
async def roll_export(info: Info, village_code: str, format: RollFormat) -> str:
    viewer = info.context.viewer
    viewer.require(Permission.PEOPLE_EXPORT, village_code)
    async with info.context.unit_of_work() as uow:
        data = await service.export_roll(
            uow,
            village_code,
            format.value,
            whole_phones=viewer.may(Permission.PEOPLE_IMPORT, village_code),
        )
    return base64.b64encode(data).decode()


@query(None, description="What the roll holds about the viewer; null for who is on no roll.")
async def my_record(info: Info) -> MyRecord | None:
    return await my_record_of(info)


FIELDS = [
    departed_residents,
    roll_events,
    roll_count,
    natural_villages,
    correction_requests,
    roll_export,
    my_record,
]
