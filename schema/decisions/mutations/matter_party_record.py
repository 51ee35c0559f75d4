"""Enter somebody, or a firm, whom a matter concerns."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.errors import NotTheAuthor
from schema.decisions.inputs import MatterPartyRecordInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import EmptyText
from services.decisions.meeting_errors import PartiesClosed, PartiesOnlyInVillages, PartyUnknown
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_PROPOSE,
    returns={"matter": Matter},
    refuses=(EmptyText, NotTheAuthor, PartiesClosed, PartiesOnlyInVillages, PartyUnknown),
    description="Enter somebody, or a firm, whom a matter concerns; the register of interests is "
    "asked about them before the vote.",
)
async def matter_party_record(ask: Ask, input: MatterPartyRecordInput) -> models.Matter:
    row = await touch.own_matter(ask, input.matter_id)
    await service.record_party(
        ask.uow,
        row.id,
        input.kind,
        name=input.name,
        part=input.part,
        household_number=input.household_number,
    )
    return row
