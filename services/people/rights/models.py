"""The table of lost political rights; an entry is ended, never changed (ADR 33)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id


class RightsLoss(SQLModel, table=True):
    """Somebody may not vote nor be elected from a day on, by a judgment (Organic Law art. 13)."""

    __tablename__ = "rights_loss"
    __table_args__ = (
        CheckConstraint("document <> ''", name="rights_loss_names_its_judgment"),
        CheckConstraint("until IS NULL OR until >= since", name="rights_loss_days_in_order"),
        CheckConstraint("(ended_at IS NULL) = (end_document = '')", name="rights_loss_end_has_why"),
        CheckConstraint("ended_at IS NULL OR until IS NOT NULL", name="rights_loss_end_has_a_day"),
        Index("rights_loss_of", "resident_id", "id"),
        Index(
            "rights_loss_open_once",
            "resident_id",
            unique=True,
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    resident_id: UUID = Field(foreign_key="resident.id")
    document: str = Field(description="The judgment or notice, by name and number.")
    since: date = Field(description="The first day without the rights.")
    until: date | None = Field(default=None, description="The first day with them again.")
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    recorded_by: str
    end_document: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=Timestamp)
    ended_by: str = ""
