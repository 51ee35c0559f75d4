"""The table of declared interests; an entry ends, it is never changed."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.people.kin import Relation


class InterestKind(StrEnum):
    """What is declared."""

    KIN = "kin"
    FIRM = "firm"


_KINDS = ", ".join(f"'{one}'" for one in InterestKind)
_RELATIONS = ", ".join(f"'{one}'" for one in Relation)


class Interest(SQLModel, table=True):
    """A near relative or a firm of somebody; `relative_id` where the relative is on the roll."""

    __tablename__ = "interest"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="interest_kind_is_known"),
        CheckConstraint(
            f"relation = '' OR relation IN ({_RELATIONS})", name="interest_relation_is_known"
        ),
        CheckConstraint("(kind = 'kin') = (relation <> '')", name="interest_kin_is_related"),
        CheckConstraint("kind = 'kin' OR relative_id IS NULL", name="interest_firm_is_no_person"),
        CheckConstraint("holder_id <> relative_id", name="interest_is_in_another"),
        CheckConstraint("name <> ''", name="interest_has_a_name"),
        Index("interest_holder", "holder_id", "id"),
        Index("interest_relative", "relative_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code")
    holder_id: UUID = Field(foreign_key="resident.id")
    kind: str
    relation: str = ""
    relative_id: UUID | None = Field(default=None, foreign_key="resident.id")
    name: str
    declared_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    declared_by: str
    ended_at: datetime | None = Field(default=None, sa_type=Timestamp)
