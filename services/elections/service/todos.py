"""今天要办 of elections: what the asker's seats, posts and village ask of them."""

from collections.abc import Collection, Iterable
from uuid import UUID

from infra import clock
from services.elections import dossiers, duties, repository
from services.elections.dossiers import Dossier
from services.elections.duties import Duty
from services.elections.models import Election
from services.elections.vocabulary import ElectionKind
from services.people import service as people
from services.people.workflow import Office
from tenants.unit_of_work import UnitOfWork

_MOST = 100
"""How many running elections are looked through for one person's list."""


async def list_due(
    uow: UnitOfWork,
    *,
    resident_id: UUID | None,
    planning: Collection[str],
    secretary_of: Collection[str],
    villages: Collection[str],
) -> list[Duty]:
    """Return what is due: for who plans in these places, runs an election, or votes in one."""
    places = sorted({*planning, *secretary_of, *villages})
    rows = await repository.running_in(uow.session, places, _MOST) if places else []
    files = (await dossiers.load(uow, rows)).values() if rows else []
    found: list[Duty] = []
    for one in files:
        code = one.election.village_code
        above = _covers(planning, code)
        if duties.runs(one, resident_id, secretary=_covers(secretary_of, code)):
            found += duties.of_runners(one)
        elif above:
            found += duties.of_planners(one, secretary=await _approved(uow, one))
        if resident_id is not None and code in villages:
            found += await _to_vote(uow, one, resident_id)
    return found


def _covers(places: Iterable[str], code: str) -> bool:
    return any(code.startswith(one) for one in places)


async def _approved(uow: UnitOfWork, dossier: Dossier) -> bool:
    """Say whether the branch's secretary rests on this election."""
    if dossier.kind is not ElectionKind.PARTY_BRANCH:
        return False
    terms = await people.list_terms(uow, dossier.election.village_code)
    begins = approval_of(dossier.election)
    return any(
        one.office == Office.PARTY_SECRETARY and one.source.startswith(begins) for one in terms
    )


def approval_of(election: Election) -> str:
    """Return how the source of an approved secretary's term begins."""
    return f"选举 {election.id}，批复 "


async def _to_vote(uow: UnitOfWork, dossier: Dossier, resident_id: UUID) -> list[Duty]:
    asked = list(duties.of_voter(dossier, clock.today()))
    if not asked:
        return []
    row = await repository.find_voter(uow.session, dossier.election.id, resident_id)
    return asked if row is not None and row.struck_at is None else []
