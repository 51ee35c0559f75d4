"""The closed words that rules, methods and matters share: bodies, bases, kinds, sources."""

from enum import StrEnum

from tenants.authorization.roles import Role


class Body(StrEnum):
    """A body that can deliberate or decide."""

    GROUP_MEETING = "group_meeting"
    JOINT_COMMITTEE = "joint_committee"
    MEMBER_REPRESENTATIVES = "member_representatives"
    MEMBERS_ASSEMBLY = "members_assembly"
    PARTY_BRANCH_COMMITTEE = "party_branch_committee"
    PARTY_MEMBERS = "party_members"
    REPRESENTATIVES_MEETING = "representatives_meeting"
    TOWNSHIP_PARTY_COMMITTEE = "township_party_committee"
    VILLAGERS_ASSEMBLY = "villagers_assembly"


class RuleKind(StrEnum):
    """What a rule speaks about."""

    COMPOSITION = "composition"
    INITIATE = "initiate"
    NOTICE_DAYS = "notice_days"
    PASS = "pass"  # noqa: S105 - a kind of rule
    POSTING_DAYS = "posting_days"
    QUORUM = "quorum"
    RESPONSES = "responses"


class Base(StrEnum):
    """What a fraction is taken of."""

    ALL = "all"
    CAST = "cast"
    DUE = "due"
    PRESENT = "present"


class Population(StrEnum):
    """Whom a rule counts: everybody in the body, or one part of it."""

    HOUSEHOLDS = "households"
    MEMBERS = "members"
    REPRESENTATIVES = "representatives"
    WOMEN_REPRESENTATIVES = "women_representatives"


class StepKind(StrEnum):
    """What happens in a step of a work method."""

    ARCHIVE = "archive"
    COLLECT = "collect"
    CONSULT = "consult"
    DELIBERATE = "deliberate"
    EVALUATE = "evaluate"
    EXECUTE = "execute"
    HEARING = "hearing"
    PLAN_VOTE = "plan_vote"
    POST = "post"
    PROPOSE = "propose"
    RATE = "rate"
    REPORT = "report"
    RESOLVE = "resolve"
    REVIEW = "review"
    SOLICIT = "solicit"
    SUPERVISE = "supervise"


# Steps that are settled by a vote in a meeting.
MEETING_KINDS = frozenset(
    {StepKind.CONSULT, StepKind.DELIBERATE, StepKind.PLAN_VOTE, StepKind.RESOLVE}
)


class Level(StrEnum):
    """Whose matters a work method is for."""

    TOWNSHIP = "township"
    VILLAGE = "village"


class Cadence(StrEnum):
    """How often something is looked at again."""

    HALF_YEAR = "half_year"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Stance(StrEnum):
    """What an opinion sheet says about a plan."""

    AGREE = "agree"
    CHANGE = "change"
    DISAGREE = "disagree"


class Evidence(StrEnum):
    """What must have been recorded before a step can be closed."""

    HEARD_PERSONS = "heard_persons"
    MILESTONES = "milestones"
    REPORTS = "reports"
    SIGNATURES = "signatures"


class Publication(StrEnum):
    """What a posting step puts on the wall."""

    PROPOSAL = "proposal"
    RESOLUTION = "resolution"
    RESULT = "result"


class Annuller(StrEnum):
    """Who may set a decision aside; the township only records it (organic law art. 36)."""

    ASSEMBLY = "assembly"
    COURT = "court"
    TOWNSHIP_ORDER = "township_order"


class Source(StrEnum):
    """Where a number comes from, so that a reader can tell law from habit."""

    DEFAULT = "default"
    LOCAL = "local"
    METHOD = "method"
    STATUTE = "statute"


BODY_NAMES: dict[Body, tuple[str, str]] = {
    Body.GROUP_MEETING: ("村民小组会议", "villagers' group meeting"),
    Body.JOINT_COMMITTEE: ("村“两委”联席会议", "joint meeting of the two committees"),
    Body.MEMBER_REPRESENTATIVES: ("成员代表大会", "meeting of member representatives"),
    Body.MEMBERS_ASSEMBLY: ("成员大会", "members' assembly"),
    Body.PARTY_BRANCH_COMMITTEE: ("党支部委员会", "party branch committee"),
    Body.PARTY_MEMBERS: ("党员大会", "party members' meeting"),
    Body.REPRESENTATIVES_MEETING: ("村民代表会议", "representatives' meeting"),
    Body.TOWNSHIP_PARTY_COMMITTEE: ("乡镇党委会议", "township party committee"),
    Body.VILLAGERS_ASSEMBLY: ("村民会议", "villagers' assembly"),
}

# Bodies that decide only what another gave them, and who gives (organic law art. 23, 24; the
# collective's charter, collective law art. 28).
GIVERS: dict[Body, tuple[str, str]] = {
    Body.MEMBER_REPRESENTATIVES: ("集体经济组织章程", "collective's charter"),
    Body.REPRESENTATIVES_MEETING: ("村民会议", "villagers' assembly"),
}

STANCE_NAMES: dict[Stance, tuple[str, str]] = {
    Stance.AGREE: ("同意", "agrees"),
    Stance.CHANGE: ("同意，但要改", "agrees if changed"),
    Stance.DISAGREE: ("不同意", "disagrees"),
}

# Who set it aside, and by which article.
ANNULLER_NAMES: dict[Annuller, tuple[str, str]] = {
    Annuller.ASSEMBLY: ("村民会议撤销", "revoked by the villagers' assembly"),
    Annuller.COURT: ("人民法院判决撤销", "revoked by a court"),
    Annuller.TOWNSHIP_ORDER: ("乡镇人民政府责令改正", "ordered by the township to be put right"),
}
ANNULMENT_BASES: dict[Annuller, tuple[str, str]] = {
    Annuller.ASSEMBLY: ("村民委员会组织法第二十三条", "Organic Law art. 23"),
    Annuller.COURT: (
        "村民委员会组织法第三十六条、农村集体经济组织法第五十七条",
        "Organic Law art. 36; Law on Rural Collective Economic Organizations art. 57",
    ),
    Annuller.TOWNSHIP_ORDER: ("村民委员会组织法第二十七条", "Organic Law art. 27"),
}

POPULATION_NAMES: dict[Population, tuple[str, str]] = {
    Population.HOUSEHOLDS: ("户", "households"),
    Population.MEMBERS: ("人", "members"),
    Population.REPRESENTATIVES: ("名村民代表", "representatives"),
    Population.WOMEN_REPRESENTATIVES: ("名妇女村民代表", "women representatives"),
}


class OpinionState(StrEnum):
    """Where a villager's need stands."""

    ANSWERED = "answered"
    RECEIVED = "received"
    TAKEN_UP = "taken_up"


class OpinionCategory(StrEnum):
    """What a villager's need is about."""

    ENVIRONMENT = "environment"
    LAND = "land"
    MONEY = "money"
    OTHER = "other"
    ROAD = "road"
    WATER = "water"
    WELFARE = "welfare"


class StepState(StrEnum):
    """Whether a step of a matter is open, done, or was left by a way back."""

    DONE = "done"
    OPEN = "open"
    RETURNED = "returned"
    VOID = "void"


class VoteForm(StrEnum):
    """How votes are given."""

    NAMED = "named"
    PAPER = "paper"
    SECRET = "secret"  # noqa: S105 - a form of voting
    SHOW_OF_HANDS = "show_of_hands"


# Forms in which everybody casts a ballot of their own on a screen.
ELECTRONIC = frozenset({VoteForm.NAMED, VoteForm.SECRET})


class Choice(StrEnum):
    """What a ballot says."""

    ABSTAIN = "abstain"
    AGAINST = "against"
    IN_FAVOUR = "in_favour"


class SignIn(StrEnum):
    """How somebody's presence was recorded."""

    CLERK = "clerk"
    CODE = "code"
    QR = "qr"
    SELF = "self"  # on rolls of before the code was needed


class MeetingUnit(StrEnum):
    """What a line of a roll stands for, and has one vote: a person, or a household."""

    HOUSEHOLD = "household"
    PERSON = "person"


class PartyKind(StrEnum):
    """Whom a matter concerns: somebody on the roll, or a firm."""

    FIRM = "firm"
    PERSON = "person"


# Bodies whose roll is drawn from the residents, not from offices.
ASSEMBLIES = frozenset({Body.GROUP_MEETING, Body.MEMBERS_ASSEMBLY, Body.VILLAGERS_ASSEMBLY})


class NoticeChannel(StrEnum):
    """How a meeting was announced."""

    BOARD = "board"
    BROADCAST = "broadcast"
    GROUP = "group"
    MESSAGE = "message"
    PAPER = "paper"
    PHONE = "phone"
    PORTAL = "portal"
    VISIT = "visit"


# Channels that reach everybody at once and prove nothing about one person.
TO_ALL = frozenset({NoticeChannel.BOARD, NoticeChannel.BROADCAST, NoticeChannel.GROUP})

CHANNEL_NAMES: dict[NoticeChannel, tuple[str, str]] = {
    NoticeChannel.BOARD: ("张贴公告", "on the board"),
    NoticeChannel.BROADCAST: ("广播", "by loudspeaker"),
    NoticeChannel.GROUP: ("群消息", "in the village's chat group"),
    NoticeChannel.MESSAGE: ("短信或微信", "by message"),
    NoticeChannel.PAPER: ("书面送达", "in writing"),
    NoticeChannel.PHONE: ("电话", "by telephone"),
    NoticeChannel.PORTAL: ("本人点“收到”", "acknowledged here"),
    NoticeChannel.VISIT: ("上门当面", "in person"),
}


class ShortenedBy(StrEnum):
    """By which exception a meeting is held before its notice has run (law/exceptions.yaml)."""

    DEADLINE = "deadline"
    EMERGENCY = "emergency"
    RESUMED = "resumed"


class ItemEnd(StrEnum):
    """How an item of an agenda ended: put to the vote, or left when the meeting was over."""

    DROPPED = "dropped"
    VOTED = "voted"


class Stake(StrEnum):
    """Why somebody may not take part: what is theirs, their kin's, or their firm's."""

    FIRM = "firm"
    NEAR_RELATIVE = "near_relative"
    OWN = "own"


STAKE_NAMES: dict[Stake, tuple[str, str]] = {
    Stake.FIRM: ("本人或近亲属的企业", "their own firm or a near relative's"),
    Stake.NEAR_RELATIVE: ("近亲属", "a near relative"),
    Stake.OWN: ("本人", "themselves"),
}


class Answer(StrEnum):
    """What a villager says when asked whether it was really done."""

    NO = "no"
    PARTLY = "partly"
    YES = "yes"


class ReasonCode(StrEnum):
    """Why a review sends a matter back (domain.md 1.1: the four tests, and papers)."""

    AGAINST_LAW = "against_law"
    AGAINST_POLICY = "against_policy"
    AGAINST_WILL = "against_will"
    BUDGET_UNCLEAR = "budget_unclear"
    NOT_FEASIBLE = "not_feasible"
    PAPERS_MISSING = "papers_missing"
    PROCEDURE_DEFECT = "procedure_defect"


REASON_NAMES: dict[ReasonCode, tuple[str, str]] = {
    ReasonCode.AGAINST_LAW: ("不符合法律法规", "against the law"),
    ReasonCode.AGAINST_POLICY: ("不符合政策", "against policy"),
    ReasonCode.AGAINST_WILL: ("不符合村民意愿", "against the villagers' will"),
    ReasonCode.BUDGET_UNCLEAR: ("预算或资金来源不清", "budget or money unclear"),
    ReasonCode.NOT_FEASIBLE: ("不符合本村实际", "not feasible here"),
    ReasonCode.PAPERS_MISSING: ("材料不全", "papers missing"),
    ReasonCode.PROCEDURE_DEFECT: ("程序有缺陷", "a defect in the procedure"),
}

ROLE_NAMES: dict[Role, tuple[str, str]] = {
    Role.CLERK: ("文书", "clerk"),
    Role.COMMITTEE_DIRECTOR: ("村委会主任", "director of the villagers' committee"),
    Role.COMMITTEE_MEMBER: ("村委会委员", "member of the villagers' committee"),
    Role.COUNTY_ADMIN: ("县系统管理员", "county system administrator"),
    Role.COUNTY_AUDITOR: ("县审计管理员", "county auditor"),
    Role.COUNTY_CIVIL_AFFAIRS: ("县民政局", "county civil affairs"),
    Role.COUNTY_SECURITY: ("县安全管理员", "county security administrator"),
    Role.DEVELOPER: ("开发者", "developer"),
    Role.EXECUTIVE_CHAIR: ("执行主席", "executive chair of the representatives"),
    Role.PARTY_MEMBER: ("党员", "party member"),
    Role.PARTY_SECRETARY: ("党支部书记", "party secretary"),
    Role.PROVINCE_VIEWER: ("省级查看", "province viewer"),
    Role.REPRESENTATIVE: ("村民代表", "villagers' representative"),
    Role.SUPERVISOR: ("村务监督委员会", "supervisory board"),
    Role.TOWNSHIP_ADMIN: ("乡镇管理员", "township administrator"),
    Role.TOWNSHIP_OFFICE: ("乡镇党政办", "township office"),
    Role.TOWNSHIP_REVIEWER: ("乡镇审核人", "township reviewer"),
    Role.TOWNSHIP_SECRETARY: ("乡镇党委书记", "township party secretary"),
    Role.VILLAGER: ("村民", "villager"),
}
