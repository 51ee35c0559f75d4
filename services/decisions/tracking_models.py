"""Tables of tracking: which representative follows the execution of a matter, and the reports."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.decisions.columns import INSERT_ONLY


class MatterTracker(SQLModel, table=True):
    """A representative who follows a matter's execution to its end; one at a time."""

    __tablename__ = "matter_tracker"
    __table_args__ = (
        Index(
            "matter_tracker_one_now",
            "matter_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("matter_tracker_of", "resident_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    resident_id: UUID
    name: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    named_by: str
    ended_at: datetime | None = Field(default=None, sa_type=Timestamp)


class TrackingReport(SQLModel, table=True):
    """What the tracking representative saw and tells the village."""

    __tablename__ = "tracking_report"
    __table_args__ = (
        CheckConstraint("text <> ''", name="tracking_report_says_something"),
        Index("tracking_report_of", "matter_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    tracker_id: UUID = Field(foreign_key="matter_tracker.id")
    text: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
