"""Take back that a matter concerns somebody."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.errors import NotTheAuthor
from schema.decisions.inputs import MatterPartyEndInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.meeting_errors import PartiesClosed, PartyNotListed
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_PROPOSE,
    returns={"matter": Matter},
    refuses=(NotTheAuthor, PartiesClosed, PartyNotListed),
    description="Take back that a matter concerns somebody; the entry is kept with its end.",
)
async def matter_party_end(ask: Ask, input: MatterPartyEndInput) -> models.Matter:
    row = await touch.own_matter(ask, input.matter_id)
    rows = (await service.load_many_parties(ask.uow, [row.id]))[row.id]
    if not 1 <= input.number <= len(rows):
        raise PartyNotListed(path=("number",))
    await service.end_party(ask.uow, row.id, rows[input.number - 1].id)
    return row
