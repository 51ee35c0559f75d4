"""The figures of a year or half a year, as 佳木斯 reported them (domain.md 1.5, 7); pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from infra import clock

_JULY = 7
FIRST_YEAR = 2000
LAST_YEAR = 2999


@dataclass(frozen=True)
class Period:
    """A year, or its first or second half; half 0 is the whole year."""

    year: int
    half: int = 0

    @property
    def begins(self) -> datetime:
        """Return its first moment on a wall clock in China."""
        return datetime(self.year, _JULY if self.half == 2 else 1, 1, tzinfo=clock.ZONE)  # noqa: PLR2004

    @property
    def ends(self) -> datetime:
        """Return the first moment after it."""
        if self.half == 1:
            return datetime(self.year, _JULY, 1, tzinfo=clock.ZONE)
        return datetime(self.year + 1, 1, 1, tzinfo=clock.ZONE)

    @property
    def key(self) -> str:
        """Return it as it stands in an address: 2026, 2026-1, 2026-2."""
        return f"{self.year}-{self.half}" if self.half else str(self.year)

    @property
    def zh(self) -> str:
        """Return it in words."""
        return f"{self.year} 年{('', '上半年', '下半年')[self.half]}"


def read_period(key: str) -> Period | None:
    """Return the period that an address names; None for what is none."""
    year, _, half = key.partition("-")
    known = year.isascii() and year.isdigit() and half in {"", "1", "2"}
    if not known or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    return Period(int(year), int(half or 0))


@dataclass(frozen=True)
class Figures:
    """What was counted: everything from rows, nothing typed in."""

    suggestions: int = 0
    recorded: int = 0
    taken_up: int = 0
    answered: int = 0
    waiting: int = 0
    overdue: int = 0
    meetings: int = 0
    representatives_meetings: int = 0
    matters: int = 0
    passed: int = 0
    carried_out: int = 0
    not_done: int = 0
    objections: int = 0
    annulled: int = 0

    def plus(self, other: "Figures") -> "Figures":
        """Return the sum of both."""
        return Figures(*(getattr(self, one) + getattr(other, one) for one in NAMES))


NAMES = tuple(field.name for field in fields(Figures))
LABELS: Mapping[str, tuple[str, str]] = {
    "suggestions": ("群众意见", "Suggestions"),
    "recorded": ("其中代表代录", "Of these written down by representatives"),
    "taken_up": ("其中进了事项", "Of these in a matter"),
    "answered": ("其中已答复", "Of these answered"),
    "waiting": ("其中还没有受理", "Of these not taken up yet"),
    "overdue": ("其中超期没有受理", "Of these overdue"),
    "meetings": ("开过的会", "Meetings held"),
    "representatives_meetings": ("其中村民代表会议", "Of these representatives' meetings"),
    "matters": ("提出的事项", "Matters begun"),
    "passed": ("表决通过", "Resolutions passed"),
    "carried_out": ("办成并公布结果", "Carried out, result published"),
    "not_done": ("村民两次说没有办成的", "Closed as not done, as villagers said twice"),
    "objections": ("公示期间的异议", "Objections during postings"),
    "annulled": ("被撤销的决定", "Decisions annulled"),
}


def total(rows: Iterable[Figures]) -> Figures:
    """Return the sum of many villages."""
    found = Figures()
    for row in rows:
        found = found.plus(row)
    return found
