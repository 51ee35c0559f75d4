"""A roll has a life: what happened to it, natural villages, who is away, what residents correct."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ACTS = (
    "away",
    "born",
    "corrected",
    "died",
    "entered",
    "head_changed",
    "household_merged",
    "household_split",
    "imported",
    "moved",
    "moved_out",
    "opened",
    "regrouped",
    "returned",
    "village_merged",
)
_SHA256 = "~ '^[0-9a-f]{64}$'"


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    op.create_table(
        "natural_village",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("village_code", "name"),
    )
    op.add_column("village_group", sa.Column("natural_village_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(None, "village_group", "natural_village", ["natural_village_id"], ["id"])
    op.add_column("household", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("resident", sa.Column("away_since", sa.Date(), nullable=True))
    op.add_column("resident", sa.Column("away_province", sa.String(), nullable=True))
    op.create_check_constraint(
        "resident_away_is_whole", "resident", "(away_since IS NULL) = (away_province IS NULL)"
    )
    _events()
    _changes()
    _requests()
    _begin()


def _events() -> None:
    listed = ", ".join(f"'{one}'" for one in _ACTS)
    op.create_table(
        "roll_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("document_sha256", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.CheckConstraint(f"act IN ({listed})", name="roll_event_act_is_known"),
        sa.CheckConstraint(f"commitment {_SHA256}", name="roll_event_commits_to_its_reason"),
        sa.CheckConstraint(
            f"document_sha256 IS NULL OR document_sha256 {_SHA256}",
            name="roll_event_document_is_sha256",
        ),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"]),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index("roll_event_village", "roll_event", ["village_code", "id"])
    op.create_table(
        "roll_reason",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("reason <> ''", name="roll_reason_is_given"),
        sa.ForeignKeyConstraint(["event_id"], ["roll_event.id"]),
        sa.PrimaryKeyConstraint("event_id"),
    )


def _changes() -> None:
    op.create_table(
        "roll_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("away", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "state IN ('living', 'moved', 'died')", name="roll_change_state_is_known"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["roll_event.id"]),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"]),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.ForeignKeyConstraint(["group_id"], ["village_group.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id", "resident_id", name="roll_change_once_an_event"),
        info={"insert_only": True},
    )
    op.create_index("roll_change_of_resident", "roll_change", ["resident_id", "day", "event_id"])
    op.create_index("roll_change_of_village", "roll_change", ["village_code", "resident_id"])


def _requests() -> None:
    op.create_table(
        "correction_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("wanted_sealed", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "field IN ('name', 'gender', 'birth_date', 'relation', 'phone')",
            name="correction_request_field_is_known",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'granted', 'refused')", name="correction_request_state_is_known"
        ),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL) AND (state = 'open') = (answer = '')",
            name="correction_request_is_answered_with_a_reason",
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "correction_request_village", "correction_request", ["village_code", "state", "id"]
    )
    op.create_index("correction_request_resident", "correction_request", ["resident_id", "id"])


_BEGIN = (
    (
        "INSERT INTO roll_event (id, village_code, act, day, commitment, at, actor)"
        " SELECT id, code, 'opened', (now() AT TIME ZONE 'Asia/Shanghai')::date,"
        " encode(sha256('the roll when its history began'), 'hex'), now(), 'system' FROM village"
        " WHERE EXISTS (SELECT FROM resident WHERE resident.village_code = village.code)"
    ),
    (
        "INSERT INTO roll_reason (event_id, salt, reason)"
        " SELECT id, '', 'the roll when its history began' FROM roll_event"
    ),
    (
        "INSERT INTO roll_change (id, event_id, resident_id, village_code, household_id,"
        " group_id, state, is_head, away, day)"
        " SELECT r.id, v.id, r.id, r.village_code, r.household_id, h.group_id, r.state,"
        " r.is_head, false, (now() AT TIME ZONE 'Asia/Shanghai')::date"
        " FROM resident r JOIN household h ON h.id = r.household_id"
        " JOIN village v ON v.code = r.village_code"
    ),
)


def _begin() -> None:
    """Let the history of rolls that are here already begin with what they say today.

    One event a village, whose id is the village's own; its salt is empty, for it hides no words.
    """
    for statement in _BEGIN:
        op.execute(statement)
