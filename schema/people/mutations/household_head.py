"""Let another member head a household."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.life import MOVES, entry_of, require_household
from schema.people.life_inputs import HouseholdHeadInput
from schema.people.types import Household, Resident
from services.people import models, service
from services.people.errors import NothingNew
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"household": Household},
    refuses=(*MOVES, NothingNew),
    description="Let another member head a household.",
)
async def household_head(ask: Ask, input: HouseholdHeadInput) -> models.Household:
    household = await require_household(ask, input.household_id)
    head = local_id(input.head_id, Resident, "headId")
    entry = entry_of(input.reason, input.day, input.relations)
    return await service.change_head(ask.uow, household.id, head, entry)
