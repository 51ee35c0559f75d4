"""Keep the photo of a posted sheet."""

from infra import clock
from schema.core.encoded import decoded
from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.disclosure.inputs import BulletinPostingReceiptInput
from schema.disclosure.types import Bulletin
from services.disclosure import service
from services.disclosure.errors import (
    PhotoNeeded,
    PostedInTheFuture,
    UnknownBulletin,
    WrongBulletinState,
)
from services.disclosure.models import Bulletin as Row
from tenants.authorization.permissions import Permission


@mutation(
    Permission.BULLETIN_POST_RECEIPT,
    returns={"bulletin": Bulletin},
    refuses=(PhotoNeeded, PostedInTheFuture, UnknownBulletin, WrongBulletinState),
    description="Show that the sheet hangs on its board, with a photo.",
)
async def bulletin_posting_receipt(ask: Ask, input: BulletinPostingReceiptInput) -> Row:
    bulletin_id = local_id(input.bulletin_id, Bulletin, "bulletinId")
    bulletin = await service.find(ask.uow, bulletin_id)
    ask.viewer.require(Permission.BULLETIN_POST_RECEIPT, bulletin.village_code, UnknownBulletin())
    await service.post_receipt(
        ask.uow,
        bulletin_id,
        photo=decoded(input.photo, PhotoNeeded(path=("photo",))),
        board=input.board,
        posted_at=input.posted_at or clock.now(),
    )
    return bulletin
