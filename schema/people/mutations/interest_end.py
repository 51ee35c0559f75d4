"""End an entry of the register of interests; no holder ends their own."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.inputs import InterestEndInput
from schema.people.types import Interest
from services.people import models, service
from services.people.errors import OwnOffice, UnknownInterest
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"interest": Interest},
    refuses=(OwnOffice, UnknownInterest),
    description="End an entry that holds no longer; it is kept, and counts no more.",
)
async def interest_end(ask: Ask, input: InterestEndInput) -> models.Interest:
    one = local_id(input.interest_id, Interest, "interestId")
    found = (await service.load_interests(ask.uow, [one])).get(one)
    missing = UnknownInterest(path=("interestId",))
    if found is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_MANAGE, found.village_code, missing)
    if found.holder_id == ask.viewer.resident_id:
        raise OwnOffice
    return await service.end_interest(ask.uow, one)
