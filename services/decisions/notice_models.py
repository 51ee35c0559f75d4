"""The table of how a meeting was announced: to everybody at once, and to each person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.decisions.columns import INSERT_ONLY, one_of
from services.decisions.vocabulary import NoticeChannel

_TO_ALL = "channel IN ('board', 'broadcast', 'group')"


class MeetingNotice(SQLModel, table=True):
    """One proof that a meeting was announced; with a member, that this person was told."""

    __tablename__ = "meeting_notice"
    __table_args__ = (
        UniqueConstraint("meeting_id", "member_id", "channel", name="meeting_notice_once"),
        ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="meeting_notice_to_a_member_of_the_meeting",
        ),
        CheckConstraint(one_of("channel", NoticeChannel), name="meeting_notice_channel_is_known"),
        CheckConstraint(f"({_TO_ALL}) = (member_id IS NULL)", name="meeting_notice_to_whom"),
        CheckConstraint("told_at <= at", name="meeting_notice_is_not_ahead"),
        Index("meeting_notice_meeting", "meeting_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id")
    member_id: UUID | None = None
    channel: str
    told_at: datetime = Field(sa_type=Timestamp)
    note: str = Field(default="", description="Where it hung, who brought it.")
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
