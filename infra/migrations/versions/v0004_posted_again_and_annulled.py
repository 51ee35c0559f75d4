"""A notice taken back can be posted again; annulments and the day for mending are written down."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STANDS = sa.text("state <> 'withdrawn'")


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    op.drop_constraint("bulletin_is_once_per_kind_and_subject", "bulletin", type_="unique")
    op.drop_constraint("bulletin_corrects_id_key", "bulletin", type_="unique")
    op.create_index(
        "bulletin_is_once_per_kind_and_subject",
        "bulletin",
        ["kind", "subject"],
        unique=True,
        postgresql_where=_STANDS,
    )
    op.create_index(
        "bulletin_is_corrected_once",
        "bulletin",
        ["corrects_id"],
        unique=True,
        postgresql_where=_STANDS,
    )
    op.add_column("posting", sa.Column("round", sa.Integer(), nullable=False, server_default="1"))
    op.alter_column("posting", "round", server_default=None)
    op.drop_constraint("posting_once", "posting", type_="unique")
    op.create_unique_constraint(
        "posting_once_a_round", "posting", ["matter_id", "version_no", "kind", "round"]
    )
    op.create_check_constraint("posting_rounds_count_from_one", "posting", "round > 0")
    op.add_column("inspection", sa.Column("mend_by", sa.Date(), nullable=True))
    op.create_check_constraint(
        "inspection_only_a_fault_is_mended", "inspection", "mend_by IS NULL OR outcome = 'failed'"
    )
    op.create_table(
        "annulment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("annuller", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "annuller IN ('assembly', 'court', 'township_order')",
            name="annulment_annuller_is_known",
        ),
        sa.CheckConstraint(
            "document <> '' AND reason <> ''", name="annulment_names_its_document_and_reason"
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("matter_id"),
    )
