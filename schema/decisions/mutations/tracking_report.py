"""Report as the representative who follows a matter's execution."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import TrackingReportInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import EmptyText, NothingToTrack, NotTheTracker
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_ATTEND,
    returns={"matter": Matter},
    refuses=(EmptyText, NotTheTracker, NothingToTrack),
    description="Report what the tracking representative saw; the village reads it.",
)
async def tracking_report(ask: Ask, input: TrackingReportInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MEETING_ATTEND)
    await service.report_tracking(ask.uow, row.id, input.text)
    return row
