"""The board itself: a dated photo shows that the sheet hangs."""

import hashlib
from datetime import datetime
from uuid import UUID

from infra import clock, storage
from infra.documents import photo as photos
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.disclosure import workflow, writing
from services.disclosure.errors import PhotoNeeded, PostedInTheFuture
from services.disclosure.models import PostingReceipt
from services.disclosure.service.reading import find
from services.disclosure.workflow import State
from tenants.unit_of_work import UnitOfWork


async def post_receipt(
    uow: UnitOfWork, bulletin_id: UUID, *, photo: bytes, board: str, posted_at: datetime
) -> PostingReceipt:
    """Keep the photo of a posted sheet with its board and its time."""
    board = writing.BOARD.read(board)
    bulletin = await find(uow, bulletin_id)
    if bulletin.state != State.PUBLISHED:
        raise workflow.wrong_state(bulletin.state)
    picture = _cleaned(photo)
    key = await storage.take(uow.tenant.code, "board", picture.data, picture.content_type)
    if posted_at > clock.now():
        raise PostedInTheFuture(path=("posted_at",))
    receipt = PostingReceipt(
        bulletin_id=bulletin.id,
        board=board,
        photo_key=key,
        sha256=hashlib.sha256(picture.data).hexdigest(),
        posted_at=posted_at,
        account_id=uow.actor.account_id,
    )
    uow.session.add(receipt)
    await audit.record(
        uow, AuditTag.DISCLOSURE_RECEIPT_POST, subject=bulletin.id, village=bulletin.village_code
    )
    return receipt


def _cleaned(photo: bytes) -> photos.Photo:
    try:
        return photos.cleaned(photo)
    except photos.NotAPhoto as error:
        raise PhotoNeeded(path=("photo",)) from error
