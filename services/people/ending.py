"""Why a term of office ends: the closed reasons, and which of them are entered by hand; pure."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.people.workflow import COMMITTEE, Filling, Office, filling


class TermEnd(StrEnum):
    """Why a term ended.

    Organic Law (2018) art. 16 (recalled), 18 (lost capacity, sentenced), 33 (found unfit twice).
    """

    DIED = "died"
    ELECTED_ELSEWHERE = "elected_elsewhere"
    LOST_CAPACITY = "lost_capacity"
    LOST_SEAT = "lost_seat"
    MOVED = "moved"
    PARTY = "party"
    RECALLED = "recalled"
    REMOVED = "removed"
    REPLACED = "replaced"
    RESIGNED = "resigned"
    SENTENCED = "sentenced"
    TERM_OVER = "term_over"
    UNFIT = "unfit"
    VILLAGE_ENDED = "village_ended"


END_NAMES: Mapping[TermEnd, tuple[str, str]] = MappingProxyType(
    {
        TermEnd.DIED: ("去世", "died"),
        TermEnd.ELECTED_ELSEWHERE: ("当选不能兼任的职务", "elected to an office that bars it"),
        TermEnd.LOST_CAPACITY: ("丧失行为能力", "lost legal capacity"),
        TermEnd.LOST_SEAT: ("连续缺席失去资格", "lost by absences in a row"),
        TermEnd.MOVED: ("迁出本村", "left the village"),
        TermEnd.PARTY: ("党内手续（转正、转出、出党等）", "the party's own procedure"),
        TermEnd.RECALLED: ("罢免", "recalled by a vote"),
        TermEnd.REMOVED: ("由选任的会议或者单位免去", "removed by whoever chose"),
        TermEnd.REPLACED: ("换届，由新当选的接任", "another was elected"),
        TermEnd.RESIGNED: ("辞职", "resigned"),
        TermEnd.SENTENCED: ("被判处刑罚", "sentenced for a crime"),
        TermEnd.TERM_OVER: ("任期届满", "the term was over"),
        TermEnd.UNFIT: ("连续两次被评议不称职", "found unfit twice in a row"),
        TermEnd.VILLAGE_ENDED: ("村撤并", "the village was merged or closed"),
    }
)

_ANYBODY = frozenset(
    {TermEnd.LOST_CAPACITY, TermEnd.RESIGNED, TermEnd.SENTENCED, TermEnd.TERM_OVER}
)
_OF_PARTY = frozenset({Office.PARTY_MEMBER, Office.PARTY_PROBATIONARY})

# What ended a seat on the committee without an election, which has a handover of its own.
OWES_HANDOVER = frozenset(
    {
        TermEnd.DIED,
        TermEnd.LOST_CAPACITY,
        TermEnd.MOVED,
        TermEnd.RESIGNED,
        TermEnd.SENTENCED,
        TermEnd.TERM_OVER,
        TermEnd.UNFIT,
    }
)
HANDOVER_DAYS = 10
"""Organic Law (2018) art. 20 gives it to a new committee; for one who leaves alone [ours]."""
VACANCY_DAYS = 30
"""Within how many days a by-election is planned [our default, after indicator A1-02]."""


def by_hand(office: Office) -> frozenset[TermEnd]:
    """Return the reasons that whoever keeps the offices may enter.

    A recall is an election's record (art. 16), a death and a move are the roll's, a seat lost by
    absences is counted. Nobody removes a member of the committee (art. 11).
    """
    if office in _OF_PARTY:
        return frozenset({TermEnd.PARTY})
    if filling(office) is Filling.POLLS:
        return _ANYBODY | {TermEnd.UNFIT}
    return _ANYBODY | {TermEnd.REMOVED}


def owes_handover(office: Office, reason: str) -> bool:
    """Say whether somebody who left has seals, books and papers to hand over by hand's record."""
    return office in COMMITTEE and reason in OWES_HANDOVER
