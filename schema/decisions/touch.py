"""Finds what a mutation is about, for an asker who may touch it; for others it is not there."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from strawberry import relay

from infra import storage
from infra.clock import ZONE
from infra.documents import photo
from infra.errors import NotFound
from schema.core.encoded import decoded
from schema.core.mutations import Ask
from schema.core.node import local_id
from schema.decisions import visibility
from schema.decisions.errors import NotTheAuthor, SheetUnreadable
from schema.decisions.sittings import by_households, home_of, own_line
from schema.decisions.types import Matter, Meeting, MeetingMember, Resolution, Vote
from schema.people.types import VillagerGroup
from services.decisions import models, service
from services.decisions.errors import NotOnTheRoll, NotPresent
from tenants.authorization.permissions import Permission


async def matter(ask: Ask, matter_id: relay.GlobalID, permission: Permission) -> models.Matter:
    """Return the matter; villagers reach only what was posted."""
    row = await service.find_matter(ask.uow, local_id(matter_id, Matter, "matterId"))
    ask.viewer.require(permission, row.village_code)
    if not await _is_seen(ask, row.id, row.village_code):
        raise NotFound
    return row


async def _is_seen(ask: Ask, matter_id: UUID, village_code: str) -> bool:
    """Say whether the asker may know of a matter: its village's bodies, or all once posted."""
    if visibility.is_inside(ask.viewer, village_code):
        return True
    return bool((await service.load_many_postings(ask.uow, [matter_id]))[matter_id])


async def own_matter(ask: Ask, matter_id: relay.GlobalID) -> models.Matter:
    """Return the matter for its author or the branch; a representative edits no one else's."""
    row = await matter(ask, matter_id, Permission.MATTER_PROPOSE)
    if not visibility.writes(ask.viewer, row):
        raise NotTheAuthor
    return row


async def meeting(ask: Ask, meeting_id: relay.GlobalID, permission: Permission) -> models.Meeting:
    """Return the meeting; about a matter that was not posted, to those on its roll too."""
    row = await service.find_meeting(ask.uow, local_id(meeting_id, Meeting, "meetingId"))
    await _check_meeting(ask, row, permission)
    return row


async def _check_meeting(ask: Ask, row: models.Meeting, permission: Permission) -> None:
    ask.viewer.require(permission, row.village_code)
    agenda = (await service.load_many_items(ask.uow, [row.id]))[row.id]
    for item in agenda:
        if await _is_seen(ask, item.matter_id, row.village_code):
            return
    roll = (await service.load_many_members(ask.uow, [row.id]))[row.id]
    home = await home_of(ask.uow, ask.viewer) if by_households(roll) else None
    if own_line(ask.viewer, roll, home) is None:
        raise NotFound


async def vote(ask: Ask, vote_id: relay.GlobalID, permission: Permission) -> models.Vote:
    """Return the vote."""
    row = await service.find_vote(ask.uow, local_id(vote_id, Vote, "voteId"))
    await _check_meeting(ask, await service.find_meeting(ask.uow, row.meeting_id), permission)
    return row


async def resolution(
    ask: Ask, resolution_id: relay.GlobalID, permission: Permission
) -> models.Resolution:
    """Return the resolution."""
    key = local_id(resolution_id, Resolution, "resolutionId")
    row = await service.find_resolution(ask.uow, key)
    ask.viewer.require(permission, row.village_code)
    if not await _is_seen(ask, row.matter_id, row.village_code):
        raise NotFound
    return row


def group(group_id: relay.GlobalID | None) -> UUID | None:
    """Return the villagers' group that is meant, if one is named."""
    return None if group_id is None else local_id(group_id, VillagerGroup, "groupId")


def item(matter_id: relay.GlobalID | None) -> UUID | None:
    """Return the matter of the agenda that is meant, if one is named."""
    return None if matter_id is None else local_id(matter_id, Matter, "matterId")


async def members(
    ask: Ask, meeting_id: UUID, ids: Sequence[relay.GlobalID], *path: str
) -> list[models.MeetingMember]:
    """Return members of this meeting in the order asked for."""
    rolls = await service.load_many_members(ask.uow, [meeting_id])
    roll = {row.id: row for row in rolls[meeting_id]}
    found = [roll.get(local_id(one, MeetingMember, *path)) for one in ids]
    known = [row for row in found if row is not None]
    if len(known) != len(found):
        raise NotOnTheRoll(path=path)
    return known


async def line(ask: Ask, meeting_id: UUID, member_id: relay.GlobalID | None) -> UUID | None:
    """Return the line of the roll that is meant, if one is named."""
    if member_id is None:
        return None
    (found,) = await members(ask, meeting_id, [member_id], "memberId")
    return found.id


async def present(
    ask: Ask, vote: models.Vote, ids: Sequence[relay.GlobalID], *path: str
) -> list[models.MeetingMember]:
    """Return members who are in the room for a vote: signed in, and with no stake in it."""
    known = await members(ask, vote.meeting_id, ids, *path)
    staked = await service.staked_in(ask.uow, vote)
    if not all(row.was_here(vote.opened_at) and row.id not in staked for row in known):
        raise NotPresent(path=path)
    return known


async def stored_sheet(ask: Ask, text: str) -> str:
    """Keep a photographed sheet without its metadata, and return its key."""
    data = decoded(text, SheetUnreadable(path=("sheetBase64",)))
    try:
        picture = photo.cleaned(data)
    except photo.NotAPhoto as error:
        raise SheetUnreadable(path=("sheetBase64",)) from error
    return await storage.take(ask.uow.tenant.code, "sheet", picture.data, picture.content_type)


def aware(moment: datetime) -> datetime:
    """Read a moment without a zone as a wall clock in China does."""
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment
