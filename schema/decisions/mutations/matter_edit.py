"""Write the text of a matter."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.errors import ROUTING, AmountNegative, NotTheAuthor
from schema.decisions.inputs import FundingSourceInput, MatterEditInput
from schema.decisions.types import Matter
from services.decisions import models, proposal, service
from services.decisions.errors import DraftClosed, EmptyText
from services.decisions.proposal import Funding, Proposal
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_PROPOSE,
    returns={"matter": Matter},
    refuses=(AmountNegative, DraftClosed, EmptyText, NotTheAuthor, *ROUTING),
    description="Change the text being written; what is left out stays.",
)
async def matter_edit(ask: Ask, input: MatterEditInput) -> models.Matter:
    row = await touch.own_matter(ask, input.matter_id)
    draft = (await service.load_many_drafts(ask.uow, [row.id])).get(row.id)
    if draft is None:
        raise DraftClosed
    before = proposal.stored(
        row.title, draft.text, draft.budget_fen, draft.funding, draft.attachments
    )
    note = draft.change_note if input.change_note is None else input.change_note
    return await service.edit_draft(
        ask.uow,
        row.id,
        _edited(before, input),
        change_note=note,
        matter_type=input.type_key,
        group_id=touch.group(input.group_id),
    )


def _edited(before: Proposal, input: MatterEditInput) -> Proposal:
    if input.budget_fen is not None and input.budget_fen < 0:
        raise AmountNegative(path=("budget_fen",))
    sources = input.funding_sources
    return Proposal(
        title=before.title if input.title is None else input.title,
        text=before.text if input.text is None else input.text,
        budget_fen=before.budget_fen if input.budget_fen is None else input.budget_fen,
        funding=before.funding if sources is None else _funding(sources),
        attachments=before.attachments,
    )


def _funding(sources: list[FundingSourceInput]) -> tuple[Funding, ...]:
    if any(one.amount_fen < 0 for one in sources):
        raise AmountNegative(path=("funding_sources",))
    return tuple(Funding(source=one.name, amount_fen=one.amount_fen) for one in sources)
