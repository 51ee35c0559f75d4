"""The order of a demand: no session, no clock, no settings; nothing in it refuses one."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from services.initiatives.errors import DemandNotInState, DemandOver, NotOverdue
from services.initiatives.vocabulary import STATE_NAMES, DemandState


class Act(StrEnum):
    """What moves a demand on."""

    REACH = "reach"
    LAPSE = "lapse"
    FULFIL = "fulfil"


_S = DemandState
TRANSITIONS: Mapping[tuple[DemandState, Act], DemandState] = MappingProxyType(
    {
        (_S.GATHERING, Act.REACH): _S.REACHED,
        (_S.GATHERING, Act.LAPSE): _S.LAPSED,
        (_S.REACHED, Act.FULFIL): _S.FULFILLED,
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


def is_overdue(state: str, due: datetime | None, now: datetime) -> bool:
    """Say whether whoever must act has been silent past the deadline."""
    return state == DemandState.REACHED and due is not None and now >= due


def require_overdue(state: str, due: datetime | None, now: datetime) -> None:
    """Refuse an order before the deadline has passed (our default)."""
    if not is_overdue(state, due, now):
        raise NotOverdue


def _wrong(state: str) -> DemandNotInState:
    zh, en = STATE_NAMES[DemandState(state)]
    return DemandNotInState(state_zh=zh, state_en=en)
