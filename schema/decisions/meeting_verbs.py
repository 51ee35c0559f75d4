"""What a viewer may do with a meeting right now."""

from infra import clock
from schema.core.context import Info
from schema.decisions import loaders, sittings
from schema.decisions.words import MeetingState, Outcome
from services.decisions import conveners, models
from services.decisions.service import proxies
from services.decisions.service.minuting import OVER
from services.decisions.service.signing_in import DOORS_OPEN
from services.decisions.vocabulary import ELECTRONIC, Body
from tenants.authorization.permissions import Permission
from tenants.viewer import Viewer


async def verbs_of(
    info: Info, meeting: models.Meeting, own: models.MeetingMember | None
) -> list[str]:
    """Return the verbs in the order of a meeting; between two items it may be signed in again."""
    viewer, state = info.context.viewer, MeetingState(meeting.state)
    votes = await info.context.loader(loaders.votes_in).load(meeting.id)
    open_votes = [one for one in votes if one.outcome == Outcome.OPEN.value]
    free = await _may_be_in_the_room(info, meeting, own)
    found = _before(viewer, meeting, state, own if free else None, voting=bool(open_votes))
    if state is MeetingState.CALLED:
        found += await _announcing(info, meeting, own)
    opens = state is MeetingState.OPEN and not open_votes
    if opens and await _conducts(info, meeting):
        found.append("open_vote")
    for vote in open_votes:
        found += await _voting(info, meeting, vote)
    return [*found, *await _afterwards(info, meeting, own)]


async def _announcing(
    info: Info, meeting: models.Meeting, own: models.MeetingMember | None
) -> list[str]:
    """Return what can be done about the notice until the meeting opens."""
    viewer, found = info.context.viewer, []
    proof = await info.context.loader(loaders.proofs).load(meeting.id)
    told = proof is not None and own is not None and own.id in proof.first
    if own is not None and not told and _may(viewer, meeting, Permission.MEETING_ATTEND):
        found.append("acknowledge")
    if _may(viewer, meeting, Permission.MEETING_RECORD):
        found.append("record_notice")
        found += ["record_proxy", "end_proxy"] if proxies.allowed(Body(meeting.body)) else []
    if _may(viewer, meeting, Permission.MEETING_CALL):
        found.append("attach")
    return found


async def _may_be_in_the_room(
    info: Info, meeting: models.Meeting, own: models.MeetingMember | None
) -> bool:
    """Say whether something is left on the agenda in which this member has no stake."""
    if own is None:
        return False
    items = await info.context.loader(loaders.items).load(meeting.id)
    rows = await info.context.loader(loaders.recusals).load(meeting.id)
    staked = {row.item_id for row in rows if row.member_id == own.id}
    return any(item.id not in staked for item in items if not item.ended)


async def _afterwards(
    info: Info, meeting: models.Meeting, own: models.MeetingMember | None
) -> list[str]:
    """Return what whoever came to a meeting can do with its minutes."""
    came = own is not None and own.present_at is not None
    if meeting.state not in OVER or not came or own is None:
        return []
    if not _may(info.context.viewer, meeting, Permission.MEETING_ATTEND):
        return []
    record = await info.context.loader(loaders.minutes).load(meeting.id)
    signed = record is not None and any(who.id == own.id for who, _ in record.signatures)
    return ["object_minutes"] if signed else ["sign_minutes", "object_minutes"]


def _may(viewer: Viewer, meeting: models.Meeting, permission: Permission) -> bool:
    return viewer.may(permission, meeting.village_code)


def _before(
    viewer: Viewer,
    meeting: models.Meeting,
    state: MeetingState,
    own: models.MeetingMember | None,
    *,
    voting: bool,
) -> list[str]:
    """Return what can be done until the vote begins."""
    if state not in {MeetingState.CALLED, MeetingState.OPEN} or voting:
        return []
    now, found = clock.now(), []
    doors = now >= meeting.scheduled_at - DOORS_OPEN
    absent = own is not None and not own.here
    if doors and absent and _may(viewer, meeting, Permission.MEETING_ATTEND):
        found.append("sign_in")
    if own is not None and own.here and state is MeetingState.OPEN:
        found.append("leave")
    if _may(viewer, meeting, Permission.MEETING_RECORD):
        found += ["sign_in_member", "excuse"] if doors else ["excuse"]
    elif absent and _may(viewer, meeting, Permission.MEETING_ATTEND):
        found.append("excuse")
    if _may_recuse(viewer, meeting, own):
        found.append("recuse")
    if _may(viewer, meeting, Permission.MEETING_PRESIDE):
        called = state is MeetingState.CALLED and now >= meeting.scheduled_at
        found += ["open", "adjourn"] if called else ["adjourn"]
        found.append("hand_over")
    return found


def _may_recuse(viewer: Viewer, meeting: models.Meeting, own: models.MeetingMember | None) -> bool:
    """Say whether the viewer may record a stake: their own, or as the clerk anybody's."""
    return _may(viewer, meeting, Permission.MEETING_RECORD) or (
        own is not None and _may(viewer, meeting, Permission.MEETING_ATTEND)
    )


async def _voting(info: Info, meeting: models.Meeting, vote: models.Vote) -> list[str]:
    """Return what can be done while the vote is open."""
    viewer, found = info.context.viewer, []
    screen = vote.form in ELECTRONIC
    members = await info.context.loader(loaders.members).load(meeting.id)
    lines = [one for one in sittings.lines_of(viewer, members) if one.here]
    free = [one for one in lines if not await _is_staked(info, vote, one)]
    if screen and free and _may(viewer, meeting, Permission.VOTE_CAST):
        cast = await info.context.loader(loaders.lines_voted).load(vote.id)
        found += [] if all(one.id in cast for one in free) else ["cast"]
    counted = None if screen else await info.context.loader(loaders.paper_counts).load(vote.id)
    if not screen and counted is None and _may(viewer, meeting, Permission.VOTE_RECORD):
        found.append("record_count")
    if counted is not None and _may(viewer, meeting, Permission.VOTE_RECORD):
        found.append("strike_count")
    if (screen or counted) and await _conducts(info, meeting):
        found.append("close_vote")
    return found


async def _conducts(info: Info, meeting: models.Meeting) -> bool:
    """Say whether the viewer puts the questions: presides, or may convene the body."""
    viewer = info.context.viewer
    if not _may(viewer, meeting, Permission.VOTE_OPEN):
        return False
    items = await info.context.loader(loaders.items).load(meeting.id)
    files = await info.context.loader(loaders.dossiers).load_many([one.matter_id for one in items])
    pairs = zip(items, files, strict=True)
    steps = [file.method.step(one.step_key) for one, file in pairs if file is not None]
    return conveners.conducts(viewer.roles, viewer.resident_id, meeting, steps)


async def _is_staked(info: Info, vote: models.Vote, own: models.MeetingMember) -> bool:
    items = await info.context.loader(loaders.items).load(vote.meeting_id)
    rows = await info.context.loader(loaders.recusals).load(vote.meeting_id)
    about = {item.id for item in items if item.matter_id == vote.matter_id}
    return any(row.member_id == own.id and row.item_id in about for row in rows)
