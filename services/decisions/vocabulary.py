"""The closed words that rules, methods and matters share: bodies, bases, kinds, sources."""

from enum import StrEnum


class Body(StrEnum):
    """A body that can deliberate or decide."""

    GROUP_MEETING = "group_meeting"
    JOINT_COMMITTEE = "joint_committee"
    MEMBER_REPRESENTATIVES = "member_representatives"
    MEMBERS_ASSEMBLY = "members_assembly"
    PARTY_BRANCH_COMMITTEE = "party_branch_committee"
    PARTY_MEMBERS = "party_members"
    REPRESENTATIVES_MEETING = "representatives_meeting"
    VILLAGERS_ASSEMBLY = "villagers_assembly"


class RuleKind(StrEnum):
    """What a rule speaks about."""

    COMPOSITION = "composition"
    INITIATE = "initiate"
    NOTICE_DAYS = "notice_days"
    PASS = "pass"  # noqa: S105 - a kind of rule
    POSTING_DAYS = "posting_days"
    QUORUM = "quorum"


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
    POST = "post"
    PROPOSE = "propose"
    RESOLVE = "resolve"
    REVIEW = "review"
    SOLICIT = "solicit"
    SUPERVISE = "supervise"


class Evidence(StrEnum):
    """What must have been recorded before a step can be closed."""

    HEARD_PERSONS = "heard_persons"
    MILESTONES = "milestones"
    SIGNATURES = "signatures"


class Publication(StrEnum):
    """What a posting step puts on the wall."""

    PROPOSAL = "proposal"
    RESOLUTION = "resolution"
    RESULT = "result"


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
    Body.VILLAGERS_ASSEMBLY: ("村民会议", "villagers' assembly"),
}

POPULATION_NAMES: dict[Population, tuple[str, str]] = {
    Population.HOUSEHOLDS: ("户", "households"),
    Population.MEMBERS: ("人", "members"),
    Population.REPRESENTATIVES: ("名村民代表", "representatives"),
    Population.WOMEN_REPRESENTATIVES: ("名妇女村民代表", "women representatives"),
}
