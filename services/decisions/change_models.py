"""The table of what is set right or handed over in a meeting, kept beside what it is about."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.decisions.columns import INSERT_ONLY, one_of
from services.decisions.vocabulary import MeetingChangeKind


class MeetingChange(SQLModel, table=True):
    """A count struck, a proxy taken back, or the chair handed over; what it is about stays."""

    __tablename__ = "meeting_change"
    __table_args__ = (
        CheckConstraint(one_of("kind", MeetingChangeKind), name="meeting_change_kind_is_known"),
        CheckConstraint("reason <> ''", name="meeting_change_says_why"),
        CheckConstraint(
            "(kind = 'count_struck') = (count_id IS NOT NULL)"
            " AND (kind = 'proxy_taken_back') = (proxy_id IS NOT NULL)"
            " AND (kind = 'count_struck') = (member_id IS NULL)"
            " AND (kind = 'chair_handed_over') = (before <> '')",
            name="meeting_change_names_what_it_is_about",
        ),
        ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="meeting_change_of_a_member_of_the_meeting",
        ),
        Index("meeting_change_meeting", "meeting_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id")
    kind: str
    member_id: UUID | None = Field(
        default=None, description="Who presides from now on, or whose proxy it was."
    )
    count_id: UUID | None = Field(default=None, foreign_key="paper_count.id", unique=True)
    proxy_id: UUID | None = Field(default=None, foreign_key="meeting_proxy.id", unique=True)
    before: str = Field(default="", description="Who presided before.")
    reason: str
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
