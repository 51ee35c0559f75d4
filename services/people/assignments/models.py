"""The table of what the nightly check found; a finding that is mended gets a day, and stays."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.people.assignments.rules import FindingKind

_KINDS = ", ".join(f"'{one}'" for one in FindingKind)


class AssignmentFinding(SQLModel, table=True):
    __tablename__ = "assignment_finding"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="assignment_finding_kind_is_known"),
        Index(
            "assignment_finding_stands_once",
            "village_code",
            "kind",
            "subject",
            unique=True,
            postgresql_where=text("mended_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code")
    kind: str
    subject: str = Field(description="Whom it concerns, and by which rule; tells findings apart.")
    name: str
    holds: list[str] = Field(default_factory=list, sa_type=Json)
    citation_zh: str
    citation_en: str
    found_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    mended_at: datetime | None = Field(default=None, sa_type=Timestamp)
