"""Draft the correction of a published bulletin."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.disclosure.inputs import BulletinCorrectInput
from schema.disclosure.types import Bulletin
from services.disclosure import service
from services.disclosure.errors import (
    AlreadyCorrected,
    BadRecord,
    NothingChanged,
    ReasonNeeded,
    UnknownBulletin,
    UnknownField,
    WrongBulletinState,
)
from services.disclosure.models import Bulletin as Row
from tenants.authorization.permissions import Permission


@mutation(
    Permission.BULLETIN_CORRECT,
    returns={"bulletin": Bulletin},
    refuses=(
        AlreadyCorrected,
        BadRecord,
        NothingChanged,
        ReasonNeeded,
        UnknownBulletin,
        UnknownField,
        WrongBulletinState,
    ),
    description="Draft a correction, which somebody else approves; returns the new bulletin.",
)
async def bulletin_correct(ask: Ask, input: BulletinCorrectInput) -> Row:
    bulletin_id = local_id(input.bulletin_id, Bulletin, "bulletinId")
    bulletin = await service.find(ask.uow, bulletin_id)
    ask.viewer.require(Permission.BULLETIN_CORRECT, bulletin.village_code, UnknownBulletin())
    changes = {change.field: change.value for change in input.changes}
    return await service.correct_fields(ask.uow, bulletin_id, changes, input.reason)
