"""Villagers are asked again after the work was reopened; counts struck; a chair handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
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
    # What was struck or taken back stays, beside what is entered anew.
    op.drop_constraint("paper_count_vote_id_key", "paper_count", type_="unique")
    op.create_index("paper_count_vote", "paper_count", ["vote_id", "id"])
    op.drop_constraint("meeting_proxy_once", "meeting_proxy", type_="unique")
    op.create_table(
        "meeting_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("count_id", sa.Uuid(), nullable=True),
        sa.Column("proxy_id", sa.Uuid(), nullable=True),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('chair_handed_over', 'count_struck', 'proxy_taken_back')",
            name="meeting_change_kind_is_known",
        ),
        sa.CheckConstraint("reason <> ''", name="meeting_change_says_why"),
        sa.CheckConstraint(
            "(kind = 'count_struck') = (count_id IS NOT NULL)"
            " AND (kind = 'proxy_taken_back') = (proxy_id IS NOT NULL)"
            " AND (kind = 'count_struck') = (member_id IS NULL)"
            " AND (kind = 'chair_handed_over') = (before <> '')",
            name="meeting_change_names_what_it_is_about",
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["count_id"], ["paper_count.id"]),
        sa.ForeignKeyConstraint(["proxy_id"], ["meeting_proxy.id"]),
        sa.ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="meeting_change_of_a_member_of_the_meeting",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("count_id"),
        sa.UniqueConstraint("proxy_id"),
        info={"insert_only": True},
    )
    op.create_index("meeting_change_meeting", "meeting_change", ["meeting_id", "id"])
