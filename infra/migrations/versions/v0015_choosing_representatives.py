"""Representatives are put forward, confirmed and listed before they sit."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    op.create_table(
        "representative_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("bulletin_id", sa.Uuid(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_by", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state = 'posted') = (closed_at IS NULL)", name="representative_list_is_closed"
        ),
        sa.CheckConstraint(
            "state IN ('posted', 'seated', 'dropped')", name="representative_list_state"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_representative_list_village_code"),
        "representative_list",
        ["village_code"],
        unique=False,
    )
    op.create_index(
        "representative_list_one_open",
        "representative_list",
        ["village_code"],
        unique=True,
        postgresql_where=sa.text("state = 'posted'"),
    )
    op.create_table(
        "representative_nominee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=True),
        sa.Column("term_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state = 'seated') = (term_id IS NOT NULL)", name="representative_nominee_is_seated"
        ),
        sa.CheckConstraint(
            "(state IN ('listed', 'seated')) <= (list_id IS NOT NULL)",
            name="representative_nominee_hung",
        ),
        sa.CheckConstraint("source <> ''", name="representative_nominee_names_its_source"),
        sa.CheckConstraint(
            "state IN ('gathering', 'listed', 'seated', 'dropped')",
            name="representative_nominee_state",
        ),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["representative_list.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_representative_nominee_list_id"),
        "representative_nominee",
        ["list_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_representative_nominee_term_id"),
        "representative_nominee",
        ["term_id"],
        unique=False,
    )
    op.create_index(
        "representative_nominee_of", "representative_nominee", ["village_code", "id"], unique=False
    )
    op.create_index(
        "representative_nominee_once",
        "representative_nominee",
        ["resident_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('gathering', 'listed')"),
    )
    op.create_table(
        "representative_objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("objector_id", sa.Uuid(), nullable=False),
        sa.Column("about_name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'received') = (decided_at IS NULL)",
            name="representative_objection_is_decided",
        ),
        sa.CheckConstraint(
            "state IN ('received', 'upheld', 'rejected')", name="representative_objection_state"
        ),
        sa.CheckConstraint("text <> ''", name="representative_objection_says_why"),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["representative_list.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "representative_objection_of", "representative_objection", ["list_id", "id"], unique=False
    )
    op.create_table(
        "household_confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("head_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nominee_id"],
            ["representative_nominee.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "household_confirmation_of", "household_confirmation", ["nominee_id"], unique=False
    )
    op.create_index(
        "household_confirmation_once",
        "household_confirmation",
        ["household_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
