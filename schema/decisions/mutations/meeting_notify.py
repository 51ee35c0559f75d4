"""Record how and when the notice of a meeting went out."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingNotifyInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import MeetingNotInState, NotOnTheRoll
from services.decisions.meeting_errors import NoticeChannelMismatch, NoticeTimeRefused
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_RECORD,
    returns={"meeting": Meeting},
    refuses=(MeetingNotInState, NotOnTheRoll, NoticeChannelMismatch, NoticeTimeRefused),
    description="Record how and when the notice went out, to everybody or to named people.",
)
async def meeting_notify(ask: Ask, input: MeetingNotifyInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_RECORD)
    members = await touch.members(ask, row.id, input.member_ids, "memberIds")
    return await service.record_notice(
        ask.uow,
        row.id,
        input.channel,
        told_at=touch.aware(input.told_at),
        note=input.note,
        member_ids=[one.id for one in members],
    )
