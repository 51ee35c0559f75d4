"""Setting an election: its day and timetable, its seats, moving it, calling it off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from infra import calendar, clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import dossiers, repository, timetable, workflow
from services.elections.dossiers import Dossier
from services.elections.errors import (
    ElectionDayTooSoon,
    ElectionRunning,
    NotInOffice,
    PersonNotOnRoll,
    ReasonMissing,
    SeatsWrong,
)
from services.elections.models import Candidate, Contest, Election, ElectionStep, LeavingAudit
from services.elections.vocabulary import (
    OFFICES_OF,
    CandidateState,
    ElectionKind,
    ElectionState,
    Step,
)
from services.elections.workflow import Act
from services.people import service as people
from services.people.workflow import Office, RosterEntry
from tenants.unit_of_work import UnitOfWork

_REASON = Words("reason", "理由", "reason", most=500)


@dataclass(frozen=True)
class SeatPlan:
    """How many seats of an office are voted on, and how many of them a woman takes."""

    office: Office
    seats: int
    women_seats: int = 0


@dataclass(frozen=True)
class Demand:
    """Who asks for a recall: the sums of a demand that has its number, and its base's hash.

    It was counted name by name and is not weighed again (ADR 17).
    """

    reached: tuple[Mapping[str, Any], ...]
    base_sha256: str


async def plan(
    uow: UnitOfWork,
    *,
    kind: ElectionKind,
    village_code: str,
    election_day: date,
    seats: Sequence[SeatPlan],
    reason: str = "",
) -> Election:
    """Set an election with its timetable; refuses a day that can no longer be met."""
    text = _REASON.read(reason)
    _check_seats(kind, seats)
    if kind is ElectionKind.BY_ELECTION and not text:
        raise ReasonMissing(path=("reason",), limit=_REASON.most)
    election = await _begin(uow, kind, village_code, election_day, text)
    for one in seats:
        uow.session.add(
            Contest(
                election_id=election.id,
                office=one.office.value,
                seats=one.seats,
                women_seats=one.women_seats,
            )
        )
    if kind is ElectionKind.VILLAGE_COMMITTEE:
        await _expect_audits(uow, election)
    return election


async def plan_recall(
    uow: UnitOfWork,
    *,
    village_code: str,
    resident_id: UUID,
    election_day: date,
    demand: Demand,
    reason: str,
) -> Election:
    """Set the vote on a recall that a demand asks for which has its number (OL18 art. 16)."""
    text = _REASON.read(reason)
    if not text:
        raise ReasonMissing(path=("reason",), limit=_REASON.most)
    target = await _member(uow, village_code, resident_id)
    election = await _begin(uow, ElectionKind.RECALL, village_code, election_day, text)
    election.petition = [dict(line) for line in demand.reached]
    election.petition_sha256 = demand.base_sha256
    contest = Contest(
        election_id=election.id, office=target.capacity, seats=1, target_id=resident_id
    )
    uow.session.add(contest)
    await uow.session.flush()  # the candidate refers to it
    uow.session.add(
        Candidate(
            contest_id=contest.id,
            resident_id=resident_id,
            number=1,
            state=CandidateState.STANDING,
        )
    )
    return election


async def _begin(
    uow: UnitOfWork, kind: ElectionKind, village_code: str, election_day: date, reason: str
) -> Election:
    await people.find_village(uow, village_code)
    if await repository.running_of(uow.session, village_code, kind):
        raise ElectionRunning
    _check_day(kind, election_day)
    election = Election(
        kind=kind.value,
        village_code=village_code,
        election_day=election_day,
        reason=reason,
        planned_by=uow.actor.label,
    )
    uow.session.add(election)
    await uow.session.flush()  # steps and contests refer to it
    for day in timetable.timetable(kind, election_day, calendar.last_day):
        uow.session.add(
            ElectionStep(election_id=election.id, step=day.step, due=day.due, basis=day.basis.value)
        )
    await audit.record(
        uow,
        AuditTag.ELECTIONS_ELECTION_PLAN,
        subject=election.id,
        village=village_code,
        kind=kind.value,
        day=election_day.isoformat(),
    )
    return election


def _check_day(
    kind: ElectionKind,
    day: date,
    done: frozenset[Step] = frozenset(),
    listed_on: date | None = None,
) -> None:
    today = clock.today()
    fits = timetable.can_be_met(kind, day, today, calendar.last_day, done)
    if not fits or not timetable.hung_long_enough(listed_on, day):
        first = timetable.first_day(kind, today, calendar.last_day, done=done, listed_on=listed_on)
        raise ElectionDayTooSoon(path=("election_day",), day=day, first=first)


def _check_seats(kind: ElectionKind, seats: Sequence[SeatPlan]) -> None:
    """OL18 art. 6: 3 to 7, one director, a woman; a branch committee has up to 7."""
    offices = [one.office for one in seats]
    total = sum(one.seats for one in seats)
    singles = {Office.COMMITTEE_DIRECTOR}
    wrong = (
        not seats
        or len(set(offices)) != len(offices)
        or not set(offices) <= OFFICES_OF[kind]
        or any(one.seats < 1 or not 0 <= one.women_seats <= one.seats for one in seats)
        or any(one.office in singles and one.seats != 1 for one in seats)
    )
    if kind is ElectionKind.VILLAGE_COMMITTEE:
        wrong = (
            wrong
            or total not in workflow.VILLAGE_COMMITTEE_SIZE
            or Office.COMMITTEE_DIRECTOR not in offices
            or not any(one.women_seats for one in seats)
        )
    elif total not in workflow.BRANCH_COMMITTEE_SIZE:
        wrong = True
    if wrong:
        raise SeatsWrong(path=("seats",))


async def _expect_audits(uow: UnitOfWork, election: Election) -> None:
    """Whoever leaves the committee is audited before the election (OL18 art. 35)."""
    for seat in await people.roster(uow, election.village_code, "committee"):
        uow.session.add(
            LeavingAudit(
                election_id=election.id, resident_id=seat.resident_id, office=seat.capacity
            )
        )


async def _member(uow: UnitOfWork, village_code: str, resident_id: UUID) -> RosterEntry:
    for seat in await people.roster(uow, village_code, "committee"):
        if seat.resident_id == resident_id:
            return seat
    found = (await people.load_residents(uow, [resident_id])).get(resident_id)
    if found is None or found.village_code != village_code:
        raise PersonNotOnRoll(path=("resident_id",))
    raise NotInOffice(path=("resident_id",), name=found.name)


async def move(uow: UnitOfWork, election_id: UUID, day: date) -> Election:
    """Move the election to another day that can be met, or set the day of the run-off."""
    dossier = await dossiers.locked(uow, election_id)
    election = dossier.election
    workflow.require_state(election.state, workflow.BEFORE_VOTE | {ElectionState.RUN_OFF})
    if election.state == ElectionState.RUN_OFF:
        if day < clock.today():
            raise ElectionDayTooSoon(path=("election_day",), day=day, first=clock.today())
        election.run_off_day = day
    else:
        _move(dossier, day)
    await audit.record(
        uow,
        AuditTag.ELECTIONS_ELECTION_MOVE,
        subject=election.id,
        village=election.village_code,
        day=day.isoformat(),
    )
    return election


def _move(dossier: Dossier, day: date) -> None:
    facts = dossier.facts()
    _check_day(dossier.kind, day, facts.done, facts.shown.get(Step.VOTERS_POSTED))
    dossier.election.election_day = day
    due = {one.step: one.due for one in timetable.timetable(dossier.kind, day, calendar.last_day)}
    for row in dossier.steps:
        row.due = due[Step(row.step)]


async def call_off(uow: UnitOfWork, election_id: UUID, reason: str) -> Election:
    """Call an election off before the vote, with the reason."""
    text = _REASON.read(reason)
    if not text:
        raise ReasonMissing(path=("reason",), limit=_REASON.most)
    election = (await dossiers.locked(uow, election_id)).election
    election.state = workflow.advance(election.state, Act.CALL_OFF)
    election.reason, election.closed_at = text, clock.now()
    await audit.record(
        uow,
        AuditTag.ELECTIONS_ELECTION_CALL_OFF,
        subject=election.id,
        village=election.village_code,
    )
    return election
