"""Tables of votes, ballots, paper counts and signed resolutions."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.decisions.blocking import Outcome
from services.decisions.columns import INSERT_ONLY, one_of
from services.decisions.vocabulary import Choice, VoteForm


class Vote(SQLModel, table=True):
    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("meeting_id", "matter_id", "version_no", name="vote_once_in_a_meeting"),
        UniqueConstraint("id", "meeting_id", name="vote_in_its_meeting"),
        CheckConstraint(one_of("form", VoteForm), name="vote_form_is_known"),
        CheckConstraint(one_of("outcome", Outcome), name="vote_outcome_is_known"),
        CheckConstraint("(outcome = 'open') = (closed_at IS NULL)", name="vote_closed_at"),
        CheckConstraint(
            "0 <= present AND present <= due AND due <= members", name="vote_attendance_is_possible"
        ),
        CheckConstraint(
            "in_favour >= 0 AND against >= 0 AND abstain >= 0 AND invalid >= 0 "
            "AND in_favour + against + abstain + invalid <= present",
            name="vote_tally_fits_the_room",
        ),
        CheckConstraint("question_sha256 ~ '^[0-9a-f]{64}$'", name="vote_question_hash_is_sha256"),
        Index(
            "vote_one_open",
            "meeting_id",
            unique=True,
            postgresql_where=text("outcome = 'open'"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id")
    matter_id: UUID = Field(foreign_key="matter.id", index=True)
    version_no: int
    question: str
    question_sha256: str
    form: str
    outcome: str = Outcome.OPEN.value
    thresholds: list[dict[str, Any]] = Field(sa_type=Json)
    roll_hash: str
    members: int
    due: int
    present: int
    parts: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    in_favour: int = 0
    against: int = 0
    abstain: int = 0
    invalid: int = 0
    tally_parts: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    derivation: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    opened_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    closed_at: datetime | None = Field(default=None, sa_type=Timestamp)
    opened_by: str
    closed_by: str = ""

    @property
    def not_voted(self) -> int:
        """How many were present and gave no vote."""
        return self.present - self.in_favour - self.against - self.abstain - self.invalid


class Ballot(SQLModel, table=True):
    __tablename__ = "ballot"
    __table_args__ = (
        UniqueConstraint("vote_id", "member_id", name="ballot_once"),
        ForeignKeyConstraint(
            ["vote_id", "meeting_id"], ["vote.id", "vote.meeting_id"], name="ballot_of_its_vote"
        ),
        ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="ballot_of_a_member_of_the_meeting",
        ),
        CheckConstraint(one_of("choice", Choice), name="ballot_choice_is_known"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    vote_id: UUID
    meeting_id: UUID
    member_id: UUID
    representative: bool
    choice: str
    cast_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class SealedBallot(SQLModel, table=True):
    """That a member voted, and what they said under a key that is destroyed (ADR 0022).

    It bears no id and no time, and nothing of it is found again in `secret_ballot`.
    """

    __tablename__ = "sealed_ballot"
    __table_args__ = (
        ForeignKeyConstraint(
            ["vote_id", "meeting_id"],
            ["vote.id", "vote.meeting_id"],
            name="sealed_ballot_of_its_vote",
        ),
        ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="sealed_ballot_of_a_member_of_the_meeting",
        ),
        CheckConstraint("sealed ~ '^aesgcm1:[A-Za-z0-9_=-]+$'", name="sealed_ballot_is_sealed"),
        INSERT_ONLY,
    )

    vote_id: UUID = Field(primary_key=True)
    member_id: UUID = Field(primary_key=True)
    meeting_id: UUID
    sealed: str


class SecretBallot(SQLModel, table=True):
    """What somebody said, taken out of the box in one moment with all the others, shuffled."""

    __tablename__ = "secret_ballot"
    __table_args__ = (
        CheckConstraint(one_of("choice", Choice), name="secret_ballot_choice_is_known"),
        INSERT_ONLY,
    )

    # Random and not new_id(), which tells the time and the order.
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    vote_id: UUID = Field(foreign_key="vote.id", index=True)
    representative: bool = Field(
        description="Whose part it is in, where a rule counts the parts; else the same for all."
    )
    choice: str


class PaperCount(SQLModel, table=True):
    """What tellers counted on paper or by hands, entered whole; one that is struck stays."""

    __tablename__ = "paper_count"
    __table_args__ = (
        CheckConstraint(
            "least(issued, used, spoiled, unused, in_favour, against, abstain) >= 0",
            name="paper_count_has_no_negative_number",
        ),
        CheckConstraint("issued = used + spoiled + unused", name="paper_count_papers_add_up"),
        CheckConstraint("used = in_favour + against + abstain", name="paper_count_votes_add_up"),
        CheckConstraint(
            "teller_1 <> teller_2 AND teller_1 <> scrutineer AND teller_2 <> scrutineer",
            name="paper_count_three_people",
        ),
        CheckConstraint("sheet_sha256 ~ '^[0-9a-f]{64}$'", name="paper_count_sheet_is_sha256"),
        # What was struck stays (`meeting_change`), so that a vote may have several, one standing.
        Index("paper_count_vote", "vote_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    vote_id: UUID = Field(foreign_key="vote.id")
    issued: int
    used: int
    spoiled: int
    unused: int
    in_favour: int
    against: int
    abstain: int
    parts: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    sheet_key: str
    sheet_sha256: str
    teller_1: UUID
    teller_2: UUID
    scrutineer: UUID
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class Resolution(SQLModel, table=True):
    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("village_code", "year", "serial", name="resolution_number_once"),
        UniqueConstraint("matter_id", "version_no", name="resolution_once_a_version"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="resolution_hash_is_sha256"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str
    year: int
    serial: int
    matter_id: UUID = Field(foreign_key="matter.id")
    version_no: int
    vote_id: UUID = Field(foreign_key="vote.id", unique=True)
    text: str
    sha256: str
    signers: str = Field(description="Whose signatures count: members or representatives.")
    signatures_needed: int
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)

    @property
    def number(self) -> str:
        """The number that people say: year and count in the village."""
        return f"{self.year}-{self.serial:03d}"


class ResolutionSignature(SQLModel, table=True):
    __tablename__ = "resolution_signature"
    __table_args__ = (
        UniqueConstraint("resolution_id", "resident_id", name="resolution_signature_once"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    resolution_id: UUID = Field(foreign_key="resolution.id")
    resident_id: UUID
    name: str
    capacity: str
    counts: bool = Field(description="Whether the signer belongs to those whose signatures count.")
    sheet_key: str = Field(default="", description="The photographed sheet, if signed on paper.")
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
