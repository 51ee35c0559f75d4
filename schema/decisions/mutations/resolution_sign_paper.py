"""Enter signatures from a sheet."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.errors import SheetUnreadable
from schema.decisions.inputs import ResolutionSignPaperInput
from schema.decisions.types import Resolution
from services.decisions import models, service
from services.decisions.errors import NotOnTheRoll, NotPresent, SheetNeeded
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_RECORD,
    returns={"resolution": Resolution},
    refuses=(NotOnTheRoll, NotPresent, SheetNeeded, SheetUnreadable),
    description="Enter the signatures of a photographed sheet.",
)
async def resolution_sign_paper(ask: Ask, input: ResolutionSignPaperInput) -> models.Resolution:
    row = await touch.resolution(ask, input.resolution_id, Permission.MEETING_RECORD)
    vote = await service.find_vote(ask.uow, row.vote_id)
    signed = await touch.present(ask, vote, input.member_ids, "memberIds")
    key = await touch.stored_sheet(ask, input.sheet_base64)
    await service.record_signatures(ask.uow, row.id, [one.resident_id for one in signed], key)
    return row
