"""Submit a matter."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.errors import ROUTING, NotTheAuthor
from schema.decisions.inputs import MatterProposeInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    BudgetAndFundingDiffer,
    DraftClosed,
    EmptyText,
    NotMended,
    ObjectorsNotVisited,
    StepBlocked,
    TransitionRefused,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_PROPOSE,
    returns={"matter": Matter},
    refuses=(
        BudgetAndFundingDiffer,
        DraftClosed,
        EmptyText,
        NotMended,
        NotTheAuthor,
        ObjectorsNotVisited,
        StepBlocked,
        TransitionRefused,
        *ROUTING,
    ),
    description="Freeze the text as the next version and send it on.",
)
async def matter_propose(ask: Ask, input: MatterProposeInput) -> models.Matter:
    row = await touch.own_matter(ask, input.matter_id)
    return await service.submit(ask.uow, row.id)
