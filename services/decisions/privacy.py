"""Labels of the columns of matters, meetings, votes and what came of them.

Who said or voted what is classed as sensitive although no article names it: in a village it may
bring somebody into trouble, which is what 个人信息保护法 art. 28 protects from.
"""

from infra.privacy import Labels, Purpose, Retention, table

_DECISIONS, _ARCHIVE = Purpose.DECISIONS, Retention.VILLAGE_ARCHIVE

_MATTERS: Labels = {
    "serial_number": table(_DECISIONS, _ARCHIVE, internal="kind village_code year last"),
    "work_method": table(
        _DECISIONS, Retention.PUBLIC_RECORD, public="method_id version hash text", internal="at"
    ),
    "delegation": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id village_code matter_type since until source at",
        personal="recorded_by",
    ),
    "opinion": table(
        Purpose.PARTICIPATION,
        Retention.PARTICIPATION,
        internal="id village_code category state at due_at taken_up_at answered_at",
        personal="answer recorded_by_id recorded_by",
        # A voice tells who speaks.
        sensitive="resident_id text attachments",
    ),
    "opinion_merge": table(
        Purpose.PARTICIPATION,
        Retention.PARTICIPATION,
        internal="matter_id at",
        personal="opinion_id merged_by_id merged_by",
    ),
    "matter_objection": table(
        Purpose.PARTICIPATION,
        _ARCHIVE,
        internal="id matter_id step_id version_no at due_at sent_back answered_at",
        personal="answer answered_by",
        sensitive="resident_id author:surname text",
    ),
    "matter": table(
        _DECISIONS,
        _ARCHIVE,
        # The proposer stands on the sheet: DEC-01 asks who brought the plan.
        public="village_code year serial title matter_type body method_id method_version"
        " method_hash law_version state proposer",
        internal="id step_key version_no group_id at changed_at",
        personal="opinion_id proposer_id author_account_id",
    ),
    "matter_draft": table(
        _DECISIONS,
        _ARCHIVE,
        internal="matter_id budget_fen funding changed_at",
        personal="text attachments change_note author_id",
    ),
    "matter_version": table(
        _DECISIONS,
        _ARCHIVE,
        public="version_no matter_type title text budget_fen funding attachments change_note"
        " sha256",
        internal="id matter_id at",
        personal="author_id author_account_id author",
    ),
    "matter_party": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id matter_id kind at ended_at",
        personal="resident_id name:surname part recorded_by",
    ),
    "matter_step": table(
        _DECISIONS,
        _ARCHIVE,
        public="step_key state due_at closed_at",
        internal="id matter_id version_no round opened_at outcome derivation",
        personal="reason evidence actor_id actor:surname",
    ),
    "heard_person": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id matter_id at",
        personal="recorded_by",
        sensitive="resident_id name:surname view",
    ),
    "matter_comment": table(
        Purpose.PARTICIPATION,
        _ARCHIVE,
        internal="id matter_id version_no at",
        sensitive="resident_id author:surname text",
    ),
    "posting": table(
        Purpose.DISCLOSURE,
        Retention.PUBLIC_RECORD,
        public="version_no kind posted_at until",
        internal="id matter_id round bulletin_id",
        personal="posted_by",
    ),
}

_MEETINGS: Labels = {
    "meeting": table(
        _DECISIONS,
        _ARCHIVE,
        public="village_code version_no body",
        internal="id matter_id step_key group_id unit scheduled_at notice_at notice_days due_days"
        " shortened_by place state sign_in_code roll_hash opened_at closed_at derivation"
        " composition",
        personal="presider_id presider:surname reason called_by:surname shortened_reason",
    ),
    "meeting_member": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id meeting_id capacity representative household_id",
        personal="resident_id name:surname woman present_at left_at how recorded_by recused_at"
        " recusal acting_id acting:surname excused_at",
        sensitive="excuse recusal_reason",
    ),
    "agenda_item": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id meeting_id matter_id position step_key version_no ended ended_at",
    ),
    "recusal": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id meeting_id item_id at",
        personal="member_id stake recorded_by",
        sensitive="reason",
    ),
    "meeting_notice": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id meeting_id channel at",
        personal="member_id told_at note recorded_by",
    ),
    "meeting_proxy": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id meeting_id sheet_sha256 at",
        personal="member_id holder_id holder:surname sheet_key recorded_by",
    ),
    "meeting_change": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id meeting_id kind count_id proxy_id at",
        personal="member_id before:surname recorded_by",
        sensitive="reason",
    ),
    "meeting_paper": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id meeting_id sha256 content_type size_bytes at",
        personal="title attached_by",
    ),
    "vote": table(
        _DECISIONS,
        _ARCHIVE,
        # A tally is part of the resolution and shown however small (organic law art. 22).
        public="version_no outcome due present in_favour against abstain invalid derivation"
        " closed_at",
        internal="id meeting_id matter_id question question_sha256 form thresholds roll_hash"
        " members parts tally_parts opened_at",
        personal="opened_by closed_by",
    ),
    "ballot": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id vote_id meeting_id representative",
        sensitive="member_id choice cast_at",
    ),
    # Who voted stands in the one, what was said in the other; nothing leads from here to there.
    "sealed_ballot": table(
        _DECISIONS, _ARCHIVE, internal="vote_id meeting_id sealed", sensitive="member_id"
    ),
    "secret_ballot": table(
        _DECISIONS, _ARCHIVE, internal="id vote_id representative", sensitive="choice"
    ),
    "paper_count": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id vote_id issued used spoiled unused in_favour against abstain parts"
        " sheet_sha256 at",
        personal="sheet_key teller_1 teller_2 scrutineer recorded_by",
    ),
    "resolution": table(
        _DECISIONS,
        _ARCHIVE,
        public="village_code year serial version_no text",
        internal="id matter_id vote_id sha256 signers signatures_needed at",
    ),
    # Representatives sign in public; the reader shows the names of no other capacity.
    "resolution_signature": table(
        _DECISIONS,
        _ARCHIVE,
        public="name capacity",
        internal="id resolution_id counts at",
        personal="resident_id sheet_key recorded_by",
    ),
}

_MINUTES: Labels = {
    # Names, excuses and stakes stand in the text: whoever belongs to the meeting reads it.
    "minutes": table(_DECISIONS, _ARCHIVE, internal="id meeting_id sha256 at", sensitive="text"),
    "minutes_signature": table(
        _DECISIONS, _ARCHIVE, internal="id minutes_id at", personal="member_id"
    ),
    "minutes_objection": table(
        _DECISIONS, _ARCHIVE, internal="id minutes_id at", sensitive="member_id text"
    ),
}

_AFTERWARDS: Labels = {
    "milestone": table(
        _DECISIONS,
        _ARCHIVE,
        public="title due_on done_at note spent_fen",
        internal="id matter_id at",
        personal="attachments planned_by_id reported_by_id reported_by",
    ),
    "matter_tracker": table(
        _DECISIONS,
        _ARCHIVE,
        public="name at ended_at",  # who follows the work is told to the village
        internal="id matter_id",
        personal="resident_id named_by:surname",
    ),
    "tracking_report": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id matter_id tracker_id at",
        personal="text",
    ),
    "inspection": table(
        _DECISIONS,
        _ARCHIVE,
        public="outcome note",  # the board's finding stands in the published result
        internal="id matter_id step_id mend_by at",
        personal="inspector_id inspector attachments",
    ),
    "annulment": table(
        _DECISIONS,
        _ARCHIVE,
        public="version_no annuller document decided_on reason",
        internal="id matter_id at",
        personal="recorded_by_id recorded_by",
    ),
    "evaluation": table(
        Purpose.PARTICIPATION,
        _ARCHIVE,
        internal="id matter_id round at",
        sensitive="resident_id answer note",
    ),
    "objector_visit": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id matter_id version_no at",
        personal="visitor_id visitor",
        sensitive="visited_id visited:surname note",
    ),
}

_ON_FILE: Labels = {
    "matter_paper": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id matter_id step_id version_no kind key held_on outcome at",
        personal="text details recorded_by_id recorded_by",
    ),
    "opinion_sheet": table(
        Purpose.PARTICIPATION,
        _ARCHIVE,
        internal="id matter_id step_id version_no at",
        personal="recorded_by_id recorded_by",
        sensitive="subject_id subject:surname stance score text",
    ),
}

_COUNTY: Labels = {
    "method_draft": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id method_id text at changed_at",
        personal="author_account_id author",
    ),
    "method_version": table(
        _DECISIONS,
        Retention.PUBLIC_RECORD,
        public="method_id number hash text",
        internal="id at",
        personal="published_by",
    ),
    "method_use": table(
        _DECISIONS, _ARCHIVE, internal="id method_id allowed reason at", personal="recorded_by"
    ),
    "collective_record": table(
        _DECISIONS,
        _ARCHIVE,
        internal="id village_code exists since source at",
        personal="recorded_by",
    ),
    "county_parameter": table(
        _DECISIONS,
        _ARCHIVE,
        public="key value since source",
        internal="id at",
        personal="recorded_by",
    ),
    "township_review": table(
        _DECISIONS,
        _ARCHIVE,
        public="township_code method_id review_key period finding",
        internal="id at",
        personal="recorded_by_id recorded_by",
    ),
}

LABELS: Labels = {**_MATTERS, **_MEETINGS, **_MINUTES, **_AFTERWARDS, **_ON_FILE, **_COUNTY}
