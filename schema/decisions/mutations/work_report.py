"""Report on the work."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.paper_inputs import WorkReportInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    EmptyText,
    StepBlocked,
    TransitionRefused,
    WrongStep,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.EXECUTION_REPORT,
    returns={"matter": Matter},
    refuses=(
        EmptyText,
        StepBlocked,
        TransitionRefused,
        WrongStep,
    ),
    description="Report to the branch and the representatives how the decision is carried out.",
)
async def work_report(ask: Ask, input: WorkReportInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.EXECUTION_REPORT)
    await service.report_work(ask.uow, row.id, input.text)
    return row
