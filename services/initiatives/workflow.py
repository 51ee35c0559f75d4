"""The order of a demand: no session, no clock, no settings; nothing in it refuses one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from services.initiatives.errors import (
    DemandNotInState,
    DemandOver,
    DisputeOver,
    NotOverdue,
)
from services.initiatives.vocabulary import STATE_NAMES, DemandState


class Act(StrEnum):
    """What moves a demand on."""

    REACH = "reach"
    LAPSE = "lapse"
    FULFIL = "fulfil"
    REOPEN = "reopen"


_S = DemandState
TRANSITIONS: Mapping[tuple[DemandState, Act], DemandState] = MappingProxyType(
    {
        (_S.GATHERING, Act.REACH): _S.REACHED,
        (_S.GATHERING, Act.LAPSE): _S.LAPSED,
        (_S.REACHED, Act.FULFIL): _S.FULFILLED,
        (_S.FULFILLED, Act.REOPEN): _S.REACHED,
    }
)


def advance(state: str, act: Act) -> DemandState:
    """Return the next state (OL18 art. 16, 21, 26: 应当, once the number is there)."""
    after = TRANSITIONS.get((DemandState(state), act))
    if after is None:
        raise _wrong(state)
    return after


def require_gathering(state: str, until: datetime, now: datetime) -> None:
    """Refuse to sign or take back once the number is reached or the days are over (our default)."""
    if state != DemandState.GATHERING:
        raise _wrong(state)
    if now >= until:
        raise DemandOver


def require_state(state: str, wanted: DemandState) -> None:
    """Refuse what belongs to another state."""
    if state != wanted:
        raise _wrong(state)


def require_disputable(until: datetime, now: datetime) -> None:
    """Refuse a dispute once its days are over (our default)."""
    if now >= until:
        raise DisputeOver


def is_overdue(state: str, due: datetime | None, now: datetime) -> bool:
    """Say whether whoever must act has been silent past the deadline."""
    return state == DemandState.REACHED and due is not None and now >= due


def require_overdue(state: str, due: datetime | None, now: datetime) -> None:
    """Refuse an order before the deadline has passed (our default)."""
    if not is_overdue(state, due, now):
        raise NotOverdue


class Turn(StrEnum):
    """What somebody has to do about a reached demand now."""

    ANSWER = "answer"
    ORDER = "order"
    CONVENE = "convene"
    JUDGE = "judge"


@dataclass(frozen=True)
class Standing:
    """How a reached demand stands: who must act, until when, and the township's order if any."""

    state: str
    owner: str
    due: datetime | None
    order_due: datetime | None


def turn(standing: Standing, now: datetime, *, above: bool) -> tuple[Turn, datetime] | None:
    """Return whose turn it is and by when; the township comes after a committee that was silent.

    That it orders, and acts itself once its order was not followed, is our default, after
    BJ-BF art. 20.
    """
    due, order_due = standing.due, standing.order_due
    if standing.state != DemandState.REACHED or due is None:
        return None
    if (standing.owner == "township") == above:
        return Turn.ANSWER, order_due or due
    if not above or now < due:
        return None
    if order_due is None:
        return Turn.ORDER, due
    return (Turn.CONVENE, order_due) if now >= order_due else None


def last_moment(until: datetime) -> datetime:
    """Return the last moment before a deadline, which lies on the day that people call the last."""
    return until - timedelta(seconds=1)


def _wrong(state: str) -> DemandNotInState:
    zh, en = STATE_NAMES[DemandState(state)]
    return DemandNotInState(state_zh=zh, state_en=en)
