"""The table of a township's party committee; a seat ends, it is never changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id


class TownshipMember(SQLModel, table=True):
    """Somebody who sits in a township's party committee; no resident and no account is needed."""

    __tablename__ = "township_member"
    __table_args__ = (
        CheckConstraint("name <> '' AND post <> ''", name="township_member_has_name_and_post"),
        CheckConstraint("source <> ''", name="township_member_names_its_source"),
        CheckConstraint("until IS NULL OR until >= since", name="township_member_ends_after_start"),
        CheckConstraint(
            "(until IS NULL) = (ended_by = '')", name="township_member_end_has_a_source"
        ),
        Index(
            "township_member_chairs_once",
            "township_code",
            unique=True,
            postgresql_where=text("chairs AND until IS NULL"),
        ),
        Index("township_member_of", "township_code", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    township_code: str = Field(foreign_key="township.code")
    name: str
    post: str = Field(description="What they are in the committee: 书记, 副书记, 委员.")
    chairs: bool = Field(default=False, description="Whether they preside over its meetings.")
    since: date
    source: str = Field(description="The document that seated them.")
    until: date | None = None
    ended_by: str = Field(default="", description="The document that ended it.")
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
