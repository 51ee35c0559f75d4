"""Answers to demands that hold, struck names and proxies, who chose an election's committee."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_ANSWERS = "answer_kind IN ('meeting', 'matter', 'bulletin', 'election', 'text')"


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _demands()
    _signatures()
    _disputes()
    _elections()
    _proxies()


def _text(table: str, *names: str) -> None:
    for name in names:
        op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=""))
        op.alter_column(table, name, server_default=None)


def _demands() -> None:
    op.add_column("demand", sa.Column("duty_days", sa.Integer(), nullable=True))
    _text("demand", "duty_citation")
    op.add_column(
        "demand",
        sa.Column("answered_above", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.alter_column("demand", "answered_above", server_default=None)
    op.add_column("demand", sa.Column("notice_id", sa.Uuid(), nullable=True))
    op.add_column("demand", sa.Column("refuted", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("demand", "refuted", server_default=None)
    op.create_check_constraint(
        "demand_days_rest_on_something", "demand", "(duty_days IS NULL) = (duty_citation = '')"
    )
    op.create_check_constraint("demand_refuted_is_counted", "demand", "refuted >= 0")


def _signatures() -> None:
    table = "demand_signature"
    _text(table, "struck_reason", "struck_by")
    op.create_check_constraint(
        "demand_signature_struck_by_somebody", table, "(struck_reason = '') = (struck_by = '')"
    )
    op.create_check_constraint(
        "demand_signature_struck_on_paper_alone",
        table,
        "struck_reason = '' OR (withdrawn_at IS NOT NULL AND channel = 'paper')",
    )


def _disputes() -> None:
    op.create_table(
        "demand_matter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demand_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("named_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("demand_id", "matter_id", name="demand_matter_once"),
        info={"insert_only": True},
    )
    op.create_table(
        "demand_dispute",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demand_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("answer_kind", sa.String(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("answer_text", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(_ANSWERS, name="demand_dispute_answer_is_known"),
        sa.CheckConstraint(
            "(state = 'received') = (decided_at IS NULL)"
            " AND (decided_at IS NULL) = (decision = '')",
            name="demand_dispute_is_decided",
        ),
        sa.CheckConstraint("text <> ''", name="demand_dispute_says_why"),
        sa.CheckConstraint(
            "state IN ('received', 'upheld', 'rejected')", name="demand_dispute_state_is_known"
        ),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "demand_dispute_once",
        "demand_dispute",
        ["demand_id", "resident_id", "answered_at"],
        unique=True,
        postgresql_where=sa.text("resident_id IS NOT NULL"),
    )
    op.create_index(
        "demand_dispute_open",
        "demand_dispute",
        ["demand_id"],
        unique=False,
        postgresql_where=sa.text("state = 'received'"),
    )


def _elections() -> None:
    _text("election", "committee_source")
    op.add_column("election", sa.Column("committee_on", sa.Date(), nullable=True))
    op.create_check_constraint(
        "election_committee_was_chosen_on_a_day",
        "election",
        "(committee_source = '') = (committee_on IS NULL)",
    )
    op.add_column("election", sa.Column("result_by", sa.Uuid(), nullable=True))
    op.add_column("election", sa.Column("result_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        "election_result_put_forward",
        "election",
        "(result_by IS NULL) = (result_at IS NULL)",
    )


def _proxies() -> None:
    table = "election_proxy"
    op.add_column(table, sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True))
    _text(table, "struck_reason", "struck_by")
    op.create_check_constraint(
        "election_proxy_struck_says_why",
        table,
        "(struck_at IS NULL) = (struck_reason = '') AND (struck_at IS NULL) = (struck_by = '')",
    )
    op.drop_constraint("election_proxy_once", table, type_="unique")
    op.create_index(
        "election_proxy_once",
        table,
        ["election_id", "principal_id"],
        unique=True,
        postgresql_where=sa.text("struck_at IS NULL"),
    )
