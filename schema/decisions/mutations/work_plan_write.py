"""Write the plan of the work."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.paper_inputs import WorkPlanWriteInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    EmptyText,
    WrongStep,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.EXECUTION_REPORT,
    returns={"matter": Matter},
    refuses=(
        EmptyText,
        WrongStep,
    ),
    description="Write the plan of the work; the representatives vote on it before work begins.",
)
async def work_plan_write(ask: Ask, input: WorkPlanWriteInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.EXECUTION_REPORT)
    await service.write_plan(ask.uow, row.id, input.text)
    return row
