"""Tables of the people capability: townships, villages, households, residents, offices, rolls."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.people.assignments.models import AssignmentFinding
from services.people.bars.models import CountyBar
from services.people.collective.models import CollectiveMember
from services.people.ending import TermEnd
from services.people.identity.models import IdentityReading, IdentityRule, ResidentIdentity
from services.people.interests.models import Interest
from services.people.rights.models import RightsLoss
from services.people.roll.models import (
    CorrectionRequest,
    NaturalVillage,
    RollChange,
    RollEvent,
    RollReason,
)
from services.people.townships.models import TownshipMember
from services.people.workflow import Gender, Office, ResidentState, VillageState

__all__ = [
    "AssignmentFinding",
    "ClaimSlip",
    "CollectiveMember",
    "CorrectionRequest",
    "CountyBar",
    "Group",
    "Household",
    "IdentityReading",
    "IdentityRule",
    "Interest",
    "NaturalVillage",
    "OfficeTerm",
    "RepresentativeHousehold",
    "Resident",
    "ResidentIdentity",
    "RightsLoss",
    "RollChange",
    "RollEvent",
    "RollReason",
    "RollUpload",
    "Township",
    "TownshipMember",
    "Village",
    "VillageChange",
]

_SINGLE = ", ".join(
    f"'{office}'"
    for office in (
        Office.PARTY_SECRETARY,
        Office.COMMITTEE_DIRECTOR,
        Office.SUPERVISOR_DIRECTOR,
        Office.EXECUTIVE_CHAIR,
    )
)


def _one_of(
    column: str, values: type[VillageState | ResidentState | Gender | Office | TermEnd]
) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class Township(SQLModel, table=True):
    __tablename__ = "township"
    __table_args__ = (CheckConstraint("code ~ '^[0-9]{9}$'", name="township_code_has_nine_digits"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    code: str = Field(unique=True)
    name: str


class Village(SQLModel, table=True):
    __tablename__ = "village"
    __table_args__ = (
        CheckConstraint("code ~ '^[0-9]{12}$'", name="village_code_has_twelve_digits"),
        CheckConstraint("left(code, 9) = township_code", name="village_lies_in_its_township"),
        CheckConstraint(_one_of("state", VillageState), name="village_state_is_known"),
        CheckConstraint(
            "(state = 'merged') = (merged_into IS NOT NULL)", name="village_merged_names_its_heir"
        ),
        CheckConstraint("(state = 'active') = (until IS NULL)", name="village_ended_has_a_day"),
        Index(
            "village_name_once_in_township",
            "township_code",
            "name",
            unique=True,
            postgresql_where=text("state = 'active'"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    code: str = Field(unique=True)
    name: str
    initials: str = Field(index=True)
    township_code: str = Field(foreign_key="township.code", index=True)
    state: str = VillageState.ACTIVE
    merged_into: str | None = Field(default=None, foreign_key="village.code")
    since: date
    until: date | None = None


class VillageChange(SQLModel, table=True):
    __tablename__ = "village_change"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('added', 'renamed', 'merged', 'closed')", name="village_change_kind_is_known"
        ),
        CheckConstraint("reason <> ''", name="village_change_has_a_reason"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code", index=True)
    kind: str
    name_before: str = ""
    name_after: str = ""
    merged_into: str | None = None
    reason: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    account_id: UUID | None = None
    actor: str


class Group(SQLModel, table=True):
    __tablename__ = "village_group"
    __table_args__ = (UniqueConstraint("village_code", "name"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code")
    name: str
    natural_village_id: UUID | None = Field(default=None, foreign_key="natural_village.id")


class Household(SQLModel, table=True):
    __tablename__ = "household"
    __table_args__ = (UniqueConstraint("village_code", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code")
    group_id: UUID = Field(foreign_key="village_group.id", index=True)
    number: str
    until: date | None = Field(default=None, description="The day it became part of another.")


class Resident(SQLModel, table=True):
    __tablename__ = "resident"
    __table_args__ = (
        CheckConstraint(_one_of("state", ResidentState), name="resident_state_is_known"),
        CheckConstraint(_one_of("gender", Gender), name="resident_gender_is_known"),
        CheckConstraint(
            "(phone_sealed IS NULL) = (phone_index IS NULL)", name="resident_phone_is_whole"
        ),
        CheckConstraint(
            "(away_since IS NULL) = (away_province IS NULL)", name="resident_away_is_whole"
        ),
        Index(
            "resident_phone_once",
            "phone_index",
            unique=True,
            postgresql_where=text("state = 'living'"),
        ),
        Index(
            "resident_heads_household_once",
            "household_id",
            unique=True,
            postgresql_where=text("is_head AND state = 'living'"),
        ),
        Index("resident_village", "village_code", "id"),
        Index("resident_household", "household_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code")
    household_id: UUID = Field(foreign_key="household.id")
    name: str
    gender: str = Gender.UNKNOWN
    birth_date: date | None = None
    relation: str = ""
    is_head: bool = False
    phone_sealed: str | None = None
    phone_index: str | None = None
    state: str = ResidentState.LIVING
    away_since: date | None = None
    away_province: str | None = Field(default=None, description="Two digits; never more exact.")


class OfficeTerm(SQLModel, table=True):
    __tablename__ = "office_term"
    __table_args__ = (
        CheckConstraint(_one_of("office", Office), name="office_term_office_is_known"),
        CheckConstraint("until IS NULL OR until >= since", name="office_term_ends_after_start"),
        CheckConstraint("source <> ''", name="office_term_names_its_source"),
        # Empty: it runs, or it ended before reasons were recorded (0024).
        CheckConstraint(
            f"end_reason = '' OR ({_one_of('end_reason', TermEnd)} AND until IS NOT NULL)",
            name="office_term_end_reason_is_known",
        ),
        CheckConstraint(
            "(handed_over_on IS NULL) = (handover_note = '')"
            " AND (handed_over_on IS NULL OR handed_over_on >= until)",
            name="office_term_handover_says_what",
        ),
        Index(
            "office_term_held_once",
            "resident_id",
            "office",
            "village_code",
            unique=True,
            postgresql_where=text("until IS NULL"),
        ),
        Index(
            "office_term_single_holder",
            "village_code",
            "office",
            unique=True,
            postgresql_where=text(f"until IS NULL AND office IN ({_SINGLE})"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code", index=True)
    office: str
    resident_id: UUID = Field(foreign_key="resident.id")
    since: date
    until: date | None = None
    elected_on: date | None = Field(default=None, description="The day of the vote, if by one.")
    counted_from: date | None = Field(
        default=None, description="Whose rest it takes: the day from which that term is counted."
    )
    source: str
    end_reason: str = ""
    end_source: str = Field(default="", description="The paper behind its end, if by hand.")
    handed_over_on: date | None = None
    handover_note: str = ""

    @property
    def begun(self) -> date:
        """Return the day from which the term is counted: the vote, or that of whom it fills for."""
        return self.counted_from or self.elected_on or self.since


class RepresentativeHousehold(SQLModel, table=True):
    __tablename__ = "representative_household"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="representative_household_days"),
        Index(
            "representative_household_once",
            "household_id",
            unique=True,
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    representative_id: UUID = Field(foreign_key="resident.id", index=True)
    household_id: UUID = Field(foreign_key="household.id")
    since: date
    until: date | None = None


class RollUpload(SQLModel, table=True):
    __tablename__ = "roll_upload"
    __table_args__ = (
        CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="roll_upload_digest_is_sha256"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    village_code: str = Field(foreign_key="village.code", index=True)
    filename: str
    digest: str
    rows_sealed: str = ""
    rows_total: int = 0
    households_total: int = 0
    adds: int = 0
    changes: int = 0
    elects: bool = Field(default=False, description="Whether it brings elective offices.")
    problems: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    account_id: UUID | None = None
    uploaded_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    expires_at: datetime = Field(sa_type=Timestamp, index=True)
    imported_at: datetime | None = Field(default=None, sa_type=Timestamp)


class ClaimSlip(SQLModel, table=True):
    __tablename__ = "claim_slip"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    resident_id: UUID = Field(foreign_key="resident.id", index=True)
    code_hash: str = Field(unique=True)
    issued_by: UUID | None = None
    issued_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    expires_at: datetime = Field(sa_type=Timestamp)
    used_at: datetime | None = Field(default=None, sa_type=Timestamp)
    revoked_at: datetime | None = Field(default=None, sa_type=Timestamp)
