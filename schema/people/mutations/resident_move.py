"""Move people of one household into another of the county."""

from schema.core.mutations import Ask, mutation
from schema.people.life import (
    MOVES,
    entry_of,
    require_household,
    require_people,
    resident_id_of,
    resident_ids_of,
)
from schema.people.life_inputs import ResidentMoveInput
from schema.people.types import Household
from services.people import models, service
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"household": Household},
    refuses=MOVES,
    description="Move people of one household into another; offices end with leaving a village.",
)
async def resident_move(ask: Ask, input: ResidentMoveInput) -> models.Household:
    people = resident_ids_of(input.resident_ids)
    await require_people(ask, people)
    into = await require_household(ask, input.into_id, "intoId")
    return await service.move_people(
        ask.uow,
        people,
        into.id,
        entry_of(input.reason, input.day, input.relations),
        old_head_id=resident_id_of(input.old_head_id, "oldHeadId"),
    )
