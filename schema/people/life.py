"""What the mutations of a roll's life share: refusals, reading their inputs, whose roll it is."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from strawberry import relay

from infra.errors import DomainError
from infra.texts import Words
from schema.core.mutations import Ask
from schema.core.node import local_id
from schema.people.life_inputs import RelationInput
from schema.people.types import Household, Resident, VillagerGroup
from services.people import models, service
from services.people.errors import (
    DayBeforeLastChange,
    DayInFuture,
    HeadNeeded,
    HeadNotInHousehold,
    HouseholdMergedIntoItself,
    NobodyChosen,
    NotOneHousehold,
    ReasonNeeded,
    ResidentNotLiving,
    UnknownGroup,
    UnknownHousehold,
    UnknownResident,
    UnknownVillage,
    VillageNotActive,
)
from services.people.service import Entry
from tenants.authorization.permissions import Permission
from tenants.errors import RolesIncompatible

DAYS: tuple[type[DomainError], ...] = (DayBeforeLastChange, DayInFuture)
HEADS: tuple[type[DomainError], ...] = (HeadNeeded, HeadNotInHousehold)
PLACES: tuple[type[DomainError], ...] = (UnknownVillage, VillageNotActive)
MOVES: tuple[type[DomainError], ...] = (
    *DAYS,
    *HEADS,
    *PLACES,
    HouseholdMergedIntoItself,
    NobodyChosen,
    NotOneHousehold,
    ReasonNeeded,
    ResidentNotLiving,
    RolesIncompatible,
    UnknownGroup,
    UnknownHousehold,
    UnknownResident,
)
_PEOPLE = Words("resident_ids", "人", "people", 30)
_RELATIONS = Words("relations", "关系", "relations", 30)
_RELATION = Words("relations", "与户主关系", "relation to the head", 20)


def entry_of(reason: str, day: date | None, relations: Sequence[RelationInput] = ()) -> Entry:
    """Return what every act names."""
    _RELATIONS.few(relations)
    told = {
        local_id(one.resident_id, Resident, "relations"): _RELATION.read(one.relation)
        for one in relations
    }
    return Entry(reason, day, told)


def resident_id_of(told: relay.GlobalID | None, *path: str) -> UUID | None:
    """Return the id of a person who may be named or not."""
    return None if told is None else local_id(told, Resident, *path)


def resident_ids_of(told: Sequence[relay.GlobalID]) -> list[UUID]:
    """Return the ids of people of one household."""
    _PEOPLE.few(told)
    return [local_id(one, Resident, "residentIds") for one in told]


async def require_household(
    ask: Ask, told: relay.GlobalID, path: str = "householdId"
) -> models.Household:
    """Return a household whose village's roll the viewer keeps."""
    one = local_id(told, Household, path)
    found = (await service.load_households(ask.uow, [one])).get(one)
    missing = UnknownHousehold(path=(path,), number="")
    if found is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_REGISTER, found.village_code, missing)
    return found


async def require_group(ask: Ask, told: relay.GlobalID) -> models.Group:
    """Return a group whose village's roll the viewer keeps."""
    one = local_id(told, VillagerGroup, "groupId")
    found = (await service.load_groups(ask.uow, [one])).get(one)
    missing = UnknownGroup(path=("groupId",))
    if found is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_REGISTER, found.village_code, missing)
    return found


async def require_people(ask: Ask, ids: Sequence[UUID]) -> None:
    """Refuse people whose village's roll the viewer does not keep, as if they were not there."""
    found = await service.load_residents(ask.uow, ids)
    missing = UnknownResident(path=("residentIds",))
    for one in ids:
        if one not in found:
            raise missing
        ask.viewer.require(Permission.PEOPLE_REGISTER, found[one].village_code, missing)
