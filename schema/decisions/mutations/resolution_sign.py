"""Sign a resolution."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import ResolutionSignInput
from schema.decisions.types import Resolution
from services.decisions import models, service
from services.decisions.errors import AlreadySigned, NotOnTheRoll, NotPresent
from tenants.authorization.permissions import Permission


@mutation(
    Permission.RESOLUTION_SIGN,
    returns={"resolution": Resolution},
    refuses=(AlreadySigned, NotOnTheRoll, NotPresent),
    description="Sign a resolution oneself; only who was present may.",
)
async def resolution_sign(ask: Ask, input: ResolutionSignInput) -> models.Resolution:
    row = await touch.resolution(ask, input.resolution_id, Permission.RESOLUTION_SIGN)
    await service.sign_resolution(ask.uow, row.id)
    return row
