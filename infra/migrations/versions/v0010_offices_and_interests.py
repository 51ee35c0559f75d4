"""Offices rest on votes, interests are declared, assignments are checked at night."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OFFICES = (
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
    "party_member",
    "party_secretary",
    "representative",
    "supervisor",
    "supervisor_director",
)


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _votes()
    _interests()
    _findings()


def _votes() -> None:
    offices = ", ".join(f"'{one}'" for one in _OFFICES)
    op.drop_constraint("office_term_office_is_known", "office_term", type_="check")
    op.create_check_constraint(
        "office_term_office_is_known", "office_term", f"office IN ({offices})"
    )
    op.add_column("office_term", sa.Column("elected_on", sa.Date(), nullable=True))
    op.add_column(
        "roll_upload",
        sa.Column("elects", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.alter_column("roll_upload", "elects", server_default=None)


def _interests() -> None:
    op.create_table(
        "interest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("relative_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_by", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('kin', 'firm')", name="interest_kind_is_known"),
        sa.CheckConstraint(
            "relation = '' OR relation IN ('spouse', 'parent', 'child', 'sibling',"
            " 'grandparent', 'grandchild')",
            name="interest_relation_is_known",
        ),
        sa.CheckConstraint("(kind = 'kin') = (relation <> '')", name="interest_kin_is_related"),
        sa.CheckConstraint(
            "kind = 'kin' OR relative_id IS NULL", name="interest_firm_is_no_person"
        ),
        sa.CheckConstraint("holder_id <> relative_id", name="interest_is_in_another"),
        sa.CheckConstraint("name <> ''", name="interest_has_a_name"),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"]),
        sa.ForeignKeyConstraint(["holder_id"], ["resident.id"]),
        sa.ForeignKeyConstraint(["relative_id"], ["resident.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("interest_holder", "interest", ["holder_id", "id"])
    op.create_index("interest_relative", "interest", ["relative_id"])


def _findings() -> None:
    op.create_table(
        "assignment_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("citation_zh", sa.String(), nullable=False),
        sa.Column("citation_en", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('alone', 'offices', 'kin')", name="assignment_finding_kind_is_known"
        ),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "assignment_finding_stands_once",
        "assignment_finding",
        ["village_code", "kind", "subject"],
        unique=True,
        postgresql_where=sa.text("mended_at IS NULL"),
    )
