"""The calculator's words before a meeting: six more are needed; if 38 come, 20 must agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from services.decisions.rules import Judgement, Line
from services.decisions.vocabulary import POPULATION_NAMES, Population

Pair = tuple[str, str]


def words(quorum: Judgement, in_favour: Mapping[Population, int], expected: int) -> Pair:
    """Say how many are still missing to open, and how many must agree if so many come.

    `quorum` is judged on who is here now, by the function that opens the meeting.
    """
    opening, agree = _opening(quorum), _counts(in_favour.items())
    zh = f"{opening[0]}；如果到会 {expected} 人，须 {agree[0]}同意才能通过。"
    en = f"{opening[1]}; if {expected} come, {agree[1]} must agree."
    return zh, en


def _opening(quorum: Judgement) -> Pair:
    if not quorum.derivation:
        return "开会人数没有规定", "No number is needed to open"
    if quorum.passed:
        return "到会人数已够开会", "Enough are here to open"
    ways = [_either(lines) for lines in _ways(quorum.unmet)]
    zh, en = "，并且".join(way[0] for way in ways), ", and ".join(way[1] for way in ways)
    return f"开会还差 {zh}", f"To open, {en} are still needed"


def _ways(lines: Iterable[Line]) -> Iterable[Sequence[Line]]:
    """Group lines of which one is enough (organic law art. 22); else the hardest of each part."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda one: -one.missing):
        group = groups[line.rule.alternative or line.rule.of.value]
        if line.rule.alternative or not group:
            group.append(line)
    return groups.values()


def _either(lines: Sequence[Line]) -> Pair:
    counted = [_counted(line.rule.of, line.missing, more=True) for line in lines]
    return " 或 ".join(one[0] for one in counted), " or ".join(one[1] for one in counted)


def _counts(required: Iterable[tuple[Population, int]]) -> Pair:
    counted = [_counted(part, count) for part, count in required]
    if not counted:
        return "0 人", "nobody"
    return "、".join(one[0] for one in counted), " and ".join(one[1] for one in counted)


def _counted(part: Population, count: int, *, more: bool = False) -> Pair:
    zh, en = POPULATION_NAMES[part]
    en = en.removesuffix("s") if count == 1 else en
    return f"{count} {zh}", f"{count} {'more ' if more else ''}{en}"
