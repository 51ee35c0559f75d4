"""From counted ballots to who is elected, by exact whole numbers: no session, clock or settings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from infra import shares
from services.elections.errors import CountImpossible
from services.elections.rules import Line, RuleSet


class Outcome(StrEnum):
    """What came of a vote."""

    ELECTED = "elected"
    RUN_OFF = "run_off"
    INVALID = "invalid"
    RECALLED = "recalled"
    STAYS = "stays"


@dataclass(frozen=True)
class Turnout:
    """Ballots of one contest; `registered` are the voters, or the members due to vote."""

    registered: int
    issued: int
    returned: int
    valid: int
    invalid: int

    @property
    def unreturned(self) -> int:
        return self.issued - self.returned


@dataclass(frozen=True)
class Standing:
    """Somebody's votes in one contest; `number` is what the ballot and the reckoning print."""

    key: UUID
    number: int
    votes: int
    is_woman: bool = False


@dataclass(frozen=True)
class Verdict:
    """Who is elected, what is left to fill and between whom, and every line of the reckoning."""

    outcome: Outcome
    elected: tuple[UUID, ...]
    seats_left: int
    women_left: int
    run_off: tuple[UUID, ...]
    derivation: tuple[Line, ...]


def check_papers(*, issued: int, returned: int, unreturned: int, valid: int, invalid: int) -> None:
    """Refuse papers that do not add up: issued = returned + unreturned, returned = valid + invalid.

    Our default, from the reconciliation that every count sheet asks for.
    """
    if min(issued, returned, unreturned, valid, invalid) < 0:
        raise _impossible("票数不能为负", "a count is negative")
    if issued != returned + unreturned:
        raise _impossible(
            f"发出 {issued} 张，收回 {returned} 张、未收回 {unreturned} 张，合计不符",
            f"{issued} issued, but {returned} returned and {unreturned} not",
        )
    if returned != valid + invalid:
        raise _impossible(
            f"收回 {returned} 张，有效 {valid} 张、无效 {invalid} 张，合计不符",
            f"{returned} returned, but {valid} valid and {invalid} invalid",
        )


def check_votes(votes: Iterable[int], *, seats: int, valid: int) -> None:
    """Refuse votes that valid ballots cannot hold: nobody more than each, all at most the seats.

    A ballot with more names than seats is void [statute for branches in a secondary source].
    """
    counted = list(votes)
    if any(one < 0 or one > valid for one in counted):
        raise _impossible(
            f"有人得票多于有效票 {valid} 张", f"somebody has more votes than {valid} valid ballots"
        )
    if sum(counted) > seats * valid:
        raise _impossible(
            f"得票合计 {sum(counted)} 多于 {seats} 个名额乘有效票 {valid} 张",
            f"{sum(counted)} votes, but {valid} ballots with {seats} names at most",
        )


def check_station(issued_elsewhere: int, issued: int, registered: int) -> None:
    """Refuse more ballots than there are voters."""
    if issued_elsewhere + issued > registered:
        raise _impossible(
            f"各投票站共发出 {issued_elsewhere + issued} 张，选民只有 {registered} 人",
            f"{issued_elsewhere + issued} ballots issued to {registered} voters",
        )


def _impossible(zh: str, en: str) -> CountImpossible:
    return CountImpossible(what_zh=zh, what_en=en)


def judge(
    rules: RuleSet,
    turnout: Turnout,
    standings: Sequence[Standing],
    *,
    seats: int,
    women: int = 0,
    base: int | None = None,
) -> Verdict:
    """Judge one contest: is it valid, who is elected, who stands in the run-off.

    OL18 art. 15. `women` of the seats go to women first (OL18 art. 6 asks for one at least; that
    her seat is filled first is our default). A tie about the last seat is voted on again between
    the tied [our default, as most provinces have it]. `base` is what the share of the winner is
    taken of: the ballots returned; in a branch, the members present.
    """
    base = turnout.returned if base is None else base
    present = Line(rules.turnout, _showed_up(turnout, base), turnout.registered)
    lines = tuple(
        Line(rules.elected, one.votes, base, f"{one.number} 号", f"no. {one.number}")
        for one in sorted(standings, key=lambda one: one.number)
    )
    if not present.met:
        return Verdict(Outcome.INVALID, (), seats, women, (), (present, *lines))
    able = [one for one in standings if shares.met(one.votes, base, rules.elected)]
    seated, tied = _seated(able, seats, women)
    left = seats - len(seated)
    women_left = max(0, women - sum(one.is_woman for one in seated))
    again = _again(standings, seated, tied, left, min(women_left, left)) if left else []
    return Verdict(
        Outcome.RUN_OFF if again else Outcome.ELECTED,
        tuple(one.key for one in _by_votes(seated)),
        left,
        women_left,
        tuple(one.key for one in again),
        (present, *lines),
    )


def _showed_up(turnout: Turnout, base: int) -> int:
    return max(turnout.returned, base)


def _by_votes(standings: Iterable[Standing]) -> list[Standing]:
    return sorted(standings, key=lambda one: (-one.votes, one.number))


def _seated(
    able: Sequence[Standing], seats: int, women: int
) -> tuple[list[Standing], list[Standing]]:
    """Return who has a seat however ties are broken, and who has one by some ways alone."""

    def above(one: Standing, *, tied: bool) -> list[Standing]:
        return [
            other
            for other in able
            if other.votes > one.votes or (tied and other is not one and other.votes == one.votes)
        ]

    sure = [one for one in able if _has_seat(one, above(one, tied=True), seats, women)]
    maybe = [one for one in able if _has_seat(one, above(one, tied=False), seats, women)]
    return sure, [one for one in maybe if one not in sure]


def _has_seat(one: Standing, above: Sequence[Standing], seats: int, women: int) -> bool:
    """Say whether somebody with these before them gets a seat: of women, or one of the open."""
    women_above = sum(other.is_woman for other in above)
    if one.is_woman and women_above < women:
        return True
    return len(above) - min(women, women_above) < seats - women


def _again(
    standings: Sequence[Standing],
    seated: Sequence[Standing],
    tied: Sequence[Standing],
    left: int,
    women_left: int,
) -> list[Standing]:
    """Return who stands in the run-off: the tied, or those with most votes, one more than seats.

    OL18 art. 15: those with most votes of the first vote who were not elected. How many more
    than the seats is our default; a tie at the edge lets all of them stand.
    """
    rest = _by_votes(one for one in standings if one not in seated)
    chosen = list(tied) if tied else _top(rest, left + 1)
    if women_left and sum(one.is_woman for one in chosen) <= women_left:
        chosen += _top([one for one in rest if one.is_woman], women_left + 1)
    return _by_votes(set(chosen))


def _top(ranked: Sequence[Standing], most: int) -> list[Standing]:
    if len(ranked) <= most:
        return list(ranked)
    return [one for one in ranked if one.votes >= ranked[most - 1].votes]


def judge_recall(rules: RuleSet, turnout: Turnout, in_favour: int) -> Verdict:
    """Judge a recall: OL18 art. 16."""
    lines = (
        Line(rules.turnout, turnout.returned, turnout.registered),
        Line(rules.elected, in_favour, turnout.returned, "同意罢免", "for the recall"),
    )
    gone = all(line.met for line in lines)
    outcome = Outcome.RECALLED if gone else Outcome.STAYS
    if not lines[0].met:
        outcome = Outcome.INVALID
    return Verdict(outcome, (), 0, 0, (), lines)
