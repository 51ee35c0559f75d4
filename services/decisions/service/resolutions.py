"""Resolutions: made by a vote that passed, and signed by those who were there."""

import hashlib
from collections.abc import Collection, Mapping
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import agenda, counting, repository, rules, writing
from services.decisions.dossiers import Dossier
from services.decisions.errors import AlreadySigned, NotOnTheRoll, NotPresent
from services.decisions.models import Meeting, MeetingMember, Resolution, ResolutionSignature, Vote
from services.decisions.vocabulary import BODY_NAMES, Body, MeetingUnit, Population
from tenants.unit_of_work import UnitOfWork

# Who is on the roll, and whether they were in the room when the vote opened.
Roll = Mapping[UUID, tuple[MeetingMember, bool]]


async def resolve(uow: UnitOfWork, dossier: Dossier, meeting: Meeting, vote: Vote) -> Resolution:
    """Write down the resolution of a vote that passed."""
    matter, year = dossier.matter, clock.today().year
    text = _text(dossier, meeting, vote)
    signers, needed = _signatures(vote)
    resolution = Resolution(
        village_code=matter.village_code,
        year=year,
        serial=await repository.next_serial(uow.session, "resolution", matter.village_code, year),
        matter_id=matter.id,
        version_no=matter.version_no,
        vote_id=vote.id,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        signers=signers.value,
        signatures_needed=needed,
    )
    uow.session.add(resolution)
    return resolution


def _text(dossier: Dossier, meeting: Meeting, vote: Vote) -> str:
    body = BODY_NAMES[Body(meeting.body)][0]
    unit = "户" if meeting.unit == MeetingUnit.HOUSEHOLD.value else "人"
    counts = f"赞成 {vote.in_favour}、反对 {vote.against}、弃权 {vote.abstain}"
    counts += f"、废票 {vote.invalid}" if vote.invalid else ""
    counts += f"、未投 {vote.not_voted}"  # so that the counts add up to those present
    return (
        f"{body}应到 {vote.due} {unit}，实到 {vote.present} {unit}，{counts}，"
        f"通过“{dossier.matter.title}”（第 {vote.version_no} 稿）。"
    )


def _signatures(vote: Vote) -> tuple[Population, int]:
    """Ask for as many signatures as votes were needed, from those whose votes were counted."""
    needed = rules.required_in_favour(counting.thresholds_of(vote), counting.attendance_of(vote))
    of = Population.REPRESENTATIVES
    of = of if of in needed else Population.MEMBERS
    return of, needed[of]


async def sign_resolution(uow: UnitOfWork, resolution_id: UUID) -> ResolutionSignature:
    """Sign a resolution oneself; only who was present may."""
    resolution, members = await _signable(uow, resolution_id)
    member = _present(members, uow.actor.resident_id)
    signature = _signature(uow, resolution, member, "")
    if not await repository.add_signature(uow.session, signature):
        raise AlreadySigned
    await _record(uow, resolution, 1)
    return signature


async def record_signatures(
    uow: UnitOfWork, resolution_id: UUID, resident_ids: Collection[UUID], sheet_key: str
) -> int:
    """Enter the signatures of a photographed sheet; say how many were new."""
    writing.SIGNERS.few(resident_ids)
    counting.sheet_sha256(sheet_key)
    resolution, members = await _signable(uow, resolution_id)
    signed = [_present(members, resident_id) for resident_id in resident_ids]
    added = 0
    for member in signed:
        row = _signature(uow, resolution, member, sheet_key)
        added += await repository.add_signature(uow.session, row)
    await _record(uow, resolution, added)
    return added


async def _signable(uow: UnitOfWork, resolution_id: UUID) -> tuple[Resolution, Roll]:
    found = await repository.resolutions_by_ids(uow.session, [resolution_id])
    if not found:
        raise NotFound
    (vote,) = await repository.votes_by_ids(uow.session, [found[0].vote_id])
    members = await repository.members_of(uow.session, [vote.meeting_id])
    staked = await staked_in(uow, vote)
    return found[0], {
        one.actor_id: (one, one.was_here(vote.opened_at) and one.id not in staked)
        for one in members
    }


async def staked_in(uow: UnitOfWork, vote: Vote) -> frozenset[UUID]:
    """Return the members who have a stake in what a vote is about."""
    items = await repository.items_of(uow.session, [vote.meeting_id])
    item = next(one for one in items if one.matter_id == vote.matter_id)
    return agenda.recused_from(item, await repository.recusals_of(uow.session, [vote.meeting_id]))


def _present(members: Roll, resident_id: UUID | None) -> MeetingMember:
    member, voted = members.get(resident_id, (None, False)) if resident_id else (None, False)
    if member is None:
        raise NotOnTheRoll
    if not voted:
        raise NotPresent
    return member


def _signature(
    uow: UnitOfWork, resolution: Resolution, member: MeetingMember, sheet_key: str
) -> ResolutionSignature:
    everybody = resolution.signers == Population.MEMBERS.value
    return ResolutionSignature(
        resolution_id=resolution.id,
        resident_id=member.resident_id,
        name=f"{member.name}（{member.acting}代）" if member.acting else member.name,
        capacity=member.capacity,
        counts=everybody or member.representative,
        sheet_key=sheet_key,
        recorded_by=uow.actor.label,
    )


async def _record(uow: UnitOfWork, resolution: Resolution, count: int) -> None:
    await audit.record(
        uow,
        AuditTag.DECISIONS_RESOLUTION_SIGN,
        subject=resolution.id,
        village=resolution.village_code,
        signatures=count,
    )
