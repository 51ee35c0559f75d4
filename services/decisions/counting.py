"""Ballots and paper counts as tallies: reconciled when entered, judged by the frozen thresholds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from services.decisions import rules
from services.decisions.errors import CountsDoNotAddUp, SheetNeeded, TellersNotDistinct
from services.decisions.law import Rule
from services.decisions.models import PaperCount, Vote
from services.decisions.rules import Attendance, Headcount, Judgement, Tally
from services.decisions.vocabulary import Choice, Population

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Sheet:
    """The photographed sheet of a count, and the three people who stand behind it."""

    tellers: tuple[UUID, UUID]
    scrutineer: UUID
    key: str

    def __post_init__(self) -> None:
        """Refuse fewer than three people, and a sheet that is not stored."""
        if len({*self.tellers, self.scrutineer}) != 3:  # noqa: PLR2004 - two and a scrutineer
            raise TellersNotDistinct(path=("tellers",))
        sheet_sha256(self.key)

    @property
    def sha256(self) -> str:
        return sheet_sha256(self.key)


def sheet_sha256(key: str) -> str:
    """Return the hash of a stored photo, which is its name in the storage."""
    digest = PurePosixPath(key).name.split(".")[0]
    if re.fullmatch(r"[0-9a-f]{64}", digest) is None:
        raise SheetNeeded(path=("sheet_key",))
    return digest


def may_sign(vote: Vote, signers: Population) -> int:
    """Return how many were present whose signatures count."""
    return attendance_of(vote).of(signers).present


def deciding(lines: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the line of a judgement that was hardest to meet: an unmet one, if there is any."""
    return min(lines, key=lambda line: line["count"] - line["needed"], default=None)


@dataclass(frozen=True)
class Papers:
    """Ballot papers: issued = used + spoiled + unused."""

    issued: int
    used: int
    spoiled: int
    unused: int

    def check(self, tally: Tally, present: int) -> None:
        """Refuse papers that do not add up: issued = used + spoiled + unused ≤ present."""
        if min(self.issued, self.used, self.spoiled, self.unused) < 0:
            raise _impossible("票数不能为负", "a count is negative")
        if self.issued != self.used + self.spoiled + self.unused:
            raise _impossible(
                f"发出 {self.issued} 张，有效 {self.used}、废票 {self.spoiled}、"
                f"未用 {self.unused} 张，合计不符",
                f"{self.issued} issued, but {self.used} used, {self.spoiled} spoiled, "
                f"{self.unused} unused",
            )
        if self.issued > present:
            raise _impossible(
                f"发出 {self.issued} 张，到会只有 {present} 人",
                f"{self.issued} papers issued, {present} present",
            )
        if self.used != tally.cast - tally.invalid or self.spoiled != tally.invalid:
            raise _impossible(
                f"有效票 {self.used} 张、废票 {self.spoiled} 张，与计票结果不符",
                f"{self.used} used and {self.spoiled} spoiled do not match the votes",
            )


def attendance_of(vote: Vote) -> Attendance:
    """Return the attendance that was frozen when the vote opened."""
    parts = {
        Population(name): Headcount(row["all"], row["due"], row["present"])
        for name, row in vote.parts.items()
    }
    return Attendance(vote.members, vote.due, vote.present, parts)


def parts_json(attendance: Attendance) -> dict[str, Any]:
    """Return the parts of an attendance as they are kept beside a vote."""
    return {
        name.value: {"all": part.all, "due": part.due, "present": part.present}
        for name, part in attendance.parts.items()
    }


def thresholds_of(vote: Vote) -> tuple[Rule, ...]:
    """Return the rules that were frozen when the vote opened."""
    return tuple(Rule.from_json(row) for row in vote.thresholds)


def judge(vote: Vote, tally: Tally) -> Judgement:
    """Judge a vote by what was frozen when it opened: the calculator's own function."""
    return rules.judge_vote(thresholds_of(vote), attendance_of(vote), tally)


def tally_of_ballots(counted: Iterable[tuple[str, bool, int]]) -> Tally:
    """Return the tally of named ballots, with the representatives' part."""
    whole: dict[str, int] = {}
    part: dict[str, int] = {}
    for choice, representative, count in counted:
        whole[choice] = whole.get(choice, 0) + count
        if representative:
            part[choice] = part.get(choice, 0) + count
    return _tally(whole, {Population.REPRESENTATIVES: _tally(part)})


def _tally(counts: Counts, parts: Mapping[Population, Tally] | None = None) -> Tally:
    return Tally(
        counts.get(Choice.IN_FAVOUR, 0),
        counts.get(Choice.AGAINST, 0),
        counts.get(Choice.ABSTAIN, 0),
        parts=parts or {},
    )


def tally_of_paper(count: PaperCount) -> Tally:
    """Return the tally of a paper count: a spoiled paper is an invalid ballot."""
    parts = {Population(name): Tally(**row) for name, row in count.parts.items()}
    return Tally(count.in_favour, count.against, count.abstain, count.spoiled, parts)


def tally_json(tally: Tally) -> dict[str, int]:
    """Return a part's tally as it is kept."""
    return {
        "in_favour": tally.in_favour,
        "against": tally.against,
        "abstain": tally.abstain,
        "invalid": tally.invalid,
    }


def needs_parts(vote: Vote) -> bool:
    """Say whether some rule counts the representatives by themselves and others sit there too."""
    representatives = attendance_of(vote).of(Population.REPRESENTATIVES)
    counted = any(rule.of is Population.REPRESENTATIVES for rule in thresholds_of(vote))
    return counted and representatives.present < vote.present


def reconcile(vote: Vote, tally: Tally, part: Tally | None) -> Tally:
    """Return the tally with its representatives' part, or refuse numbers that cannot be."""
    if tally.cast > vote.present:
        raise _impossible(
            f"票数 {tally.cast} 多于到会 {vote.present} 人",
            f"{tally.cast} votes, {vote.present} present",
        )
    if part is None and needs_parts(vote):
        raise _impossible(
            "须分别录入村民代表的票数", "the representatives' votes are needed by themselves"
        )
    everybody = attendance_of(vote).of(Population.REPRESENTATIVES).present == vote.present
    if part is None and not everybody:
        return tally  # others sit there too, and no rule counts the representatives apart
    own = tally if part is None else part
    _check_part(vote, tally, own)
    return replace(tally, parts={Population.REPRESENTATIVES: replace(own, parts={})})


def _check_part(vote: Vote, tally: Tally, part: Tally) -> None:
    """Refuse a part that is greater than the whole, or more votes than there are people in it."""
    present = attendance_of(vote).of(Population.REPRESENTATIVES).present
    others = vote.present - present
    if not present:
        return
    pairs = zip(tally_json(tally).values(), tally_json(part).values(), strict=True)
    fits = all(of_part <= of_all for of_all, of_part in pairs)
    if not fits or part.cast > present or tally.cast - part.cast > others:
        raise _impossible(
            f"村民代表到会 {present} 人，其他组成人员 {others} 人，票数对不上",
            f"{present} representatives and {others} others are present",
        )


def _impossible(zh: str, en: str) -> CountsDoNotAddUp:
    return CountsDoNotAddUp(what_zh=zh, what_en=en)
