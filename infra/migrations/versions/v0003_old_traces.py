"""Lets a county forget: answers, jobs done and sign-ins may be deleted, but only when they are old.

The county role may delete in these insert-only tables since version 0003, and PostgreSQL refuses it
what is younger than this by its own clock: a stolen role cannot wipe its traces.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_OLD_ENOUGH = {
    "idempotency_key": ("created_at", "24 hours"),  # a repeated mutation finds its answer so long
    "inbox": ("done_at", "30 days"),
    "sign_in_event": ("at", "180 days"),  # 网络安全法: network logs are kept six months
}


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    for table, (column, age) in _OLD_ENOUGH.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY {table}_read ON {table} FOR SELECT USING (true)")
        op.execute(f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK (true)")
        op.execute(
            f"CREATE POLICY {table}_forget ON {table} FOR DELETE"
            f" USING ({column} < now() - interval '{age}')"
        )
