"""What a viewer sees of a meeting: its agenda as far as it is theirs, and their own line."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from schema.core.context import Info
from schema.decisions import loaders, visibility
from services.decisions import models
from services.people import service as people
from tenants.unit_of_work import UnitOfWork
from tenants.viewer import Viewer

_FOR_A_HOUSEHOLD = "household_representative"


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
    viewer: Viewer, members: Sequence[models.MeetingMember], home: UUID | None = None
) -> models.MeetingMember | None:
    """Return the viewer's line of a roll: their own first, then one they act for.

    `home` is their household: any of it may stand for its line while nobody else does.
    """
    own = viewer.resident_id
    if own is None:
        return None
    theirs = [row for row in members if own in {row.resident_id, row.acting_id}]
    near = [row for row in members if home and row.household_id == home and row.acting_id is None]
    return min(theirs, key=lambda row: row.resident_id != own, default=next(iter(near), None))


def by_households(members: Sequence[models.MeetingMember]) -> bool:
    """Say whether each line of a roll stands for a household."""
    return any(row.capacity == _FOR_A_HOUSEHOLD for row in members)


async def home_of(uow: UnitOfWork, viewer: Viewer) -> UUID | None:
    """Return the household of the viewer."""
    if viewer.resident_id is None:
        return None
    found = await people.load_residents(uow, [viewer.resident_id])
    return found[viewer.resident_id].household_id if viewer.resident_id in found else None


async def own_of(
    info: Info, members: Sequence[models.MeetingMember]
) -> models.MeetingMember | None:
    """Return the viewer's line, by their household where households are on the roll."""
    viewer, home = info.context.viewer, None
    if viewer.resident_id is not None and by_households(members):
        home = await info.context.loader(loaders.homes).load(viewer.resident_id)
    return own_line(viewer, members, home)


async def seen(info: Info, meeting_ids: Sequence[UUID]) -> list[Seen]:
    """Return what the viewer sees of meetings: a member reads every item, others what they may."""
    ids = list(meeting_ids)
    agendas = await info.context.loader(loaders.items).load_many(ids)
    rolls = await info.context.loader(loaders.members).load_many(ids)
    named = [item.matter_id for agenda in agendas for item in agenda]
    known = await visibility.seen_matters(info, named)
    found = []
    for agenda, roll in zip(agendas, rolls, strict=True):
        own = await own_of(info, roll)
        about = {item.matter_id for item in agenda}
        found.append(Seen(agenda, frozenset(about if own else about & known), own))
    return found


def lines_of(viewer: Viewer, members: Sequence[models.MeetingMember]) -> list[models.MeetingMember]:
    """Return the lines on which the viewer votes: their own, and those they act for."""
    return [row for row in members if row.actor_id == viewer.resident_id]
