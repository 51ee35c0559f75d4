"""Rolls of assemblies: households, proxies, the collective's members, who a matter concerns."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _matters()
    _meetings()
    _proxies()
    _collectives()


def _matters() -> None:
    op.add_column("matter", sa.Column("group_id", sa.Uuid(), nullable=True))
    op.create_check_constraint(
        "matter_of_a_group", "matter", "group_id IS NULL OR matter_type = 'group_affair'"
    )
    op.create_table(
        "matter_party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('firm', 'person')", name="matter_party_kind_is_known"),
        sa.CheckConstraint(
            "(kind = 'person') = (resident_id IS NOT NULL)", name="matter_party_person_is_known"
        ),
        sa.CheckConstraint("name <> ''", name="matter_party_has_a_name"),
        sa.CheckConstraint("part <> ''", name="matter_party_says_what"),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("matter_party_matter", "matter_party", ["matter_id", "id"], unique=False)


def _meetings() -> None:
    op.add_column("meeting", sa.Column("group_id", sa.Uuid(), nullable=True))
    op.add_column(
        "meeting", sa.Column("unit", sa.String(), nullable=False, server_default="person")
    )
    op.alter_column("meeting", "unit", server_default=None)
    op.create_check_constraint(
        "meeting_unit_is_known", "meeting", "unit IN ('household', 'person')"
    )
    for name in ("household_id", "acting_id"):
        op.add_column("meeting_member", sa.Column(name, sa.Uuid(), nullable=True))
    op.add_column(
        "meeting_member", sa.Column("acting", sa.String(), nullable=False, server_default="")
    )
    op.alter_column("meeting_member", "acting", server_default=None)
    op.create_check_constraint(
        "meeting_member_acting_has_a_name",
        "meeting_member",
        "(acting_id IS NULL) = (acting = '')",
    )
    op.create_index(
        "meeting_member_acting",
        "meeting_member",
        ["acting_id"],
        unique=False,
        postgresql_where=sa.text("acting_id IS NOT NULL"),
    )


def _proxies() -> None:
    op.create_table(
        "meeting_proxy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("sheet_key", sa.String(), nullable=False),
        sa.Column("sheet_sha256", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sheet_sha256 ~ '^[0-9a-f]{64}$'", name="meeting_proxy_sheet_is_sha256"),
        sa.ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="meeting_proxy_of_a_member_of_the_meeting",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("member_id", name="meeting_proxy_once"),
        info={"insert_only": True},
    )
    op.create_index("meeting_proxy_meeting", "meeting_proxy", ["meeting_id", "id"], unique=False)


def _collectives() -> None:
    op.create_table(
        "collective_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("source <> ''", name="collective_member_names_its_source"),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name="collective_member_ends_after_start"
        ),
        sa.CheckConstraint(
            "(until IS NULL) = (ended_by = '')", name="collective_member_end_has_a_source"
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"]),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "collective_member_once",
        "collective_member",
        ["resident_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index(
        "collective_member_village", "collective_member", ["village_code", "id"], unique=False
    )
