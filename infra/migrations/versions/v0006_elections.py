"""Elections: their timetable, voters, candidates, counts and handover; notices of their own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KINDS = (
    "proposal",
    "resolution",
    "result",
    "answer",
    "correction",
    "election",
    "election_result",
)


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _notices()
    _the_election()
    _candidates()
    _voters()
    _the_vote()


def _notices() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    op.drop_constraint("bulletin_kind_is_known", "bulletin", type_="check")
    op.create_check_constraint("bulletin_kind_is_known", "bulletin", f"kind IN ({kinds})")


def _the_election() -> None:
    op.create_table(
        "election",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("election_day", sa.Date(), nullable=False),
        sa.Column("run_off_day", sa.Date(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("law_version", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("petition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("petition_sha256", sa.String(), nullable=False),
        sa.Column("voters_total", sa.Integer(), nullable=False),
        sa.Column("voters_sha256", sa.String(), nullable=False),
        sa.Column("voters_frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(voters_frozen_at IS NULL) = (voters_sha256 = '')", name="election_voters_are_hashed"
        ),
        sa.CheckConstraint(
            "kind IN ('village_committee', 'by_election', 'recall', 'party_branch')",
            name="election_kind_is_known",
        ),
        sa.CheckConstraint(
            "state IN ('preparing', 'registered', 'standing', 'run_off', 'decided', 'failed', 'closed', 'called_off')",
            name="election_state_is_known",
        ),
        sa.CheckConstraint("village_code ~ '^[0-9]{12}$'", name="election_village_code_is_whole"),
        sa.CheckConstraint("round >= 1", name="election_round_counts_from_one"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("election_of_village", "election", ["village_code", "id"], unique=False)
    op.create_index(
        "election_runs_once",
        "election",
        ["village_code", "kind"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('closed', 'called_off', 'failed')"),
    )
    op.create_table(
        "election_official",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("is_chair", sa.Boolean(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("election_id", "resident_id", name="election_official_once"),
    )
    op.create_index(
        "election_official_one_chair",
        "election_official",
        ["election_id"],
        unique=True,
        postgresql_where=sa.text("is_chair AND left_at IS NULL"),
    )
    op.create_table(
        "election_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bulletin_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "step IN ('committee', 'announced', 'voters_posted', 'voters_final', 'nominated', 'audited', 'candidates_posted', 'proxies_posted', 'polled', 'handed_over')",
            name="election_step_is_known",
        ),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("election_id", "step", name="election_step_once"),
    )


def _candidates() -> None:
    op.create_table(
        "election_audit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("auditor", sa.String(), nullable=False),
        sa.Column("bulletin_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(bulletin_id IS NULL) = (result = '')", name="election_audit_is_posted"
        ),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("election_id", "resident_id", name="election_audit_once"),
    )
    op.create_table(
        "election_contest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("women_seats", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("seats_left", sa.Integer(), nullable=False),
        sa.Column("tally", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("derivation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("seats >= 1", name="election_contest_has_a_seat"),
        sa.CheckConstraint("seats_left BETWEEN 0 AND seats", name="election_contest_seats_left"),
        sa.CheckConstraint("women_seats BETWEEN 0 AND seats", name="election_contest_womens_seats"),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "election_id",
            "round",
            "office",
            "target_id",
            name="election_contest_once",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "election_candidate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contest_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("nominations", sa.Integer(), nullable=False),
        sa.Column("is_woman", sa.Boolean(), nullable=False),
        sa.Column("is_elected", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("bar", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state = 'barred') = (bar <> '')", name="election_candidate_bar_is_named"
        ),
        sa.CheckConstraint(
            "state IN ('nominated', 'cleared', 'barred', 'standing', 'withdrawn')",
            name="election_candidate_state",
        ),
        sa.CheckConstraint("nominations >= 0", name="election_candidate_nominations"),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["election_contest.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contest_id", "resident_id", name="election_candidate_once"),
    )


def _voters() -> None:
    op.create_table(
        "election_objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("objector_id", sa.Uuid(), nullable=False),
        sa.Column("about_name", sa.String(), nullable=False),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'received') = (decided_at IS NULL)", name="election_objection_is_decided"
        ),
        sa.CheckConstraint(
            "state IN ('received', 'upheld', 'rejected')", name="election_objection_state"
        ),
        sa.CheckConstraint("wish IN ('add', 'strike')", name="election_objection_wish"),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "election_objection_of", "election_objection", ["election_id", "id"], unique=False
    )
    op.create_table(
        "election_proxy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("sheet_key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "relation IN ('spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild')",
            name="election_proxy_relation",
        ),
        sa.CheckConstraint("sheet_key <> ''", name="election_proxy_is_written"),
        sa.CheckConstraint("principal_id <> holder_id", name="election_proxy_is_another"),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("election_id", "principal_id", name="election_proxy_once"),
        info={"insert_only": True},
    )
    op.create_table(
        "election_voter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("source IN ('roll', 'added')", name="election_voter_source"),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("election_id", "resident_id", name="election_voter_once"),
    )


def _the_vote() -> None:
    op.create_table(
        "election_handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (note = '')", name="election_handover_says_what"),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("election_id", "item", name="election_handover_once"),
    )
    op.create_table(
        "election_station",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('main', 'branch', 'mobile')", name="election_station_kind"),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("election_id", "name", name="election_station_once"),
    )
    op.create_table(
        "election_certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contest_id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["election_contest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contest_id", "resident_id", name="election_certificate_once"),
        sa.UniqueConstraint("number", name="election_certificate_number"),
        info={"insert_only": True},
    )
    op.create_table(
        "election_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contest_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("unreturned", sa.Integer(), nullable=False),
        sa.Column("valid", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("votes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("teller_a", sa.Uuid(), nullable=False),
        sa.Column("teller_b", sa.Uuid(), nullable=False),
        sa.Column("scrutineer", sa.Uuid(), nullable=False),
        sa.Column("sheet_key", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "sheet_key <> '' AND place <> ''", name="election_count_was_in_the_open"
        ),
        sa.CheckConstraint("issued = returned + unreturned", name="election_count_issued"),
        sa.CheckConstraint(
            "least(unreturned, valid, invalid, others) >= 0", name="election_count_is_not_negative"
        ),
        sa.CheckConstraint("returned = valid + invalid", name="election_count_returned"),
        sa.CheckConstraint(
            "teller_a <> teller_b AND teller_a <> scrutineer AND teller_b <> scrutineer",
            name="election_count_has_three_people",
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["election_contest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["election_station.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "election_count_once",
        "election_count",
        ["contest_id", "station_id"],
        unique=True,
        postgresql_where=sa.text("struck_at IS NULL"),
    )
