"""Villagers are asked again after the work was reopened; counts struck; a chair handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    # What was answered so far was answered the first time that villagers were asked.
    op.add_column(
        "evaluation", sa.Column("round", sa.Integer(), nullable=False, server_default="1")
    )
    op.alter_column("evaluation", "round", server_default=None)
    op.drop_constraint("evaluation_once", "evaluation", type_="unique")
    op.create_unique_constraint(
        "evaluation_once_a_round", "evaluation", ["matter_id", "resident_id", "round"]
    )
    op.create_check_constraint("evaluation_rounds_count_from_one", "evaluation", "round > 0")
