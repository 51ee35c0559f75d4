"""Proof of notice, notice shortened by a named exception, sign-in by QR code, leaving early."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_HOW = "how IN ('clerk', 'code', 'qr', 'self', '')"


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _shortened()
    op.create_table(
        "meeting_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "channel IN ('board', 'broadcast', 'group', 'message', 'paper', 'phone', 'portal',"
            " 'visit')",
            name="meeting_notice_channel_is_known",
        ),
        sa.CheckConstraint(
            "(channel IN ('board', 'broadcast', 'group')) = (member_id IS NULL)",
            name="meeting_notice_to_whom",
        ),
        sa.CheckConstraint("told_at <= at", name="meeting_notice_is_not_ahead"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="meeting_notice_to_a_member_of_the_meeting",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "member_id", "channel", name="meeting_notice_once"),
        info={"insert_only": True},
    )
    op.create_index("meeting_notice_meeting", "meeting_notice", ["meeting_id", "id"], unique=False)
    # Until now the QR code held the six digits, and both were told apart from nothing.
    op.drop_constraint("meeting_member_how_is_known", "meeting_member", type_="check")
    op.create_check_constraint("meeting_member_how_is_known", "meeting_member", _HOW)
    op.add_column("meeting_member", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        "meeting_member_leaves_after_coming",
        "meeting_member",
        "left_at IS NULL OR left_at >= present_at",
    )


def _shortened() -> None:
    for name in ("shortened_by", "shortened_reason"):
        op.add_column("meeting", sa.Column(name, sa.String(), nullable=False, server_default=""))
        op.alter_column("meeting", name, server_default=None)
    for name in ("notice_days", "due_days"):
        op.add_column("meeting", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        op.alter_column("meeting", name, server_default=None)
    op.create_check_constraint(
        "meeting_exception_is_known",
        "meeting",
        "shortened_by IN ('deadline', 'emergency', 'resumed', '')",
    )
    op.create_check_constraint(
        "meeting_shortened_says_why",
        "meeting",
        "(shortened_by = '') = (shortened_reason = '')"
        " AND (shortened_by = '') = (notice_days = due_days)",
    )
    op.create_check_constraint(
        "meeting_notice_days", "meeting", "0 <= notice_days AND notice_days <= due_days"
    )
