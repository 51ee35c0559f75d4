"""A county's own methods and numbers; papers and opinion sheets of a step; kinds of versions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _own_methods()
    _own_numbers()
    _papers()
    op.add_column(
        "matter_version",
        sa.Column("matter_type", sa.String(), nullable=False, server_default=""),
    )
    op.alter_column("matter_version", "matter_type", server_default=None)


def _own_methods() -> None:
    op.create_table(
        "method_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("method_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_account_id", sa.Uuid(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "method_id ~ '^[a-z][a-z0-9_]{1,39}$'", name="method_draft_id_is_a_word"
        ),
        sa.CheckConstraint("octet_length(text) <= 65536", name="method_draft_is_short"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("method_id"),
    )
    op.create_table(
        "method_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("method_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hash ~ '^[0-9a-f]{64}$'", name="method_version_hash_is_sha256"),
        sa.CheckConstraint(
            "method_id ~ '^[a-z][a-z0-9_]{1,39}$'", name="method_version_id_is_a_word"
        ),
        sa.CheckConstraint("number > 0", name="method_version_counts_from_one"),
        sa.CheckConstraint("octet_length(text) <= 65536", name="method_version_is_short"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("method_id", "number", name="method_version_number_once"),
        info={"insert_only": True},
    )
    op.create_table(
        "method_use",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("method_id", sa.String(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("method_id <> ''", name="method_use_names_a_method"),
        sa.CheckConstraint("reason <> ''", name="method_use_has_a_reason"),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index("method_use_method", "method_use", ["method_id", "id"], unique=False)


def _own_numbers() -> None:
    op.create_table(
        "collective_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("exists", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("source <> ''", name="collective_record_names_its_source"),
        sa.CheckConstraint(
            "village_code ~ '^[0-9]{12}$'", name="collective_record_names_a_village"
        ),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index(
        "collective_record_village",
        "collective_record",
        ["village_code", "since", "id"],
        unique=False,
    )
    op.create_table(
        "county_parameter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("key <> ''", name="county_parameter_has_a_key"),
        sa.CheckConstraint("source <> ''", name="county_parameter_names_its_source"),
        sa.CheckConstraint("value >= 0", name="county_parameter_is_a_count"),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index(
        "county_parameter_key", "county_parameter", ["key", "since", "id"], unique=False
    )
    op.create_table(
        "township_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("township_code", sa.String(), nullable=False),
        sa.Column("method_id", sa.String(), nullable=False),
        sa.Column("review_key", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("finding <> ''", name="township_review_says_something"),
        sa.CheckConstraint("township_code ~ '^[0-9]{9}$'", name="township_review_names_a_township"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "township_code", "method_id", "review_key", "period", name="township_review_once"
        ),
        info={"insert_only": True},
    )


def _papers() -> None:
    op.create_table(
        "matter_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(kind = 'extra') = (key <> '')", name="matter_paper_extra_has_a_key"),
        sa.CheckConstraint(
            "kind IN ('extra', 'hearing', 'plan', 'report')", name="matter_paper_kind_is_known"
        ),
        sa.CheckConstraint(
            "outcome = '' OR kind = 'hearing' AND outcome IN ('passed', 'failed')",
            name="matter_paper_only_a_hearing_judges",
        ),
        sa.CheckConstraint("text <> ''", name="matter_paper_has_a_text"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["matter_step.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index("matter_paper_matter", "matter_paper", ["matter_id", "id"], unique=False)
    op.create_table(
        "opinion_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stance IN ('agree', 'change', 'disagree')", name="opinion_sheet_stance_is_known"
        ),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name="opinion_sheet_score_is_one_to_five"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["matter_step.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("step_id", "subject_id", name="opinion_sheet_once_a_round"),
        info={"insert_only": True},
    )
    op.create_index("opinion_sheet_matter", "opinion_sheet", ["matter_id", "id"], unique=False)
