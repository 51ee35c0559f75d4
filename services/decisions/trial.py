"""A method tried on a sample matter: which steps, how many days, and the earliest end."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from infra import calendar, clock
from services.decisions import method as methods
from services.decisions.law import LegalFloor
from services.decisions.method_types import Method, Step
from services.decisions.vocabulary import Body, StepKind


@dataclass(frozen=True)
class TrialStep:
    """One step of a dry run: when it may open, when it may be closed at the earliest, and why."""

    step: Step
    body: Body | None
    opens: datetime
    closes: datetime
    days: int
    why_zh: str
    why_en: str


@dataclass(frozen=True)
class Trial:
    """A dry run of a whole method."""

    steps: tuple[TrialStep, ...]

    @property
    def ends(self) -> datetime:
        """Return the earliest end, if everybody acts at once."""
        return self.steps[-1].closes


def run(
    method: Method, floor: LegalFloor, body: Body, *, place: str, about: str, start: datetime
) -> Trial:
    """Run a method without anybody: only notices, postings and answers take time."""
    at, found = start, []
    for step in method.steps:
        closes, why = _closes(step, floor, body, place, about, at)
        days = (clock.local(closes).date() - clock.local(at).date()).days
        meets = (step.body or body) if step.meets else None
        found.append(TrialStep(step, meets, at, closes, days, *why))
        at = closes
    return Trial(tuple(found))


def _closes(
    step: Step, floor: LegalFloor, body: Body, place: str, about: str, at: datetime
) -> tuple[datetime, tuple[str, str]]:
    on = clock.local(at).date()
    if step.meets:
        days, rule = methods.notice_days(
            step, floor, step.body or body, place=place, about=about, on=on
        )
        why = (f"提前 {days} 天通知", f"{days} days' notice") if days else ("", "")
        if rule is not None:
            why = (f"{why[0]}，{rule.citation_zh}", f"{why[1]}, {rule.citation_en}")
        return (_after_notice(at, days), why)
    if step.kind is StepKind.POST:
        days = methods.posting_days(step, floor, place=place, about=about, on=on)
        why = (f"公示 {days} 天", f"posted {days} days") if days else ("", "")
        return (calendar.deadline(at, days) if days else at, why)
    if step.kind is StepKind.EVALUATE and step.due_in is not None:
        days = step.due_in.days
        return (
            calendar.deadline(at, days),
            (f"村民评价 {days} 天", f"villagers answer for {days} days"),
        )
    return at, ("", "")


def _after_notice(at: datetime, days: int) -> datetime:
    """Count whole days: the day of the notice is not counted (civil code art. 201)."""
    if not days:
        return at
    first = clock.local(at).date() + timedelta(days=days + 1)
    return datetime.combine(first, time(9), tzinfo=clock.ZONE)
