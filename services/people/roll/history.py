"""Writes a roll's history: an event with its reason, and what it changed for whom."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people.errors import ReasonNeeded
from services.people.roll import repository
from services.people.roll.models import RollEvent, RollReason
from services.people.roll.rules import RollAct
from tenants.unit_of_work import UnitOfWork

REASON_LIMIT = 500
_REASON = Words("reason", "理由", "reason", REASON_LIMIT)


def read_reason(raw: str) -> str:
    """Return a reason as it is kept, or refuse an empty one."""
    reason = _REASON.read(raw)
    if not reason:
        raise ReasonNeeded(path=("reason",), limit=REASON_LIMIT)
    return reason


def commitment(salt: str, reason: str) -> str:
    """Return what stays of a reason once its words are erased."""
    return hashlib.sha256(f"{salt}{reason}".encode()).hexdigest()


class Deed(NamedTuple):
    """What is done to a roll, from which day on, why, and the paper or file it rests on."""

    act: RollAct
    day: date
    reason: str
    document_sha256: str | None = None


async def write_down(
    uow: UnitOfWork,
    village_code: str,
    deed: Deed,
    *,
    villages: Collection[str] = (),
    people: Collection[UUID] = (),
    touched: Collection[UUID] = (),
) -> RollEvent:
    """Keep what was done to a roll: everybody in `villages` or `people` who now stands elsewhere.

    The register is written already; the history follows it in the same transaction.
    """
    salt = secrets.token_hex(16)
    event = RollEvent(
        village_code=village_code,
        act=deed.act,
        day=deed.day,
        commitment=commitment(salt, deed.reason),
        document_sha256=deed.document_sha256,
        account_id=uow.actor.account_id,
        actor=uow.actor.label,
    )
    uow.session.add(event)
    await uow.session.flush()  # the changes refer to it, and are read from the tables
    uow.session.add(RollReason(event_id=event.id, salt=salt, reason=deed.reason))
    changed = await repository.write_down(
        uow.session, event, villages=villages, people=people, touched=touched
    )
    await audit.record(
        uow,
        AuditTag.PEOPLE_ROLL_CHANGE,
        subject=event.id,
        village=village_code,
        act=deed.act.value,
        changed=changed,
    )
    return event
