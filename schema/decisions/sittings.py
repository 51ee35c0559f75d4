"""What a viewer sees of a meeting: its agenda as far as it is theirs, and their own line."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from schema.core.context import Info
from schema.decisions import loaders, visibility
from services.decisions import models
from tenants.viewer import Viewer


@dataclass(frozen=True)
class Seen:
    """The agenda of a meeting, the matters on it that the viewer may read, their own line."""

    items: Sequence[models.AgendaItem]
    readable: frozenset[UUID]
    own: models.MeetingMember | None

    @property
    def visible(self) -> bool:
        return bool(self.readable) or self.own is not None


def own_line(
    viewer: Viewer, members: Sequence[models.MeetingMember]
) -> models.MeetingMember | None:
    """Return the viewer's line of a roll."""
    own = viewer.resident_id
    return next((row for row in members if own is not None and row.resident_id == own), None)


async def seen(info: Info, meeting_ids: Sequence[UUID]) -> list[Seen]:
    """Return what the viewer sees of meetings: a member reads every item, others what they may."""
    ids, viewer = list(meeting_ids), info.context.viewer
    agendas = await info.context.loader(loaders.items).load_many(ids)
    rolls = await info.context.loader(loaders.members).load_many(ids)
    named = [item.matter_id for agenda in agendas for item in agenda]
    known = await visibility.seen_matters(info, named)
    found = []
    for agenda, roll in zip(agendas, rolls, strict=True):
        own = own_line(viewer, roll)
        about = {item.matter_id for item in agenda}
        found.append(Seen(agenda, frozenset(about if own else about & known), own))
    return found
