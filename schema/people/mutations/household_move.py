"""Move a whole household to another group, of its village or of another of the county."""

from schema.core.mutations import Ask, mutation
from schema.people.life import MOVES, entry_of, require_group, require_household
from schema.people.life_inputs import HouseholdMoveInput
from schema.people.types import Household
from services.people import models, service
from services.people.errors import NameNeeded, NothingNew
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"household": Household},
    refuses=(*MOVES, NameNeeded, NothingNew),
    description="Move a household to another group; who keeps both villages' rolls may cross them.",
)
async def household_move(ask: Ask, input: HouseholdMoveInput) -> models.Household:
    household = await require_household(ask, input.household_id)
    group = await require_group(ask, input.group_id)
    return await service.move_household(
        ask.uow,
        household.id,
        group.id,
        entry_of(input.reason, input.day),
        village_code=group.village_code,
    )
