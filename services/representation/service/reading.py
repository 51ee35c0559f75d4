"""What can be read of choosing: nominees with their confirmations, the list, its objections."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from infra import clock
from services.people import service as people
from services.people.models import Resident, Village
from services.representation import repository, workflow
from services.representation.models import (
    HouseholdConfirmation,
    ListObjection,
    RepresentativeList,
    RepresentativeNominee,
)
from services.representation.service.listing import hanging
from services.representation.vocabulary import ListState, NomineeState
from services.representation.workflow import Hanging, Reason
from tenants.unit_of_work import UnitOfWork

_TODO = 50
SEAT_DAYS = 5
"""How soon the listed are seated once their list hung [our default]."""


@dataclass(frozen=True)
class Nominee:
    """Somebody put forward: of which group, with which households by number."""

    row: RepresentativeNominee
    name: str
    group_id: UUID
    group_name: str
    confirmations: list[HouseholdConfirmation]
    numbers: list[str]


@dataclass(frozen=True)
class Choice:
    """How far a village is with choosing its representatives."""

    village: Village
    nominees: list[Nominee]
    newest: RepresentativeList | None
    hung: Hanging | None
    missing: tuple[Reason, ...]
    objections: list[ListObjection]

    @property
    def open_list(self) -> RepresentativeList | None:
        """The list that hangs or waits to hang."""
        found = self.newest
        return found if found is not None and found.state == ListState.POSTED else None


async def choice_of(uow: UnitOfWork, village_code: str) -> Choice:
    """Return nominees, the newest list and its objections."""
    village = await people.find_village(uow, village_code)
    rows = await repository.open_nominees(uow.session, village_code)
    newest = await repository.newest_list(uow.session, village_code)
    waits = newest is not None and newest.state == ListState.POSTED
    hung = (await hanging(uow, [newest]))[newest.id] if newest is not None and waits else None
    objections = await repository.objections_of(uow.session, [newest.id]) if newest else []
    return Choice(
        village=village,
        nominees=await _nominees(uow, list(rows)),
        newest=newest,
        hung=hung,
        missing=workflow.missing(hung, clock.today()) if hung else (),
        objections=list(objections),
    )


async def _nominees(uow: UnitOfWork, rows: list[RepresentativeNominee]) -> list[Nominee]:
    found = await repository.confirmations_of(uow.session, [one.id for one in rows])
    known = await people.load_residents(uow, {one.resident_id for one in rows})
    wanted = {one.household_id for one in found} | {one.household_id for one in known.values()}
    homes = await people.load_households(uow, wanted)
    groups = await people.load_groups(uow, {one.group_id for one in homes.values()})
    return [
        Nominee(
            row=row,
            name=known[row.resident_id].name,
            group_id=(group := homes[known[row.resident_id].household_id].group_id),
            group_name=groups[group].name,
            confirmations=(own := [one for one in found if one.nominee_id == row.id]),
            numbers=sorted(homes[one.household_id].number for one in own),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Waiting:
    """A list that waits for those above: to decide objections, or to seat; until when."""

    row: RepresentativeList
    decide: bool
    due: date


async def list_waiting(uow: UnitOfWork, prefixes: Collection[str]) -> list[Waiting]:
    """Return the lists of these places that wait to be decided on or seated, for to-dos."""
    if not prefixes:
        return []
    rows = await repository.open_lists(uow.session, prefixes, _TODO)
    owed = await repository.open_objections(uow.session, [one.id for one in rows])
    found = [Waiting(one, decide=True, due=owed[one.id]) for one in rows if one.id in owed]
    hung = await hanging(uow, rows)
    for one in rows:
        until = hung[one.id].until
        if one.id not in owed and until is not None and clock.today() > until:
            found.append(Waiting(one, decide=False, due=until + timedelta(SEAT_DAYS)))
    return found


async def unconfirmed(uow: UnitOfWork, resident_id: UUID | None) -> str | None:
    """Return the village where somebody heads a household that has confirmed nobody yet.

    Only while people of the household's own group are put forward and their list does not hang.
    """
    found = await people.load_residents(uow, [resident_id]) if resident_id else {}
    person = found.get(resident_id) if resident_id else None
    if person is None or not person.is_head:
        return None
    rows = await repository.open_nominees(uow.session, person.village_code)
    rows = [one for one in rows if one.state == NomineeState.GATHERING]
    if not rows or await repository.standing_confirmations(uow.session, [person.household_id]):
        return None
    own = await _group(uow, person)
    here = any(one.group_id == own for one in await _nominees(uow, rows))
    return person.village_code if here else None


async def _group(uow: UnitOfWork, person: Resident) -> UUID:
    homes = await people.load_households(uow, [person.household_id])
    return homes[person.household_id].group_id
