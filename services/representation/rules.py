"""Pure rules of representation: how many a group may have, and when a seat is lost."""

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple, Protocol, TypeVar

from services.people.workflow import HOUSEHOLDS_PER_REPRESENTATIVE

_FEWEST, _MOST = HOUSEHOLDS_PER_REPRESENTATIVE.start, HOUSEHOLDS_PER_REPRESENTATIVE.stop - 1


class Quota(NamedTuple):
    """How many representatives a group may have; none at all where it has too few households."""

    least: int
    most: int

    def holds(self, representatives: int) -> bool:
        """Say whether a group has as many as it may."""
        return self.least <= representatives <= self.most


def quota(households: int) -> Quota:
    """Return a group's quota: one for every 5 to 15 households (Organic Law art. 25).

    A group of fewer than five households chooses together with a neighbour [our default]: its
    quota is nobody.
    """
    if households < _FEWEST:
        return Quota(0, 0)
    return Quota(-(-households // _MOST), households // _FEWEST)


class Attended(Protocol):
    """Whether somebody who was due at a meeting came, or had an excuse recorded."""

    @property
    def present(self) -> bool:
        """Whether they came."""

    @property
    def excused(self) -> bool:
        """Whether a reason was recorded, before or after."""


Line = TypeVar("Line", bound=Attended)


def missed(newest_first: Iterable[Line]) -> tuple[Line, ...]:
    """Return the meetings that somebody missed in a row, up to now, the newest first.

    An excused absence neither counts nor ends the row [our default; the provinces say "without
    good reason"].
    """
    row = takewhile(lambda one: not one.present, newest_first)
    return tuple(one for one in row if not one.excused)
