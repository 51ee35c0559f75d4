"""Everything about an election in one place, and the facts that its rules ask for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from infra import calendar, clock
from services.disclosure import service as disclosure
from services.disclosure.models import Bulletin
from services.elections import repository, timetable
from services.elections.errors import ElectionUnknown, NotOnElectionCommittee
from services.elections.models import (
    Candidate,
    Certificate,
    Contest,
    Election,
    ElectionOfficial,
    ElectionStep,
    HandoverItem,
    LeavingAudit,
    Proxy,
    Station,
    StationCount,
    VoterObjection,
)
from services.elections.vocabulary import CandidateState, ElectionKind, ElectionState, Step
from services.elections.workflow import Facts, Seats
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

_UNDECIDED = {CandidateState.NOMINATED}
_STANDS = {CandidateState.CLEARED, CandidateState.STANDING}


@dataclass(frozen=True)
class Dossier:
    """One election with what hangs on it; voters are counted, not listed."""

    election: Election
    steps: Sequence[ElectionStep]
    voters: int
    officials: Sequence[ElectionOfficial] = ()
    contests: Sequence[Contest] = ()
    candidates: Sequence[Candidate] = ()
    objections: Sequence[VoterObjection] = ()
    audits: Sequence[LeavingAudit] = ()
    proxies: Sequence[Proxy] = ()
    stations: Sequence[Station] = ()
    counts: Sequence[StationCount] = ()
    handover: Sequence[HandoverItem] = ()
    certificates: Sequence[Certificate] = ()
    bulletins: dict[UUID, Bulletin] = field(default_factory=dict)

    @property
    def kind(self) -> ElectionKind:
        return ElectionKind(self.election.kind)

    @property
    def present_contests(self) -> list[Contest]:
        """Return the contests of the present round."""
        return [one for one in self.contests if one.round == self.election.round]

    @property
    def sitting(self) -> list[ElectionOfficial]:
        """Return who is on the election committee now."""
        return [one for one in self.officials if one.left_at is None]

    @property
    def vote_day(self) -> date:
        return self.election.run_off_day or self.election.election_day

    def step(self, step: Step) -> ElectionStep | None:
        return next((one for one in self.steps if one.step == step), None)

    def shown_on(self, bulletin_id: UUID | None) -> date | None:
        """Return since when a notice can be read; nothing once it was taken back."""
        row = self.bulletins.get(bulletin_id) if bulletin_id else None
        if row is None or row.published_at is None or row.withdrawn_at is not None:
            return None
        return clock.local(row.published_at).date()

    def notice_stands(self, bulletin_id: UUID | None) -> bool:
        """Say whether a notice was drafted and not taken back, shown or not."""
        row = self.bulletins.get(bulletin_id) if bulletin_id else None
        return row is not None and row.withdrawn_at is None

    def audit_due(self, row: LeavingAudit) -> bool:
        """Say whether the result of an audit is still to be recorded, or to be posted again."""
        return not row.result or not self.notice_stands(row.bulletin_id)

    def done_on(self, row: ElectionStep) -> date | None:
        """Return when a step was done: by its notice if it has one, else by hand."""
        if row.step == Step.AUDITED:
            shown = [self.shown_on(audit.bulletin_id) for audit in self.audits]
            days = [day for day in shown if day is not None]
            return max(days) if days and len(days) == len(shown) else None
        if row.bulletin_id is not None and row.done_at is None:
            return self.shown_on(row.bulletin_id)
        return clock.local(row.done_at).date() if row.done_at else None

    def standing(self, contest: Contest) -> list[Candidate]:
        """Return who stands in a contest, by their number on the ballot."""
        return [
            one
            for one in self.candidates
            if one.contest_id == contest.id and one.state == CandidateState.STANDING
        ]

    def facts(self) -> Facts:
        """Return what the rules ask for."""
        shown = {
            Step(one.step): day
            for one in self.steps
            if one.bulletin_id and (day := self.shown_on(one.bulletin_id)) is not None
        }
        listed = shown.get(Step.VOTERS_POSTED)
        return Facts(
            kind=self.kind,
            state=ElectionState(self.election.state),
            round=self.election.round,
            vote_day=self.vote_day,
            committee=len(self.sitting),
            done=frozenset(Step(one.step) for one in self.steps if self.done_on(one)),
            shown=shown,
            objections_until=objections_until(listed),
            objections_open=sum(one.state == "received" for one in self.objections),
            voters=self.voters,
            audits_missing=sum(self.shown_on(one.bulletin_id) is None for one in self.audits),
            contests=tuple(self._seats(one) for one in self.present_contests),
            proxies=len(self.proxies),
            stations=len(self.stations),
            counts_missing=self._counts_missing(),
            handover_open=sum(one.done_at is None for one in self.handover),
        )

    def _seats(self, contest: Contest) -> Seats:
        states = [one.state for one in self.candidates if one.contest_id == contest.id]
        return Seats(
            contest.seats,
            sum(state in _STANDS for state in states),
            sum(state in _UNDECIDED for state in states),
            is_recall=contest.target_id is not None,
        )

    def _counts_missing(self) -> int:
        here = {one.id for one in self.present_contests}
        entered = sum(one.contest_id in here for one in self.counts)
        return len(here) * len(self.stations) - entered


def objections_until(listed_on: date | None) -> date | None:
    """Return the last day for objections to a list posted on a day: OL18 art. 14."""
    if listed_on is None:
        return None
    return calendar.last_day(listed_on, timetable.OBJECTION_DAYS)


async def load(uow: UnitOfWork, rows: Iterable[Election]) -> dict[UUID, Dossier]:
    """Return the dossiers of these elections, by the same few queries for one or many."""
    elections = {row.id: row for row in rows}
    ids, session = list(elections), uow.session
    contests = await repository.contests_of(session, ids)
    contest_ids = [one.id for one in contests]
    steps = await repository.steps_of(session, ids)
    audits = await repository.audits_of(session, ids)
    voters = await repository.count_voters(session, ids)
    officials = await repository.officials_of(session, ids)
    objections = await repository.objections_of(session, ids)
    proxies = await repository.proxies_of(session, ids)
    stations = await repository.stations_of(session, ids)
    handover = await repository.handover_of(session, ids)
    certificates = await repository.certificates_of(session, ids)
    candidates = await repository.candidates_of(session, contest_ids)
    counts = await repository.counts_of(session, contest_ids)
    wanted = {one.bulletin_id for one in steps} | {one.bulletin_id for one in audits}
    bulletins = await disclosure.load_many(uow, {one for one in wanted if one is not None})
    home = {one.id: one.election_id for one in contests}
    return {
        key: Dossier(
            election,
            [one for one in steps if one.election_id == key],
            voters.get(key, 0),
            [one for one in officials if one.election_id == key],
            [one for one in contests if one.election_id == key],
            [one for one in candidates if home[one.contest_id] == key],
            [one for one in objections if one.election_id == key],
            [one for one in audits if one.election_id == key],
            [one for one in proxies if one.election_id == key],
            [one for one in stations if one.election_id == key],
            [one for one in counts if home[one.contest_id] == key],
            [one for one in handover if one.election_id == key],
            [one for one in certificates if one.election_id == key],
            bulletins,
        )
        for key, election in elections.items()
    }


async def locked(uow: UnitOfWork, election_id: UUID) -> Dossier:
    """Return an election's dossier, locked: one act at a time."""
    election = await repository.find_for_update(uow.session, election_id)
    if election is None:
        raise ElectionUnknown
    return (await load(uow, [election]))[election_id]


async def runs(uow: UnitOfWork, dossier: Dossier, resident_id: UUID | None) -> bool:
    """Say whether somebody runs this election: its committee; in a branch, the branch committee."""
    if resident_id is None:
        return False
    if dossier.kind is not ElectionKind.PARTY_BRANCH:
        return any(one.resident_id == resident_id for one in dossier.sitting)
    seats = await people.roster(uow, dossier.election.village_code, "party_branch_committee")
    return any(seat.resident_id == resident_id for seat in seats)


async def run_by_actor(uow: UnitOfWork, election_id: UUID) -> Dossier:
    """Return the locked dossier for somebody who runs the election (OL18 art. 12)."""
    dossier = await locked(uow, election_id)
    if not await runs(uow, dossier, uow.actor.resident_id):
        raise NotOnElectionCommittee
    return dossier
