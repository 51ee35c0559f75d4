"""Approving and taking back: who drafted may not approve, and minutes later it is too late."""

from datetime import timedelta
from uuid import UUID

from infra import clock
from infra.settings import settings
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.disclosure import repository, workflow, writing
from services.disclosure.errors import AlreadyCorrected
from services.disclosure.models import Bulletin
from services.disclosure.service import posting, questions
from services.disclosure.service.reading import find_for_update
from services.disclosure.workflow import Kind, State, Verb
from services.transparency import service as transparency
from tenants.unit_of_work import UnitOfWork


async def approve_and_queue(uow: UnitOfWork, bulletin_id: UUID) -> Bulletin:
    """Approve a draft and queue its publication; refuses the one who drafted it."""
    bulletin = await find_for_update(uow, bulletin_id)
    after = workflow.advance(bulletin.state, Verb.QUEUE)
    workflow.check_checker(bulletin.maker_id, uow.actor.account_id)
    bulletin.checker_id = uow.actor.account_id
    await _queue(uow, bulletin, after, uow.actor.label)
    return bulletin


async def queue_counted(uow: UnitOfWork, bulletin_id: UUID) -> Bulletin:
    """Queue what was counted against those who would approve; who set it off is not named."""
    bulletin = await find_for_update(uow, bulletin_id)
    workflow.check_counted(bulletin.kind)
    await _queue(uow, bulletin, workflow.advance(bulletin.state, Verb.QUEUE), _COUNTED)
    return bulletin


_COUNTED = "按实际人数自动公布"


async def _queue(uow: UnitOfWork, bulletin: Bulletin, after: State, approved_by: str) -> None:
    bulletin.state, bulletin.queued_at = after, clock.now()
    bulletin.send_after = clock.now() + timedelta(seconds=settings().withdrawal_window_seconds)
    _freeze(bulletin, approved_by)
    uow.enqueue("disclosure.publish", bulletin_id=str(bulletin.id))
    await _audit(uow, AuditTag.DISCLOSURE_BULLETIN_APPROVE, bulletin)


def _freeze(bulletin: Bulletin, checker: str) -> None:
    """Write who approved and the days on the board into the record; it changes no more."""
    since = clock.today()
    bulletin.posted_until = posting.last_day(bulletin, since)
    content = dict(bulletin.record["content"])
    if "posted_until" in content:
        content["posted_until"] = bulletin.posted_until.isoformat()
    bulletin.record = {
        **bulletin.record,
        "content": content,
        "approved_by": checker,
        "approved_on": since.isoformat(),
        "posted_from": since.isoformat(),
        "posted_until": bulletin.posted_until.isoformat(),
    }


async def withdraw(uow: UnitOfWork, bulletin_id: UUID, reason: str) -> Bulletin:
    """Take a bulletin back before its texts go out; afterwards only a correction helps.

    What is in the log stays in the log: a withdrawal that comes after it is a leaf of its own.
    """
    reason = writing.reason(reason)
    bulletin = await find_for_update(uow, bulletin_id)
    after = workflow.advance(bulletin.state, Verb.WITHDRAW)
    workflow.check_window(bulletin.send_after, clock.now())
    if await repository.corrections_of(uow.session, [bulletin.id]):
        raise AlreadyCorrected
    bulletin.state = after
    bulletin.withdrawn_at, bulletin.reason = clock.now(), reason
    await repository.cancel_texts(uow.session, bulletin.id)
    if bulletin.kind == Kind.ANSWER:
        await questions.reopen(uow, bulletin.subject)
    await _audit(uow, AuditTag.DISCLOSURE_BULLETIN_WITHDRAW, bulletin)
    if bulletin.code:
        await _log_withdrawal(uow, bulletin)
    return bulletin


async def _log_withdrawal(uow: UnitOfWork, bulletin: Bulletin) -> None:
    record = {
        "format": "mingbai-withdrawal-v1",
        "title": bulletin.title,
        "village_code": bulletin.village_code,
        "withdraws": bulletin.code,
        "reason": bulletin.reason,
    }
    await transparency.append(
        uow,
        subject=bulletin.id,
        kind="withdrawal",
        record=record,
        supersedes=bulletin.code or "",
    )
    uow.enqueue("disclosure.sign_head")


async def _audit(uow: UnitOfWork, tag: AuditTag, bulletin: Bulletin) -> None:
    await audit.record(
        uow, tag, subject=bulletin.id, village=bulletin.village_code, kind=bulletin.kind
    )
