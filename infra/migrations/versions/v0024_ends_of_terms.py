"""Why a term ended and what was handed over; how a meeting was made up; when an excuse came."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

# Who filled a vacancy so far takes the rest of the committee's term (Organic Law art. 19).
BY_ELECTIONS = """
UPDATE office_term AS filled SET counted_from = (
  SELECT max(coalesce(kept.elected_on, kept.since)) FROM office_term AS kept
  WHERE kept.village_code = filled.village_code
    AND kept.office IN ('committee_director', 'committee_member')
    AND coalesce(kept.elected_on, kept.since) < coalesce(filled.elected_on, filled.since)
    AND NOT EXISTS (
      SELECT 1 FROM election WHERE kind = 'by_election' AND kept.source = '选举 ' || election.id))
WHERE EXISTS (
  SELECT 1 FROM election WHERE kind = 'by_election' AND filled.source = '选举 ' || election.id)
"""


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    for name in ("counted_from", "handed_over_on"):
        op.add_column("office_term", sa.Column(name, sa.Date(), nullable=True))
    # The default stays: the code before this one still writes terms.
    for name in ("end_reason", "end_source", "handover_note"):
        column = sa.Column(name, sa.String(), nullable=False, server_default="")
        op.add_column("office_term", column)
    op.create_check_constraint(
        "office_term_end_reason_is_known",
        "office_term",
        "end_reason = '' OR (end_reason IN ('died', 'elected_elsewhere', 'lost_capacity',"
        " 'lost_seat', 'moved', 'party', 'recalled', 'removed', 'replaced', 'resigned',"
        " 'sentenced', 'term_over', 'unfit', 'village_ended') AND until IS NOT NULL)",
    )
    op.create_check_constraint(
        "office_term_handover_says_what",
        "office_term",
        "(handed_over_on IS NULL) = (handover_note = '')"
        " AND (handed_over_on IS NULL OR handed_over_on >= until)",
    )
    op.execute(BY_ELECTIONS)
    op.add_column(
        "meeting",
        sa.Column(
            "composition",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            server_default="[]",
        ),
    )
    op.add_column(
        "meeting_member", sa.Column("excused_at", sa.DateTime(timezone=True), nullable=True)
    )
