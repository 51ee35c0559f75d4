"""Initiatives: demands, who may sign them, sheets and signatures; a notice of their own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_KINDS = (
    "proposal",
    "resolution",
    "result",
    "answer",
    "correction",
    "election",
    "election_result",
    "initiative",
)


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    _notices()
    _demands()
    _signatures()


def _notices() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    op.drop_constraint("bulletin_kind_is_known", "bulletin", type_="check")
    op.create_check_constraint("bulletin_kind_is_known", "bulletin", f"kind IN ({kinds})")


def _demands() -> None:
    op.create_table(
        "demand",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gathers_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("villagers", sa.Integer(), nullable=False),
        sa.Column("representatives", sa.Integer(), nullable=False),
        sa.Column("base_sha256", sa.String(), nullable=False),
        sa.Column("derivation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("duty_owner", sa.String(), nullable=False),
        sa.Column("duty_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bulletin_id", sa.Uuid(), nullable=True),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("order_document", sa.String(), nullable=False),
        sa.Column("order_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_kind", sa.String(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("answer_text", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'recall') = (target_id IS NOT NULL)", name="demand_recall_of_whom"
        ),
        sa.CheckConstraint(
            "(ordered_at IS NULL) = (order_document = '')", name="demand_order_is_cited"
        ),
        sa.CheckConstraint(
            "(state = 'fulfilled') = (answered_at IS NOT NULL) AND (answered_at IS NULL) = (answer_kind = '')",
            name="demand_fulfilled_names_its_answer",
        ),
        sa.CheckConstraint(
            "(state = 'lapsed') = (lapsed_at IS NOT NULL)", name="demand_lapsed_when"
        ),
        sa.CheckConstraint(
            "(state IN ('reached', 'fulfilled')) = (reached_at IS NOT NULL)",
            name="demand_reached_has_a_moment",
        ),
        sa.CheckConstraint(
            "answer_kind IN ('meeting', 'matter', 'bulletin', 'election', 'text', '')",
            name="demand_answer_is_known",
        ),
        sa.CheckConstraint("base_sha256 ~ '^[0-9a-f]{64}$'", name="demand_base_is_hashed"),
        sa.CheckConstraint(
            "kind IN ('assembly', 'representatives_meeting', 'item', 'question', 're_audit', 'recall', 'disclosure_item')",
            name="demand_kind_is_known",
        ),
        sa.CheckConstraint(
            "state IN ('gathering', 'reached', 'fulfilled', 'lapsed')", name="demand_state_is_known"
        ),
        sa.CheckConstraint("title <> '' AND text <> ''", name="demand_says_what"),
        sa.CheckConstraint("village_code ~ '^[0-9]{12}$'", name="demand_village_code_is_whole"),
        sa.CheckConstraint(
            "(reached_at IS NULL) = (duty_due IS NULL)", name="demand_reached_makes_a_duty"
        ),
        sa.CheckConstraint("least(villagers, representatives) >= 0", name="demand_base_is_counted"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "demand_due",
        "demand",
        ["duty_due"],
        unique=False,
        postgresql_where=sa.text("state = 'reached'"),
    )
    op.create_index(
        "demand_gathers",
        "demand",
        ["gathers_until"],
        unique=False,
        postgresql_where=sa.text("state = 'gathering'"),
    )
    op.create_index("demand_of_village", "demand", ["village_code", "id"], unique=False)
    op.create_index(
        "demand_one_of_a_kind_by_one",
        "demand",
        ["opened_by", "kind"],
        unique=True,
        postgresql_where=sa.text("state = 'gathering'"),
    )


def _signatures() -> None:
    op.create_table(
        "demand_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demand_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_key", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("names_total", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="demand_sheet_is_hashed"),
        sa.CheckConstraint("sheet_key <> ''", name="demand_sheet_is_photographed"),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("demand_id", "sha256", name="demand_sheet_once"),
        info={"insert_only": True},
    )
    op.create_table(
        "demand_voice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demand_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("is_villager", sa.Boolean(), nullable=False),
        sa.Column("is_representative", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "is_villager OR is_representative", name="demand_voice_counts_somewhere"
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("demand_id", "resident_id", name="demand_voice_once"),
        info={"insert_only": True},
    )
    op.create_table(
        "demand_signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demand_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(channel = 'paper') = (sheet_id IS NOT NULL)", name="demand_signature_has_its_sheet"
        ),
        sa.CheckConstraint("channel IN ('electronic', 'paper')", name="demand_signature_channel"),
        sa.ForeignKeyConstraint(
            ["demand_id", "resident_id"],
            ["demand_voice.demand_id", "demand_voice.resident_id"],
            name="demand_signature_of_the_base",
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["demand_sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "demand_signature_once",
        "demand_signature",
        ["demand_id", "resident_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
