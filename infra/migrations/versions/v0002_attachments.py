"""Bounds on what is attached to a matter: ten files at most, each named by its hash.

Version 0002; the columns themselves stand since 0001 and held nothing until now.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FEW = "jsonb_array_length(attachments) <= 10"
_HASHED = (
    "NOT jsonb_path_exists(attachments, "
    """'$[*] ? (!(@.sha256 like_regex "^[0-9a-f]{64}$"))')"""
)


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    for table in ("matter_draft", "matter_version"):
        op.create_check_constraint(f"{table}_attachments_are_few", table, _FEW)
    op.create_check_constraint("matter_version_attachments_are_hashed", "matter_version", _HASHED)
