"""Whose turn it is in an election and by when: pure, from a dossier; no session, no settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.elections import workflow
from services.elections.dossiers import Dossier
from services.elections.models import Election, ElectionStep
from services.elections.timetable import STEP_NAMES, step_name
from services.elections.vocabulary import CandidateState, ElectionKind, ElectionState, Step

VOTE_SOON_DAYS = 7
"""From when on voters are told of the vote [our default]."""
_OF_COMMITTEE = frozenset(STEP_NAMES) - {Step.COMMITTEE, Step.AUDITED, Step.HANDED_OVER}


@dataclass(frozen=True)
class Duty:
    """One thing to do about an election, with its last day; none: no day is set."""

    election: Election
    kind: str
    zh: str
    en: str
    due: date | None


def of_runners(dossier: Dossier) -> Iterator[Duty]:
    """Yield what its committee, or the branch's, has to do: the next step, objections, handover."""
    waiting = [one.due for one in dossier.objections if one.state == "received"]
    if waiting:
        yield Duty(
            dossier.election,
            "election_objection",
            "处理对选民名单的异议",
            "Decide the objections to the voter list",
            min(waiting),
        )
    row = _next(dossier)
    if row is not None:
        yield _step(dossier, row, "election_step")
    yield from _handover(dossier)


def _next(dossier: Dossier) -> ElectionStep | None:
    """Return the first open step that is theirs; none while its notice waits to be approved."""
    order = list(STEP_NAMES)
    rows = sorted(dossier.steps, key=lambda one: order.index(Step(one.step)))
    mine = [one for one in rows if Step(one.step) in _OF_COMMITTEE]
    row = next((one for one in mine if dossier.done_on(one) is None), None)
    if row is None or dossier.election.state not in _RUNNING:
        return None
    notice = dossier.bulletins.get(row.bulletin_id) if row.bulletin_id else None
    return None if notice is not None and notice.withdrawn_at is None else row


_RUNNING = frozenset(workflow.BEFORE_VOTE | {ElectionState.RUN_OFF})


def _step(dossier: Dossier, row: ElectionStep, kind: str) -> Duty:
    zh, en, _ = step_name(dossier.kind, Step(row.step))
    due = dossier.vote_day if row.step == Step.POLLED else row.due
    return Duty(dossier.election, kind, zh, en, due)


def _handover(dossier: Dossier) -> Iterator[Duty]:
    row = dossier.step(Step.HANDED_OVER)
    if row is not None and any(one.done_at is None for one in dossier.handover):
        yield _step(dossier, row, "election_handover")


def of_planners(dossier: Dossier, *, secretary: bool) -> Iterator[Duty]:
    """Yield what the township has to do; `secretary`: the branch's secretary is approved."""
    election, state = dossier.election, ElectionState(dossier.election.state)
    before = state in workflow.BEFORE_VOTE
    for step in (Step.COMMITTEE, Step.AUDITED):
        row = dossier.step(step)
        owed = step is Step.COMMITTEE or any(dossier.audit_due(one) for one in dossier.audits)
        if row is not None and before and owed and dossier.done_on(row) is None:
            yield _step(dossier, row, "election_above")
    nominated = dossier.step(Step.NOMINATED)
    waiting = any(one.state == CandidateState.NOMINATED for one in dossier.candidates)
    if state is ElectionState.REGISTERED and waiting and nominated is not None:
        yield Duty(
            election, "election_above", "审查候选人资格", "Review the nominees", nominated.due
        )
    if state is ElectionState.RUN_OFF and election.run_off_day is None:
        zh, en = "定另行选举的投票日", "Set the day of the run-off"
        yield Duty(election, "election_above", zh, en, None)
    if dossier.kind is ElectionKind.PARTY_BRANCH and state is ElectionState.DECIDED:
        row = dossier.step(Step.HANDED_OVER)
        if not secretary and row is not None:
            zh, en = "登记书记的批复", "Record the approval of the secretary"
            yield Duty(election, "election_above", zh, en, row.due)
    yield from _handover(dossier)


def of_voter(dossier: Dossier, today: date) -> Iterator[Duty]:
    """Yield that somebody on the list can vote within a week."""
    soon = today <= dossier.vote_day <= today + timedelta(VOTE_SOON_DAYS)
    voting = ElectionState(dossier.election.state) in workflow.VOTING
    set_ = dossier.election.state != ElectionState.RUN_OFF or dossier.election.run_off_day
    if voting and soon and set_:
        zh, en = "到场投票", "Go and vote"
        yield Duty(dossier.election, "election_vote", zh, en, dossier.vote_day)


def runs(dossier: Dossier, resident_id: UUID | None, *, secretary: bool) -> bool:
    """Say whether somebody runs this election: sits on its committee; a branch's secretary."""
    if dossier.kind is ElectionKind.PARTY_BRANCH:
        return secretary
    return resident_id is not None and any(
        one.resident_id == resident_id for one in dossier.sitting
    )
