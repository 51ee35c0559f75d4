"""Declare a near relative or a firm of one's own."""

from infra.errors import DomainError, NotFound
from schema.core.mutations import Ask, mutation
from schema.people.inputs import InterestDeclareInput, InterestInput
from schema.people.types import Interest
from services.people import models, service
from services.people.errors import (
    InterestInOneself,
    InterestNameNeeded,
    InterestStands,
    RelativeAmbiguous,
    ResidentNotLiving,
    UnknownResident,
)
from services.people.service import Declared
from tenants.authorization.permissions import Permission

REFUSES: tuple[type[DomainError], ...] = (
    InterestInOneself,
    InterestNameNeeded,
    InterestStands,
    RelativeAmbiguous,
    ResidentNotLiving,
    UnknownResident,
)


def declared_of(told: InterestInput) -> Declared:
    """Return what was filled in."""
    return Declared(told.name, told.relation, told.household_number)


@mutation(
    Permission.INTEREST_DECLARE,
    returns={"interest": Interest},
    refuses=REFUSES,
    description="Declare a near relative (Civil Code art. 1045) or a firm; others see no names.",
)
async def interest_declare(ask: Ask, input: InterestDeclareInput) -> models.Interest:
    if ask.viewer.resident_id is None:
        raise NotFound
    declared = declared_of(input.interest)
    return await service.declare_interest(ask.uow, ask.viewer.resident_id, declared)
