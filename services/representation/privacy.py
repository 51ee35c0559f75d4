"""Labels of the columns of choosing representatives.

Which household chose whom, and who objected to whom, may bring somebody into trouble in a village.
"""

from infra.privacy import Labels, Purpose, Retention, table

_ELECTIONS, _ARCHIVE = Purpose.ELECTIONS, Retention.VILLAGE_ARCHIVE

LABELS: Labels = {
    "representative_list": table(
        _ELECTIONS,
        _ARCHIVE,
        public="village_code whole state posted_at closed_at",
        internal="id bulletin_id",
        personal="posted_by:surname reason",
    ),
    "representative_nominee": table(
        _ELECTIONS,
        _ARCHIVE,
        public="village_code chosen_on",  # the nominees hang on the wall by name
        internal="id list_id term_id opened_at",
        personal="resident_id source state opened_by:surname",
        sensitive="reason",
    ),
    "household_confirmation": table(
        _ELECTIONS,
        _ARCHIVE,
        internal="id nominee_id at closed_at withdrawn",
        personal="recorded_by:surname",
        sensitive="household_id head_id sheet_key",
    ),
    "representative_objection": table(
        _ELECTIONS,
        _ARCHIVE,
        internal="id list_id at due state decided_at",
        sensitive="objector_id about_name nominee_id text decision",
    ),
}
