"""Approve a draft and queue its publication."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.disclosure.inputs import BulletinApproveInput
from schema.disclosure.types import Bulletin
from services.disclosure import service
from services.disclosure.errors import (
    MakerIsChecker,
    NobodyApproves,
    UnknownBulletin,
    WrongBulletinState,
)
from services.disclosure.models import Bulletin as Row
from tenants.authorization.permissions import Permission


@mutation(
    Permission.BULLETIN_APPROVE,
    returns={"bulletin": Bulletin},
    refuses=(MakerIsChecker, NobodyApproves, UnknownBulletin, WrongBulletinState),
    description="Approve a draft; a worker then publishes it. Its author may not approve it.",
)
async def bulletin_approve(ask: Ask, input: BulletinApproveInput) -> Row:
    bulletin_id = local_id(input.bulletin_id, Bulletin, "bulletinId")
    bulletin = await service.find(ask.uow, bulletin_id)
    ask.viewer.require(Permission.BULLETIN_APPROVE, bulletin.village_code, UnknownBulletin())
    return await service.approve_and_queue(ask.uow, bulletin_id)
