"""Labels of the columns of townships, villages, the roll and its uploads.

The roll names children under 14, whose data is sensitive (个人信息保护法 art. 28): hence the
class of the day of birth and of the place in the family.
"""

from infra.privacy import Labels, Purpose, Retention, table

_DIVISIONS, _ROLL = Purpose.DIVISIONS, Purpose.ROLL

LABELS: Labels = {
    "township": table(_DIVISIONS, Retention.DIVISION, public="code name", internal="id"),
    "village": table(
        _DIVISIONS,
        Retention.DIVISION,
        public="code name initials township_code state merged_into since until",
        internal="id",
    ),
    "village_change": table(
        _DIVISIONS,
        Retention.PUBLIC_RECORD,
        public="village_code kind name_before name_after merged_into reason at",
        internal="id",
        personal="account_id actor:surname",
    ),
    "natural_village": table(_DIVISIONS, Retention.DIVISION, internal="id village_code name"),
    "village_group": table(
        _DIVISIONS, Retention.DIVISION, internal="id village_code name natural_village_id"
    ),
    "household": table(
        _ROLL, Retention.ON_THE_ROLL, internal="id village_code group_id until", personal="number"
    ),
    "resident": table(
        _ROLL,
        Retention.ON_THE_ROLL,
        internal="id village_code is_head",
        personal="household_id name:surname gender phone_sealed:last_four phone_index state"
        " away_since away_province",
        sensitive="birth_date relation",
    ),
    # Without names: who is who stands in `resident` alone, and goes from there.
    "roll_event": table(
        _ROLL,
        Retention.VILLAGE_ARCHIVE,
        internal="id village_code act day commitment document_sha256 at",
        personal="account_id actor:surname",
    ),
    "roll_change": table(
        _ROLL,
        Retention.VILLAGE_ARCHIVE,
        internal="id event_id village_code group_id day state is_head away",
        personal="resident_id household_id",
    ),
    "roll_reason": table(_ROLL, Retention.ON_THE_ROLL, internal="event_id", personal="salt reason"),
    "correction_request": table(
        _ROLL,
        Retention.ON_THE_ROLL,
        internal="id village_code state asked_at due_at decided_at",
        personal="resident_id field wanted_sealed words answer decided_by",
    ),
    "office_term": table(
        Purpose.OFFICES,
        Retention.OFFICE_HELD,
        # Party membership alone is cut by the reader.
        public="village_code office since until elected_on counted_from",
        internal="id source handed_over_on",
        personal="resident_id handover_note",
        # A sentence, or that somebody lost capacity.
        sensitive="end_reason end_source",
    ),
    "county_bar": table(
        Purpose.OFFICES,
        Retention.PUBLIC_RECORD,
        public="one_office other_office same_person near_relatives document article since until"
        " end_document",
        internal="id at ended_at",
        personal="recorded_by:surname ended_by:surname",
    ),
    "identity_rule": table(
        _ROLL,
        Retention.PUBLIC_RECORD,
        internal="id allowed document at",
        personal="recorded_by:surname",
    ),
    "resident_identity": table(
        _ROLL,
        Retention.ON_THE_ROLL,
        internal="at",
        personal="resident_id recorded_by:surname",
        sensitive="number_sealed:last_four number_index",
    ),
    "identity_reading": table(
        Purpose.ACCOUNTABILITY,
        Retention.AUDIT_TRAIL,
        internal="id at",
        personal="resident_id account_id reader:surname purpose",
    ),
    "collective_member": table(
        Purpose.OFFICES,
        Retention.OFFICE_HELD,
        internal="id village_code since source until ended_by at",
        personal="resident_id recorded_by",
    ),
    "township_member": table(
        Purpose.OFFICES,
        Retention.OFFICE_HELD,
        internal="id township_code post chairs since until source ended_by at",
        personal="name:surname recorded_by",
    ),
    "rights_loss": table(
        _ROLL,
        Retention.ON_THE_ROLL,
        internal="id at ended_at",
        personal="resident_id recorded_by:surname ended_by:surname",
        sensitive="document since until end_document",
    ),
    "interest": table(
        Purpose.OFFICES,
        Retention.ON_THE_ROLL,
        internal="id village_code kind declared_at ended_at",
        personal="holder_id relation relative_id name:surname declared_by:surname",
    ),
    "assignment_finding": table(
        Purpose.OFFICES,
        Retention.OFFICE_HELD,
        internal="id village_code kind holds citation_zh citation_en found_at mended_at",
        personal="subject name:surname",
    ),
    "representative_household": table(
        Purpose.OFFICES,
        Retention.OFFICE_HELD,
        internal="id since until",
        personal="representative_id household_id",
    ),
    "roll_upload": table(
        _ROLL,
        Retention.UPLOAD,
        internal="id village_code digest rows_total households_total adds changes elects"
        " uploaded_at expires_at imported_at",
        personal="filename account_id problems",
        sensitive="rows_sealed",
    ),
    "claim_slip": table(
        Purpose.SIGN_IN,
        Retention.SLIP,
        internal="id issued_at expires_at used_at revoked_at",
        personal="resident_id issued_by",
        secret="code_hash",  # noqa: S106 - a column
    ),
}
