"""Tables of representation: who was put forward, which households confirmed, lists, objections."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.representation.vocabulary import OPEN, ListState, NomineeState, ObjectionState


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


_OPEN = ", ".join(repr(str(state)) for state in OPEN)


class RepresentativeList(SQLModel, table=True):
    """The nominees that hang on the wall together, before any of them is seated."""

    __tablename__ = "representative_list"
    __table_args__ = (
        CheckConstraint(_one_of("state", ListState), name="representative_list_state"),
        CheckConstraint(
            "(state = 'posted') = (closed_at IS NULL)", name="representative_list_is_closed"
        ),
        Index(
            "representative_list_one_open",
            "village_code",
            unique=True,
            postgresql_where=text("state = 'posted'"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(index=True)
    whole: bool = Field(description="Whether it replaces everybody; else it fills empty seats.")
    state: str = ListState.POSTED
    bulletin_id: UUID | None = None
    posted_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    posted_by: str
    closed_at: datetime | None = Field(default=None, sa_type=Timestamp)
    reason: str = ""


class RepresentativeNominee(SQLModel, table=True):
    """Somebody whom households put forward; seated only through a list that hung."""

    __tablename__ = "representative_nominee"
    __table_args__ = (
        CheckConstraint(_one_of("state", NomineeState), name="representative_nominee_state"),
        CheckConstraint("source <> ''", name="representative_nominee_names_its_source"),
        CheckConstraint(
            "(state IN ('listed', 'seated')) <= (list_id IS NOT NULL)",
            name="representative_nominee_hung",
        ),
        CheckConstraint(
            "(state = 'seated') = (term_id IS NOT NULL)", name="representative_nominee_is_seated"
        ),
        Index(
            "representative_nominee_once",
            "resident_id",
            unique=True,
            postgresql_where=text(f"state IN ({_OPEN})"),
        ),
        Index("representative_nominee_of", "village_code", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str
    resident_id: UUID
    chosen_on: date
    source: str
    state: str = NomineeState.GATHERING
    list_id: UUID | None = Field(default=None, foreign_key="representative_list.id", index=True)
    term_id: UUID | None = Field(default=None, index=True)
    opened_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    opened_by: str
    reason: str = ""


class HouseholdConfirmation(SQLModel, table=True):
    """A head says that the household chose this nominee: on the screen, or on a signed sheet."""

    __tablename__ = "household_confirmation"
    __table_args__ = (
        Index(
            "household_confirmation_once",
            "household_id",
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("household_confirmation_of", "nominee_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    nominee_id: UUID = Field(foreign_key="representative_nominee.id")
    household_id: UUID
    head_id: UUID
    sheet_key: str = Field(default="", description="The photographed sheet; empty: on the screen.")
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    recorded_by: str
    closed_at: datetime | None = Field(default=None, sa_type=Timestamp)
    withdrawn: bool = Field(default=False, description="The head chose somebody else instead.")


class ListObjection(SQLModel, table=True):
    """Somebody of the village objects to the list while it hangs."""

    __tablename__ = "representative_objection"
    __table_args__ = (
        CheckConstraint(_one_of("state", ObjectionState), name="representative_objection_state"),
        CheckConstraint("text <> ''", name="representative_objection_says_why"),
        CheckConstraint(
            "(state = 'received') = (decided_at IS NULL)",
            name="representative_objection_is_decided",
        ),
        Index("representative_objection_of", "list_id", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    list_id: UUID = Field(foreign_key="representative_list.id")
    objector_id: UUID
    about_name: str
    text: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    due: date
    state: str = ObjectionState.RECEIVED
    nominee_id: UUID | None = None
    decision: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=Timestamp)
