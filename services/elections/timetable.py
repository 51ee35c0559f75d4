"""The days of an election, worked backwards from election day: no session, no clock, no settings.

Numbers from the statute cannot be shortened. Those that are ours are what a village needs at
least; a township plans more generously by choosing a later election day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from types import MappingProxyType

from services.elections.vocabulary import ElectionKind, Step

PeriodEnd = Callable[[date, int], date]
"""The last day of a period of days that begins on a day (infra.calendar.last_day)."""

LIST_DAYS = 20
"""The voter list hangs at least 20 days before election day: OL18 art. 14 [statute]."""
OBJECTION_DAYS = 5
"""Whoever objects to the list does so within 5 days of its posting: OL18 art. 14 [statute]."""
DECISION_DAYS = 3
"""An objection is decided within 3 days of its receipt: OL18 art. 14 [statute]."""
HANDOVER_DAYS = 10
"""The old committee hands over within 10 days of the new one: OL18 art. 20 [statute]."""
ANNOUNCE_DAYS = 3
"""Between announcing how to register and posting the list [our default]."""
COMMITTEE_DAYS = 2
"""Between the election committee's formation and its first announcement [our default]."""
NOMINATION_DAYS = 8
"""From the last day for nominations to election day [our default; Fujian plans 15]."""
AUDIT_DAYS = 6
"""The leaving officers' audit hangs before the candidates do [our default; OL18 art. 35 asks
for it before the election]."""
CANDIDATE_DAYS = 5
"""The list of candidates hangs this long before the vote [our default; Fujian plans 4]."""
PROXY_DAYS = 2
"""The list of proxies, places and mobile boxes hangs this long before [our default]."""
PARTY_LIST_DAYS = 7
"""The branch fixes who is due to vote this long before [our default]."""
PARTY_COMMITTEE_DAYS = 15
"""The branch asks the party committee above for leave to elect this long before [our default]."""


class Basis(StrEnum):
    """Whose day it is."""

    STATUTE = "statute"
    OURS = "our default"


@dataclass(frozen=True)
class Day:
    """The last day on which one step can be done."""

    step: Step
    due: date
    basis: Basis


STEP_NAMES: Mapping[Step, tuple[str, str, str]] = MappingProxyType(
    {
        Step.COMMITTEE: ("推选村民选举委员会并公布", "Form the election committee", "12"),
        Step.ANNOUNCED: ("公布选举日和登记办法", "Announce the day and how to register", "13"),
        Step.VOTERS_POSTED: ("公布选民名单", "Post the voter list", "14"),
        Step.VOTERS_FINAL: ("处理完异议，选民名单定案", "Decide objections, close the list", "14"),
        Step.NOMINATED: ("提名候选人", "Nominate candidates", "15"),
        Step.AUDITED: ("公布离任经济责任审计结果", "Post the leaving officers' audit", "35"),
        Step.CANDIDATES_POSTED: ("公布候选人名单", "Post the candidates", "15"),
        Step.PROXIES_POSTED: ("公布委托投票名单和投票地点", "Post proxies and places", "15"),
        Step.POLLED: ("投票，当场公开计票并公布结果", "Vote, count in the open, announce", "15"),
        Step.HANDED_OVER: ("移交工作", "Hand over", "20"),
    }
)


_OF_BRANCH: Mapping[Step, tuple[str, str, str]] = MappingProxyType(
    {
        Step.COMMITTEE: ("报上级党组织同意选举", "Get leave to elect from the party above", ""),
        Step.VOTERS_FINAL: ("确定应到会党员名单", "Fix the members due to vote", ""),
        Step.NOMINATED: ("酝酿确定候选人", "Agree on the candidates", ""),
        Step.CANDIDATES_POSTED: ("向党员公布候选人", "Tell the members the candidates", ""),
        Step.POLLED: ("党员大会投票，当场计票", "Vote at the members' meeting, count there", ""),
        Step.HANDED_OVER: ("移交工作", "Hand over", ""),
    }
)


def step_name(kind: ElectionKind, step: Step) -> tuple[str, str, str]:
    """Return what a step is called in both languages, and its article of the Organic Law if any."""
    if kind is ElectionKind.PARTY_BRANCH and step in _OF_BRANCH:
        return _OF_BRANCH[step]
    return STEP_NAMES[step]


def list_final(posted: date, end: PeriodEnd) -> date:
    """Return when a list posted on a day is final: objections to the last day, then decisions.

    OL18 art. 14 [statute]; ends move to the next working day by CC art. 203 [statute].
    """
    return end(end(posted, OBJECTION_DAYS), DECISION_DAYS)


def _list_day(election_day: date, end: PeriodEnd) -> date:
    """Return the last day to post the list: 20 days before, and final before nominations end."""
    nominations = election_day - timedelta(NOMINATION_DAYS)
    return next(
        posted
        for back in count(LIST_DAYS)
        if list_final(posted := election_day - timedelta(back), end) <= nominations
    )


def timetable(kind: ElectionKind, election_day: date, end: PeriodEnd) -> tuple[Day, ...]:
    """Return every step with its last day, in order."""
    if kind is ElectionKind.PARTY_BRANCH:
        return _branch(election_day, end)
    return _village(kind, election_day, end)


def _village(kind: ElectionKind, election_day: date, end: PeriodEnd) -> tuple[Day, ...]:
    """Return the days of OL18 arts. 12 to 16 and 20; a recall names nobody new."""
    posted = _list_day(election_day, end)
    announced = posted - timedelta(ANNOUNCE_DAYS)
    listed = (
        Day(Step.COMMITTEE, announced - timedelta(COMMITTEE_DAYS), Basis.OURS),
        Day(Step.ANNOUNCED, announced, Basis.OURS),
        Day(Step.VOTERS_POSTED, posted, Basis.STATUTE),
        Day(Step.VOTERS_FINAL, list_final(posted, end), Basis.STATUTE),
    )
    standing = (
        _before(Step.NOMINATED, election_day, NOMINATION_DAYS),
        _before(Step.AUDITED, election_day, AUDIT_DAYS),
        _before(Step.CANDIDATES_POSTED, election_day, CANDIDATE_DAYS),
    )
    polled = (
        _before(Step.PROXIES_POSTED, election_day, PROXY_DAYS),
        Day(Step.POLLED, election_day, Basis.STATUTE),
        Day(Step.HANDED_OVER, end(election_day, HANDOVER_DAYS), Basis.STATUTE),
    )
    return (*listed, *(() if kind is ElectionKind.RECALL else standing), *polled)


def _branch(election_day: date, end: PeriodEnd) -> tuple[Day, ...]:
    """Return the days of a branch election [our defaults; domain.md 6.6 gives no days]."""
    return (
        _before(Step.COMMITTEE, election_day, PARTY_COMMITTEE_DAYS),
        _before(Step.VOTERS_FINAL, election_day, PARTY_LIST_DAYS),
        _before(Step.NOMINATED, election_day, CANDIDATE_DAYS),
        _before(Step.CANDIDATES_POSTED, election_day, CANDIDATE_DAYS),
        Day(Step.POLLED, election_day, Basis.OURS),
        Day(Step.HANDED_OVER, end(election_day, HANDOVER_DAYS), Basis.OURS),
    )


def _before(step: Step, election_day: date, days: int) -> Day:
    return Day(step, election_day - timedelta(days), Basis.OURS)


def can_be_met(
    kind: ElectionKind, election_day: date, today: date, end: PeriodEnd, done: frozenset[Step]
) -> bool:
    """Say whether everything that is not done yet still has its day ahead."""
    days = timetable(kind, election_day, end)
    return all(day.due >= today for day in days if day.step not in done)


def first_day(
    kind: ElectionKind,
    today: date,
    end: PeriodEnd,
    *,
    done: frozenset[Step] = frozenset(),
    listed_on: date | None = None,
) -> date:
    """Return the first lawful election day from today on, given what is done already."""
    return next(
        day
        for ahead in count(0)
        if can_be_met(kind, day := today + timedelta(ahead), today, end, done)
        and hung_long_enough(listed_on, day)
    )


def hung_long_enough(listed_on: date | None, election_day: date) -> bool:
    """Say whether a list posted on a day hangs 20 days before the vote: OL18 art. 14 [statute]."""
    return listed_on is None or (election_day - listed_on).days >= LIST_DAYS


def earliest_vote(listed_on: date) -> date:
    """Return the first day on which the vote may be held after this posting: OL18 art. 14."""
    return listed_on + timedelta(LIST_DAYS)
