"""What can be read of elections: the public list, and one election."""

from collections.abc import Sequence
from uuid import UUID

from strawberry import relay

from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.elections import visibility
from schema.elections.parts import ElectionVacancy
from schema.elections.types import Election
from schema.elections.words import ElectionKind
from services.elections import models, service
from services.elections.dossiers import Dossier
from services.people import service as people
from tenants.authorization.permissions import Permission

_VILLAGES = 100


@query(None, description="Elections of a division, newest first; of branches for those concerned.")
async def elections(
    info: Info,
    division_code: str = "",
    running: bool = False,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Election]:
    viewer = info.context.viewer
    kinds = list(visibility.PUBLIC_KINDS)
    if division_code and visibility.plans(viewer, division_code):
        kinds.append(ElectionKind.PARTY_BRANCH)
    found: dict[UUID, Dossier] = {}

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Election]:
        async with info.context.unit_of_work() as uow:
            rows = await service.list_elections(
                uow,
                prefix=division_code or info.context.tenant.code,
                kinds=kinds,
                running=running,
                after=key,
                first=limit,
            )
            found.update(await service.load_many(uow, [row.id for row in rows]))
        return rows

    return await connection.page(first, after, fetch, lambda row: Election.of(found[row.id]))


@query(None, description="One election; of a branch only for those concerned.")
async def election(info: Info, id: relay.GlobalID) -> Election | None:
    found = await Election.load_visible(info, [local_id(id, Election, "id")])
    return found[0]


@query(
    Permission.ELECTION_PLAN,
    description="Seats of villagers' committees of a township that nobody holds (art. 19).",
)
async def vacancies(info: Info, township_code: str) -> list[ElectionVacancy]:
    info.context.viewer.require(Permission.ELECTION_PLAN, township_code)
    async with info.context.unit_of_work() as uow:
        rows = await people.list_villages(uow, township_code=township_code, first=_VILLAGES)
        found = await service.vacancies(uow, [row.code for row in rows])
    return [
        ElectionVacancy(village_code=row.code, village_name=row.name, seats=found[row.code])
        for row in rows
        if row.code in found
    ]


FIELDS = [elections, election, vacancies]
