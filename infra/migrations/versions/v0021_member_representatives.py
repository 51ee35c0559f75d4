"""The collective's representatives and probationary party members: offices of their own."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_BARRED = (
    "clerk collective_head collective_manager collective_supervisor committee_director "
    "committee_member executive_chair finance_member group_head member_representative "
    "party_committee_member party_secretary representative supervisor supervisor_director"
)


def _listed(words: str) -> str:
    return ", ".join(f"'{word}'" for word in words.split())


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    op.drop_constraint("office_term_office_is_known", "office_term", type_="check")
    op.create_check_constraint(
        "office_term_office_is_known",
        "office_term",
        f"office IN ({_listed(f'{_BARRED} party_member party_probationary')})",
    )
    op.drop_constraint("county_bar_offices_are_known", "county_bar", type_="check")
    op.create_check_constraint(
        "county_bar_offices_are_known",
        "county_bar",
        f"one_office IN ({_listed(_BARRED)}) AND other_office IN ({_listed(_BARRED)})",
    )
