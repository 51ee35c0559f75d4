"""A county's own bars between offices."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_BARRED = ", ".join(
    f"'{one}'"
    for one in (
        "clerk",
        "collective_head",
        "collective_manager",
        "collective_supervisor",
        "committee_director",
        "committee_member",
        "executive_chair",
        "finance_member",
        "group_head",
        "party_committee_member",
        "party_secretary",
        "representative",
        "supervisor",
        "supervisor_director",
    )
)


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    op.create_table(
        "county_bar",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_office", sa.String(), nullable=False),
        sa.Column("other_office", sa.String(), nullable=False),
        sa.Column("same_person", sa.Boolean(), nullable=False),
        sa.Column("near_relatives", sa.Boolean(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("end_document", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (end_document = '')", name="county_bar_end_has_why"
        ),
        sa.CheckConstraint("document <> '' AND article <> ''", name="county_bar_names_its_source"),
        sa.CheckConstraint(
            f"one_office IN ({_BARRED}) AND other_office IN ({_BARRED})",
            name="county_bar_offices_are_known",
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR until IS NOT NULL", name="county_bar_end_has_a_day"
        ),
        sa.CheckConstraint(
            'one_office COLLATE "C" <= other_office', name="county_bar_pair_has_one_order"
        ),
        sa.CheckConstraint(
            "one_office <> other_office OR NOT same_person", name="county_bar_joins_two_offices"
        ),
        sa.CheckConstraint("same_person OR near_relatives", name="county_bar_bars_somebody"),
        sa.CheckConstraint("until IS NULL OR until >= since", name="county_bar_days_in_order"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "county_bar_open_once",
        "county_bar",
        ["one_office", "other_office"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
