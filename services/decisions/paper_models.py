"""Tables of what is laid on file in a step: hearings, plans, reports, proofs, opinion sheets."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.decisions.blocking import Outcome
from services.decisions.columns import INSERT_ONLY, one_of
from services.decisions.vocabulary import Stance


class PaperKind(StrEnum):
    """What a paper is."""

    EXTRA = "extra"
    HEARING = "hearing"
    PLAN = "plan"
    REPORT = "report"


class MatterPaper(SQLModel, table=True):
    """What was said in a hearing, planned, reported or proved; a new one stands beside the old."""

    __tablename__ = "matter_paper"
    __table_args__ = (
        CheckConstraint(one_of("kind", PaperKind), name="matter_paper_kind_is_known"),
        CheckConstraint("text <> ''", name="matter_paper_has_a_text"),
        CheckConstraint("(kind = 'extra') = (key <> '')", name="matter_paper_extra_has_a_key"),
        CheckConstraint(
            "outcome = '' OR kind = 'hearing' AND outcome IN ('passed', 'failed')",
            name="matter_paper_only_a_hearing_judges",
        ),
        Index("matter_paper_matter", "matter_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    step_id: UUID = Field(foreign_key="matter_step.id")
    version_no: int
    kind: str
    key: str = ""
    text: str
    held_on: date | None = None
    outcome: str = Outcome.NONE.value
    details: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    recorded_by_id: UUID | None = None
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class OpinionSheet(SQLModel, table=True):
    """One household's or representative's written answer to a plan; one a round."""

    __tablename__ = "opinion_sheet"
    __table_args__ = (
        UniqueConstraint("step_id", "subject_id", name="opinion_sheet_once_a_round"),
        CheckConstraint(one_of("stance", Stance), name="opinion_sheet_stance_is_known"),
        CheckConstraint("score BETWEEN 1 AND 5", name="opinion_sheet_score_is_one_to_five"),
        Index("opinion_sheet_matter", "matter_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    step_id: UUID = Field(foreign_key="matter_step.id")
    version_no: int
    subject_id: UUID = Field(description="The household or the representative who was asked.")
    subject: str
    stance: str
    score: int | None = None
    text: str = ""
    recorded_by_id: UUID | None = None
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
