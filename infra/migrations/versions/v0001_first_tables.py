"""The first tables of a county."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change one county schema; the lock timeout is set by the runner."""
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone_sealed", sa.String(), nullable=False),
        sa.Column("phone_index", sa.String(), nullable=False),
        sa.Column("phone_verified", sa.Boolean(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('active', 'disabled')", name="account_state"),
        sa.CheckConstraint("failed_count >= 0", name="account_failed_count"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("phone_index"),
        sa.UniqueConstraint("resident_id"),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "tag ~ '^[a-z_]+:[a-z_]+:[a-z_]+$'", name="audit_event_tag_is_well_formed"
        ),
        sa.CheckConstraint(
            "village_code ~ '^([0-9]{12})?$'", name="audit_event_village_code_is_whole"
        ),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index("audit_event_subject", "audit_event", ["subject", "id"], unique=False)
    op.create_index("audit_event_village", "audit_event", ["village_code", "id"], unique=False)
    op.create_table(
        "bulletin",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("record", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("openings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("maker_id", sa.Uuid(), nullable=True),
        sa.Column("checker_id", sa.Uuid(), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("difference", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("log_index", sa.Integer(), nullable=True),
        sa.Column("statement_url", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("posted_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('proposal', 'resolution', 'result', 'answer', 'correction')",
            name="bulletin_kind_is_known",
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'queued', 'logged', 'rendering', 'published', 'withdrawn')",
            name="bulletin_state_is_known",
        ),
        sa.CheckConstraint("title <> ''", name="bulletin_has_a_title"),
        sa.CheckConstraint("village_code ~ '^[0-9]{12}$'", name="bulletin_village_code_is_whole"),
        sa.CheckConstraint(
            "(code IS NULL) = (log_index IS NULL)", name="bulletin_code_comes_from_the_log"
        ),
        sa.CheckConstraint(
            "checker_id IS NULL OR maker_id IS NULL OR checker_id <> maker_id",
            name="bulletin_maker_is_not_checker",
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR code IS NOT NULL", name="bulletin_is_logged_before_it_shows"
        ),
        sa.CheckConstraint("serial > 0", name="bulletin_serial_counts_from_one"),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["bulletin.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
        sa.UniqueConstraint("corrects_id"),
        sa.UniqueConstraint("kind", "subject", name="bulletin_is_once_per_kind_and_subject"),
        sa.UniqueConstraint("log_index"),
        sa.UniqueConstraint("village_code", "year", "serial", name="bulletin_number_is_once"),
    )
    op.create_index("bulletin_of_village", "bulletin", ["village_code", "id"], unique=False)
    op.create_index(
        "bulletin_on_the_way",
        "bulletin",
        ["queued_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'logged', 'rendering')"),
    )
    op.create_table(
        "delegation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("matter_type", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "matter_type IN ('annual_report', 'asset_disposal', 'charter_and_membership', 'collective_investment', 'collective_land_use', 'committee_election', 'construction_contract', 'director_election', 'group_affair', 'homestead_plan', 'income_distribution', 'land_compensation', 'land_contracting', 'land_to_outsiders', 'levy_by_case', 'non_member_benefits', 'party_affair', 'public_welfare', 'subsidy_standard', 'supervisory_board', 'village_plan', 'village_rules')",
            name="delegation_matter_type_is_known",
        ),
        sa.CheckConstraint("source <> ''", name="delegation_names_its_source"),
        sa.CheckConstraint("village_code ~ '^[0-9]{12}$'", name="delegation_names_a_village"),
        sa.CheckConstraint("until >= since", name="delegation_ends_after_start"),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index(
        "delegation_village", "delegation", ["village_code", "matter_type"], unique=False
    )
    op.create_table(
        "idempotency_key",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body_sha256", sa.String(), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "operation", "key"),
        info={"insert_only": True},
    )
    op.create_table(
        "inbox",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        info={"insert_only": True},
    )
    op.create_table(
        "log_checkpoint",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("octet_length(root) = 32", name="log_checkpoint_root_is_sha256"),
        sa.CheckConstraint("size >= 0", name="log_checkpoint_size_is_a_count"),
        sa.PrimaryKeyConstraint("size"),
        info={"insert_only": True},
    )
    op.create_table(
        "log_leaf",
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("supersedes", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("code ~ '^[0-9]{12}$'", name="log_leaf_code_has_twelve_digits"),
        sa.CheckConstraint("kind ~ '^[a-z][a-z_]*$'", name="log_leaf_kind_is_a_word"),
        sa.CheckConstraint(
            "index >= 0 AND previous IS NOT DISTINCT FROM nullif(index - 1, -1)",
            name="log_leaf_follows_the_previous",
        ),
        sa.CheckConstraint("octet_length(hash) = 32", name="log_leaf_hash_is_sha256"),
        sa.CheckConstraint("supersedes < index", name="log_leaf_supersedes_an_older"),
        sa.ForeignKeyConstraint(
            ["previous"],
            ["log_leaf.index"],
        ),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["log_leaf.index"],
        ),
        sa.PrimaryKeyConstraint("index"),
        sa.UniqueConstraint("code"),
        sa.UniqueConstraint("kind", "subject", name="log_leaf_is_once_per_kind_and_subject"),
        sa.UniqueConstraint("previous"),
        sa.UniqueConstraint("supersedes"),
        info={"insert_only": True},
    )
    op.create_table(
        "log_node",
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 62 AND place >= 0", name="log_node_is_in_the_tree"),
        sa.CheckConstraint("octet_length(hash) = 32", name="log_node_hash_is_sha256"),
        sa.PrimaryKeyConstraint("level", "place"),
        info={"insert_only": True},
    )
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("subject_index", sa.String(), nullable=False),
        sa.Column("phone_sealed", sa.String(), nullable=False),
        sa.Column("deliver", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('sign_in', 'claim')", name="one_time_code_purpose"),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name="one_time_code_tries"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("one_time_code_expires", "one_time_code", ["expires_at"], unique=False)
    op.create_index(
        "one_time_code_subject", "one_time_code", ["subject_index", "purpose", "id"], unique=False
    )
    op.create_table(
        "opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'answered') = (answer <> '')", name="opinion_answered_has_an_answer"
        ),
        sa.CheckConstraint(
            "category IN ('environment', 'land', 'money', 'other', 'road', 'water', 'welfare')",
            name="opinion_category_is_known",
        ),
        sa.CheckConstraint(
            "state IN ('answered', 'received', 'taken_up')", name="opinion_state_is_known"
        ),
        sa.CheckConstraint("text <> ''", name="opinion_has_a_text"),
        sa.CheckConstraint("village_code ~ '^[0-9]{12}$'", name="opinion_names_a_village"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_opinion_resident_id"), "opinion", ["resident_id"], unique=False)
    op.create_index("opinion_village", "opinion", ["village_code", "id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("arguments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'sent', 'done', 'dead')", name="outbox_state"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "outbox_pending",
        "outbox",
        ["not_before"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "outbox_sent",
        "outbox",
        ["sent_at"],
        unique=False,
        postgresql_where=sa.text("state = 'sent'"),
    )
    op.create_table(
        "serial_number",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last > 0", name="serial_number_counts_from_one"),
        sa.PrimaryKeyConstraint("kind", "village_code", "year"),
    )
    op.create_table(
        "sign_in_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("phone_index", sa.String(), nullable=False),
        sa.Column("address_index", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.CheckConstraint(
            "means IN ('password', 'code', 'second_factor', 'recovery_code')",
            name="sign_in_event_means",
        ),
        sa.CheckConstraint("outcome IN ('accepted', 'refused')", name="sign_in_event_outcome"),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index("sign_in_event_account", "sign_in_event", ["account_id", "id"], unique=False)
    op.create_table(
        "township",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("code ~ '^[0-9]{9}$'", name="township_code_has_nine_digits"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "work_method",
        sa.Column("method_id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hash ~ '^[0-9a-f]{64}$'", name="work_method_hash_is_sha256"),
        sa.PrimaryKeyConstraint("method_id", "version"),
        info={"insert_only": True},
    )
    op.create_table(
        "account_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_factor_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('ordinary', 'official')", name="account_session_kind"),
        sa.CheckConstraint("expires_at > created_at", name="account_session_times"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index(
        "account_session_account", "account_session", ["account_id", "revoked_at"], unique=False
    )
    op.create_index("account_session_expires", "account_session", ["expires_at"], unique=False)
    op.create_table(
        "api_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("permissions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("places", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("expires_at > created_at", name="api_token_times"),
        sa.CheckConstraint("jsonb_array_length(permissions) > 0", name="api_token_permissions"),
        sa.CheckConstraint("jsonb_array_length(places) > 0", name="api_token_places"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index(op.f("ix_api_token_account_id"), "api_token", ["account_id"], unique=False)
    op.create_table(
        "audit_seal",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("octet_length(hash) = 32", name="audit_seal_hash_is_sha256"),
        sa.CheckConstraint(
            "seq >= 1 AND previous IS NOT DISTINCT FROM nullif(seq - 1, 0)",
            name="audit_seal_follows_the_previous",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["previous"],
            ["audit_seal.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("event_id"),
        sa.UniqueConstraint("previous"),
        info={"insert_only": True},
    )
    op.create_table(
        "bulletin_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bulletin_id", sa.Uuid(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("storage_key", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "format IN ('a3', 'a4', 'a3_bw', 'a4_bw')", name="bulletin_file_format_is_known"
        ),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="bulletin_file_sha256_is_whole"),
        sa.CheckConstraint("size_bytes > 0", name="bulletin_file_is_not_empty"),
        sa.ForeignKeyConstraint(
            ["bulletin_id"],
            ["bulletin.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("bulletin_id", "format", name="bulletin_file_is_once_per_format"),
        info={"insert_only": True},
    )
    op.create_table(
        "log_head_copy",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["size"],
            ["log_checkpoint.size"],
        ),
        sa.PrimaryKeyConstraint("size"),
        info={"insert_only": True},
    )
    op.create_table(
        "log_opening",
        sa.Column("leaf_index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("field", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["leaf_index"],
            ["log_leaf.index"],
        ),
        sa.PrimaryKeyConstraint("leaf_index", "path"),
    )
    op.create_table(
        "matter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("matter_type", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("method_id", sa.String(), nullable=False),
        sa.Column("method_version", sa.String(), nullable=False),
        sa.Column("method_hash", sa.String(), nullable=False),
        sa.Column("law_version", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Uuid(), nullable=True),
        sa.Column("proposer_id", sa.Uuid(), nullable=True),
        sa.Column("proposer", sa.String(), nullable=False),
        sa.Column("author_account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'archived') = (step_key = '')", name="matter_archived_is_over"
        ),
        sa.CheckConstraint(
            "body IN ('group_meeting', 'joint_committee', 'member_representatives', 'members_assembly', 'party_branch_committee', 'party_members', 'representatives_meeting', 'villagers_assembly')",
            name="matter_body_is_known",
        ),
        sa.CheckConstraint(
            "matter_type IN ('annual_report', 'asset_disposal', 'charter_and_membership', 'collective_investment', 'collective_land_use', 'committee_election', 'construction_contract', 'director_election', 'group_affair', 'homestead_plan', 'income_distribution', 'land_compensation', 'land_contracting', 'land_to_outsiders', 'levy_by_case', 'non_member_benefits', 'party_affair', 'public_welfare', 'subsidy_standard', 'supervisory_board', 'village_plan', 'village_rules')",
            name="matter_type_is_known",
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'in_steps', 'resolved', 'published', 'executing', 'accepted', 'result_published', 'archived', 'returned', 'suspended', 'rejected', 'withdrawn', 'reconsidering', 'annulled')",
            name="matter_state_is_known",
        ),
        sa.CheckConstraint("title <> ''", name="matter_has_a_title"),
        sa.CheckConstraint("village_code ~ '^[0-9]{12}$'", name="matter_names_a_village"),
        sa.CheckConstraint("version_no > 0", name="matter_version_counts_up"),
        sa.ForeignKeyConstraint(
            ["opinion_id"],
            ["opinion.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("village_code", "year", "serial", name="matter_number_once"),
    )
    op.create_index(op.f("ix_matter_opinion_id"), "matter", ["opinion_id"], unique=False)
    op.create_index("matter_state", "matter", ["state", "id"], unique=False)
    op.create_index("matter_village", "matter", ["village_code", "id"], unique=False)
    op.create_table(
        "outgoing_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bulletin_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name="outgoing_text_sent_when"
        ),
        sa.CheckConstraint(
            "channel IN ('sms', 'loudspeaker', 'wechat')", name="outgoing_text_channel_is_known"
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'cancelled')", name="outgoing_text_state_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["bulletin_id"],
            ["bulletin.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("bulletin_id", "channel", name="outgoing_text_is_once_per_channel"),
    )
    op.create_table(
        "posting_receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bulletin_id", sa.Uuid(), nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("photo_key", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("photo_key <> ''", name="posting_receipt_has_a_photo"),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="posting_receipt_sha256_is_whole"),
        sa.ForeignKeyConstraint(
            ["bulletin_id"],
            ["bulletin.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index(
        op.f("ix_posting_receipt_bulletin_id"), "posting_receipt", ["bulletin_id"], unique=False
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bulletin_id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_bulletin_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL AND answer <> '')",
            name="question_answered_has_an_answer",
        ),
        sa.CheckConstraint("state IN ('received', 'answered')", name="question_state_is_known"),
        sa.CheckConstraint("text <> ''", name="question_is_not_empty"),
        sa.ForeignKeyConstraint(
            ["answer_bulletin_id"],
            ["bulletin.id"],
        ),
        sa.ForeignKeyConstraint(
            ["bulletin_id"],
            ["bulletin.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_question_bulletin_id"), "question", ["bulletin_id"], unique=False)
    op.create_index("question_of_village", "question", ["village_code", "id"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("code_index", sa.String(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("code_index"),
    )
    op.create_index(
        op.f("ix_recovery_code_account_id"), "recovery_code", ["account_id"], unique=False
    )
    op.create_table(
        "role_holding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "place ~ '^([0-9]{2}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'", name="role_holding_place"
        ),
        sa.CheckConstraint(
            "role IN ('clerk', 'committee_director', 'committee_member', 'county_admin', 'county_auditor', 'county_civil_affairs', 'county_security', 'developer', 'executive_chair', 'party_member', 'party_secretary', 'province_viewer', 'representative', 'supervisor', 'township_admin', 'township_reviewer', 'villager')",
            name="role_holding_role",
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name="role_holding_times"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("role_holding_account", "role_holding", ["account_id", "until"], unique=False)
    op.create_index(
        "role_holding_once",
        "role_holding",
        ["account_id", "role", "place"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index(
        "role_holding_one_administrator",
        "role_holding",
        ["account_id"],
        unique=True,
        postgresql_where=sa.text(
            "until IS NULL AND role IN ('county_admin', 'county_auditor', 'county_security')"
        ),
    )
    op.create_table(
        "totp_device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("secret_sealed", sa.String(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("totp_device_account", "totp_device", ["account_id", "id"], unique=False)
    op.create_index(
        "totp_device_one_confirmed",
        "totp_device",
        ["account_id"],
        unique=True,
        postgresql_where=sa.text("confirmed_at IS NOT NULL AND removed_at IS NULL"),
    )
    op.create_table(
        "village",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("township_code", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("(state = 'active') = (until IS NULL)", name="village_ended_has_a_day"),
        sa.CheckConstraint(
            "(state = 'merged') = (merged_into IS NOT NULL)", name="village_merged_names_its_heir"
        ),
        sa.CheckConstraint("code ~ '^[0-9]{12}$'", name="village_code_has_twelve_digits"),
        sa.CheckConstraint(
            "state IN ('active', 'closed', 'merged')", name="village_state_is_known"
        ),
        sa.CheckConstraint("left(code, 9) = township_code", name="village_lies_in_its_township"),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["village.code"],
        ),
        sa.ForeignKeyConstraint(
            ["township_code"],
            ["township.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_village_initials"), "village", ["initials"], unique=False)
    op.create_index(op.f("ix_village_township_code"), "village", ["township_code"], unique=False)
    op.create_index(
        "village_name_once_in_township",
        "village",
        ["township_code", "name"],
        unique=True,
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('no', 'partly', 'yes')", name="evaluation_answer_is_known"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("matter_id", "resident_id", name="evaluation_once"),
        info={"insert_only": True},
    )
    op.create_table(
        "heard_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name="heard_person_has_a_name"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index("heard_person_matter", "heard_person", ["matter_id", "id"], unique=False)
    op.create_table(
        "matter_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name="matter_comment_has_a_text"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index("matter_comment_matter", "matter_comment", ["matter_id", "id"], unique=False)
    op.create_table(
        "matter_draft",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("budget_fen", sa.BigInteger(), nullable=False),
        sa.Column("funding", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("attachments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("change_note", sa.String(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("budget_fen >= 0", name="matter_draft_budget_is_money"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("matter_id"),
    )
    op.create_table(
        "matter_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("derivation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="matter_step_closed_at"),
        sa.CheckConstraint(
            "state IN ('done', 'open', 'returned', 'void')", name="matter_step_state_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "matter_id", "version_no", "step_key", "round", name="matter_step_once"
        ),
    )
    op.create_index(
        "matter_step_one_open",
        "matter_step",
        ["matter_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "matter_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("budget_fen", sa.BigInteger(), nullable=False),
        sa.Column("funding", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("attachments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("change_note", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_account_id", sa.Uuid(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="matter_version_hash_is_sha256"),
        sa.CheckConstraint("budget_fen >= 0", name="matter_version_budget_is_money"),
        sa.CheckConstraint("version_no > 0", name="matter_version_counts_from_one"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("matter_id", "version_no", name="matter_version_once"),
        info={"insert_only": True},
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("presider_id", sa.Uuid(), nullable=True),
        sa.Column("presider", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sign_in_code", sa.String(), nullable=False),
        sa.Column("roll_hash", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("derivation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("called_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(opened_at IS NULL) = (roll_hash = '')", name="meeting_opened_has_a_frozen_roll"
        ),
        sa.CheckConstraint(
            "body IN ('group_meeting', 'joint_committee', 'member_representatives', 'members_assembly', 'party_branch_committee', 'party_members', 'representatives_meeting', 'villagers_assembly')",
            name="meeting_body_is_known",
        ),
        sa.CheckConstraint("sign_in_code ~ '^[0-9]{6}$'", name="meeting_code_has_six_digits"),
        sa.CheckConstraint(
            "state IN ('called', 'open', 'closed', 'adjourned')", name="meeting_state_is_known"
        ),
        sa.CheckConstraint("village_code ~ '^[0-9]{12}$'", name="meeting_names_a_village"),
        sa.CheckConstraint("notice_at <= scheduled_at", name="meeting_is_announced_before"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("meeting_matter", "meeting", ["matter_id", "id"], unique=False)
    op.create_index(
        "meeting_one_live",
        "meeting",
        ["matter_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('called', 'open')"),
    )
    op.create_index("meeting_village", "meeting", ["village_code", "id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("spent_fen", sa.BigInteger(), nullable=False),
        sa.Column("attachments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=True),
        sa.Column("reported_by_id", sa.Uuid(), nullable=True),
        sa.Column("reported_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("title <> ''", name="milestone_has_a_title"),
        sa.CheckConstraint("spent_fen >= 0", name="milestone_spent_is_money"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("milestone_matter", "milestone", ["matter_id", "id"], unique=False)
    op.create_table(
        "objector_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("visited_id", sa.Uuid(), nullable=True),
        sa.Column("visited", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("visitor_id", sa.Uuid(), nullable=True),
        sa.Column("visitor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "visited <> '' AND note <> ''", name="objector_visit_says_whom_and_what"
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index("objector_visit_matter", "objector_visit", ["matter_id", "id"], unique=False)
    op.create_table(
        "posting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("bulletin_id", sa.Uuid(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('proposal', 'resolution', 'result')", name="posting_kind_is_known"
        ),
        sa.CheckConstraint("until >= posted_at", name="posting_ends_after_start"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("matter_id", "version_no", "kind", name="posting_once"),
        info={"insert_only": True},
    )
    op.create_index(op.f("ix_posting_until"), "posting", ["until"], unique=False)
    op.create_table(
        "roll_upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("rows_sealed", sa.String(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("households_total", sa.Integer(), nullable=False),
        sa.Column("adds", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("problems", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="roll_upload_digest_is_sha256"),
        sa.ForeignKeyConstraint(
            ["village_code"],
            ["village.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_roll_upload_expires_at"), "roll_upload", ["expires_at"], unique=False)
    op.create_index(
        op.f("ix_roll_upload_village_code"), "roll_upload", ["village_code"], unique=False
    )
    op.create_table(
        "text_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'refused')", name="text_delivery_state_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["outgoing_text.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("text_id", "resident_id", name="text_delivery_is_once_per_person"),
    )
    op.create_table(
        "village_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name_before", sa.String(), nullable=False),
        sa.Column("name_after", sa.String(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('added', 'renamed', 'merged', 'closed')", name="village_change_kind_is_known"
        ),
        sa.CheckConstraint("reason <> ''", name="village_change_has_a_reason"),
        sa.ForeignKeyConstraint(
            ["village_code"],
            ["village.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index(
        op.f("ix_village_change_village_code"), "village_change", ["village_code"], unique=False
    )
    op.create_table(
        "village_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["village_code"],
            ["village.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("village_code", "name"),
    )
    op.create_table(
        "household",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["village_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["village_code"],
            ["village.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("village_code", "number"),
    )
    op.create_index(op.f("ix_household_group_id"), "household", ["group_id"], unique=False)
    op.create_table(
        "inspection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=True),
        sa.Column("inspector", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("attachments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("note <> ''", name="inspection_has_a_note"),
        sa.CheckConstraint(
            "outcome IN ('open', 'passed', 'failed')", name="inspection_outcome_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["matter_step.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        info={"insert_only": True},
    )
    op.create_index("inspection_matter", "inspection", ["matter_id", "id"], unique=False)
    op.create_table(
        "meeting_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("representative", sa.Boolean(), nullable=False),
        sa.Column("woman", sa.Boolean(), nullable=False),
        sa.Column("present_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("excuse", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(present_at IS NULL) = (how = '')", name="meeting_member_present_says_how"
        ),
        sa.CheckConstraint(
            "how IN ('clerk', 'qr', 'self', '')", name="meeting_member_how_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("id", "meeting_id", name="meeting_member_in_its_meeting"),
        sa.UniqueConstraint("meeting_id", "resident_id", name="meeting_member_once"),
    )
    op.create_index(
        op.f("ix_meeting_member_resident_id"), "meeting_member", ["resident_id"], unique=False
    )
    op.create_table(
        "vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("question_sha256", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("thresholds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("roll_hash", sa.String(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("parts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("tally_parts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("derivation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.CheckConstraint("(outcome = 'open') = (closed_at IS NULL)", name="vote_closed_at"),
        sa.CheckConstraint(
            "form IN ('named', 'paper', 'show_of_hands')", name="vote_form_is_known"
        ),
        sa.CheckConstraint("outcome IN ('open', 'passed', 'failed')", name="vote_outcome_is_known"),
        sa.CheckConstraint(
            "question_sha256 ~ '^[0-9a-f]{64}$'", name="vote_question_hash_is_sha256"
        ),
        sa.CheckConstraint(
            "0 <= present AND present <= due AND due <= members", name="vote_attendance_is_possible"
        ),
        sa.CheckConstraint(
            "in_favour >= 0 AND against >= 0 AND abstain >= 0 AND invalid >= 0 AND in_favour + against + abstain + invalid <= present",
            name="vote_tally_fits_the_room",
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("id", "meeting_id", name="vote_in_its_meeting"),
        sa.UniqueConstraint("meeting_id", "matter_id", "version_no", name="vote_once_in_a_meeting"),
    )
    op.create_index(op.f("ix_vote_matter_id"), "vote", ["matter_id"], unique=False)
    op.create_table(
        "ballot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("representative", sa.Boolean(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "choice IN ('abstain', 'against', 'in_favour')", name="ballot_choice_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="ballot_of_a_member_of_the_meeting",
        ),
        sa.ForeignKeyConstraint(
            ["vote_id", "meeting_id"], ["vote.id", "vote.meeting_id"], name="ballot_of_its_vote"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("vote_id", "member_id", name="ballot_once"),
        info={"insert_only": True},
    )
    op.create_table(
        "paper_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("spoiled", sa.Integer(), nullable=False),
        sa.Column("unused", sa.Integer(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("parts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sheet_key", sa.String(), nullable=False),
        sa.Column("sheet_sha256", sa.String(), nullable=False),
        sa.Column("teller_1", sa.Uuid(), nullable=False),
        sa.Column("teller_2", sa.Uuid(), nullable=False),
        sa.Column("scrutineer", sa.Uuid(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sheet_sha256 ~ '^[0-9a-f]{64}$'", name="paper_count_sheet_is_sha256"),
        sa.CheckConstraint("issued = used + spoiled + unused", name="paper_count_papers_add_up"),
        sa.CheckConstraint(
            "least(issued, used, spoiled, unused, in_favour, against, abstain) >= 0",
            name="paper_count_has_no_negative_number",
        ),
        sa.CheckConstraint(
            "teller_1 <> teller_2 AND teller_1 <> scrutineer AND teller_2 <> scrutineer",
            name="paper_count_three_people",
        ),
        sa.CheckConstraint("used = in_favour + against + abstain", name="paper_count_votes_add_up"),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("vote_id"),
        info={"insert_only": True},
    )
    op.create_table(
        "resident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("gender", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("phone_sealed", sa.String(), nullable=True),
        sa.Column("phone_index", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint("gender IN ('male', 'female', '')", name="resident_gender_is_known"),
        sa.CheckConstraint("state IN ('living', 'moved', 'died')", name="resident_state_is_known"),
        sa.CheckConstraint(
            "(phone_sealed IS NULL) = (phone_index IS NULL)", name="resident_phone_is_whole"
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["village_code"],
            ["village.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "resident_heads_household_once",
        "resident",
        ["household_id"],
        unique=True,
        postgresql_where=sa.text("is_head AND state = 'living'"),
    )
    op.create_index("resident_household", "resident", ["household_id"], unique=False)
    op.create_index(
        "resident_phone_once",
        "resident",
        ["phone_index"],
        unique=True,
        postgresql_where=sa.text("state = 'living'"),
    )
    op.create_index("resident_village", "resident", ["village_code", "id"], unique=False)
    op.create_table(
        "resolution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("signers", sa.String(), nullable=False),
        sa.Column("signatures_needed", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="resolution_hash_is_sha256"),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("matter_id", "version_no", name="resolution_once_a_version"),
        sa.UniqueConstraint("village_code", "year", "serial", name="resolution_number_once"),
        sa.UniqueConstraint("vote_id"),
        info={"insert_only": True},
    )
    op.create_table(
        "claim_slip",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code_hash"),
    )
    op.create_index(op.f("ix_claim_slip_resident_id"), "claim_slip", ["resident_id"], unique=False)
    op.create_table(
        "office_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint(
            "office IN ('clerk', 'committee_director', 'committee_member', 'executive_chair', 'group_head', 'party_committee_member', 'party_member', 'party_secretary', 'representative', 'supervisor', 'supervisor_director')",
            name="office_term_office_is_known",
        ),
        sa.CheckConstraint("source <> ''", name="office_term_names_its_source"),
        sa.CheckConstraint("until IS NULL OR until >= since", name="office_term_ends_after_start"),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
        ),
        sa.ForeignKeyConstraint(
            ["village_code"],
            ["village.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_office_term_village_code"), "office_term", ["village_code"], unique=False
    )
    op.create_index(
        "office_term_held_once",
        "office_term",
        ["resident_id", "office", "village_code"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index(
        "office_term_single_holder",
        "office_term",
        ["village_code", "office"],
        unique=True,
        postgresql_where=sa.text(
            "until IS NULL AND office IN ('party_secretary', 'committee_director', 'supervisor_director', 'executive_chair')"
        ),
    )
    op.create_table(
        "representative_household",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("representative_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name="representative_household_days"),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["representative_id"],
            ["resident.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_representative_household_representative_id"),
        "representative_household",
        ["representative_id"],
        unique=False,
    )
    op.create_index(
        "representative_household_once",
        "representative_household",
        ["household_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "resolution_signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resolution_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("sheet_key", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"],
            ["resolution.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("resolution_id", "resident_id", name="resolution_signature_once"),
        info={"insert_only": True},
    )
