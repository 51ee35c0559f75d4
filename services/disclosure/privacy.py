"""Labels of the columns of bulletins, their texts, deliveries, receipts and questions."""

from infra.privacy import Labels, Purpose, Retention, table

_DISCLOSURE, _KEPT = Purpose.DISCLOSURE, Retention.PUBLIC_RECORD

LABELS: Labels = {
    "bulletin": table(
        _DISCLOSURE,
        _KEPT,
        public="kind village_code year serial title record state corrects_id reason difference code"
        " log_index statement_url published_at posted_until withdrawn_at",
        internal="id subject created_at queued_at send_after",
        personal="maker_id checker_id",
    )
    # The names in a record that were published on purpose, such as the proposer's.
    | table(_DISCLOSURE, Retention.ERASABLE, public="openings"),
    "bulletin_file": table(
        _DISCLOSURE, _KEPT, public="format sha256 size_bytes", internal="id bulletin_id storage_key"
    ),
    "outgoing_text": table(
        Purpose.DELIVERY,
        _KEPT,
        public="channel text fields",
        internal="id bulletin_id send_after state sent_at",
    ),
    "text_delivery": table(
        Purpose.DELIVERY,
        Retention.DELIVERY,
        internal="id text_id state sent_at",
        personal="resident_id household_id",
    ),
    "posting_receipt": table(
        _DISCLOSURE,
        _KEPT,
        public="board sha256 posted_at",
        internal="id bulletin_id created_at",
        personal="photo_key account_id",  # passers-by may stand in the picture
    ),
    "question": table(
        Purpose.PARTICIPATION,
        _KEPT,
        public="village_code text asked_at due_at state answer answered_at answer_bulletin_id",
        internal="id bulletin_id",
    )
    | table(
        Purpose.PARTICIPATION,
        Retention.PARTICIPATION,
        personal="answered_by",
        sensitive="asker_id",
    ),
}
