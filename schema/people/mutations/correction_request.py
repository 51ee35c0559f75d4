"""Ask for something about oneself to be corrected."""

from infra.errors import NotFound
from schema.core.mutations import Ask, mutation
from schema.people.life_inputs import CorrectionRequestInput
from schema.people.types import CorrectionRequest
from services.people import models, service
from services.people.errors import (
    CorrectionOpen,
    NameNeeded,
    ReasonNeeded,
    UnknownResident,
    ValueUnreadable,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.OPINION_SUBMIT,
    returns={"request": CorrectionRequest},
    refuses=(CorrectionOpen, NameNeeded, ReasonNeeded, UnknownResident, ValueUnreadable),
    description="Ask for something about oneself to be corrected; answered within 15 days.",
)
async def correction_request(ask: Ask, input: CorrectionRequestInput) -> models.CorrectionRequest:
    if ask.viewer.resident_id is None:
        raise NotFound
    return await service.ask_correction(
        ask.uow, ask.viewer.resident_id, input.field.value, input.value, input.words
    )
