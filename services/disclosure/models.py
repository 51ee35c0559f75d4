"""Tables of disclosure: bulletins, their files, texts and deliveries, receipts and questions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.disclosure.workflow import Kind, State

CHANNELS = ("sms", "loudspeaker", "wechat")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class Bulletin(SQLModel, table=True):
    """One published record on its way to the wall; `record` holds commitments, never names."""

    __tablename__ = "bulletin"
    __table_args__ = (
        UniqueConstraint("village_code", "year", "serial", name="bulletin_number_is_once"),
        CheckConstraint(_one_of("kind", tuple(Kind)), name="bulletin_kind_is_known"),
        CheckConstraint(_one_of("state", tuple(State)), name="bulletin_state_is_known"),
        CheckConstraint("village_code ~ '^[0-9]{12}$'", name="bulletin_village_code_is_whole"),
        CheckConstraint("serial > 0", name="bulletin_serial_counts_from_one"),
        CheckConstraint("title <> ''", name="bulletin_has_a_title"),
        CheckConstraint(
            "(code IS NULL) = (log_index IS NULL)", name="bulletin_code_comes_from_the_log"
        ),
        CheckConstraint(
            "published_at IS NULL OR code IS NOT NULL", name="bulletin_is_logged_before_it_shows"
        ),
        CheckConstraint(
            "checker_id IS NULL OR maker_id IS NULL OR checker_id <> maker_id",
            name="bulletin_maker_is_not_checker",
        ),
        # What was taken back may be said again, by a bulletin of its own.
        Index(
            "bulletin_is_once_per_kind_and_subject",
            "kind",
            "subject",
            unique=True,
            postgresql_where=text("state <> 'withdrawn'"),
        ),
        Index(
            "bulletin_is_corrected_once",
            "corrects_id",
            unique=True,
            postgresql_where=text("state <> 'withdrawn'"),
        ),
        Index("bulletin_of_village", "village_code", "id"),
        Index(
            "bulletin_on_the_way",
            "queued_at",
            postgresql_where=text("state IN ('queued', 'logged', 'rendering')"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str
    subject: UUID
    village_code: str
    year: int
    serial: int
    title: str
    record: dict[str, Any] = Field(sa_type=Json)
    openings: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    state: str = State.DRAFT
    maker_id: UUID | None = None
    checker_id: UUID | None = None
    corrects_id: UUID | None = Field(default=None, foreign_key="bulletin.id")
    reason: str = ""
    difference: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    code: str | None = Field(default=None, unique=True)
    log_index: int | None = Field(default=None, unique=True)
    statement_url: str = ""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    queued_at: datetime | None = Field(default=None, sa_type=Timestamp)
    send_after: datetime | None = Field(default=None, sa_type=Timestamp)
    published_at: datetime | None = Field(default=None, sa_type=Timestamp)
    posted_until: date | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=Timestamp)

    @property
    def number(self) -> str:
        """The short number within the village and year."""
        return f"{self.year}-{self.serial}"


class BulletinFile(SQLModel, table=True):
    """A printed sheet of a bulletin; content addressed, so printing twice is one file."""

    __tablename__ = "bulletin_file"
    __table_args__ = (
        UniqueConstraint("bulletin_id", "format", name="bulletin_file_is_once_per_format"),
        CheckConstraint(
            _one_of("format", ("a3", "a4", "a3_bw", "a4_bw")), name="bulletin_file_format_is_known"
        ),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="bulletin_file_sha256_is_whole"),
        CheckConstraint("size_bytes > 0", name="bulletin_file_is_not_empty"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    bulletin_id: UUID = Field(foreign_key="bulletin.id")
    format: str
    storage_key: str
    sha256: str
    size_bytes: int


class OutgoingText(SQLModel, table=True):
    """What one channel says; it waits until `send_after`, so that it can be taken back."""

    __tablename__ = "outgoing_text"
    __table_args__ = (
        UniqueConstraint("bulletin_id", "channel", name="outgoing_text_is_once_per_channel"),
        CheckConstraint(_one_of("channel", CHANNELS), name="outgoing_text_channel_is_known"),
        CheckConstraint(
            _one_of("state", ("waiting", "sent", "cancelled")), name="outgoing_text_state_is_known"
        ),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="outgoing_text_sent_when"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    bulletin_id: UUID = Field(foreign_key="bulletin.id")
    channel: str
    text: str
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    send_after: datetime = Field(sa_type=Timestamp)
    state: str = "waiting"
    sent_at: datetime | None = Field(default=None, sa_type=Timestamp)


class TextDelivery(SQLModel, table=True):
    """One text to one person; the number itself stays in the roll."""

    __tablename__ = "text_delivery"
    __table_args__ = (
        UniqueConstraint("text_id", "resident_id", name="text_delivery_is_once_per_person"),
        CheckConstraint(
            _one_of("state", ("waiting", "sent", "refused")), name="text_delivery_state_is_known"
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    text_id: UUID = Field(foreign_key="outgoing_text.id")
    resident_id: UUID
    household_id: UUID | None = None
    state: str = "waiting"
    sent_at: datetime | None = Field(default=None, sa_type=Timestamp)


class PostingReceipt(SQLModel, table=True):
    """A dated photo of the sheet on its board."""

    __tablename__ = "posting_receipt"
    __table_args__ = (
        CheckConstraint("photo_key <> ''", name="posting_receipt_has_a_photo"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="posting_receipt_sha256_is_whole"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    bulletin_id: UUID = Field(foreign_key="bulletin.id", index=True)
    board: str
    photo_key: str
    sha256: str
    posted_at: datetime = Field(sa_type=Timestamp)
    account_id: UUID | None = None
    created_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class Question(SQLModel, table=True):
    """A villager asks about a bulletin; the public never sees who."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint(_one_of("state", ("received", "answered")), name="question_state_is_known"),
        CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL AND answer <> '')",
            name="question_answered_has_an_answer",
        ),
        CheckConstraint("text <> ''", name="question_is_not_empty"),
        Index("question_of_village", "village_code", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    bulletin_id: UUID = Field(foreign_key="bulletin.id", index=True)
    village_code: str
    asker_id: UUID | None = None
    text: str
    asked_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    due_at: datetime = Field(sa_type=Timestamp)
    state: str = "received"
    answer: str = ""
    answered_by: UUID | None = None
    answered_at: datetime | None = Field(default=None, sa_type=Timestamp)
    answer_bulletin_id: UUID | None = Field(default=None, foreign_key="bulletin.id")
