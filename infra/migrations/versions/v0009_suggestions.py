"""Suggestions for others, with photo and voice, merged into matters; objections during posting."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_HASHED = (
    "NOT jsonb_path_exists(attachments, "
    """'$[*] ? (!(@.sha256 like_regex "^[0-9a-f]{64}$"))')"""
)


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _opinions()
    _merges()
    _objections()


def _opinions() -> None:
    op.add_column(
        "opinion",
        sa.Column(
            "attachments",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            server_default="[]",
        ),
    )
    op.add_column("opinion", sa.Column("recorded_by_id", sa.Uuid(), nullable=True))
    op.add_column(
        "opinion", sa.Column("recorded_by", sa.String(), nullable=False, server_default="")
    )
    op.add_column("opinion", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint("opinion_has_a_text", "opinion", type_="check")
    for name, rule in {
        "opinion_says_something": "text <> '' OR attachments <> '[]'",
        "opinion_files_are_few": "jsonb_array_length(attachments) <= 3",
        "opinion_files_are_hashed": _HASHED,
        "opinion_recorder_has_a_name": "recorded_by_id IS NULL OR recorded_by <> ''",
    }.items():
        op.create_check_constraint(name, "opinion", rule)


def _merges() -> None:
    op.create_table(
        "opinion_merge",
        sa.Column("opinion_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("merged_by_id", sa.Uuid(), nullable=True),
        sa.Column("merged_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"]),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"]),
        sa.PrimaryKeyConstraint("opinion_id"),
    )
    op.create_index("ix_opinion_merge_matter_id", "opinion_merge", ["matter_id"])


def _objections() -> None:
    op.create_table(
        "matter_objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("sent_back", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.CheckConstraint("text <> ''", name="matter_objection_has_a_text"),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer = '')", name="matter_objection_answered_has_an_answer"
        ),
        sa.CheckConstraint(
            "NOT sent_back OR answered_at IS NOT NULL", name="matter_objection_sent_back_says_why"
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"]),
        sa.ForeignKeyConstraint(["step_id"], ["matter_step.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("matter_objection_matter", "matter_objection", ["matter_id", "id"])
