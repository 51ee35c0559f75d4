"""The order of business of a meeting: which item is dealt with now; pure."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from services.decisions.models import AgendaItem, Recusal


def current(items: Sequence[AgendaItem], voting_on: Collection[UUID] = ()) -> AgendaItem:
    """Return the item that is dealt with: under vote, else the first to come, else the last.

    `voting_on` are the matters of votes that are open: at most one in a meeting.
    """
    waiting = [item for item in items if not item.ended]
    voted = [item for item in waiting if item.matter_id in voting_on]
    return (voted or waiting or [items[-1]])[0]


def recused_from(item: AgendaItem, recusals: Iterable[Recusal]) -> frozenset[UUID]:
    """Return the members who have a stake in an item."""
    return frozenset(one.member_id for one in recusals if one.item_id == item.id)
