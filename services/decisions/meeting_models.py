"""Tables of meetings and their frozen rolls."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.decisions.blocking import MeetingState
from services.decisions.columns import BODY_OF_PLACE, VILLAGE_CODE, one_of
from services.decisions.vocabulary import Body, MeetingUnit, ShortenedBy, SignIn, Stake


class Meeting(SQLModel, table=True):
    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint(VILLAGE_CODE, name="meeting_names_a_village"),
        CheckConstraint(one_of("body", Body), name="meeting_body_is_known"),
        CheckConstraint(BODY_OF_PLACE, name="meeting_body_is_of_its_place"),
        CheckConstraint(one_of("state", MeetingState), name="meeting_state_is_known"),
        CheckConstraint("notice_at <= scheduled_at", name="meeting_is_announced_before"),
        CheckConstraint(one_of("unit", MeetingUnit), name="meeting_unit_is_known"),
        CheckConstraint(
            one_of("shortened_by", ShortenedBy, empty=True), name="meeting_exception_is_known"
        ),
        CheckConstraint(
            "(shortened_by = '') = (shortened_reason = '')"
            " AND (shortened_by = '') = (notice_days = due_days)",
            name="meeting_shortened_says_why",
        ),
        CheckConstraint("0 <= notice_days AND notice_days <= due_days", name="meeting_notice_days"),
        CheckConstraint("sign_in_code ~ '^[0-9]{6}$'", name="meeting_code_has_six_digits"),
        CheckConstraint(
            "(opened_at IS NULL) = (roll_hash = '')", name="meeting_opened_has_a_frozen_roll"
        ),
        Index("meeting_matter", "matter_id", "id"),
        Index("meeting_village", "village_code", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    # The item by which it was called; the whole agenda stands in `agenda_item`.
    matter_id: UUID = Field(foreign_key="matter.id")
    village_code: str
    step_key: str
    version_no: int
    body: str
    group_id: UUID | None = Field(default=None, description="Whose meeting it is, if a group's.")
    unit: str = Field(
        default=MeetingUnit.PERSON.value, description="What a line of its roll stands for."
    )
    scheduled_at: datetime = Field(sa_type=Timestamp)
    notice_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    notice_days: int = Field(default=0, description="Days of notice that were kept.")
    due_days: int = Field(default=0, description="Days of notice without an exception.")
    shortened_by: str = Field(default="", description="The exception, if notice was shortened.")
    shortened_reason: str = ""
    place: str
    presider_id: UUID | None = None
    presider: str
    state: str = MeetingState.CALLED.value
    sign_in_code: str
    roll_hash: str = ""
    opened_at: datetime | None = Field(default=None, sa_type=Timestamp)
    closed_at: datetime | None = Field(default=None, sa_type=Timestamp)
    reason: str = Field(default="", description="Why the meeting was adjourned.")
    derivation: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    composition: list[dict[str, Any]] = Field(
        default_factory=list,
        sa_type=Json,
        description="How representatives were made up when it was called.",
    )
    called_by: str


class MeetingMember(SQLModel, table=True):
    """One person of the roll that was drawn up when the meeting was called."""

    __tablename__ = "meeting_member"
    __table_args__ = (
        UniqueConstraint("meeting_id", "resident_id", name="meeting_member_once"),
        UniqueConstraint("id", "meeting_id", name="meeting_member_in_its_meeting"),
        CheckConstraint(one_of("how", SignIn, empty=True), name="meeting_member_how_is_known"),
        CheckConstraint(
            "(present_at IS NULL) = (how = '')", name="meeting_member_present_says_how"
        ),
        CheckConstraint(
            "(acting_id IS NULL) = (acting = '')", name="meeting_member_acting_has_a_name"
        ),
        Index(
            "meeting_member_acting",
            "acting_id",
            postgresql_where=text("acting_id IS NOT NULL"),
        ),
        CheckConstraint(
            "left_at IS NULL OR left_at >= present_at", name="meeting_member_leaves_after_coming"
        ),
        CheckConstraint(one_of("recusal", Stake, empty=True), name="meeting_member_stake_is_known"),
        CheckConstraint(
            "(recused_at IS NULL) = (recusal = '') AND (recusal = '') = (recusal_reason = '')",
            name="meeting_member_recusal_says_why",
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id")
    resident_id: UUID = Field(index=True)
    name: str
    capacity: str
    representative: bool = False
    woman: bool = False
    household_id: UUID | None = Field(default=None, description="Where households are counted.")
    acting_id: UUID | None = Field(
        default=None, description="Who came in their place: by proxy, or for the household."
    )
    acting: str = ""
    present_at: datetime | None = Field(default=None, sa_type=Timestamp)
    left_at: datetime | None = Field(default=None, sa_type=Timestamp)
    how: str = ""
    recorded_by: str = ""
    excuse: str = ""
    excused_at: datetime | None = Field(default=None, sa_type=Timestamp)
    # Empty since 0012, where a stake belongs to one item (`recusal`); to be dropped later.
    recused_at: datetime | None = Field(default=None, sa_type=Timestamp)
    recusal: str = ""
    recusal_reason: str = ""

    @property
    def actor_id(self) -> UUID:
        """Return who votes and signs for this line."""
        return self.acting_id or self.resident_id

    @property
    def here(self) -> bool:
        """Say whether this member is here now; who has a stake leaves the room for that item."""
        return self.present_at is not None and self.left_at is None

    def was_here(self, moment: datetime) -> bool:
        """Say whether this member was here at a moment, such as the opening of a vote."""
        came = self.present_at is not None and self.present_at <= moment
        return came and (self.left_at is None or self.left_at > moment)
