"""Write somebody onto the roll."""

from schema.core.mutations import Ask, mutation
from schema.people.life import DAYS, PLACES, entry_of, require_group, require_household
from schema.people.life_inputs import ResidentAddInput
from schema.people.types import Resident
from services.people import models, service
from services.people.errors import (
    BirthDateWrong,
    NameNeeded,
    ReasonNeeded,
    SamePerson,
    UnknownGroup,
    UnknownHousehold,
)
from services.people.roll.rules import RollAct
from services.people.service import Newcomer
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"resident": Resident},
    refuses=(
        *DAYS,
        *PLACES,
        BirthDateWrong,
        NameNeeded,
        ReasonNeeded,
        SamePerson,
        UnknownGroup,
        UnknownHousehold,
    ),
    description="Write somebody onto the roll: born into a household, or come to live here.",
)
async def resident_add(ask: Ask, input: ResidentAddInput) -> models.Resident:
    newcomer = Newcomer(input.name, input.gender, input.born, input.relation)
    entry, act = entry_of(input.reason, input.day), RollAct(input.arrival.value)
    if input.household_id is not None:
        household = await require_household(ask, input.household_id)
        return await service.add_resident(ask.uow, household.id, newcomer, entry, act=act)
    if input.group_id is None:
        raise UnknownHousehold(path=("householdId",), number="")
    group = await require_group(ask, input.group_id)
    return await service.add_household(ask.uow, group.village_code, group.id, newcomer, entry)
