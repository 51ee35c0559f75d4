"""Tables of villagers' suggestions (我说), and of those that were merged into one matter."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.decisions.columns import (
    HASHED_ATTACHMENTS,
    INSERT_ONLY,
    VILLAGE_CODE,
    one_of,
)
from services.decisions.vocabulary import OpinionCategory, OpinionState


class Opinion(SQLModel, table=True):
    __tablename__ = "opinion"
    __table_args__ = (
        CheckConstraint(VILLAGE_CODE, name="opinion_names_a_village"),
        CheckConstraint(one_of("category", OpinionCategory), name="opinion_category_is_known"),
        CheckConstraint(one_of("state", OpinionState), name="opinion_state_is_known"),
        # Whoever does not write speaks: a recording may stand alone.
        CheckConstraint("text <> '' OR attachments <> '[]'", name="opinion_says_something"),
        CheckConstraint("jsonb_array_length(attachments) <= 3", name="opinion_files_are_few"),
        CheckConstraint(HASHED_ATTACHMENTS, name="opinion_files_are_hashed"),
        CheckConstraint(
            "(state = 'answered') = (answer <> '')", name="opinion_answered_has_an_answer"
        ),
        CheckConstraint(
            "recorded_by_id IS NULL OR recorded_by <> ''", name="opinion_recorder_has_a_name"
        ),
        Index("opinion_village", "village_code", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str
    resident_id: UUID | None = Field(default=None, index=True)
    category: str
    text: str
    attachments: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    recorded_by_id: UUID | None = Field(default=None, description="Who typed it in for them.")
    recorded_by: str = ""
    state: str = OpinionState.RECEIVED.value
    answer: str = ""
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    due_at: datetime | None = Field(default=None, sa_type=Timestamp)
    taken_up_at: datetime | None = Field(default=None, sa_type=Timestamp)
    answered_at: datetime | None = Field(default=None, sa_type=Timestamp)


class OpinionMerge(SQLModel, table=True):
    """That a suggestion went into a matter that another had begun: the credit for it."""

    __tablename__ = "opinion_merge"
    __table_args__ = (INSERT_ONLY,)

    opinion_id: UUID = Field(primary_key=True, foreign_key="opinion.id")
    matter_id: UUID = Field(foreign_key="matter.id", index=True)
    merged_by_id: UUID | None = None
    merged_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class MatterObjection(SQLModel, table=True):
    """What somebody objects to a plan that hangs on the wall; answered, or the plan goes back."""

    __tablename__ = "matter_objection"
    __table_args__ = (
        CheckConstraint("text <> ''", name="matter_objection_has_a_text"),
        CheckConstraint(
            "(answered_at IS NULL) = (answer = '')", name="matter_objection_answered_has_an_answer"
        ),
        CheckConstraint(
            "NOT sent_back OR answered_at IS NOT NULL", name="matter_objection_sent_back_says_why"
        ),
        Index("matter_objection_matter", "matter_id", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    step_id: UUID = Field(foreign_key="matter_step.id")
    version_no: int
    resident_id: UUID
    author: str
    text: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    due_at: datetime = Field(sa_type=Timestamp)
    answer: str = ""
    sent_back: bool = False
    answered_at: datetime | None = Field(default=None, sa_type=Timestamp)
    answered_by: str = ""
