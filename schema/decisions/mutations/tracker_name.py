"""Name the representative who follows a matter's execution."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions import touch
from schema.decisions.inputs import TrackerNameInput
from schema.decisions.types import Matter
from schema.people.types import Resident
from services.decisions import models, service
from services.decisions.errors import NothingToTrack, TrackerBarred
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_CALL,
    returns={"matter": Matter},
    refuses=(NothingToTrack, TrackerBarred),
    description="Name a representative to follow a passed matter's work; another is relieved.",
)
async def tracker_name(ask: Ask, input: TrackerNameInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MEETING_CALL)
    who = local_id(input.resident_id, Resident, "residentId")
    await service.name_tracker(ask.uow, row.id, who)
    return row
