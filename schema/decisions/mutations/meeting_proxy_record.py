"""Enter a member's written proxy."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions import touch
from schema.decisions.errors import SheetUnreadable
from schema.decisions.inputs import MeetingProxyRecordInput
from schema.decisions.types import Meeting
from schema.people.types import Resident
from services.decisions import models, service
from services.decisions.errors import (
    AttendanceFrozen,
    MeetingNotInState,
    NotOnTheRoll,
    SheetNeeded,
)
from services.decisions.meeting_errors import ProxyNotAllowed, ProxyOutsideHousehold, ProxyStands
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_RECORD,
    returns={"meeting": Meeting},
    refuses=(
        AttendanceFrozen,
        MeetingNotInState,
        NotOnTheRoll,
        ProxyNotAllowed,
        ProxyOutsideHousehold,
        ProxyStands,
        SheetNeeded,
        SheetUnreadable,
    ),
    description="Enter a member's written proxy, where the law knows one: collective law art. 27.",
)
async def meeting_proxy_record(ask: Ask, input: MeetingProxyRecordInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_RECORD)
    (member,) = await touch.members(ask, row.id, [input.member_id], "memberId")
    holder = local_id(input.resident_id, Resident, "residentId")
    key = await touch.stored_sheet(ask, input.sheet_base64)
    await service.record_proxy(ask.uow, row.id, member.id, holder, key)
    return row
