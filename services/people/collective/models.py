"""The table of the collective's members; a membership ends, it is never changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id


class CollectiveMember(SQLModel, table=True):
    """Somebody whom the members' assembly confirmed (collective law art. 12)."""

    __tablename__ = "collective_member"
    __table_args__ = (
        CheckConstraint("source <> ''", name="collective_member_names_its_source"),
        CheckConstraint(
            "until IS NULL OR until >= since", name="collective_member_ends_after_start"
        ),
        CheckConstraint(
            "(until IS NULL) = (ended_by = '')", name="collective_member_end_has_a_source"
        ),
        Index(
            "collective_member_once",
            "resident_id",
            unique=True,
            postgresql_where=text("until IS NULL"),
        ),
        Index("collective_member_village", "village_code", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code")
    resident_id: UUID = Field(foreign_key="resident.id")
    since: date
    source: str = Field(description="The decision that confirmed it.")
    until: date | None = None
    ended_by: str = Field(default="", description="The decision or event that ended it.")
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
