"""Whom a matter concerns, and who of a roll the register of interests keeps out of the room."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, writing
from services.decisions.dossiers import Dossier
from services.decisions.meeting_errors import (
    PartiesClosed,
    PartiesOnlyInVillages,
    PartyNotListed,
    PartyUnknown,
)
from services.decisions.models import MatterParty, MeetingMember
from services.decisions.vocabulary import PartyKind, Stake
from services.decisions.workflow import BEFORE_PASSING, State
from services.people import service as people
from tenants.authorization.roles import is_seat
from tenants.unit_of_work import UnitOfWork


async def record_party(
    uow: UnitOfWork,
    matter_id: UUID,
    kind: PartyKind,
    *,
    name: str,
    part: str,
    household_number: str = "",
) -> MatterParty:
    """Enter somebody, or a firm, whom a matter concerns, such as who bids for the work."""
    name = writing.required(writing.PARTY_NAME, name)
    part = writing.required(writing.PARTY_PART, part)
    dossier = await course.locked(uow, matter_id)
    if is_seat(dossier.matter.village_code):
        raise PartiesOnlyInVillages
    _refuse_late(dossier)
    known = await repository.parties_of(uow.session, [matter_id])
    writing.PARTIES.few([*known, name])
    resident_id = None
    if kind is PartyKind.PERSON:
        resident_id = await _resident(uow, dossier.matter.village_code, name, household_number)
    row = MatterParty(
        matter_id=matter_id,
        kind=kind.value,
        resident_id=resident_id,
        name=name,
        part=part,
        recorded_by=uow.actor.label,
    )
    uow.session.add(row)
    await _record(uow, dossier, AuditTag.DECISIONS_PARTY_RECORD, row)
    return row


async def _resident(uow: UnitOfWork, village_code: str, name: str, number: str) -> UUID:
    found = await people.find_namesakes(uow, village_code, name, number)
    if len(found) != 1:
        raise PartyUnknown(path=("name",))
    return found[0].id


async def end_party(uow: UnitOfWork, matter_id: UUID, party_id: UUID) -> MatterParty:
    """Take back that a matter concerns somebody; the row stays, with its end."""
    dossier = await course.locked(uow, matter_id)
    _refuse_late(dossier)
    row = await repository.find_party_for_update(uow.session, party_id)
    if row is None or row.matter_id != matter_id or row.ended_at is not None:
        raise PartyNotListed(path=("number",))
    row.ended_at = clock.now()
    await _record(uow, dossier, AuditTag.DECISIONS_PARTY_END, row)
    return row


def _refuse_late(dossier: Dossier) -> None:
    """Refuse once it was decided: who had to leave the room cannot be chosen afterwards."""
    state = dossier.progress.state
    vote = dossier.vote
    if state not in BEFORE_PASSING | {State.RECONSIDERING} or vote is not None:
        raise PartiesClosed


async def staked_on(
    uow: UnitOfWork, matter_ids: Sequence[UUID], members: Sequence[MeetingMember]
) -> dict[UUID, dict[UUID, Stake]]:
    """Return by matter which members the register shows a stake of, and whose it is.

    Their own affair comes before a near relative's, and that before a firm's. Who acts for a line
    counts as it does: they are in the room.
    """
    rows = await repository.parties_of(uow.session, matter_ids)
    found: dict[UUID, dict[UUID, Stake]] = {matter_id: {} for matter_id in matter_ids}
    for matter_id in {row.matter_id for row in rows}:
        concerned = [row for row in rows if row.matter_id == matter_id]
        found[matter_id] = _of_members(await _stakes(uow, concerned), members)
    return found


async def _stakes(uow: UnitOfWork, rows: Sequence[MatterParty]) -> Mapping[UUID, Stake]:
    persons = {row.resident_id for row in rows if row.resident_id is not None}
    firms = {row.name for row in rows if row.kind == PartyKind.FIRM.value}
    near, of_firms = await people.conflicted_with(uow, persons, firms)
    return {
        **dict.fromkeys(of_firms, Stake.FIRM),
        **dict.fromkeys(near, Stake.NEAR_RELATIVE),
        **dict.fromkeys(persons, Stake.OWN),
    }


def _of_members(
    stakes: Mapping[UUID, Stake], members: Sequence[MeetingMember]
) -> dict[UUID, Stake]:
    found: dict[UUID, Stake] = {}
    for member in members:
        for person in (member.resident_id, member.actor_id):
            if person in stakes:
                found.setdefault(member.id, stakes[person])
    return found


async def load_many_parties(
    uow: UnitOfWork, matter_ids: Sequence[UUID]
) -> dict[UUID, list[MatterParty]]:
    """Load whom matters concern."""
    rows = await repository.parties_of(uow.session, matter_ids)
    return {one: [row for row in rows if row.matter_id == one] for one in matter_ids}


async def _record(uow: UnitOfWork, dossier: Dossier, tag: AuditTag, row: MatterParty) -> None:
    matter = dossier.matter
    await audit.record(uow, tag, subject=matter.id, village=matter.village_code, party=str(row.id))
