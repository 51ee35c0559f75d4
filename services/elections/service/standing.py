"""Candidates: nominated, reviewed, withdrawn, confirmed with their numbers on the ballot."""

from collections.abc import Sequence
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import bars, dossiers, repository, workflow
from services.elections.dossiers import Dossier
from services.elections.errors import (
    CandidateBarred,
    CandidateDecided,
    CandidateTwice,
    ElectionUnknown,
    ReasonMissing,
)
from services.elections.models import Candidate, Contest, Election
from services.elections.service.officials import leave, living, mark_done
from services.elections.vocabulary import CandidateState, ElectionKind, ElectionState, Step
from services.elections.workflow import Act
from services.people.workflow import Gender
from tenants.unit_of_work import UnitOfWork

_REASON = Words("reason", "依据的文件", "document it rests on", most=500)
_NOMINATING = frozenset({ElectionState.REGISTERED})
_OPEN = {CandidateState.NOMINATED, CandidateState.CLEARED}


async def nominate(
    uow: UnitOfWork, election_id: UUID, contest_id: UUID, resident_id: UUID, nominations: int
) -> Election:
    """Record a nominee with how many villagers named them (OL18 art. 15: villagers nominate)."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    election = dossier.election
    workflow.require_state(election.state, _NOMINATING)
    contest = contest_of(dossier, contest_id)
    found = await living(uow, election.village_code, [resident_id], "resident_id")
    name = found[resident_id].name
    await _check(uow, dossier, resident_id, name)
    uow.session.add(
        Candidate(
            contest_id=contest.id,
            resident_id=resident_id,
            nominations=max(0, nominations),
            is_woman=found[resident_id].gender == Gender.FEMALE,
        )
    )
    await leave(dossier, resident_id)
    await _audit(uow, dossier, AuditTag.ELECTIONS_CANDIDATE_NOMINATE, resident_id)
    return election


def contest_of(dossier: Dossier, contest_id: UUID) -> Contest:
    """Return a contest of the present round."""
    for contest in dossier.present_contests:
        if contest.id == contest_id:
            return contest
    raise ElectionUnknown(path=("contest_id",))


async def _check(uow: UnitOfWork, dossier: Dossier, resident_id: UUID, name: str) -> None:
    """Refuse who is not on the voter list; nobody stands twice [our default: one office each]."""
    voter = await repository.find_voter(uow.session, dossier.election.id, resident_id)
    if voter is None or voter.struck_at is not None:
        bar = bars.BY_KEY["not_a_voter"]
        raise CandidateBarred(path=("resident_id",), name=name, why_zh=bar.zh, why_en=bar.en)
    if any(one.resident_id == resident_id for one in dossier.candidates):
        raise CandidateTwice(path=("resident_id",), name=name)


async def review(
    uow: UnitOfWork, election_id: UUID, candidate_id: UUID, *, bar: str = "", reason: str = ""
) -> Election:
    """Record the review of a nominee: cleared, or barred with the document that says why."""
    dossier = await dossiers.locked(uow, election_id)
    workflow.require_state(dossier.election.state, _NOMINATING)
    row = _candidate(dossier, candidate_id)
    text = _REASON.read(reason)
    if bar and bar not in bars.REVIEWED:
        raise ElectionUnknown(path=("bar",))
    if bar and not text:
        raise ReasonMissing(path=("reason",), limit=_REASON.most)
    row.state = CandidateState.BARRED if bar else CandidateState.CLEARED
    row.bar, row.reason = bar, text
    await _audit(uow, dossier, AuditTag.ELECTIONS_CANDIDATE_REVIEW, row.resident_id)
    return dossier.election


async def withdraw(uow: UnitOfWork, election_id: UUID, candidate_id: UUID, reason: str) -> Election:
    """Record that a nominee does not want to stand, with the written word it rests on."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    workflow.require_state(dossier.election.state, _NOMINATING)
    row = _candidate(dossier, candidate_id)
    text = _REASON.read(reason)
    if not text:
        raise ReasonMissing(path=("reason",), limit=_REASON.most)
    row.state, row.reason = CandidateState.WITHDRAWN, text
    await _audit(uow, dossier, AuditTag.ELECTIONS_CANDIDATE_WITHDRAW, row.resident_id)
    return dossier.election


def _candidate(dossier: Dossier, candidate_id: UUID) -> Candidate:
    for row in dossier.candidates:
        if row.id == candidate_id and row.state in _OPEN:
            return row
    raise CandidateDecided


async def confirm(uow: UnitOfWork, election_id: UUID) -> Election:
    """Make the list of candidates final and number them; more than there are seats (art. 15)."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    election = dossier.election
    after = workflow.advance(election.state, Act.CONFIRM)
    workflow.require(dossier.facts(), Act.CONFIRM, clock.today())
    for contest in dossier.present_contests:
        cleared = [
            one
            for one in dossier.candidates
            if one.contest_id == contest.id and one.state == CandidateState.CLEARED
        ]
        number_them(sorted(cleared, key=lambda one: (-one.nominations, one.id)))
    election.state = after
    mark_done(dossier, Step.NOMINATED)
    if dossier.kind is ElectionKind.PARTY_BRANCH:  # told to the members, not to the wall
        mark_done(dossier, Step.CANDIDATES_POSTED)
    await audit.record(
        uow,
        AuditTag.ELECTIONS_CANDIDATES_CONFIRM,
        subject=election.id,
        village=election.village_code,
    )
    return election


def number_them(candidates: Sequence[Candidate]) -> None:
    """Let these stand, numbered from one in this order."""
    for number, row in enumerate(candidates, start=1):
        row.number, row.state = number, CandidateState.STANDING


async def _audit(uow: UnitOfWork, dossier: Dossier, tag: AuditTag, resident_id: UUID) -> None:
    await audit.record(
        uow,
        tag,
        subject=dossier.election.id,
        village=dossier.election.village_code,
        resident=str(resident_id),
    )
