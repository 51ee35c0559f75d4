"""Tables of initiatives: demands, who may sign them, signature sheets and signatures."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.initiatives.vocabulary import (
    AnswerKind,
    Channel,
    DemandKind,
    DemandState,
    DisputeState,
)

_DEMAND: Any = "demand.id"
_SHEET: Any = "demand_sheet.id"


def _one_of(column: str, values: type[StrEnum], *, empty: bool = False) -> str:
    listed = ", ".join(repr(str(value)) for value in values)
    return f"{column} IN ({listed}, '')" if empty else f"{column} IN ({listed})"


class Demand(SQLModel, table=True):
    """What is demanded, of whom the number is reckoned, and the duty once it is reached."""

    __tablename__ = "demand"
    __table_args__ = (
        CheckConstraint(_one_of("kind", DemandKind), name="demand_kind_is_known"),
        CheckConstraint(_one_of("state", DemandState), name="demand_state_is_known"),
        CheckConstraint(
            _one_of("answer_kind", AnswerKind, empty=True), name="demand_answer_is_known"
        ),
        CheckConstraint("village_code ~ '^[0-9]{12}$'", name="demand_village_code_is_whole"),
        CheckConstraint("title <> '' AND text <> ''", name="demand_says_what"),
        CheckConstraint("base_sha256 ~ '^[0-9a-f]{64}$'", name="demand_base_is_hashed"),
        CheckConstraint("least(villagers, representatives) >= 0", name="demand_base_is_counted"),
        CheckConstraint(
            "(kind = 'recall') = (target_id IS NOT NULL)", name="demand_recall_of_whom"
        ),
        CheckConstraint(
            "(state IN ('reached', 'fulfilled')) = (reached_at IS NOT NULL)",
            name="demand_reached_has_a_moment",
        ),
        CheckConstraint(
            "(reached_at IS NULL) = (duty_due IS NULL)", name="demand_reached_makes_a_duty"
        ),
        CheckConstraint(
            "(state = 'fulfilled') = (answered_at IS NOT NULL)"
            " AND (answered_at IS NULL) = (answer_kind = '')",
            name="demand_fulfilled_names_its_answer",
        ),
        CheckConstraint("(state = 'lapsed') = (lapsed_at IS NOT NULL)", name="demand_lapsed_when"),
        CheckConstraint(
            "(ordered_at IS NULL) = (order_document = '')", name="demand_order_is_cited"
        ),
        CheckConstraint(
            "(duty_days IS NULL) = (duty_citation = '')", name="demand_days_rest_on_something"
        ),
        CheckConstraint("refuted >= 0", name="demand_refuted_is_counted"),
        Index(
            "demand_one_of_a_kind_by_one",
            "opened_by",
            "kind",
            unique=True,
            postgresql_where=text("state = 'gathering'"),
        ),
        Index("demand_of_village", "village_code", "id"),
        Index("demand_due", "duty_due", postgresql_where=text("state = 'reached'")),
        Index("demand_gathers", "gathers_until", postgresql_where=text("state = 'gathering'")),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str
    village_code: str
    title: str
    text: str
    target_id: UUID | None = None
    state: str = DemandState.GATHERING
    opened_by: UUID
    opened_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    gathers_until: datetime = Field(sa_type=Timestamp)
    villagers: int
    representatives: int
    base_sha256: str
    derivation: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    reached_at: datetime | None = Field(default=None, sa_type=Timestamp)
    duty_owner: str = ""
    duty_due: datetime | None = Field(default=None, sa_type=Timestamp)
    duty_days: int | None = Field(default=None, description="As they held when it was reached.")
    duty_citation: str = ""
    bulletin_id: UUID | None = None
    ordered_at: datetime | None = Field(default=None, sa_type=Timestamp)
    order_document: str = ""
    order_due: datetime | None = Field(default=None, sa_type=Timestamp)
    answer_kind: str = ""
    answer_id: UUID | None = None
    answer_text: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Timestamp)
    answered_by: str = ""
    answered_above: bool = Field(default=False, description="Whether the township answered.")
    notice_id: UUID | None = Field(default=None, description="The notice drafted as its answer.")
    refuted: int = Field(default=0, description="How many answers were found to be none.")
    lapsed_at: datetime | None = Field(default=None, sa_type=Timestamp)


class DemandVoice(SQLModel, table=True):
    """Somebody who may sign a demand, as the roll stood when it was opened."""

    __tablename__ = "demand_voice"
    __table_args__ = (
        UniqueConstraint("demand_id", "resident_id", name="demand_voice_once"),
        CheckConstraint("is_villager OR is_representative", name="demand_voice_counts_somewhere"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    demand_id: UUID = Field(foreign_key=_DEMAND)
    resident_id: UUID
    is_villager: bool
    is_representative: bool


class DemandSheet(SQLModel, table=True):
    """A photographed sheet of paper signatures."""

    __tablename__ = "demand_sheet"
    __table_args__ = (
        UniqueConstraint("demand_id", "sha256", name="demand_sheet_once"),
        CheckConstraint("sheet_key <> ''", name="demand_sheet_is_photographed"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="demand_sheet_is_hashed"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    demand_id: UUID = Field(foreign_key=_DEMAND)
    sheet_key: str
    sha256: str
    names_total: int
    entered_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    entered_by: str


class DemandSignature(SQLModel, table=True):
    """One person's signature; across both channels nobody has two that stand."""

    __tablename__ = "demand_signature"
    __table_args__ = (
        ForeignKeyConstraint(
            ["demand_id", "resident_id"],
            ["demand_voice.demand_id", "demand_voice.resident_id"],
            name="demand_signature_of_the_base",
        ),
        CheckConstraint(_one_of("channel", Channel), name="demand_signature_channel"),
        CheckConstraint(
            "(channel = 'paper') = (sheet_id IS NOT NULL)", name="demand_signature_has_its_sheet"
        ),
        CheckConstraint(
            "(struck_reason = '') = (struck_by = '')", name="demand_signature_struck_by_somebody"
        ),
        CheckConstraint(
            "struck_reason = '' OR (withdrawn_at IS NOT NULL AND channel = 'paper')",
            name="demand_signature_struck_on_paper_alone",
        ),
        Index(
            "demand_signature_once",
            "demand_id",
            "resident_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    demand_id: UUID
    resident_id: UUID
    channel: str
    sheet_id: UUID | None = Field(default=None, foreign_key=_SHEET)
    signed_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Timestamp)
    struck_reason: str = Field(default="", description="Why those who check took it off a sheet.")
    struck_by: str = ""


class DemandMatter(SQLModel, table=True):
    """A matter that is said to be made for a demand, before its meeting is called."""

    __tablename__ = "demand_matter"
    __table_args__ = (
        UniqueConstraint("demand_id", "matter_id", name="demand_matter_once"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    demand_id: UUID = Field(foreign_key=_DEMAND)
    matter_id: UUID
    named_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    named_by: str


class DemandDispute(SQLModel, table=True):
    """Somebody who signed, or whoever decides, says that an answer is none; the answer is kept."""

    __tablename__ = "demand_dispute"
    __table_args__ = (
        CheckConstraint(_one_of("state", DisputeState), name="demand_dispute_state_is_known"),
        CheckConstraint("text <> ''", name="demand_dispute_says_why"),
        CheckConstraint(
            "(state = 'received') = (decided_at IS NULL)"
            " AND (decided_at IS NULL) = (decision = '')",
            name="demand_dispute_is_decided",
        ),
        CheckConstraint(_one_of("answer_kind", AnswerKind), name="demand_dispute_answer_is_known"),
        Index(
            "demand_dispute_once",
            "demand_id",
            "resident_id",
            "answered_at",
            unique=True,
            postgresql_where=text("resident_id IS NOT NULL"),
        ),
        Index("demand_dispute_open", "demand_id", postgresql_where=text("state = 'received'")),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    demand_id: UUID = Field(foreign_key=_DEMAND)
    resident_id: UUID | None = Field(default=None, description="Who signed; none: from above.")
    text: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    state: str = DisputeState.RECEIVED.value
    decision: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=Timestamp)
    decided_by: str = ""
    answer_kind: str
    answer_id: UUID | None = None
    answer_text: str = ""
    answered_at: datetime = Field(sa_type=Timestamp)
