"""Tables of elections: timetable, voters, candidates, proxies, counts, handover."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from services.elections.vocabulary import (
    LAW_VERSION,
    CandidateState,
    ElectionKind,
    ElectionState,
    StationKind,
    Step,
    Wish,
)
from services.people.kin import Relation

OVER = (ElectionState.CLOSED, ElectionState.CALLED_OFF, ElectionState.FAILED)


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


_OVER = ", ".join(repr(str(state)) for state in OVER)
_ELECTION: Any = "election.id"


class Election(SQLModel, table=True):
    """One election, by-election or recall; its voters are frozen with a hash before the vote."""

    __tablename__ = "election"
    __table_args__ = (
        CheckConstraint(_one_of("kind", ElectionKind), name="election_kind_is_known"),
        CheckConstraint(_one_of("state", ElectionState), name="election_state_is_known"),
        CheckConstraint("village_code ~ '^[0-9]{12}$'", name="election_village_code_is_whole"),
        CheckConstraint("round >= 1", name="election_round_counts_from_one"),
        CheckConstraint(
            "(voters_frozen_at IS NULL) = (voters_sha256 = '')", name="election_voters_are_hashed"
        ),
        CheckConstraint(
            "(committee_source = '') = (committee_on IS NULL)",
            name="election_committee_was_chosen_on_a_day",
        ),
        CheckConstraint(
            "(result_by IS NULL) = (result_at IS NULL)", name="election_result_put_forward"
        ),
        Index(
            "election_runs_once",
            "village_code",
            "kind",
            unique=True,
            postgresql_where=text(f"state NOT IN ({_OVER})"),
        ),
        Index("election_of_village", "village_code", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str
    village_code: str
    election_day: date
    run_off_day: date | None = None
    round: int = 1
    state: str = ElectionState.PREPARING
    law_version: str = LAW_VERSION
    reason: str = ""
    petition: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    petition_sha256: str = ""
    voters_total: int = 0
    voters_sha256: str = ""
    voters_frozen_at: datetime | None = Field(default=None, sa_type=Timestamp)
    planned_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    planned_by: str
    committee_source: str = Field(default="", description="What its committee rests on.")
    committee_on: date | None = None
    result_by: UUID | None = Field(default=None, description="Who put the result forward.")
    result_at: datetime | None = Field(default=None, sa_type=Timestamp)
    decided_at: datetime | None = Field(default=None, sa_type=Timestamp)
    closed_at: datetime | None = Field(default=None, sa_type=Timestamp)


class ElectionStep(SQLModel, table=True):
    """One line of the timetable; a posted step is done when its notice shows."""

    __tablename__ = "election_step"
    __table_args__ = (
        UniqueConstraint("election_id", "step", name="election_step_once"),
        CheckConstraint(_one_of("step", Step), name="election_step_is_known"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    election_id: UUID = Field(foreign_key=_ELECTION)
    step: str
    due: date
    basis: str
    done_at: datetime | None = Field(default=None, sa_type=Timestamp)
    bulletin_id: UUID | None = None


class ElectionOfficial(SQLModel, table=True):
    """A member of the village election committee; whoever stands as a candidate leaves it."""

    __tablename__ = "election_official"
    __table_args__ = (
        UniqueConstraint("election_id", "resident_id", name="election_official_once"),
        Index(
            "election_official_one_chair",
            "election_id",
            unique=True,
            postgresql_where=text("is_chair AND left_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    election_id: UUID = Field(foreign_key=_ELECTION)
    resident_id: UUID
    is_chair: bool = False
    left_at: datetime | None = Field(default=None, sa_type=Timestamp)
    left_reason: str = ""


class Contest(SQLModel, table=True):
    """The seats of one office in one round, or the recall of one person, with what came of it."""

    __tablename__ = "election_contest"
    __table_args__ = (
        CheckConstraint("seats >= 1", name="election_contest_has_a_seat"),
        CheckConstraint("women_seats BETWEEN 0 AND seats", name="election_contest_womens_seats"),
        CheckConstraint("seats_left BETWEEN 0 AND seats", name="election_contest_seats_left"),
        UniqueConstraint(
            "election_id",
            "round",
            "office",
            "target_id",
            name="election_contest_once",
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    election_id: UUID = Field(foreign_key=_ELECTION)
    round: int = 1
    office: str
    seats: int
    women_seats: int = 0
    target_id: UUID | None = None
    outcome: str = ""
    seats_left: int = 0
    tally: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    derivation: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    decided_at: datetime | None = Field(default=None, sa_type=Timestamp)


class Candidate(SQLModel, table=True):
    """Somebody nominated for a contest, and whether they may stand."""

    __tablename__ = "election_candidate"
    __table_args__ = (
        UniqueConstraint("contest_id", "resident_id", name="election_candidate_once"),
        CheckConstraint(_one_of("state", CandidateState), name="election_candidate_state"),
        CheckConstraint("nominations >= 0", name="election_candidate_nominations"),
        CheckConstraint("(state = 'barred') = (bar <> '')", name="election_candidate_bar_is_named"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    contest_id: UUID = Field(foreign_key="election_contest.id")
    resident_id: UUID
    number: int = 0
    nominations: int = 0
    is_woman: bool = False
    is_elected: bool = False
    state: str = CandidateState.NOMINATED
    bar: str = ""
    reason: str = ""


class Voter(SQLModel, table=True):
    """A line of the voter list, by name as it hangs on the wall."""

    __tablename__ = "election_voter"
    __table_args__ = (
        UniqueConstraint("election_id", "resident_id", name="election_voter_once"),
        CheckConstraint("source IN ('roll', 'added')", name="election_voter_source"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    election_id: UUID = Field(foreign_key=_ELECTION)
    resident_id: UUID
    group_name: str = ""
    name: str
    source: str = "roll"
    struck_at: datetime | None = Field(default=None, sa_type=Timestamp)
    reason: str = ""


class VoterObjection(SQLModel, table=True):
    """Somebody says that the list lacks a person, or names one who may not vote."""

    __tablename__ = "election_objection"
    __table_args__ = (
        CheckConstraint(_one_of("wish", Wish), name="election_objection_wish"),
        CheckConstraint(
            "state IN ('received', 'upheld', 'rejected')", name="election_objection_state"
        ),
        CheckConstraint(
            "(state = 'received') = (decided_at IS NULL)", name="election_objection_is_decided"
        ),
        Index("election_objection_of", "election_id", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    election_id: UUID = Field(foreign_key=_ELECTION)
    objector_id: UUID
    about_name: str
    wish: str
    text: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    due: date
    state: str = "received"
    about_id: UUID | None = None
    decision: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=Timestamp)


class LeavingAudit(SQLModel, table=True):
    """The audit of somebody whose term ends; its result hangs before the vote (OL18 art. 35)."""

    __tablename__ = "election_audit"
    __table_args__ = (
        UniqueConstraint("election_id", "resident_id", name="election_audit_once"),
        CheckConstraint("(bulletin_id IS NULL) = (result = '')", name="election_audit_is_posted"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    election_id: UUID = Field(foreign_key=_ELECTION)
    resident_id: UUID
    office: str
    result: str = ""
    auditor: str = ""
    bulletin_id: UUID | None = None
    at: datetime | None = Field(default=None, sa_type=Timestamp)


class Proxy(SQLModel, table=True):
    """A voter who is away gives the vote to a near relative, in writing."""

    __tablename__ = "election_proxy"
    __table_args__ = (
        CheckConstraint("principal_id <> holder_id", name="election_proxy_is_another"),
        CheckConstraint(_one_of("relation", Relation), name="election_proxy_relation"),
        CheckConstraint("sheet_key <> ''", name="election_proxy_is_written"),
        CheckConstraint(
            "(struck_at IS NULL) = (struck_reason = '') AND (struck_at IS NULL) = (struck_by = '')",
            name="election_proxy_struck_says_why",
        ),
        Index(
            "election_proxy_once",
            "election_id",
            "principal_id",
            unique=True,
            postgresql_where=text("struck_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    election_id: UUID = Field(foreign_key=_ELECTION)
    principal_id: UUID
    holder_id: UUID
    relation: str
    sheet_key: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    recorded_by: str
    struck_at: datetime | None = Field(default=None, sa_type=Timestamp)
    struck_reason: str = ""
    struck_by: str = ""


class Station(SQLModel, table=True):
    """Where ballots are cast: the meeting place, a branch of it, or a box that is carried round."""

    __tablename__ = "election_station"
    __table_args__ = (
        UniqueConstraint("election_id", "name", name="election_station_once"),
        CheckConstraint(_one_of("kind", StationKind), name="election_station_kind"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    election_id: UUID = Field(foreign_key=_ELECTION)
    name: str
    kind: str
    place: str


class StationCount(SQLModel, table=True):
    """The reconciled tally sheet of a station and contest; a mistake is struck, not changed."""

    __tablename__ = "election_count"
    __table_args__ = (
        CheckConstraint("issued = returned + unreturned", name="election_count_issued"),
        CheckConstraint("returned = valid + invalid", name="election_count_returned"),
        CheckConstraint(
            "least(unreturned, valid, invalid, others) >= 0", name="election_count_is_not_negative"
        ),
        CheckConstraint(
            "teller_a <> teller_b AND teller_a <> scrutineer AND teller_b <> scrutineer",
            name="election_count_has_three_people",
        ),
        CheckConstraint("sheet_key <> '' AND place <> ''", name="election_count_was_in_the_open"),
        Index(
            "election_count_once",
            "contest_id",
            "station_id",
            unique=True,
            postgresql_where=text("struck_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    contest_id: UUID = Field(foreign_key="election_contest.id")
    station_id: UUID = Field(foreign_key="election_station.id")
    issued: int
    returned: int
    unreturned: int
    valid: int
    invalid: int
    votes: dict[str, int] = Field(sa_type=Json)
    others: int = 0
    teller_a: UUID
    teller_b: UUID
    scrutineer: UUID
    sheet_key: str
    place: str
    counted_at: datetime = Field(sa_type=Timestamp)
    entered_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    entered_by: str
    struck_at: datetime | None = Field(default=None, sa_type=Timestamp)
    struck_reason: str = ""


class Certificate(SQLModel, table=True):
    """Says that somebody was elected; the number stands on the paper."""

    __tablename__ = "election_certificate"
    __table_args__ = (
        UniqueConstraint("contest_id", "resident_id", name="election_certificate_once"),
        UniqueConstraint("number", name="election_certificate_number"),
        {"info": {"insert_only": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    contest_id: UUID = Field(foreign_key="election_contest.id")
    election_id: UUID = Field(foreign_key=_ELECTION)
    resident_id: UUID
    office: str
    number: str
    issued_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class HandoverItem(SQLModel, table=True):
    """One thing that the old committee gives to the new one."""

    __tablename__ = "election_handover"
    __table_args__ = (
        UniqueConstraint("election_id", "item", name="election_handover_once"),
        CheckConstraint("(done_at IS NULL) = (note = '')", name="election_handover_says_what"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    election_id: UUID = Field(foreign_key=_ELECTION)
    item: str
    note: str = ""
    done_at: datetime | None = Field(default=None, sa_type=Timestamp)
    recorded_by: str = ""
