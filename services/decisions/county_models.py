"""Tables of what a county sets for itself: its methods, stricter numbers, reviews, collectives."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.decisions.columns import INSERT_ONLY, VILLAGE_CODE

_METHOD_ID = "method_id ~ '^[a-z][a-z0-9_]{1,39}$'"
_SHORT = "octet_length(text) <= 65536"


class MethodDraft(SQLModel, table=True):
    """A work method that a county is writing; publishing copies it as a version."""

    __tablename__ = "method_draft"
    __table_args__ = (
        CheckConstraint(_METHOD_ID, name="method_draft_id_is_a_word"),
        CheckConstraint(_SHORT, name="method_draft_is_short"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    method_id: str = Field(unique=True)
    text: str
    author_account_id: UUID | None = None
    author: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class MethodVersion(SQLModel, table=True):
    """A version of a county's method that was published; it never changes afterwards."""

    __tablename__ = "method_version"
    __table_args__ = (
        UniqueConstraint("method_id", "number", name="method_version_number_once"),
        CheckConstraint(_METHOD_ID, name="method_version_id_is_a_word"),
        CheckConstraint(_SHORT, name="method_version_is_short"),
        CheckConstraint("number > 0", name="method_version_counts_from_one"),
        CheckConstraint("hash ~ '^[0-9a-f]{64}$'", name="method_version_hash_is_sha256"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    method_id: str
    number: int
    hash: str
    text: str
    published_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class MethodUse(SQLModel, table=True):
    """That a method was taken out of use for new matters, or back into it; the latest holds."""

    __tablename__ = "method_use"
    __table_args__ = (
        CheckConstraint("method_id <> ''", name="method_use_names_a_method"),
        CheckConstraint("reason <> ''", name="method_use_has_a_reason"),
        Index("method_use_method", "method_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    method_id: str
    allowed: bool
    reason: str
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class CollectiveRecord(SQLModel, table=True):
    """Whether a village has a collective economic organisation (its law art. 64), by what paper."""

    __tablename__ = "collective_record"
    __table_args__ = (
        CheckConstraint(VILLAGE_CODE, name="collective_record_names_a_village"),
        CheckConstraint("source <> ''", name="collective_record_names_its_source"),
        Index("collective_record_village", "village_code", "since", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str
    exists: bool
    since: date
    source: str
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class CountyParameter(SQLModel, table=True):
    """A number that a county has made stricter than its province or the product asks."""

    __tablename__ = "county_parameter"
    __table_args__ = (
        CheckConstraint("key <> ''", name="county_parameter_has_a_key"),
        CheckConstraint("value >= 0", name="county_parameter_is_a_count"),
        CheckConstraint("source <> ''", name="county_parameter_names_its_source"),
        Index("county_parameter_key", "key", "since", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    key: str
    value: int
    since: date
    source: str
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class TownshipReview(SQLModel, table=True):
    """A township's monthly, quarterly, half-yearly or yearly review, done once a period."""

    __tablename__ = "township_review"
    __table_args__ = (
        UniqueConstraint(
            "township_code", "method_id", "review_key", "period", name="township_review_once"
        ),
        CheckConstraint("township_code ~ '^[0-9]{9}$'", name="township_review_names_a_township"),
        CheckConstraint("finding <> ''", name="township_review_says_something"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    township_code: str
    method_id: str
    review_key: str
    period: str
    finding: str
    recorded_by_id: UUID | None = None
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
