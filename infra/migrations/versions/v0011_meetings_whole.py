"""Meetings whole: secret ballots, recusal, minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_FORMS = "form IN ('named', 'paper', 'secret', 'show_of_hands')"


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _ballot_boxes()
    _recusals()
    _minutes()


def _ballot_boxes() -> None:
    op.drop_constraint("vote_form_is_known", "vote", type_="check")
    op.create_check_constraint("vote_form_is_known", "vote", _FORMS)
    op.create_table(
        "sealed_ballot",
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.CheckConstraint("sealed ~ '^aesgcm1:[A-Za-z0-9_=-]+$'", name="sealed_ballot_is_sealed"),
        sa.ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="sealed_ballot_of_a_member_of_the_meeting",
        ),
        sa.ForeignKeyConstraint(
            ["vote_id", "meeting_id"],
            ["vote.id", "vote.meeting_id"],
            name="sealed_ballot_of_its_vote",
        ),
        sa.PrimaryKeyConstraint("vote_id", "member_id"),
        info={"insert_only": True},
    )
    op.create_table(
        "secret_ballot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("representative", sa.Boolean(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.CheckConstraint(
            "choice IN ('abstain', 'against', 'in_favour')", name="secret_ballot_choice_is_known"
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"]),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index(op.f("ix_secret_ballot_vote_id"), "secret_ballot", ["vote_id"], unique=False)


def _recusals() -> None:
    table = "meeting_member"
    op.add_column(table, sa.Column("recused_at", sa.DateTime(timezone=True), nullable=True))
    for name in ("recusal", "recusal_reason"):
        op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=""))
        op.alter_column(table, name, server_default=None)
    op.create_check_constraint(
        "meeting_member_stake_is_known", table, "recusal IN ('firm', 'near_relative', 'own', '')"
    )
    op.create_check_constraint(
        "meeting_member_recusal_says_why",
        table,
        "(recused_at IS NULL) = (recusal = '') AND (recusal = '') = (recusal_reason = '')",
    )


def _minutes() -> None:
    op.create_table(
        "minutes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="minutes_hash_is_sha256"),
        sa.CheckConstraint("text <> ''", name="minutes_say_something"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id"),
        info={"insert_only": True},
    )
    op.create_table(
        "minutes_signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["meeting_member.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("minutes_id", "member_id", name="minutes_signature_once"),
        info={"insert_only": True},
    )
    op.create_table(
        "minutes_objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name="minutes_objection_says_what"),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["meeting_member.id"]),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index(
        op.f("ix_minutes_objection_minutes_id"), "minutes_objection", ["minutes_id"], unique=False
    )
