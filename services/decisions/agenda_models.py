"""Tables of what a meeting is about: its items, who has a stake in which, the papers for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.decisions.columns import INSERT_ONLY, one_of
from services.decisions.vocabulary import ItemEnd, Stake


class AgendaItem(SQLModel, table=True):
    """One matter on the agenda of a meeting; it is put to the vote by itself (ADR 0025)."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "position", name="agenda_position_once"),
        UniqueConstraint("meeting_id", "matter_id", name="agenda_matter_once"),
        UniqueConstraint("id", "meeting_id", name="agenda_item_in_its_meeting"),
        CheckConstraint("position > 0", name="agenda_position_counts_from_one"),
        CheckConstraint(one_of("ended", ItemEnd, empty=True), name="agenda_item_end_is_known"),
        CheckConstraint("(ended = '') = (ended_at IS NULL)", name="agenda_item_ended_at"),
        Index(
            "agenda_item_one_live", "matter_id", unique=True, postgresql_where=text("ended = ''")
        ),
        Index("agenda_item_matter", "matter_id", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id")
    matter_id: UUID = Field(foreign_key="matter.id")
    position: int
    step_key: str
    version_no: int
    ended: str = Field(default="", description="How it ended: voted, dropped; empty: not yet.")
    ended_at: datetime | None = Field(default=None, sa_type=Timestamp)


class Recusal(SQLModel, table=True):
    """That a member has a stake in one item and leaves the room while it is dealt with."""

    __tablename__ = "recusal"
    __table_args__ = (
        UniqueConstraint("item_id", "member_id", name="recusal_once"),
        ForeignKeyConstraint(
            ["item_id", "meeting_id"],
            ["agenda_item.id", "agenda_item.meeting_id"],
            name="recusal_from_an_item_of_the_meeting",
        ),
        ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="recusal_of_a_member_of_the_meeting",
        ),
        CheckConstraint(one_of("stake", Stake), name="recusal_stake_is_known"),
        CheckConstraint("reason <> ''", name="recusal_says_why"),
        Index("recusal_meeting", "meeting_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID
    item_id: UUID
    member_id: UUID
    stake: str
    reason: str
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class MeetingPaper(SQLModel, table=True):
    """A paper that goes with the notice; the texts voted on have files of their own."""

    __tablename__ = "meeting_paper"
    __table_args__ = (
        UniqueConstraint("meeting_id", "sha256", name="meeting_paper_once"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="meeting_paper_hash_is_sha256"),
        CheckConstraint("title <> ''", name="meeting_paper_has_a_title"),
        CheckConstraint("size_bytes > 0", name="meeting_paper_is_not_empty"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id")
    title: str
    sha256: str
    content_type: str
    size_bytes: int
    attached_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
