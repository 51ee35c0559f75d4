"""Take a bulletin back before its texts go out."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.disclosure.inputs import BulletinWithdrawInput
from schema.disclosure.types import Bulletin
from services.disclosure import service
from services.disclosure.errors import (
    AlreadyCorrected,
    ReasonNeeded,
    TooLateToWithdraw,
    UnknownBulletin,
    WrongBulletinState,
)
from services.disclosure.models import Bulletin as Row
from tenants.authorization.permissions import Permission


@mutation(
    Permission.BULLETIN_WITHDRAW,
    returns={"bulletin": Bulletin},
    refuses=(
        AlreadyCorrected,
        ReasonNeeded,
        TooLateToWithdraw,
        UnknownBulletin,
        WrongBulletinState,
    ),
    description="Take a bulletin back within minutes; what is in the log stays in the log.",
)
async def bulletin_withdraw(ask: Ask, input: BulletinWithdrawInput) -> Row:
    bulletin_id = local_id(input.bulletin_id, Bulletin, "bulletinId")
    bulletin = await service.find(ask.uow, bulletin_id)
    ask.viewer.require(Permission.BULLETIN_WITHDRAW, bulletin.village_code, UnknownBulletin())
    return await service.withdraw(ask.uow, bulletin_id, input.reason)
