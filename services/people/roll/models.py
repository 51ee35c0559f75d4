"""Tables of a roll's life: what happened, what it changed, and the words that can be forgotten.

`RollChange` and `RollEvent` are insert-only and hold no name: reasons stand in `RollReason`, whose
salted SHA-256 the event keeps, so that an erasure takes the words away and the proof holds.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.people.roll.rules import RollAct

_ACTS = ", ".join(f"'{one}'" for one in RollAct)


class NaturalVillage(SQLModel, table=True):
    """A settlement (自然村) with one or more villagers' groups."""

    __tablename__ = "natural_village"
    __table_args__ = (UniqueConstraint("village_code", "name"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code")
    name: str


class RollEvent(SQLModel, table=True):
    """One act upon a village's roll: what, from which day on, by whom."""

    __tablename__ = "roll_event"
    __table_args__ = (
        CheckConstraint(f"act IN ({_ACTS})", name="roll_event_act_is_known"),
        CheckConstraint("commitment ~ '^[0-9a-f]{64}$'", name="roll_event_commits_to_its_reason"),
        CheckConstraint(
            "document_sha256 IS NULL OR document_sha256 ~ '^[0-9a-f]{64}$'",
            name="roll_event_document_is_sha256",
        ),
        Index("roll_event_village", "village_code", "id"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code")
    act: str
    day: date
    commitment: str
    document_sha256: str | None = None
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    account_id: UUID | None = None
    actor: str


class RollReason(SQLModel, table=True):
    """The words of an event and the salt of their commitment; an erasure deletes the row."""

    __tablename__ = "roll_reason"
    __table_args__ = (CheckConstraint("reason <> ''", name="roll_reason_is_given"),)

    event_id: UUID = Field(primary_key=True, foreign_key="roll_event.id")
    salt: str
    reason: str


class RollChange(SQLModel, table=True):
    """Where one person stands on the rolls from a day on, until their next row."""

    __tablename__ = "roll_change"
    __table_args__ = (
        CheckConstraint("state IN ('living', 'moved', 'died')", name="roll_change_state_is_known"),
        UniqueConstraint("event_id", "resident_id", name="roll_change_once_an_event"),
        Index("roll_change_of_resident", "resident_id", "day", "event_id"),
        Index("roll_change_of_village", "village_code", "resident_id"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    event_id: UUID = Field(foreign_key="roll_event.id")
    resident_id: UUID = Field(foreign_key="resident.id")
    village_code: str
    household_id: UUID = Field(foreign_key="household.id")
    group_id: UUID = Field(foreign_key="village_group.id")
    state: str
    is_head: bool
    away: bool
    day: date


class CorrectionRequest(SQLModel, table=True):
    """What a resident says is wrong about themselves, and the answer with its reason."""

    __tablename__ = "correction_request"
    __table_args__ = (
        CheckConstraint(
            "field IN ('name', 'gender', 'birth_date', 'relation', 'phone')",
            name="correction_request_field_is_known",
        ),
        CheckConstraint(
            "state IN ('open', 'granted', 'refused')", name="correction_request_state_is_known"
        ),
        CheckConstraint(
            "(state = 'open') = (decided_at IS NULL) AND (state = 'open') = (answer = '')",
            name="correction_request_is_answered_with_a_reason",
        ),
        Index("correction_request_village", "village_code", "state", "id"),
        Index("correction_request_resident", "resident_id", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    resident_id: UUID = Field(foreign_key="resident.id")
    village_code: str
    field: str
    wanted_sealed: str
    words: str
    state: str = "open"
    answer: str = ""
    asked_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    due_at: datetime = Field(sa_type=Timestamp)
    decided_at: datetime | None = Field(default=None, sa_type=Timestamp)
    decided_by: UUID | None = None
