"""A township runs matters of its own: its committee's roll, two posts, and its own body and kind."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ROLES = (
    "clerk committee_director committee_member county_admin county_auditor county_civil_affairs "
    "county_security developer executive_chair party_member party_secretary province_viewer "
    "representative supervisor township_admin township_office township_reviewer "
    "township_secretary villager"
)
_TYPES = (
    "annual_report asset_disposal charter_and_membership collective_investment "
    "collective_land_use committee_election construction_contract director_election group_affair "
    "homestead_plan income_distribution land_compensation land_contracting land_to_outsiders "
    "levy_by_case non_member_benefits party_affair public_welfare subsidy_standard "
    "supervisory_board township_affair village_plan village_rules"
)
_BODIES = (
    "group_meeting joint_committee member_representatives members_assembly "
    "party_branch_committee party_members representatives_meeting township_party_committee "
    "villagers_assembly"
)
_OF_PLACE = "(body = 'township_party_committee') = (village_code LIKE '%000')"


def _known(name: str, table: str, column: str, words: str) -> None:
    listed = ", ".join(f"'{word}'" for word in words.split())
    op.drop_constraint(name, table, type_="check")
    op.create_check_constraint(name, table, f"{column} IN ({listed})")


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _known("role_holding_role", "role_holding", "role", _ROLES)
    _known("delegation_matter_type_is_known", "delegation", "matter_type", _TYPES)
    _known("matter_type_is_known", "matter", "matter_type", _TYPES)
    for table in ("matter", "meeting"):
        _known(f"{table}_body_is_known", table, "body", _BODIES)
        op.create_check_constraint(f"{table}_body_is_of_its_place", table, _OF_PLACE)
    op.create_table(
        "township_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("township_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("chairs", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> '' AND post <> ''", name="township_member_has_name_and_post"),
        sa.CheckConstraint("source <> ''", name="township_member_names_its_source"),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name="township_member_ends_after_start"
        ),
        sa.CheckConstraint(
            "(until IS NULL) = (ended_by = '')", name="township_member_end_has_a_source"
        ),
        sa.ForeignKeyConstraint(["township_code"], ["township.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "township_member_chairs_once",
        "township_member",
        ["township_code"],
        unique=True,
        postgresql_where=sa.text("chairs AND until IS NULL"),
    )
    op.create_index("township_member_of", "township_member", ["township_code", "id"], unique=False)
