"""Jobs written in the same transaction as their cause, and the proof that each ran once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from infra.clock import now
from infra.database import Json, Timestamp
from infra.ids import new_id

CHANNEL = "mingbai_outbox"


class OutboxRow(SQLModel, table=True):
    """A job that must be sent to the queue, now or later."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'sent', 'done', 'dead')", name="outbox_state"),
        Index("outbox_pending", "not_before", postgresql_where=text("state = 'pending'")),
        Index("outbox_sent", "sent_at", postgresql_where=text("state = 'sent'")),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str
    arguments: dict[str, Any] = Field(sa_type=Json)
    account_id: UUID | None = None
    state: str = "pending"
    attempts: int = 0
    not_before: datetime = Field(default_factory=now, sa_type=Timestamp)
    created_at: datetime = Field(default_factory=now, sa_type=Timestamp)
    sent_at: datetime | None = Field(default=None, sa_type=Timestamp)


class InboxRow(SQLModel, table=True):
    """A job whose effect is committed; its key is the outbox row's id."""

    __tablename__ = "inbox"
    # A row may go when it is old enough; the policy in migration 0003 refuses it before.
    __table_args__ = ({"info": {"insert_only": True, "forgotten": True}},)

    key: UUID = Field(primary_key=True)
    name: str
    done_at: datetime = Field(default_factory=now, sa_type=Timestamp)
