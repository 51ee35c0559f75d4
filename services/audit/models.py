"""Tables of the audit trail: events as they happen, and the hash chain that seals them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id


class AuditEvent(SQLModel, table=True):
    __tablename__ = "audit_event"
    __table_args__ = (
        CheckConstraint(
            r"tag ~ '^[a-z_]+:[a-z_]+:[a-z_]+$'", name="audit_event_tag_is_well_formed"
        ),
        CheckConstraint(
            "village_code ~ '^([0-9]{12})?$'", name="audit_event_village_code_is_whole"
        ),
        Index("audit_event_subject", "subject", "id"),
        Index("audit_event_village", "village_code", "id"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    tag: str
    subject: UUID
    village_code: str = ""
    account_id: UUID | None = None
    actor: str
    facts: dict[str, str | int | None] = Field(default_factory=dict, sa_type=Json)
    request_id: str = ""


class AuditSeal(SQLModel, table=True):
    __tablename__ = "audit_seal"
    __table_args__ = (
        CheckConstraint(
            "seq >= 1 AND previous IS NOT DISTINCT FROM nullif(seq - 1, 0)",
            name="audit_seal_follows_the_previous",
        ),
        CheckConstraint("octet_length(hash) = 32", name="audit_seal_hash_is_sha256"),
        {"info": {"insert_only": True}},
    )

    seq: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    previous: int | None = Field(
        default=None, foreign_key="audit_seal.seq", unique=True, sa_type=BigInteger
    )
    event_id: UUID = Field(foreign_key="audit_event.id", unique=True)
    hash: bytes
