"""The pure rules of publication: states, who may approve, how long a withdrawal is possible."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from services.disclosure.errors import (
    MakerIsChecker,
    NobodyApproves,
    TooLateToWithdraw,
    WrongBulletinState,
)


class Kind(StrEnum):
    """What is published."""

    PROPOSAL = "proposal"
    RESOLUTION = "resolution"
    RESULT = "result"
    ANSWER = "answer"
    CORRECTION = "correction"
    ELECTION = "election"
    ELECTION_RESULT = "election_result"
    INITIATIVE = "initiative"


class State(StrEnum):
    """How far a bulletin has come; between QUEUED and PUBLISHED only the worker moves it."""

    DRAFT = "draft"
    QUEUED = "queued"
    LOGGED = "logged"
    RENDERING = "rendering"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What can be done to a bulletin."""

    QUEUE = "queue"
    LOG = "log"
    RENDER = "render"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


TRANSITIONS: Mapping[tuple[State, Verb], State] = MappingProxyType(
    {
        (State.DRAFT, Verb.QUEUE): State.QUEUED,
        (State.DRAFT, Verb.WITHDRAW): State.WITHDRAWN,
        (State.QUEUED, Verb.LOG): State.LOGGED,
        (State.QUEUED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.LOGGED, Verb.RENDER): State.RENDERING,
        (State.RENDERING, Verb.PUBLISH): State.PUBLISHED,
        (State.PUBLISHED, Verb.WITHDRAW): State.WITHDRAWN,
    }
)
ON_THE_WAY = (State.QUEUED, State.LOGGED, State.RENDERING)

# A vote has already been taken and judged by the system: nobody drafts its outcome by hand.
MADE_BY_THE_SYSTEM = frozenset({Kind.RESOLUTION, Kind.ELECTION_RESULT, Kind.INITIATIVE})
# Counted against those who would have to approve it: nobody does (ADR 17).
NEEDS_NO_CHECKER = frozenset({Kind.INITIATIVE})


def advance(state: str, verb: Verb) -> State:
    """Return the next state; raises WrongBulletinState when the verb does not fit."""
    after = TRANSITIONS.get((State(state), verb))
    if after is None:
        raise wrong_state(state)
    return after


def wrong_state(state: str) -> WrongBulletinState:
    """Return the refusal that says in words how far the bulletin is."""
    return WrongBulletinState(state=state, state_zh=STATE_ZH[State(state)], state_en=state)


def maker_of(kind: str, account_id: UUID | None) -> UUID | None:
    """Return who drafted the bulletin; nobody when it follows from a judged vote."""
    return None if Kind(kind) in MADE_BY_THE_SYSTEM else account_id


def check_checker(maker: UUID | None, checker: UUID | None) -> None:
    """Refuse an approval by nobody, or by the one who drafted (SECURITY 24: maker ≠ checker)."""
    if checker is None:
        raise NobodyApproves
    if checker == maker:
        raise MakerIsChecker


def check_counted(kind: str) -> None:
    """Refuse to publish without a checker what is not a count against the checkers (ADR 17)."""
    if Kind(kind) not in NEEDS_NO_CHECKER:
        raise NobodyApproves


def check_window(send_after: datetime | None, now: datetime) -> None:
    """Refuse a withdrawal once the texts may have gone out."""
    if send_after is not None and now >= send_after:
        raise TooLateToWithdraw


STATE_ZH: Mapping[State, str] = MappingProxyType(
    {
        State.DRAFT: "还是草稿",
        State.QUEUED: "正在排队发布",
        State.LOGGED: "正在发布",
        State.RENDERING: "正在印制",
        State.PUBLISHED: "已经发布",
        State.WITHDRAWN: "已经撤回",
    }
)
