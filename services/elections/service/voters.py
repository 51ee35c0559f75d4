"""The voter list: drawn from the roll, posted, objected to, corrected, frozen with a hash."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from infra import calendar, clock
from infra.texts import NOTE, Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import dossiers, repository, timetable, workflow
from services.elections.dossiers import Dossier
from services.elections.errors import (
    AlreadyAVoter,
    NotAVoter,
    ObjectionDecided,
    ObjectionTooLate,
    PersonNotOnRoll,
    ReasonMissing,
    UnderAge,
    VoterListClosed,
    VoterListUnposted,
    VotersNobody,
    VoterWithoutRights,
)
from services.elections.models import Election, Voter, VoterObjection
from services.elections.service.officials import living, mark_done
from services.elections.vocabulary import ElectionKind, ElectionState, Step, Wish
from services.elections.workflow import Act
from services.people import service as people
from services.people.models import Resident
from services.people.service import elected
from tenants.unit_of_work import UnitOfWork

_TEXT = Words("text", "异议的理由", "reason of the objection", most=500)
_DECISION = Words("decision", "处理意见", "decision", most=NOTE)
_ABOUT = Words("about_name", "姓名", "name", most=40)
_REASON = Words("reason", "依据", "reason", most=500)


async def draw(uow: UnitOfWork, election_id: UUID) -> Election:
    """Make the list from the roll: everybody of eighteen on election day (OL18 art. 13).

    A branch's list is its members. Again before the posting: who came of age or moved in is added.
    """
    dossier = await dossiers.run_by_actor(uow, election_id)
    _require_unposted(dossier)
    found = await _entitled(uow, dossier)
    if not found:
        raise VotersNobody
    groups = await _group_names(uow, found)
    known = await repository.ever_listed(uow.session, election_id)
    fresh = [row for row in found if row.id not in known]
    uow.session.add_all(_voter(election_id, row, groups[row.id], "roll") for row in fresh)
    await _audit(uow, dossier, AuditTag.ELECTIONS_VOTERS_DRAW, voters=len(fresh))
    return dossier.election


def _require_unposted(dossier: Dossier) -> None:
    workflow.require_state(dossier.election.state, workflow.BEFORE_LIST)
    step = dossier.step(Step.VOTERS_POSTED)
    notice = dossier.bulletins.get(step.bulletin_id) if step and step.bulletin_id else None
    if notice is not None and notice.withdrawn_at is None:
        raise VoterListClosed


async def _entitled(uow: UnitOfWork, dossier: Dossier) -> Sequence[Resident]:
    village = dossier.election.village_code
    if dossier.kind is ElectionKind.PARTY_BRANCH:
        members = await people.roster(uow, village, "party_members")
        found = await people.load_residents(uow, [one.resident_id for one in members])
        return [found[one.resident_id] for one in members]
    return await elected.adults(uow, village, dossier.election.election_day)


async def _group_names(uow: UnitOfWork, rows: Sequence[Resident]) -> dict[UUID, str]:
    homes = await people.load_households(uow, {row.household_id for row in rows})
    groups = await people.load_groups(uow, {home.group_id for home in homes.values()})
    return {row.id: groups[homes[row.household_id].group_id].name for row in rows}


def _voter(election_id: UUID, row: Resident, group: str, source: str, reason: str = "") -> Voter:
    return Voter(
        election_id=election_id,
        resident_id=row.id,
        group_name=group,
        name=row.name,
        source=source,
        reason=reason,
    )


async def add_voter(uow: UnitOfWork, election_id: UUID, resident_id: UUID, reason: str) -> Election:
    """Add somebody whom the committee registers, with the reason (OL18 art. 13)."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    _require_open(dossier)
    text = _REASON.read(reason)
    if not text:
        raise ReasonMissing(path=("reason",), limit=_REASON.most)
    await _add(uow, dossier, resident_id, text)
    await _audit(uow, dossier, AuditTag.ELECTIONS_VOTER_ADD, resident=str(resident_id))
    return dossier.election


async def strike_voter(
    uow: UnitOfWork, election_id: UUID, resident_id: UUID, reason: str
) -> Election:
    """Strike somebody who may not vote here, with the reason (OL18 art. 13)."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    _require_open(dossier)
    text = _REASON.read(reason)
    if not text:
        raise ReasonMissing(path=("reason",), limit=_REASON.most)
    await _strike(uow, dossier, resident_id, text)
    await _audit(uow, dossier, AuditTag.ELECTIONS_VOTER_STRIKE, resident=str(resident_id))
    return dossier.election


def _require_open(dossier: Dossier) -> None:
    if dossier.election.voters_frozen_at is not None:
        raise VoterListClosed
    workflow.require_state(dossier.election.state, workflow.BEFORE_LIST)


async def _add(uow: UnitOfWork, dossier: Dossier, resident_id: UUID, reason: str) -> None:
    election = dossier.election
    found = await living(uow, election.village_code, [resident_id], "resident_id")
    row = found[resident_id]
    if not elected.is_of_age(row, election.election_day):
        raise UnderAge(path=("resident_id",), name=row.name)
    if await _without_rights(uow, dossier, [resident_id]):
        raise VoterWithoutRights(path=("resident_id",), names=row.name)
    known = await repository.find_voter(uow.session, election.id, resident_id)
    if known is None:
        groups = await _group_names(uow, [row])
        uow.session.add(_voter(election.id, row, groups[row.id], "added", reason))
    elif known.struck_at is None:
        raise AlreadyAVoter(path=("resident_id",), name=row.name)
    else:
        known.struck_at, known.source, known.reason = None, "added", reason


async def _strike(uow: UnitOfWork, dossier: Dossier, resident_id: UUID, reason: str) -> None:
    known = await repository.find_voter(uow.session, dossier.election.id, resident_id)
    if known is None or known.struck_at is not None:
        found = await people.load_residents(uow, [resident_id])
        name = found[resident_id].name if resident_id in found else ""
        raise NotAVoter(path=("resident_id",), name=name)
    known.struck_at, known.reason = clock.now(), reason


async def object_to_list(
    uow: UnitOfWork, election_id: UUID, *, about_name: str, wish: Wish, text: str
) -> VoterObjection:
    """Take a villager's objection to the posted list, within five days (OL18 art. 14)."""
    dossier = await dossiers.locked(uow, election_id)
    election = dossier.election
    _require_open(dossier)
    until = dossier.facts().objections_until
    if until is None:
        raise VoterListUnposted
    if clock.today() > until:
        raise ObjectionTooLate(last=until)
    if uow.actor.resident_id is None:
        raise PersonNotOnRoll
    await living(uow, election.village_code, [uow.actor.resident_id])
    said, about = _TEXT.read(text), _ABOUT.read(about_name)
    if not said or not about:
        raise ReasonMissing(path=("text" if about else "about_name",), limit=_TEXT.most)
    objection = VoterObjection(
        election_id=election.id,
        objector_id=uow.actor.resident_id,
        about_name=about,
        wish=wish.value,
        text=said,
        due=calendar.last_day(clock.today(), timetable.DECISION_DAYS),
    )
    uow.session.add(objection)
    await _audit(uow, dossier, AuditTag.ELECTIONS_OBJECTION_MAKE, objection=str(objection.id))
    return objection


async def decide_objection(
    uow: UnitOfWork,
    election_id: UUID,
    objection_id: UUID,
    *,
    upheld: bool,
    decision: str,
    resident_id: UUID | None = None,
) -> Election:
    """Decide an objection with words; upheld, the list changes with it (OL18 art. 14)."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    _require_open(dossier)
    row = next((one for one in dossier.objections if one.id == objection_id), None)
    if row is None or row.state != "received":
        raise ObjectionDecided
    said = _DECISION.read(decision)
    if not said:
        raise ReasonMissing(path=("decision",), limit=_DECISION.most)
    if upheld:
        if resident_id is None:
            raise PersonNotOnRoll(path=("resident_id",))
        change = _add if row.wish == Wish.ADD else _strike
        await change(uow, dossier, resident_id, said)
    row.state = "upheld" if upheld else "rejected"
    row.decision, row.decided_at, row.about_id = said, clock.now(), resident_id
    await _audit(uow, dossier, AuditTag.ELECTIONS_OBJECTION_DECIDE, objection=str(row.id))
    return dossier.election


async def freeze(uow: UnitOfWork, election_id: UUID) -> Election:
    """Close the list with its hash: nobody is added or struck after it."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    election = dossier.election
    after = workflow.advance(election.state, Act.FREEZE)
    workflow.require(dossier.facts(), Act.FREEZE, clock.today())
    rows = await repository.voters_of(uow.session, election_id)
    without = await _without_rights(uow, dossier, [row.resident_id for row in rows])
    if without:
        names = [one.name for one in rows if one.resident_id in without]
        raise VoterWithoutRights(names="、".join(names))
    election.voters_total, election.voters_sha256 = len(rows), list_hash(rows)
    election.voters_frozen_at = clock.now()
    # A recall names nobody new: who is voted on was clear from the demand.
    recall = dossier.kind is ElectionKind.RECALL
    election.state = ElectionState.STANDING if recall else after
    mark_done(dossier, Step.VOTERS_FINAL)
    await _audit(uow, dossier, AuditTag.ELECTIONS_VOTERS_FREEZE, voters=len(rows))
    return election


async def _without_rights(uow: UnitOfWork, dossier: Dossier, ids: Sequence[UUID]) -> set[UUID]:
    """Return who of these may not vote on election day; a branch goes by the party's rules."""
    if dossier.kind is ElectionKind.PARTY_BRANCH:
        return set()
    return await people.without_rights_among(uow, ids, dossier.election.election_day)


def list_hash(rows: Sequence[Voter]) -> str:
    """Return the hash of a list: SHA-256 over its lines `id name`, sorted."""
    lines = sorted(f"{row.resident_id} {row.name}" for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


async def _audit(uow: UnitOfWork, dossier: Dossier, tag: AuditTag, **facts: str | int) -> None:
    await audit.record(
        uow, tag, subject=dossier.election.id, village=dossier.election.village_code, **facts
    )
