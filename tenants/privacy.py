"""Labels of the columns of identity, of the jobs, and of the registry of counties."""

from infra.privacy import Labels, Purpose, Retention, table

_SIGN_IN, _OPERATION = Purpose.SIGN_IN, Purpose.OPERATION

LABELS: Labels = {
    "account": table(
        _SIGN_IN,
        Retention.ACCOUNT,
        internal="id phone_verified state created_at",
        personal="name:surname phone_sealed:last_four phone_index resident_id failed_count"
        " locked_until password_set_at",
        secret="password_hash",  # noqa: S106 - a column
    ),
    "role_holding": table(
        Purpose.OFFICES,
        Retention.OFFICE_HELD,
        internal="id role place since until",
        personal="account_id granted_by ended_by",
    ),
    "account_session": table(
        _SIGN_IN,
        Retention.SESSION,
        internal="id kind created_at expires_at revoked_at",
        personal="account_id device last_seen_at second_factor_at",
        secret="token_hash",  # noqa: S106 - a column
    ),
    "one_time_code": table(
        _SIGN_IN,
        Retention.CODE,
        internal="id purpose deliver tries created_at expires_at sent_at used_at",
        personal="subject_index phone_sealed",
    ),
    "totp_device": table(
        _SIGN_IN,
        Retention.DEVICE,
        internal="id last_step created_at confirmed_at removed_at",
        personal="account_id",
        secret="secret_sealed",  # noqa: S106 - a column
    ),
    "recovery_code": table(
        _SIGN_IN,
        Retention.ACCOUNT,
        internal="used_at",
        personal="account_id",
        secret="code_index",  # noqa: S106 - a column
    ),
    "api_token": table(
        _SIGN_IN,
        Retention.TOKEN,
        internal="id permissions places created_at expires_at last_used_at revoked_at",
        personal="account_id name",
        secret="token_hash",  # noqa: S106 - a column
    ),
    "sign_in_event": table(
        Purpose.ACCOUNTABILITY,
        Retention.SIGN_IN_LOG,
        internal="id at means outcome",
        personal="account_id phone_index address_index",
    ),
    "idempotency_key": table(
        _OPERATION,
        Retention.ANSWER,
        internal="operation key body_sha256 created_at",
        personal="account_id answer",
    ),
    "outbox": table(
        _OPERATION,
        Retention.JOB,
        internal="id name arguments state attempts not_before created_at sent_at",
        personal="account_id",
    ),
    "inbox": table(_OPERATION, Retention.JOB_DONE, internal="key name done_at"),
    "registry.tenant": table(
        _OPERATION,
        Retention.DIVISION,
        public="code name kind state host_name",
        internal="schema_name role_name server opened_at generation",
    ),
    "registry.erased": table(_OPERATION, Retention.DIVISION, internal="code generation erased_at"),
}
