"""Let some of a household's people found a household of their own."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.life import (
    MOVES,
    entry_of,
    require_household,
    resident_id_of,
    resident_ids_of,
)
from schema.people.life_inputs import HouseholdSplitInput
from schema.people.types import Household, Resident
from services.people import models, service
from services.people.errors import HouseholdNumberTaken, NameNeeded, WholeHouseholdLeaves
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"household": Household},
    refuses=(*MOVES, HouseholdNumberTaken, NameNeeded, WholeHouseholdLeaves),
    description="Let some of a household's people found a household of their own in its group.",
)
async def household_split(ask: Ask, input: HouseholdSplitInput) -> models.Household:
    household = await require_household(ask, input.household_id)
    return await service.split_household(
        ask.uow,
        household.id,
        resident_ids_of(input.resident_ids),
        entry_of(input.reason, input.day, input.relations),
        head_id=local_id(input.head_id, Resident, "headId"),
        old_head_id=resident_id_of(input.old_head_id, "oldHeadId"),
        number=input.number,
    )
