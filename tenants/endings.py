"""When rows of identity and of the jobs go, as `tenants.privacy` promises (PIPL art. 47)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_
from sqlmodel import SQLModel, col

from infra.outbox import InboxRow, OutboxRow
from tenants.idempotency import IdempotencyRow
from tenants.models import AccountSession, ApiToken, OneTimeCode, SignInEvent, TotpDevice

CODES_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)
DEVICES_KEPT = timedelta(days=30)
TOKENS_KEPT = timedelta(days=180)
SIGN_INS_KEPT = timedelta(days=366)
ANSWERS_KEPT = timedelta(days=7)
JOBS_KEPT = timedelta(days=30)
JOBS_DONE_KEPT = timedelta(days=60)

Ending = tuple[type[SQLModel], ColumnElement[bool]]


def of_identity(now: datetime) -> Iterator[Ending]:
    """Yield the codes, sessions, authenticators and tokens that are long over."""
    yield OneTimeCode, col(OneTimeCode.expires_at) < now - CODES_KEPT
    yield AccountSession, col(AccountSession.expires_at) < now - SESSIONS_KEPT
    before = now - DEVICES_KEPT
    never_used = col(TotpDevice.confirmed_at).is_(None) & (col(TotpDevice.created_at) < before)
    yield TotpDevice, or_(col(TotpDevice.removed_at) < before, never_used)
    before = now - TOKENS_KEPT
    over = or_(col(ApiToken.expires_at) < before, col(ApiToken.revoked_at) < before)
    yield ApiToken, over


def of_traces(now: datetime) -> Iterator[Ending]:
    """Yield what requests and jobs left behind; PostgreSQL itself refuses to delete it earlier."""
    yield IdempotencyRow, col(IdempotencyRow.created_at) < now - ANSWERS_KEPT
    yield SignInEvent, col(SignInEvent.at) < now - SIGN_INS_KEPT
    done = col(OutboxRow.state) == "done"
    yield OutboxRow, done & (col(OutboxRow.created_at) < now - JOBS_KEPT)
    # While the outbox has the row the job may be sent again, and only the inbox would stop it.
    alive = exists().where(col(OutboxRow.id) == col(InboxRow.key))
    yield InboxRow, (col(InboxRow.done_at) < now - JOBS_DONE_KEPT) & ~alive
