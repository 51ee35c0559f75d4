"""The closed words of elections: kinds, states, steps, how people are related."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.people.workflow import Office

LAW_VERSION = "OL2018"


class ElectionKind(StrEnum):
    """What is voted on."""

    VILLAGE_COMMITTEE = "village_committee"
    BY_ELECTION = "by_election"
    RECALL = "recall"
    PARTY_BRANCH = "party_branch"


KIND_NAMES: Mapping[ElectionKind, tuple[str, str]] = MappingProxyType(
    {
        ElectionKind.VILLAGE_COMMITTEE: (
            "村民委员会换届选举",
            "Election of the villagers' committee",
        ),
        ElectionKind.BY_ELECTION: ("村民委员会补选", "By-election to the villagers' committee"),
        ElectionKind.RECALL: ("罢免村民委员会成员", "Recall from the villagers' committee"),
        ElectionKind.PARTY_BRANCH: ("党支部换届选举", "Election of the party branch committee"),
    }
)


class ElectionState(StrEnum):
    """How far an election is."""

    PREPARING = "preparing"
    REGISTERED = "registered"
    STANDING = "standing"
    RUN_OFF = "run_off"
    DECIDED = "decided"
    FAILED = "failed"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


STATE_NAMES: Mapping[ElectionState, tuple[str, str]] = MappingProxyType(
    {
        ElectionState.PREPARING: ("正在准备", "being prepared"),
        ElectionState.REGISTERED: ("选民名单已定", "voter list final"),
        ElectionState.STANDING: ("候选人已定，等候投票", "candidates final, vote ahead"),
        ElectionState.RUN_OFF: ("另行选举", "run-off ahead"),
        ElectionState.DECIDED: ("已有结果", "decided"),
        ElectionState.FAILED: ("选举无效", "not valid"),
        ElectionState.CLOSED: ("已交接", "handed over"),
        ElectionState.CALLED_OFF: ("已取消", "called off"),
    }
)


class Step(StrEnum):
    """What has its day in the timetable."""

    COMMITTEE = "committee"
    ANNOUNCED = "announced"
    VOTERS_POSTED = "voters_posted"
    VOTERS_FINAL = "voters_final"
    NOMINATED = "nominated"
    AUDITED = "audited"
    CANDIDATES_POSTED = "candidates_posted"
    PROXIES_POSTED = "proxies_posted"
    POLLED = "polled"
    HANDED_OVER = "handed_over"


class CandidateState(StrEnum):
    """How far somebody's standing has come."""

    NOMINATED = "nominated"
    CLEARED = "cleared"
    BARRED = "barred"
    STANDING = "standing"
    WITHDRAWN = "withdrawn"


class Wish(StrEnum):
    """What an objector wants of the voter list."""

    ADD = "add"
    STRIKE = "strike"


class StationKind(StrEnum):
    """Where ballots are cast."""

    MAIN = "main"
    BRANCH = "branch"
    MOBILE = "mobile"


# Whom an election of a kind may seat; a recall takes from the same seats.
OFFICES_OF: Mapping[ElectionKind, frozenset[Office]] = MappingProxyType(
    {
        ElectionKind.VILLAGE_COMMITTEE: frozenset(
            {Office.COMMITTEE_DIRECTOR, Office.COMMITTEE_MEMBER}
        ),
        ElectionKind.BY_ELECTION: frozenset({Office.COMMITTEE_DIRECTOR, Office.COMMITTEE_MEMBER}),
        ElectionKind.RECALL: frozenset({Office.COMMITTEE_DIRECTOR, Office.COMMITTEE_MEMBER}),
        # The branch committee chooses its secretary, and the party committee above approves.
        ElectionKind.PARTY_BRANCH: frozenset({Office.PARTY_COMMITTEE_MEMBER}),
    }
)

HANDOVER_ITEMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "seals": ("公章", "seals"),
        "accounts": ("账目、票据和资金", "accounts, receipts and money"),
        "assets": ("固定资产和资源台账", "assets and their register"),
        "contracts": ("合同和债权债务", "contracts, claims and debts"),
        "archives": ("档案和会议记录", "archives and minutes"),
        "unfinished": ("未办完的事项", "unfinished business"),
    }
)
