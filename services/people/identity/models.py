"""Tables of identity numbers: whether the county keeps any, the sealed numbers, who read them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id


class IdentityRule(SQLModel, table=True):
    """That the county keeps identity numbers from now on, or no longer, by which document."""

    __tablename__ = "identity_rule"
    __table_args__ = (
        CheckConstraint("document <> ''", name="identity_rule_names_its_document"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    allowed: bool
    document: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    recorded_by: str


class ResidentIdentity(SQLModel, table=True):
    """One person's identity number, sealed; gone with its row."""

    __tablename__ = "resident_identity"
    __table_args__ = (
        CheckConstraint("number_sealed LIKE 'aesgcm1:%'", name="resident_identity_is_sealed"),
    )

    resident_id: UUID = Field(primary_key=True, foreign_key="resident.id")
    number_sealed: str
    number_index: str = Field(unique=True)
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    recorded_by: str


class IdentityReading(SQLModel, table=True):
    """Somebody read the whole number, and for what; the person sees it."""

    __tablename__ = "identity_reading"
    __table_args__ = (
        CheckConstraint("purpose <> ''", name="identity_reading_has_a_purpose"),
        Index("identity_reading_of", "resident_id", "id"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    resident_id: UUID = Field(foreign_key="resident.id")
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    account_id: UUID | None = None
    reader: str
    purpose: str
