"""Merge villages into another."""

from schema.core.mutations import Ask, mutation
from schema.people.inputs import VillageMergeInput
from schema.people.types import Village
from services.people import models, service
from services.people.errors import (
    MergeIntoItself,
    MergeNeedsVillages,
    ReasonNeeded,
    UnknownVillage,
    VillageNotActive,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.DIVISION_MANAGE,
    returns={"village": Village},
    refuses=(
        MergeIntoItself,
        MergeNeedsVillages,
        ReasonNeeded,
        UnknownVillage,
        VillageNotActive,
    ),
    description="Merge villages into one: rolls move along, offices of the merged villages end.",
)
async def village_merge(ask: Ask, input: VillageMergeInput) -> models.Village:
    for place in (*input.village_codes, input.into):
        ask.viewer.require(Permission.DIVISION_MANAGE, place)
    return await service.merge_villages(ask.uow, input.village_codes, input.into, input.reason)
