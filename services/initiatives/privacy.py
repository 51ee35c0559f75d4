"""Labels of the columns of initiatives.

Who signed against whom may bring somebody into trouble in a village: the public and those who are
complained about see a count, only the supervisory board and the township check the list. Title and
text are one person's words about others until the number stands behind them (ADR 21).
"""

from infra.privacy import Labels, Purpose, Retention, table

_PURPOSE, _ARCHIVE = Purpose.PARTICIPATION, Retention.VILLAGE_ARCHIVE

LABELS: Labels = {
    "demand": table(
        _PURPOSE,
        _ARCHIVE,
        public="kind village_code state opened_at gathers_until villagers"
        " representatives base_sha256 derivation reached_at duty_owner duty_due duty_days"
        " duty_citation ordered_at order_document order_due answer_kind answer_text answered_at"
        " answered_above refuted lapsed_at",
        internal="id bulletin_id answer_id notice_id",
        personal="title text target_id answered_by",
        sensitive="opened_by",
    ),
    "demand_voice": table(
        _PURPOSE,
        _ARCHIVE,
        internal="id demand_id",
        personal="resident_id is_villager is_representative",
    ),
    "demand_sheet": table(
        _PURPOSE,
        _ARCHIVE,
        internal="id demand_id sha256 names_total entered_at",
        personal="entered_by",
        sensitive="sheet_key",
    ),
    "demand_signature": table(
        _PURPOSE,
        _ARCHIVE,
        internal="id demand_id",
        personal="struck_by",
        sensitive="resident_id channel sheet_id signed_at withdrawn_at struck_reason",
    ),
    "demand_matter": table(
        _PURPOSE,
        _ARCHIVE,
        public="named_at",
        internal="id demand_id matter_id",
        personal="named_by",
    ),
    "demand_dispute": table(
        _PURPOSE,
        _ARCHIVE,
        public="at state decision decided_at answer_kind answer_text answered_at",
        internal="id demand_id answer_id",
        personal="decided_by",
        sensitive="resident_id text",
    ),
}
