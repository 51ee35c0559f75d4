"""What can be read of elections: the public list, one election, people for its forms."""

from collections.abc import Sequence
from uuid import UUID

from strawberry import relay

from infra.errors import NotFound
from infra.texts import Words
from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.elections import loaders, visibility
from schema.elections.parts import ElectionPerson, ElectionVoter
from schema.elections.types import Election
from schema.elections.words import ElectionKind
from services.elections import models, service
from services.elections.dossiers import Dossier
from services.elections.errors import NotOnElectionCommittee
from tenants.authorization.permissions import Permission

_NAMES = Words("names", "姓名", "names", most=20)


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
    Permission.ELECTION_TAKE_PART,
    description="People of the village by name, for those who work on its election. Recorded.",
)
async def election_people(
    info: Info, election_id: relay.GlobalID, names: list[str]
) -> list[ElectionPerson]:
    dossier = await _mine(info, election_id)
    _NAMES.few(names)
    async with info.context.unit_of_work() as uow:
        found = await service.people_named(uow, dossier.election.id, names)
    return [
        ElectionPerson(
            key=str(one.resident_id),
            name=one.name,
            group_name=one.group_name,
            is_voter=one.is_voter,
        )
        for one in found
    ]


async def _mine(info: Info, election_id: relay.GlobalID) -> Dossier:
    key = local_id(election_id, Election, "electionId")
    dossier = await info.context.loader(loaders.dossiers).load(key)
    if dossier is None or not visibility.may_read(info.context.viewer, dossier.election):
        raise NotFound(path=("election_id",))
    info.context.viewer.require(Permission.ELECTION_TAKE_PART, dossier.election.village_code)
    if not visibility.works_on(info.context.viewer, dossier):
        raise NotOnElectionCommittee
    return dossier


@query(
    Permission.ELECTION_TAKE_PART,
    description="The voter list by names, to be printed, for those who work on it. Recorded.",
)
async def election_voters(
    info: Info,
    election_id: relay.GlobalID,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[ElectionVoter]:
    dossier = await _mine(info, election_id)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Voter]:
        async with info.context.unit_of_work() as uow:
            rows = list(await service.voter_list(uow, dossier.election.id))
        start = next((at + 1 for at, row in enumerate(rows) if row.id == key), 0)
        return rows[start : start + limit]

    return await connection.page(
        first,
        after,
        fetch,
        lambda row: ElectionVoter(name=row.name, group_name=row.group_name),
    )


FIELDS = [elections, election, election_people, election_voters]
