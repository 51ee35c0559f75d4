"""A village whose roll knows birthdays and families, for the meetings of everybody."""

from datetime import date

from infra.ids import new_id
from services.people import service as people
from services.people.models import Resident
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import Stage

GROWN = date(1980, 5, 1)
CHILD = date(2015, 5, 1)


async def sanmiaoshu(county: Tenant, *, delegated: bool = False) -> Stage:
    """Make 三苗树村 with 113 households: a head of age in each, a spouse in the first 40.

    The first 20 have a child too; nothing is delegated to the representatives unless asked.
    """
    made = await (factory.sanmiaoshu if delegated else _without)(county)
    async with unit_of_work(county) as uow:
        heads = sorted(await people.list_residents(uow, made.code), key=lambda one: one.name)
        for number, head in enumerate(heads):
            head.birth_date = GROWN
            if number < 40:
                uow.session.add(_relative(head, f"配偶{number:02d}", "配偶", GROWN))
            if number < 20:
                uow.session.add(_relative(head, f"子女{number:02d}", "子女", CHILD))
    async with unit_of_work(county) as uow:
        for one in await people.list_residents(uow, made.code):
            made.people.setdefault(one.name, Actor(new_id(), one.id, one.name))
    return made


async def _without(county: Tenant) -> Stage:
    """Make the village and take the delegation back, as if the assembly had given none."""
    return await factory._settled(county, factory.samples.SANMIAOSHU, delegated=False)


def _relative(head: Resident, name: str, relation: str, born: date) -> Resident:
    return Resident(
        village_code=head.village_code,
        household_id=head.household_id,
        name=name,
        gender="female",
        birth_date=born,
        relation=relation,
    )
