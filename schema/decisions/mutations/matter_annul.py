"""Record that a decision was set aside."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MatterAnnulInput
from schema.decisions.matter_verbs import township_of
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    AnnulmentDayAhead,
    EmptyText,
    OnlyInVillages,
    OwnWorkReviewed,
    ReasonNeeded,
    TransitionRefused,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_ANNUL,
    returns={"matter": Matter},
    refuses=(
        AnnulmentDayAhead,
        EmptyText,
        OnlyInVillages,
        OwnWorkReviewed,
        ReasonNeeded,
        TransitionRefused,
    ),
    description="Record that a court, the villagers' assembly or an order of the township set a "
    "passed decision aside; it cannot be taken back.",
)
async def matter_annul(ask: Ask, input: MatterAnnulInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_ANNUL)
    ask.viewer.require(Permission.MATTER_ANNUL, township_of(row.village_code))
    return await service.annul(
        ask.uow,
        row.id,
        annuller=input.annuller,
        document=input.document,
        decided_on=input.decided_on,
        reason=input.reason,
    )
