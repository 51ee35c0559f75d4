"""Verbs about natural villages (自然村): settlements that villagers' groups belong to."""

from collections.abc import Collection, Sequence
from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people.errors import NameNeeded, NaturalVillageExists, UnknownNaturalVillage
from services.people.models import Group, NaturalVillage
from services.people.roll import repository
from services.people.service.households import group_in, lock_villages
from tenants.unit_of_work import UnitOfWork

NAME_LIMIT = 20


async def add_natural_village(uow: UnitOfWork, village_code: str, name: str) -> NaturalVillage:
    """Add a settlement to a village."""
    name = name.strip()
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        raise NameNeeded(path=("name",), limit=NAME_LIMIT)
    await lock_villages(uow, [village_code])
    known = await repository.natural_villages(uow.session, village_code)
    if name in {one.name for one in known}:
        raise NaturalVillageExists(path=("name",), name=name)
    made = NaturalVillage(village_code=village_code, name=name)
    uow.session.add(made)
    await audit.record(
        uow, AuditTag.PEOPLE_NATURAL_VILLAGE_ADD, subject=made.id, village=village_code
    )
    return made


async def place_group(
    uow: UnitOfWork, village_code: str, group_id: UUID, natural_village_id: UUID | None
) -> Group:
    """Say in which settlement a group lives, or with None that it is not known."""
    await lock_villages(uow, [village_code])
    group = await group_in(uow, village_code, group_id)
    known = {one.id for one in await repository.natural_villages(uow.session, village_code)}
    if natural_village_id is not None and natural_village_id not in known:
        raise UnknownNaturalVillage(path=("natural_village_id",))
    group.natural_village_id = natural_village_id
    await audit.record(uow, AuditTag.PEOPLE_GROUP_PLACE, subject=group.id, village=village_code)
    return group


async def list_natural_villages(uow: UnitOfWork, village_code: str) -> Sequence[NaturalVillage]:
    """Return a village's settlements in the order in which they were entered."""
    return await repository.natural_villages(uow.session, village_code)


async def load_natural_villages(
    uow: UnitOfWork, ids: Collection[UUID]
) -> dict[UUID, NaturalVillage]:
    """Return settlements by id, for loaders."""
    found = await repository.natural_villages_by_ids(uow.session, ids)
    return {row.id: row for row in found}
