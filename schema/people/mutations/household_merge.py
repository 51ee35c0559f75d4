"""Merge a whole household into another."""

from schema.core.mutations import Ask, mutation
from schema.people.life import MOVES, entry_of, require_household
from schema.people.life_inputs import HouseholdMergeInput
from schema.people.types import Household
from services.people import models, service
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"household": Household},
    refuses=MOVES,
    description="Merge a whole household into another; its number is not given again.",
)
async def household_merge(ask: Ask, input: HouseholdMergeInput) -> models.Household:
    household = await require_household(ask, input.household_id)
    into = await require_household(ask, input.into_id, "intoId")
    entry = entry_of(input.reason, input.day)
    return await service.merge_households(ask.uow, household.id, into.id, entry)
