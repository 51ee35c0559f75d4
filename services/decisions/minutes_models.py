"""Tables of minutes: the text as it was first signed, who signed it, and who objects."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.decisions.columns import INSERT_ONLY


class Minutes(SQLModel, table=True):
    """The minutes of one meeting, kept from the first signature or objection on."""

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="minutes_hash_is_sha256"),
        CheckConstraint("text <> ''", name="minutes_say_something"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id", unique=True)
    text: str
    sha256: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class MinutesSignature(SQLModel, table=True):
    __tablename__ = "minutes_signature"
    __table_args__ = (
        UniqueConstraint("minutes_id", "member_id", name="minutes_signature_once"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    minutes_id: UUID = Field(foreign_key="minutes.id")
    member_id: UUID = Field(foreign_key="meeting_member.id")
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class MinutesObjection(SQLModel, table=True):
    """What a member says is wrong with the minutes; kept beside them, for good."""

    __tablename__ = "minutes_objection"
    __table_args__ = (
        CheckConstraint("text <> ''", name="minutes_objection_says_what"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    minutes_id: UUID = Field(foreign_key="minutes.id", index=True)
    member_id: UUID = Field(foreign_key="meeting_member.id")
    text: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
