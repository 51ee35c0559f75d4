"""The closed words of initiatives: kinds of demands, states, channels, answers."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class DemandKind(StrEnum):
    """What is demanded."""

    ASSEMBLY = "assembly"
    REPRESENTATIVES_MEETING = "representatives_meeting"
    ITEM = "item"
    QUESTION = "question"
    RE_AUDIT = "re_audit"
    RECALL = "recall"
    DISCLOSURE_ITEM = "disclosure_item"


class DemandState(StrEnum):
    """How far a demand is; there is no state and no verb for a refusal."""

    GATHERING = "gathering"
    REACHED = "reached"
    FULFILLED = "fulfilled"
    LAPSED = "lapsed"


class Who(StrEnum):
    """Of whom a share is reckoned."""

    VILLAGERS = "villagers"
    REPRESENTATIVES = "representatives"


class Channel(StrEnum):
    """How somebody signed."""

    ELECTRONIC = "electronic"
    PAPER = "paper"


class DisputeState(StrEnum):
    """What became of somebody's word that an answer is none."""

    RECEIVED = "received"
    UPHELD = "upheld"
    REJECTED = "rejected"


class AnswerKind(StrEnum):
    """What fulfils a duty; a matter alone did until 2026-12."""

    MEETING = "meeting"
    MATTER = "matter"
    BULLETIN = "bulletin"
    ELECTION = "election"
    TEXT = "text"


KIND_NAMES: Mapping[DemandKind, tuple[str, str]] = MappingProxyType(
    {
        DemandKind.ASSEMBLY: ("召开村民会议", "Convene the villagers' assembly"),
        DemandKind.REPRESENTATIVES_MEETING: (
            "召开村民代表会议",
            "Convene the representatives' meeting",
        ),
        DemandKind.ITEM: ("提出议题", "Put an item on the agenda"),
        DemandKind.QUESTION: ("书面质询", "Written question"),
        DemandKind.RE_AUDIT: ("要求审计", "Audit on request"),
        DemandKind.RECALL: ("罢免村委会成员", "Recall of a committee member"),
        DemandKind.DISCLOSURE_ITEM: ("要求公开", "Disclosure on request"),
    }
)
STATE_NAMES: Mapping[DemandState, tuple[str, str]] = MappingProxyType(
    {
        DemandState.GATHERING: ("正在联名", "gathering signatures"),
        DemandState.REACHED: ("人数已够，必须办理", "number reached, must be acted on"),
        DemandState.FULFILLED: ("已办理", "acted on"),
        DemandState.LAPSED: ("到期人数不够", "lapsed without the number"),
    }
)
