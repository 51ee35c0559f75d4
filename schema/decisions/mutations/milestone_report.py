"""Report a milestone."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions.errors import AmountNegative
from schema.decisions.inputs import MilestoneReportInput
from schema.decisions.sent_files import KEEPING_FILES, decoded_files
from schema.decisions.types import Matter, Milestone
from services.decisions import models, service
from services.decisions.errors import MilestoneDone, WrongStep
from tenants.authorization.permissions import Permission


@mutation(
    Permission.EXECUTION_REPORT,
    returns={"matter": Matter},
    refuses=(AmountNegative, MilestoneDone, WrongStep, *KEEPING_FILES),
    description="Report a milestone done, with what was spent and photos of the place.",
)
async def milestone_report(ask: Ask, input: MilestoneReportInput) -> models.Matter:
    milestone_id = local_id(input.milestone_id, Milestone, "milestoneId")
    milestone = await service.find_milestone(ask.uow, milestone_id)
    matter = await service.find_matter(ask.uow, milestone.matter_id)
    ask.viewer.require(Permission.EXECUTION_REPORT, matter.village_code)
    if input.spent_fen < 0:
        raise AmountNegative(path=("spent_fen",))
    await service.report_milestone(
        ask.uow,
        milestone_id,
        note=input.note,
        spent_fen=input.spent_fen,
        photos=decoded_files(input.photos, "photos"),
    )
    return matter
