"""The table of whom a matter concerns by name, such as who is to do the work."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.decisions.columns import one_of
from services.decisions.vocabulary import PartyKind


class MatterParty(SQLModel, table=True):
    """Somebody, or a firm, whose own affair a matter is; the register of interests is asked."""

    __tablename__ = "matter_party"
    __table_args__ = (
        CheckConstraint(one_of("kind", PartyKind), name="matter_party_kind_is_known"),
        CheckConstraint(
            "(kind = 'person') = (resident_id IS NOT NULL)", name="matter_party_person_is_known"
        ),
        CheckConstraint("name <> ''", name="matter_party_has_a_name"),
        CheckConstraint("part <> ''", name="matter_party_says_what"),
        Index("matter_party_matter", "matter_id", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    kind: str
    resident_id: UUID | None = None
    name: str
    part: str = Field(description="What they have to do with it.")
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    ended_at: datetime | None = Field(default=None, sa_type=Timestamp)
