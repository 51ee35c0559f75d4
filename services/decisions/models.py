"""Tables of matters: methods in use, drafts, versions, steps, comments, postings."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.decisions.agenda_models import AgendaItem, MeetingPaper, Recusal
from services.decisions.change_models import MeetingChange
from services.decisions.columns import (
    BODY_OF_PLACE,
    FEW_ATTACHMENTS,
    HASHED_ATTACHMENTS,
    INSERT_ONLY,
    VILLAGE_CODE,
    one_of,
)
from services.decisions.county_models import (
    CollectiveRecord,
    CountyParameter,
    MethodDraft,
    MethodUse,
    MethodVersion,
    TownshipReview,
)
from services.decisions.execution_models import (
    Annulment,
    Evaluation,
    Inspection,
    Milestone,
    ObjectorVisit,
)
from services.decisions.headings import number_of
from services.decisions.meeting_models import Meeting, MeetingMember
from services.decisions.minutes_models import Minutes, MinutesObjection, MinutesSignature
from services.decisions.notice_models import MeetingNotice
from services.decisions.opinion_models import MatterObjection, Opinion, OpinionMerge
from services.decisions.paper_models import MatterPaper, OpinionSheet, PaperKind
from services.decisions.party_models import MatterParty
from services.decisions.proxy_models import MeetingProxy
from services.decisions.routing import MatterType
from services.decisions.tracking_models import MatterTracker, TrackingReport
from services.decisions.vocabulary import (
    Body,
    Publication,
    StepState,
)
from services.decisions.vote_models import (
    Ballot,
    PaperCount,
    Resolution,
    ResolutionSignature,
    SealedBallot,
    SecretBallot,
    Vote,
)
from services.decisions.workflow import State

__all__ = [
    "AgendaItem",
    "Annulment",
    "Ballot",
    "CollectiveRecord",
    "CountyParameter",
    "Delegation",
    "Evaluation",
    "HeardPerson",
    "Inspection",
    "Matter",
    "MatterComment",
    "MatterDraft",
    "MatterObjection",
    "MatterPaper",
    "MatterParty",
    "MatterStep",
    "MatterTracker",
    "MatterVersion",
    "Meeting",
    "MeetingChange",
    "MeetingMember",
    "MeetingNotice",
    "MeetingPaper",
    "MeetingProxy",
    "MethodDraft",
    "MethodUse",
    "MethodVersion",
    "Milestone",
    "Minutes",
    "MinutesObjection",
    "MinutesSignature",
    "ObjectorVisit",
    "Opinion",
    "OpinionMerge",
    "OpinionSheet",
    "PaperCount",
    "PaperKind",
    "Posting",
    "Recusal",
    "Resolution",
    "ResolutionSignature",
    "SealedBallot",
    "SecretBallot",
    "SerialNumber",
    "TownshipReview",
    "TrackingReport",
    "Vote",
    "WorkMethod",
]


class SerialNumber(SQLModel, table=True):
    """The last number given out of a kind in a village and year, so that none has a gap."""

    __tablename__ = "serial_number"
    __table_args__ = (CheckConstraint("last > 0", name="serial_number_counts_from_one"),)

    kind: str = Field(primary_key=True)
    village_code: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int


class WorkMethod(SQLModel, table=True):
    """The text of a method version that some matter uses; it never changes afterwards."""

    __tablename__ = "work_method"
    __table_args__ = (
        CheckConstraint("hash ~ '^[0-9a-f]{64}$'", name="work_method_hash_is_sha256"),
        INSERT_ONLY,
    )

    method_id: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    hash: str
    text: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class Delegation(SQLModel, table=True):
    """What a villagers' assembly let the representatives decide (organic law art. 24)."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint(VILLAGE_CODE, name="delegation_names_a_village"),
        CheckConstraint(one_of("matter_type", MatterType), name="delegation_matter_type_is_known"),
        CheckConstraint("until >= since", name="delegation_ends_after_start"),
        CheckConstraint("source <> ''", name="delegation_names_its_source"),
        Index("delegation_village", "village_code", "matter_type"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str
    matter_type: str
    since: date
    until: date
    source: str
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class Matter(SQLModel, table=True):
    __tablename__ = "matter"
    __table_args__ = (
        UniqueConstraint("village_code", "year", "serial", name="matter_number_once"),
        CheckConstraint(VILLAGE_CODE, name="matter_names_a_village"),
        CheckConstraint(one_of("matter_type", MatterType), name="matter_type_is_known"),
        CheckConstraint(one_of("body", Body), name="matter_body_is_known"),
        CheckConstraint(BODY_OF_PLACE, name="matter_body_is_of_its_place"),
        CheckConstraint(one_of("state", State), name="matter_state_is_known"),
        CheckConstraint("title <> ''", name="matter_has_a_title"),
        CheckConstraint("version_no > 0", name="matter_version_counts_up"),
        CheckConstraint("(state = 'archived') = (step_key = '')", name="matter_archived_is_over"),
        CheckConstraint(
            "group_id IS NULL OR matter_type = 'group_affair'", name="matter_of_a_group"
        ),
        Index("matter_village", "village_code", "id"),
        Index("matter_state", "state", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str
    year: int
    serial: int
    title: str
    matter_type: str
    body: str
    method_id: str
    method_version: str
    method_hash: str
    law_version: str
    state: str = State.DRAFT.value
    step_key: str
    version_no: int = Field(default=1, description="The version under way, or being written.")
    group_id: UUID | None = Field(default=None, description="The villagers' group, if one's.")
    opinion_id: UUID | None = Field(default=None, foreign_key="opinion.id", index=True)
    proposer_id: UUID | None = Field(default=None, description="The resident who proposes.")
    proposer: str
    author_account_id: UUID | None = None
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)

    @property
    def number(self) -> str:
        """The number that people say: year and count in the village."""
        return number_of(self.year, self.serial)


class MatterDraft(SQLModel, table=True):
    """The text that is being written; submitting freezes it as the next version."""

    __tablename__ = "matter_draft"
    __table_args__ = (
        CheckConstraint("budget_fen >= 0", name="matter_draft_budget_is_money"),
        CheckConstraint(FEW_ATTACHMENTS, name="matter_draft_attachments_are_few"),
    )

    matter_id: UUID = Field(primary_key=True, foreign_key="matter.id")
    text: str = ""
    budget_fen: int = Field(default=0, sa_type=BigInteger)
    funding: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    attachments: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    change_note: str = ""
    author_id: UUID | None = None
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class MatterVersion(SQLModel, table=True):
    __tablename__ = "matter_version"
    __table_args__ = (
        UniqueConstraint("matter_id", "version_no", name="matter_version_once"),
        CheckConstraint("version_no > 0", name="matter_version_counts_from_one"),
        CheckConstraint("budget_fen >= 0", name="matter_version_budget_is_money"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="matter_version_hash_is_sha256"),
        CheckConstraint(FEW_ATTACHMENTS, name="matter_version_attachments_are_few"),
        CheckConstraint(HASHED_ATTACHMENTS, name="matter_version_attachments_are_hashed"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    version_no: int
    matter_type: str = ""
    title: str
    text: str
    budget_fen: int = Field(sa_type=BigInteger)
    funding: list[dict[str, Any]] = Field(sa_type=Json)
    attachments: list[dict[str, Any]] = Field(sa_type=Json)
    change_note: str
    sha256: str
    author_id: UUID | None
    author_account_id: UUID | None
    author: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class MatterStep(SQLModel, table=True):
    __tablename__ = "matter_step"
    __table_args__ = (
        UniqueConstraint("matter_id", "version_no", "step_key", "round", name="matter_step_once"),
        CheckConstraint(one_of("state", StepState), name="matter_step_state_is_known"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="matter_step_closed_at"),
        Index(
            "matter_step_one_open",
            "matter_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    version_no: int
    step_key: str
    round: int = 1
    state: str = StepState.OPEN.value
    opened_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    due_at: datetime | None = Field(default=None, sa_type=Timestamp)
    closed_at: datetime | None = Field(default=None, sa_type=Timestamp)
    outcome: str = ""
    reason: str = ""
    evidence: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    derivation: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    actor_id: UUID | None = None
    actor: str = ""


class HeardPerson(SQLModel, table=True):
    __tablename__ = "heard_person"
    __table_args__ = (
        CheckConstraint("name <> ''", name="heard_person_has_a_name"),
        Index("heard_person_matter", "matter_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    resident_id: UUID | None = None
    name: str
    view: str = ""
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class MatterComment(SQLModel, table=True):
    __tablename__ = "matter_comment"
    __table_args__ = (
        CheckConstraint("text <> ''", name="matter_comment_has_a_text"),
        Index("matter_comment_matter", "matter_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    version_no: int
    resident_id: UUID | None = None
    author: str
    text: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class Posting(SQLModel, table=True):
    __tablename__ = "posting"
    __table_args__ = (
        UniqueConstraint("matter_id", "version_no", "kind", "round", name="posting_once_a_round"),
        CheckConstraint("round > 0", name="posting_rounds_count_from_one"),
        CheckConstraint(one_of("kind", Publication), name="posting_kind_is_known"),
        CheckConstraint("until >= posted_at", name="posting_ends_after_start"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id")
    version_no: int
    kind: str
    round: int = Field(default=1, description="Grows when a notice was taken back.")
    bulletin_id: UUID
    posted_at: datetime = Field(sa_type=Timestamp)
    until: datetime = Field(sa_type=Timestamp, index=True)
    posted_by: str
