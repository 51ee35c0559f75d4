"""Labels of the columns of elections.

Who objected to a voter list and who gave a vote to whom may bring somebody into trouble in a
village; how anybody voted is nowhere, because ballots are paper and stay so.
"""

from infra.privacy import Labels, Purpose, Retention, table

_ELECTIONS, _ARCHIVE = Purpose.ELECTIONS, Retention.VILLAGE_ARCHIVE

LABELS: Labels = {
    "election": table(
        _ELECTIONS,
        _ARCHIVE,
        public="kind village_code election_day run_off_day round state law_version voters_total"
        " voters_sha256 voters_frozen_at planned_at decided_at closed_at petition"
        " committee_source committee_on",
        internal="id petition_sha256 result_by result_at",
        personal="reason planned_by",
    ),
    "election_step": table(
        _ELECTIONS,
        Retention.PUBLIC_RECORD,
        public="step due basis done_at",
        internal="id election_id bulletin_id",
    ),
    "election_official": table(
        _ELECTIONS,
        _ARCHIVE,
        public="is_chair left_at",  # the committee's members hang on the wall by name
        internal="id election_id",
        personal="resident_id left_reason",
    ),
    "election_contest": table(
        _ELECTIONS,
        _ARCHIVE,
        public="round office seats women_seats outcome seats_left tally derivation decided_at",
        internal="id election_id",
        personal="target_id",
    ),
    "election_candidate": table(
        _ELECTIONS,
        _ARCHIVE,
        public="number nominations is_woman is_elected",
        internal="id contest_id",
        personal="resident_id state",
        sensitive="bar reason",
    ),
    "election_voter": table(
        _ELECTIONS,
        _ARCHIVE,
        internal="id election_id source",
        personal="resident_id group_name name:surname struck_at",
        sensitive="reason",
    ),
    "election_objection": table(
        _ELECTIONS,
        _ARCHIVE,
        internal="id election_id wish at due state decided_at",
        sensitive="objector_id about_name about_id text decision",
    ),
    "election_audit": table(
        _ELECTIONS,
        _ARCHIVE,
        public="office result auditor at",
        internal="id election_id bulletin_id",
        personal="resident_id",
    ),
    "election_proxy": table(
        _ELECTIONS,
        _ARCHIVE,
        internal="id election_id at struck_at",
        personal="recorded_by struck_by",
        sensitive="principal_id holder_id relation sheet_key struck_reason",
    ),
    "election_station": table(
        _ELECTIONS, Retention.PUBLIC_RECORD, public="name kind place", internal="id election_id"
    ),
    "election_count": table(
        _ELECTIONS,
        _ARCHIVE,
        public="issued returned unreturned valid invalid votes others place counted_at",
        internal="id contest_id station_id entered_at struck_at struck_reason",
        personal="teller_a teller_b scrutineer sheet_key entered_by",
    ),
    "election_certificate": table(
        _ELECTIONS,
        _ARCHIVE,
        public="office number issued_at",
        internal="id contest_id election_id",
        personal="resident_id",
    ),
    "election_handover": table(
        _ELECTIONS,
        _ARCHIVE,
        public="item done_at",
        internal="id election_id",
        personal="note recorded_by",
    ),
}
