"""Tables of what came of a decision: milestones, checks, evaluations, visits, annulments."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.decisions.blocking import Outcome
from services.decisions.columns import INSERT_ONLY, one_of
from services.decisions.vocabulary import Annuller, Answer


class Milestone(SQLModel, table=True):
    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("title <> ''", name="milestone_has_a_title"),
        CheckConstraint("spent_fen >= 0", name="milestone_spent_is_money"),
        Index("milestone_matter", "matter_id", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    title: str
    due_on: date | None = None
    done_at: datetime | None = Field(default=None, sa_type=Timestamp)
    note: str = ""
    spent_fen: int = Field(default=0, sa_type=BigInteger)
    attachments: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    planned_by_id: UUID | None = None
    reported_by_id: UUID | None = None
    reported_by: str = ""
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class Inspection(SQLModel, table=True):
    __tablename__ = "inspection"
    __table_args__ = (
        CheckConstraint(one_of("outcome", Outcome), name="inspection_outcome_is_known"),
        CheckConstraint("note <> ''", name="inspection_has_a_note"),
        CheckConstraint(
            "mend_by IS NULL OR outcome = 'failed'", name="inspection_only_a_fault_is_mended"
        ),
        Index("inspection_matter", "matter_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    step_id: UUID = Field(foreign_key="matter_step.id")
    inspector_id: UUID | None
    inspector: str
    outcome: str
    note: str
    mend_by: date | None = None
    attachments: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class Evaluation(SQLModel, table=True):
    __tablename__ = "evaluation"
    __table_args__ = (
        UniqueConstraint("matter_id", "resident_id", "round", name="evaluation_once_a_round"),
        CheckConstraint("round > 0", name="evaluation_rounds_count_from_one"),
        CheckConstraint(one_of("answer", Answer), name="evaluation_answer_is_known"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    resident_id: UUID
    round: int = Field(default=1, description="The how-manieth time that villagers were asked.")
    answer: str
    note: str = ""
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class ObjectorVisit(SQLModel, table=True):
    __tablename__ = "objector_visit"
    __table_args__ = (
        CheckConstraint("visited <> '' AND note <> ''", name="objector_visit_says_whom_and_what"),
        Index("objector_visit_matter", "matter_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    version_no: int
    visited_id: UUID | None = None
    visited: str
    note: str
    visitor_id: UUID | None
    visitor: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class Annulment(SQLModel, table=True):
    """Whose decision set a matter aside, by which document; the article follows from who did."""

    __tablename__ = "annulment"
    __table_args__ = (
        CheckConstraint(one_of("annuller", Annuller), name="annulment_annuller_is_known"),
        CheckConstraint(
            "document <> '' AND reason <> ''", name="annulment_names_its_document_and_reason"
        ),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id", unique=True)
    version_no: int
    annuller: str
    document: str
    decided_on: date
    reason: str
    recorded_by_id: UUID | None = None
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
