"""Who lost political rights by a judgment."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    op.create_table(
        "rights_loss",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("end_document", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (end_document = '')", name="rights_loss_end_has_why"
        ),
        sa.CheckConstraint("document <> ''", name="rights_loss_names_its_judgment"),
        sa.CheckConstraint(
            "ended_at IS NULL OR until IS NOT NULL", name="rights_loss_end_has_a_day"
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name="rights_loss_days_in_order"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("rights_loss_of", "rights_loss", ["resident_id", "id"], unique=False)
    op.create_index(
        "rights_loss_open_once",
        "rights_loss",
        ["resident_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
