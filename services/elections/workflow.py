"""The order of an election and what each step wants first: no session, no clock, no settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from services.elections import timetable
from services.elections.errors import ElectionNotInState, ElectionNotReady
from services.elections.vocabulary import STATE_NAMES, ElectionKind, ElectionState, Step

COMMITTEE_SIZE = range(3, 12)
"""Director and members, no number in OL18 art. 12 [our default: 3 to 11]."""
VILLAGE_COMMITTEE_SIZE = range(3, 8)
"""OL18 art. 6 [statute]."""
PROXIES_MOST = 3
"""How many a near relative may vote for [our default; provinces say 1 to 3]."""
BRANCH_COMMITTEE_SIZE = range(1, 8)
"""Domain.md 6.2: 3 to 5, at most 7 [secondary source]; a small branch elects one."""


class Act(StrEnum):
    """What moves an election on."""

    FREEZE = "freeze"
    CONFIRM = "confirm"
    DECIDE = "decide"
    RERUN = "rerun"
    FAIL = "fail"
    CLOSE = "close"
    CALL_OFF = "call_off"


_S = ElectionState
TRANSITIONS: Mapping[tuple[ElectionState, Act], ElectionState] = MappingProxyType(
    {
        (_S.PREPARING, Act.FREEZE): _S.REGISTERED,
        (_S.PREPARING, Act.CALL_OFF): _S.CALLED_OFF,
        (_S.REGISTERED, Act.CONFIRM): _S.STANDING,
        (_S.REGISTERED, Act.CALL_OFF): _S.CALLED_OFF,
        (_S.STANDING, Act.CALL_OFF): _S.CALLED_OFF,
        (_S.STANDING, Act.DECIDE): _S.DECIDED,
        (_S.STANDING, Act.RERUN): _S.RUN_OFF,
        (_S.STANDING, Act.FAIL): _S.FAILED,
        (_S.RUN_OFF, Act.DECIDE): _S.DECIDED,
        (_S.RUN_OFF, Act.RERUN): _S.RUN_OFF,
        (_S.RUN_OFF, Act.FAIL): _S.DECIDED,
        (_S.DECIDED, Act.CLOSE): _S.CLOSED,
    }
)
VOTING = frozenset({_S.STANDING, _S.RUN_OFF})
BEFORE_LIST = frozenset({_S.PREPARING})
BEFORE_VOTE = frozenset({_S.PREPARING, _S.REGISTERED, _S.STANDING})


def advance(state: str, act: Act) -> ElectionState:
    """Return the next state; a run-off that too few attend leaves the seats empty, no more."""
    after = TRANSITIONS.get((ElectionState(state), act))
    if after is None:
        raise wrong_state(state)
    return after


def require_state(state: str, allowed: frozenset[ElectionState]) -> None:
    """Refuse what does not belong to this state."""
    if ElectionState(state) not in allowed:
        raise wrong_state(state)


def wrong_state(state: str) -> ElectionNotInState:
    """Return the refusal that says where the election stands."""
    zh, en = STATE_NAMES[ElectionState(state)]
    return ElectionNotInState(state=state, state_zh=zh, state_en=en)


@dataclass(frozen=True)
class Seats:
    """The seats of one contest and how many stand for them."""

    seats: int
    standing: int
    undecided: int
    is_recall: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of an election; a step in `shown` has its notice on the wall since that day."""

    kind: ElectionKind
    state: ElectionState
    round: int
    vote_day: date
    committee: int = 0
    done: frozenset[Step] = frozenset()
    shown: Mapping[Step, date] = field(default_factory=dict)
    objections_until: date | None = None
    objections_open: int = 0
    voters: int = 0
    audits_missing: int = 0
    contests: tuple[Seats, ...] = ()
    proxies: int = 0
    stations: int = 0
    counts_missing: int = 0
    handover_open: int = 0


@dataclass(frozen=True)
class Reason:
    """Why something has to wait: a code, and words that say what to do."""

    code: str
    zh: str
    en: str


Reasons = Iterator[Reason]


def missing(facts: Facts, act: Act, today: date) -> tuple[Reason, ...]:
    """Return what an act still wants; empty when it may be done."""
    asked = {
        Act.FREEZE: _before_freeze,
        Act.CONFIRM: _before_confirm,
        Act.DECIDE: _before_decide,
        Act.CLOSE: _before_close,
    }
    return tuple(asked[act](facts, today)) if act in asked else ()


def require(facts: Facts, act: Act, today: date) -> None:
    """Refuse an act while something is missing, naming all of it."""
    refuse(missing(facts, act, today))


def refuse(reasons: tuple[Reason, ...]) -> None:
    """Raise the refusal that names these reasons, if there are any."""
    if reasons:
        raise ElectionNotReady(
            why_zh="；".join(reason.zh for reason in reasons),
            why_en="; ".join(reason.en for reason in reasons),
            codes=tuple(reason.code for reason in reasons),
        )


def _before_freeze(facts: Facts, today: date) -> Reasons:
    """OL18 arts. 12 to 14; a branch fixes its members due to vote without posting them."""
    if not facts.voters:
        yield Reason("NO_VOTERS", "还没有生成选民名单", "there is no voter list yet")
    if facts.kind is ElectionKind.PARTY_BRANCH:
        return
    yield from _committee(facts)
    if Step.VOTERS_POSTED not in facts.shown:
        yield Reason("LIST_NOT_POSTED", "选民名单还没有张榜公布", "the voter list is not posted")
    elif facts.objections_until is None or today <= facts.objections_until:
        zh, en = "异议期到 {} 才满", "objections run until {}"
        until = facts.objections_until
        yield Reason("OBJECTIONS_RUN", zh.format(until), en.format(until))
    if facts.objections_open:
        yield Reason(
            "OBJECTIONS_OPEN",
            f"还有 {facts.objections_open} 条异议没有处理",
            f"{facts.objections_open} objections are not decided",
        )


def _committee(facts: Facts) -> Reasons:
    if facts.committee not in COMMITTEE_SIZE:
        yield Reason(
            "COMMITTEE_SHORT",
            f"村民选举委员会现有 {facts.committee} 人，至少 {COMMITTEE_SIZE.start} 人，请递补",
            f"the election committee has {facts.committee} of {COMMITTEE_SIZE.start} members",
        )


def _before_confirm(facts: Facts, today: date) -> Reasons:
    """OL18 art. 15: more candidates than seats; our default: each one reviewed."""
    if facts.kind is not ElectionKind.PARTY_BRANCH:
        yield from _committee(facts)
    for contest in facts.contests:
        if contest.undecided:
            yield Reason(
                "CANDIDATES_NOT_REVIEWED",
                f"还有 {contest.undecided} 名被提名人没有资格审查结论",
                f"{contest.undecided} of the nominated were not reviewed",
            )
        if contest.standing <= contest.seats:
            yield Reason(
                "TOO_FEW_CANDIDATES",
                f"{contest.seats} 个名额只有 {contest.standing} 名候选人，候选人应多于名额",
                f"{contest.standing} candidates for {contest.seats} seats; there must be more",
            )


def before_vote(facts: Facts, today: date) -> tuple[Reason, ...]:
    """Return what is missing before ballots may be counted: OL18 arts. 14, 15 and 35."""
    return tuple(_before_vote(facts, today))


def _before_vote(facts: Facts, today: date) -> Reasons:
    if facts.state not in VOTING:
        zh, en = STATE_NAMES[facts.state]
        yield Reason("NOT_VOTING", f"选举现在是“{zh}”", f"the election is {en}")
    if today < facts.vote_day:
        yield Reason(
            "BEFORE_ELECTION_DAY",
            f"投票日是 {facts.vote_day}",
            f"the vote is on {facts.vote_day}",
        )
    if not facts.stations:
        yield Reason("NO_STATION", "还没有登记投票站", "there is no polling station")
    if facts.kind is not ElectionKind.PARTY_BRANCH:
        yield from _posted_in_time(facts)


def _posted_in_time(facts: Facts) -> Reasons:
    listed = facts.shown.get(Step.VOTERS_POSTED)
    if facts.round == 1 and not timetable.hung_long_enough(listed, facts.vote_day):
        first = facts.vote_day if listed is None else timetable.earliest_vote(listed)
        yield Reason(
            "LIST_TOO_LATE",
            f"选民名单应在选举日二十日前公布，最早 {first} 投票，请改期",
            f"the list hangs 20 days; the first lawful day is {first}, move the election",
        )
    if facts.audits_missing:
        yield Reason(
            "AUDIT_MISSING",
            f"还有 {facts.audits_missing} 名离任成员的审计结果没有公布（第三十五条）",
            f"the audits of {facts.audits_missing} leaving members are not posted (art. 35)",
        )
    if facts.kind is not ElectionKind.RECALL and not _before(facts, Step.CANDIDATES_POSTED):
        yield Reason(
            "CANDIDATES_NOT_POSTED",
            "候选人名单没有在投票前公布",
            "the candidates were not posted before the vote",
        )
    if facts.proxies and not _before(facts, Step.PROXIES_POSTED):
        yield Reason(
            "PROXIES_NOT_POSTED",
            "委托投票名单没有在投票前公布",
            "the list of proxies was not posted before the vote",
        )


def _before(facts: Facts, step: Step) -> bool:
    shown = facts.shown.get(step)
    return shown is not None and shown < facts.vote_day


def _before_decide(facts: Facts, today: date) -> Reasons:
    yield from _before_vote(facts, today)
    if facts.counts_missing:
        yield Reason(
            "COUNTS_MISSING",
            f"还有 {facts.counts_missing} 张计票单没有录入",
            f"{facts.counts_missing} tally sheets are not entered",
        )


def _before_close(facts: Facts, today: date) -> Reasons:
    if facts.handover_open:
        yield Reason(
            "HANDOVER_OPEN",
            f"还有 {facts.handover_open} 项没有交接",
            f"{facts.handover_open} things are not handed over",
        )
