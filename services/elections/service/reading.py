"""What pages read of elections: lists, dossiers, one's own entry, vacancies."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import dossiers, repository
from services.elections.dossiers import Dossier
from services.elections.errors import ElectionUnknown
from services.elections.models import Election, ElectionStep, Voter
from services.elections.vocabulary import ElectionKind
from services.people import service as people
from services.people.workflow import Office
from tenants.unit_of_work import UnitOfWork


async def find(uow: UnitOfWork, election_id: UUID) -> Election:
    """Return an election."""
    row = await repository.find(uow.session, election_id)
    if row is None:
        raise ElectionUnknown
    return row


async def list_elections(
    uow: UnitOfWork,
    *,
    prefix: str,
    kinds: Collection[ElectionKind],
    running: bool,
    after: UUID | None,
    first: int,
) -> Sequence[Election]:
    """Return elections of a division, newest first."""
    return await repository.list_elections(
        uow.session,
        prefix=prefix,
        kinds=[kind.value for kind in kinds],
        running=running,
        after=after,
        first=first,
    )


async def load_many(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Dossier]:
    """Return the dossiers of elections by id, for loaders."""
    return await dossiers.load(uow, await repository.elections_by_ids(uow.session, ids))


async def own_entry(uow: UnitOfWork, election_id: UUID, resident_id: UUID) -> Voter | None:
    """Return somebody's own line of the voter list, if they stand on it."""
    row = await repository.find_voter(uow.session, election_id, resident_id)
    return row if row is not None and row.struck_at is None else None


async def voter_list(uow: UnitOfWork, election_id: UUID) -> Sequence[Voter]:
    """Return the list by names, to be printed for the wall; that it was read is written down."""
    election = await find(uow, election_id)
    rows = await repository.voters_of(uow.session, election_id)
    await audit.record(
        uow,
        AuditTag.ELECTIONS_VOTERS_READ,
        subject=election_id,
        village=election.village_code,
        voters=len(rows),
    )
    return rows


class Person(NamedTuple):
    """Somebody of the village, for the forms of an election."""

    resident_id: UUID
    name: str
    group_name: str
    is_voter: bool


async def people_named(uow: UnitOfWork, election_id: UUID, names: Collection[str]) -> list[Person]:
    """Return who bears these whole names in the village; that somebody looked is written down."""
    election = await find(uow, election_id)
    wanted = {name.strip() for name in names}
    rows = [
        row for row in await people.list_residents(uow, election.village_code) if row.name in wanted
    ]
    homes = await people.load_households(uow, {row.household_id for row in rows})
    groups = await people.load_groups(uow, {home.group_id for home in homes.values()})
    voters = {row.resident_id for row in await repository.voters_of(uow.session, election_id)}
    await audit.record(
        uow,
        AuditTag.ELECTIONS_VOTERS_READ,
        subject=election_id,
        village=election.village_code,
        people=len(rows),
    )
    return [
        Person(row.id, row.name, groups[homes[row.household_id].group_id].name, row.id in voters)
        for row in rows
    ]


def late_steps(dossier: Dossier) -> list[ElectionStep]:
    """Return the steps whose day has passed without being done, of an election under way."""
    if dossier.election.closed_at is not None or dossier.election.state == "failed":
        return []
    today = clock.today()
    return [row for row in dossier.steps if row.due < today and dossier.done_on(row) is None]


async def vacancies(uow: UnitOfWork, village_codes: Collection[str]) -> dict[str, int]:
    """Return how many of the seats of the last full election nobody holds now, by village.

    OL18 art. 19: a vacancy may be filled by a by-election; a village without an election has none.
    """
    found = {}
    seats = await repository.seats_of_last_elections(uow.session, village_codes)
    for village, count in seats.items():
        sitting = await people.roster(uow, village, "committee")
        held = len([one for one in sitting if one.capacity != Office.CLERK])
        if held < count:
            found[village] = count - held
    return found
