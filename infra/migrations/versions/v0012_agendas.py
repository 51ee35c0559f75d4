"""Meetings about several matters: agenda items, a stake in one of them, papers with the notice."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _items()
    _recusals()
    _papers()
    # One live item a matter, instead of one live meeting: a meeting goes on after its first item.
    op.drop_index("meeting_one_live", table_name="meeting")
    op.create_index(
        "vote_one_open",
        "vote",
        ["meeting_id"],
        unique=True,
        postgresql_where=sa.text("outcome = 'open'"),
    )


def _items() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("ended", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("position > 0", name="agenda_position_counts_from_one"),
        sa.CheckConstraint("ended IN ('dropped', 'voted', '')", name="agenda_item_end_is_known"),
        sa.CheckConstraint("(ended = '') = (ended_at IS NULL)", name="agenda_item_ended_at"),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("id", "meeting_id", name="agenda_item_in_its_meeting"),
        sa.UniqueConstraint("meeting_id", "matter_id", name="agenda_matter_once"),
        sa.UniqueConstraint("meeting_id", "position", name="agenda_position_once"),
    )
    op.create_index("agenda_item_matter", "agenda_item", ["matter_id", "id"], unique=False)
    op.create_index(
        "agenda_item_one_live",
        "agenda_item",
        ["matter_id"],
        unique=True,
        postgresql_where=sa.text("ended = ''"),
    )
    # Until now a meeting was about one matter; its id serves the item too.
    op.execute(
        "INSERT INTO agenda_item"
        " (id, meeting_id, matter_id, position, step_key, version_no, ended, ended_at)"
        " SELECT id, id, matter_id, 1, step_key, version_no,"
        " CASE state WHEN 'closed' THEN 'voted' WHEN 'adjourned' THEN 'dropped' ELSE '' END,"
        " CASE WHEN state IN ('closed', 'adjourned') THEN coalesce(closed_at, scheduled_at) END"
        " FROM meeting"
    )


def _recusals() -> None:
    op.create_table(
        "recusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("stake", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stake IN ('firm', 'near_relative', 'own')", name="recusal_stake_is_known"
        ),
        sa.CheckConstraint("reason <> ''", name="recusal_says_why"),
        sa.ForeignKeyConstraint(
            ["item_id", "meeting_id"],
            ["agenda_item.id", "agenda_item.meeting_id"],
            name="recusal_from_an_item_of_the_meeting",
        ),
        sa.ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="recusal_of_a_member_of_the_meeting",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item_id", "member_id", name="recusal_once"),
        info={"insert_only": True},
    )
    op.create_index("recusal_meeting", "recusal", ["meeting_id", "id"], unique=False)
    op.execute(
        "INSERT INTO recusal"
        " (id, meeting_id, item_id, member_id, stake, reason, recorded_by, at)"
        " SELECT id, meeting_id, meeting_id, id, recusal, recusal_reason, '', recused_at"
        " FROM meeting_member WHERE recused_at IS NOT NULL"
    )


def _papers() -> None:
    op.create_table(
        "meeting_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("attached_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="meeting_paper_hash_is_sha256"),
        sa.CheckConstraint("title <> ''", name="meeting_paper_has_a_title"),
        sa.CheckConstraint("size_bytes > 0", name="meeting_paper_is_not_empty"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "sha256", name="meeting_paper_once"),
        info={"insert_only": True},
    )
