"""Everything a person can be allowed to do here: closed, alphabetical, `capability:action`."""

from enum import StrEnum


class Permission(StrEnum):
    ACCOUNT_ADMINISTER = "account:administer"
    ACCOUNT_READ = "account:read"
    API_TOKEN_MANAGE = "api_token:manage"  # noqa: S105 - the name of a permission
    AUDIT_READ = "audit:read"
    BULLETIN_APPROVE = "bulletin:approve"
    BULLETIN_CORRECT = "bulletin:correct"
    BULLETIN_POST_RECEIPT = "bulletin:post_receipt"
    BULLETIN_WITHDRAW = "bulletin:withdraw"
    DEVELOPER_EXPLORE = "developer:explore"
    DIVISION_MANAGE = "division:manage"
    DIVISION_READ = "division:read"
    ELECTION_PLAN = "election:plan"
    ELECTION_TAKE_PART = "election:take_part"
    EVALUATION_SUBMIT = "evaluation:submit"
    EXECUTION_REPORT = "execution:report"
    IDENTITY_MANAGE = "identity:manage"
    IDENTITY_READ = "identity:read"
    INITIATIVE_ANSWER = "initiative:answer"
    INITIATIVE_CHECK = "initiative:check"
    INITIATIVE_ENTER = "initiative:enter"
    INITIATIVE_JUDGE = "initiative:judge"
    INITIATIVE_ORDER = "initiative:order"
    INITIATIVE_SIGN = "initiative:sign"
    INSPECTION_RECORD = "inspection:record"
    INTEREST_DECLARE = "interest:declare"
    MATTER_ADVANCE = "matter:advance"
    MATTER_ANNUL = "matter:annul"
    MATTER_COMMENT = "matter:comment"
    MATTER_PROPOSE = "matter:propose"
    MATTER_READ = "matter:read"
    MATTER_RECONSIDER = "matter:reconsider"
    MATTER_RECORD_HEARD = "matter:record_heard"
    MEETING_ATTEND = "meeting:attend"
    MEETING_CALL = "meeting:call"
    MEETING_PRESIDE = "meeting:preside"
    MEETING_RECORD = "meeting:record"
    METHOD_MANAGE = "method:manage"
    OPINION_ANSWER = "opinion:answer"
    OPINION_READ = "opinion:read"
    OPINION_RECORD = "opinion:record"
    OPINION_SUBMIT = "opinion:submit"
    OPINION_TAKE_UP = "opinion:take_up"
    PEOPLE_ERASE = "people:erase"
    PEOPLE_EXPORT = "people:export"
    PEOPLE_IMPORT = "people:import"
    PEOPLE_MANAGE = "people:manage"
    PEOPLE_READ = "people:read"
    PEOPLE_REGISTER = "people:register"
    QUESTION_ANSWER = "question:answer"
    QUESTION_ASK = "question:ask"
    RESOLUTION_SIGN = "resolution:sign"
    REVIEW_DECIDE = "review:decide"
    SECURITY_ADMINISTER = "security:administer"
    TOWNSHIP_RECORD = "township:record"
    VOTE_CAST = "vote:cast"
    VOTE_OPEN = "vote:open"
    VOTE_RECORD = "vote:record"


# SECURITY 23: whoever publishes, posts, approves or administers shows two factors.
SECOND_FACTOR: frozenset[Permission] = frozenset(
    {
        Permission.ACCOUNT_ADMINISTER,
        Permission.ACCOUNT_READ,
        Permission.API_TOKEN_MANAGE,
        Permission.AUDIT_READ,
        Permission.BULLETIN_APPROVE,
        Permission.BULLETIN_CORRECT,
        Permission.BULLETIN_POST_RECEIPT,
        Permission.BULLETIN_WITHDRAW,
        Permission.DIVISION_MANAGE,
        Permission.ELECTION_PLAN,
        Permission.IDENTITY_MANAGE,
        Permission.IDENTITY_READ,
        Permission.INITIATIVE_ANSWER,
        Permission.INITIATIVE_CHECK,
        Permission.INITIATIVE_JUDGE,
        Permission.INITIATIVE_ORDER,
        Permission.MATTER_ANNUL,
        Permission.METHOD_MANAGE,
        Permission.PEOPLE_ERASE,
        Permission.PEOPLE_EXPORT,
        Permission.PEOPLE_IMPORT,
        Permission.PEOPLE_MANAGE,
        Permission.PEOPLE_REGISTER,
        Permission.REVIEW_DECIDE,
        Permission.SECURITY_ADMINISTER,
        Permission.TOWNSHIP_RECORD,
    }
)

# SECURITY 23: shown again, recently, for what cannot be taken back.
STEP_UP: frozenset[Permission] = frozenset(
    {
        # A key for a program outlives the session in which it is made.
        Permission.API_TOKEN_MANAGE,
        Permission.BULLETIN_APPROVE,
        # A whole identity number, once read, cannot be taken back.
        Permission.IDENTITY_MANAGE,
        Permission.IDENTITY_READ,
        Permission.MATTER_ANNUL,
        Permission.PEOPLE_ERASE,
        Permission.PEOPLE_EXPORT,
        Permission.SECURITY_ADMINISTER,
    }
)


def requires_second_factor(permission: Permission) -> bool:
    """Say whether a signed-in person must have shown a second factor to use the permission."""
    return permission in SECOND_FACTOR
