"""Grant or refuse what a resident asked to be corrected."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.life import DAYS, PLACES
from schema.people.life_inputs import CorrectionDecideInput
from schema.people.types import CorrectionRequest
from services.people import models, service
from services.people.errors import (
    CorrectionDecided,
    NameNeeded,
    NothingNew,
    OwnCorrection,
    PhoneOnRoll,
    ReasonNeeded,
    ResidentNotLiving,
    SamePerson,
    UnknownCorrection,
    UnknownResident,
    ValueUnreadable,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"request": CorrectionRequest},
    refuses=(
        *DAYS,
        *PLACES,
        CorrectionDecided,
        NameNeeded,
        NothingNew,
        OwnCorrection,
        PhoneOnRoll,
        ReasonNeeded,
        ResidentNotLiving,
        SamePerson,
        UnknownCorrection,
        UnknownResident,
        ValueUnreadable,
    ),
    description="Grant a request for correction, which corrects the roll, or refuse it.",
)
async def correction_decide(ask: Ask, input: CorrectionDecideInput) -> models.CorrectionRequest:
    one = local_id(input.request_id, CorrectionRequest, "requestId")
    found = (await service.load_corrections(ask.uow, [one])).get(one)
    missing = UnknownCorrection(path=("requestId",))
    if found is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_REGISTER, found.village_code, missing)
    return await service.decide_correction(ask.uow, one, input.answer, granted=input.granted)
