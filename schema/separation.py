"""What no single person may do both of (SECURITY 24, 三权分立): the rows of the matrix."""

from typing import NamedTuple


class Rule(NamedTuple):
    """One rule: who did or holds what may not do what, and how they are told."""

    key: str
    who: str
    may_not: str
    answer: str
    basis: str


_TASK = "SECURITY 24"
_THREE = "三权分立, 等保 8.1.5"
_PLACE = "SECURITY 9"
_FACTORS = "SECURITY 23"
_ART_32 = "Organic Law art. 32"

RULES: tuple[Rule, ...] = (
    Rule(
        "draft-approve", "drafted a bulletin", "approve its publication", "MAKER_IS_CHECKER", _TASK
    ),
    Rule(
        "answer-approve",
        "answered a question",
        "approve the answer's bulletin",
        "MAKER_IS_CHECKER",
        _TASK,
    ),
    Rule(
        "correct-approve",
        "drafted a correction",
        "approve the correction",
        "MAKER_IS_CHECKER",
        _TASK,
    ),
    Rule(
        "draft-todo",
        "drafted a bulletin, an answer or a correction",
        "be asked to approve it",
        "not shown",
        _TASK,
    ),
    Rule("propose-review", "proposed a matter", "decide its review", "OWN_WORK", _TASK),
    Rule(
        "village-review", "lives in the village", "decide the township's check", "OWN_WORK", _TASK
    ),
    Rule(
        "board-review",
        "is on the supervisory board",
        "decide the township's check",
        "NOT_FOUND",
        _TASK,
    ),
    Rule("execute-inspect", "carried the work out", "record its inspection", "OWN_WORK", _ART_32),
    Rule(
        "committee-inspect",
        "holds an office of the committee",
        "record the inspection",
        "SUPERVISOR_IS_COMMITTEE_MEMBER",
        _ART_32,
    ),
    Rule(
        "count-scrutinise",
        "is a teller of a count",
        "scrutinise the same count",
        "TELLERS_NOT_DISTINCT",
        _TASK,
    ),
    Rule(
        "count-early",
        "does not record the votes",
        "see the tellers' count before the vote is closed",
        "not shown",
        _TASK,
    ),
    Rule(
        "supervisor-committee",
        "is on the supervisory board",
        "take an office of the committee",
        "OFFICES_INCOMPATIBLE",
        _ART_32,
    ),
    Rule(
        "supervisor-clerk",
        "is on the supervisory board",
        "become the clerk",
        "OFFICES_INCOMPATIBLE",
        _ART_32,
    ),
    Rule(
        "write-draft",
        "did not write a matter and does not hear for the branch",
        "change, submit or take back its text",
        "NOT_THE_AUTHOR",
        _TASK,
    ),
    Rule(
        "excuse-other",
        "is on the roll of a meeting",
        "excuse somebody else",
        "NOT_FOUND",
        _TASK,
    ),
    Rule(
        "recuse-other",
        "is on the roll of a meeting and does not record it",
        "say that somebody else has a stake",
        "NOT_FOUND",
        _TASK,
    ),
    Rule(
        "inside-elsewhere",
        "works on matters in another village or township, and lives in this one",
        "read here what was not posted yet",
        "nothing",
        _PLACE,
    ),
    Rule(
        "minutes-outside",
        "lives in the village, works on none of its matters and was not at a meeting",
        "read its minutes",
        "not shown",
        _PLACE,
    ),
    Rule(
        "delegated-elsewhere",
        "does not read a village's matters",
        "see what its assembly has delegated",
        "NOT_FOUND",
        _PLACE,
    ),
    Rule(
        "export-phones",
        "takes the roll along and does not import it",
        "see a whole phone number",
        "not shown",
        _PLACE,
    ),
    Rule(
        "roll-names",
        "reads the roll of another township",
        "see whom an event of the roll concerned",
        "not shown",
        _PLACE,
    ),
    Rule(
        "committee-runs",
        "is not on the village election committee",
        "run the election",
        "NOT_ON_ELECTION_COMMITTEE",
        "Organic Law art. 12",
    ),
    Rule(
        "committee-finds",
        "is not on the village election committee",
        "look people up by name, read what is still wanted, or see who was nominated",
        "not shown",
        "Organic Law art. 12",
    ),
    Rule(
        "branch-outside",
        "is not in the party",
        "have a hand in the election of a branch's committee",
        "NOT_FOUND",
        _PLACE,
    ),
    Rule(
        "branch-list",
        "does not plan elections",
        "find the election of a branch's committee in the list",
        "not shown",
        _PLACE,
    ),
    Rule(
        "branch-elsewhere",
        "is the secretary of another village's branch",
        "see what the election of this one still wants",
        "not shown",
        _PLACE,
    ),
    Rule(
        "demand-township",
        "does not act for the township",
        "answer a demand that is the township's to act on",
        "NOT_DUTY_OWNER",
        "Organic Law art. 16, 35",
    ),
    Rule(
        "appoint-elected",
        "is the security administrator",
        "appoint somebody to an elected office",
        "ROLE_NEEDS_ELECTION",
        "Organic Law art. 11",
    ),
    Rule(
        "own-office",
        "keeps the register of terms of office",
        "record or end an office of one's own",
        "OWN_OFFICE",
        _FACTORS,
    ),
    Rule(
        "own-interest",
        "keeps the register of interests",
        "end an entry about oneself",
        "OWN_OFFICE",
        _FACTORS,
    ),
    Rule(
        "interest-elsewhere",
        "lives in the village and keeps its register of interests",
        "read an entry of another township's village",
        "nothing",
        _PLACE,
    ),
    Rule(
        "slip-other",
        "did not make a claim slip",
        "see the code on it",
        "not shown",
        _FACTORS,
    ),
    Rule(
        "replace-factor",
        "holds a session without the second factor that the account has",
        "put another authenticator in its place",
        "STEP_UP_NEEDED",
        _FACTORS,
    ),
    Rule(
        "first-password",
        "holds a session without the second factor that the account has",
        "give the account its first password",
        "STEP_UP_NEEDED",
        _FACTORS,
    ),
    Rule("own-role", "is the security administrator", "grant oneself a role", "OWN_ROLE", _THREE),
    Rule(
        "own-account",
        "is the system administrator",
        "disable one's own account",
        "OWN_ACCOUNT",
        _THREE,
    ),
    Rule(
        "admin-above",
        "is the system administrator of a county",
        "disable an account of the province",
        "NOT_FOUND",
        _PLACE,
    ),
    Rule(
        "admin-security",
        "holds county_admin",
        "be given county_security, and the other way round",
        "SEPARATION_OF_ADMINISTRATORS",
        _THREE,
    ),
    Rule(
        "admin-auditor",
        "holds county_admin",
        "be given county_auditor, and the other way round",
        "SEPARATION_OF_ADMINISTRATORS",
        _THREE,
    ),
    Rule(
        "security-auditor",
        "holds county_security",
        "be given county_auditor, and the other way round",
        "SEPARATION_OF_ADMINISTRATORS",
        _THREE,
    ),
    Rule(
        "auditor-changes",
        "is the auditor",
        "change anything: every mutation with a permission",
        "NOT_ALLOWED",
        _THREE,
    ),
    Rule(
        "admin-reads-audit",
        "is the system administrator",
        "read the audit trail",
        "NOT_ALLOWED",
        _THREE,
    ),
    Rule(
        "security-reads-audit",
        "is the security administrator",
        "read the audit trail",
        "NOT_ALLOWED",
        _THREE,
    ),
    Rule(
        "audit-elsewhere",
        "is a program that reads the audit of one village",
        "read the audit of another",
        "nothing",
        _PLACE,
    ),
    Rule(
        "nobody-mends-audit",
        "is anybody, the county's database role included",
        "change or delete an audit event",
        "permission denied",
        _THREE,
    ),
    Rule(
        "admin-grants",
        "is the system administrator",
        "grant or revoke a role",
        "NOT_ALLOWED",
        _THREE,
    ),
    Rule(
        "security-accounts",
        "is the security administrator",
        "create, disable or enable an account",
        "NOT_ALLOWED",
        _THREE,
    ),
    Rule(
        "token-wider",
        "holds a permission at a place",
        "make a token for more, or for another place",
        "TOKEN_TOO_WIDE",
        _PLACE,
    ),
    Rule(
        "token-outlives",
        "is a program whose owner's post is for another place",
        "read what its token names all the same",
        "NOT_ALLOWED",
        _PLACE,
    ),
)
