"""Answers kept per account, operation and key, so that a repeated mutation has one effect."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Field, SQLModel

from infra.clock import now
from infra.database import Json, Timestamp
from infra.errors import DomainError
from tenants.unit_of_work import UnitOfWork

LONGEST_KEY = 100


class IdempotencyRow(SQLModel, table=True):
    """What a mutation answered; committed together with its effect."""

    __tablename__ = "idempotency_key"
    __table_args__ = ({"info": {"insert_only": True, "forgotten": True}},)

    account_id: UUID = Field(primary_key=True)
    operation: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    body_sha256: str
    answer: dict[str, Any] = Field(sa_type=Json)
    created_at: datetime = Field(default_factory=now, sa_type=Timestamp)


class IdempotencyKeyReused(DomainError):
    """The key was used before with other contents."""

    code = "IDEMPOTENCY_KEY_REUSED"
    zh = "这份表单已经用别的内容提交过。请刷新页面，核对后重新提交。"
    en = "This form was already sent with other contents. Reload, check and send again."


class IdempotencyInFlight(DomainError):
    """The same request is being worked on at this moment."""

    code = "IDEMPOTENCY_IN_FLIGHT"
    zh = "上一次提交还在办理，请等几秒再看结果，不用重复点。"
    en = "Your first attempt is still being worked on. Wait a few seconds and look again."


class BadIdempotencyKey(DomainError):
    """The key is missing or too long."""

    code = "BAD_IDEMPOTENCY_KEY"
    zh = "提交记号不对（1 到 {longest} 个字符）。请刷新页面再提交。"
    en = "The idempotency key must have 1 to {longest} characters. Reload and send again."


def digest(body: bytes) -> str:
    """Return what is compared when a key comes back."""
    return hashlib.sha256(body).hexdigest()


async def claim(
    uow: UnitOfWork, account: UUID, operation: str, key: str, body: bytes
) -> dict[str, Any] | None:
    """Return the stored answer, or None after reserving the key for this transaction."""
    if not 1 <= len(key) <= LONGEST_KEY:
        raise BadIdempotencyKey(longest=LONGEST_KEY, path=("idempotencyKey",))
    name = f"{uow.tenant.code}:{account}:{operation}:{key}"
    free = await uow.session.scalar(
        text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
    )
    if not free:
        raise IdempotencyInFlight
    row = await uow.session.get(IdempotencyRow, (account, operation, key))
    if row is None:
        return None
    if row.body_sha256 != digest(body):
        raise IdempotencyKeyReused
    return row.answer


def keep(
    uow: UnitOfWork, account: UUID, operation: str, key: str, body: bytes, answer: dict[str, Any]
) -> None:
    """Store the answer in the same transaction as the effect."""
    uow.session.add(
        IdempotencyRow(
            account_id=account,
            operation=operation,
            key=key,
            body_sha256=digest(body),
            answer=answer,
        )
    )
