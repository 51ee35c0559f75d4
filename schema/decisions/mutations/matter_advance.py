"""Move a matter on: post it, or close the step that time and work have ripened."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MatterAdvanceInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    AlreadyPosted,
    StepBlocked,
    StepClosedAlready,
    TransitionRefused,
    WrongStep,
)
from services.decisions.vocabulary import StepKind
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_ADVANCE,
    returns={"matter": Matter},
    refuses=(AlreadyPosted, StepBlocked, StepClosedAlready, TransitionRefused, WrongStep),
    description="Post what the open step puts on the wall, or close the step once nothing "
    "blocks it.",
)
async def matter_advance(ask: Ask, input: MatterAdvanceInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_ADVANCE)
    dossier = (await service.load_many_dossiers(ask.uow, [row.id]))[row.id]
    if input.step_key and input.step_key != dossier.matter.step_key:
        raise StepClosedAlready
    if _has_to_post(dossier):
        await service.post(ask.uow, row.id)
    elif dossier.step is not None and dossier.step.kind is StepKind.ARCHIVE:
        await service.archive(ask.uow, row.id)
    else:
        await service.complete_step(ask.uow, row.id)
    return row


def _has_to_post(dossier: Dossier) -> bool:
    step = dossier.step
    return step is not None and step.kind is StepKind.POST and dossier.posting is None
