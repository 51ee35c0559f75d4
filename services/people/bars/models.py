"""The table of a county's own bars; one is ended, never changed (ADR 32)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.people.workflow import NOT_BARRABLE, Office

_BARRED = ", ".join(f"'{one}'" for one in Office if one not in NOT_BARRABLE)


class CountyBar(SQLModel, table=True):
    """Two offices that one person, or near relatives, may not hold in this county."""

    __tablename__ = "county_bar"
    __table_args__ = (
        CheckConstraint(
            f"one_office IN ({_BARRED}) AND other_office IN ({_BARRED})",
            name="county_bar_offices_are_known",
        ),
        CheckConstraint(
            'one_office COLLATE "C" <= other_office', name="county_bar_pair_has_one_order"
        ),
        CheckConstraint(
            "one_office <> other_office OR NOT same_person", name="county_bar_joins_two_offices"
        ),
        CheckConstraint("same_person OR near_relatives", name="county_bar_bars_somebody"),
        CheckConstraint("document <> '' AND article <> ''", name="county_bar_names_its_source"),
        CheckConstraint("until IS NULL OR until >= since", name="county_bar_days_in_order"),
        CheckConstraint("(ended_at IS NULL) = (end_document = '')", name="county_bar_end_has_why"),
        CheckConstraint("ended_at IS NULL OR until IS NOT NULL", name="county_bar_end_has_a_day"),
        Index(
            "county_bar_open_once",
            "one_office",
            "other_office",
            unique=True,
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    one_office: str
    other_office: str
    same_person: bool
    near_relatives: bool
    document: str
    article: str
    since: date = Field(description="The first day on which it holds.")
    until: date | None = Field(
        default=None, description="The first day on which it holds no longer."
    )
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    recorded_by: str
    end_document: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=Timestamp)
    ended_by: str = ""
