"""Whether each household may send one for its villagers: where the law counts households."""

from datetime import date

from services.decisions.attendance import body_of, of_villagers, rules_for
from services.decisions.dossiers import Dossier
from services.decisions.law import Rule
from services.decisions.meeting_errors import HouseholdsCannotDecide
from services.decisions.method_types import Step
from services.decisions.rules import Attendance
from services.decisions.vocabulary import BODY_NAMES, Base, Population, RuleKind

_NOBODY = Attendance(0, 0, 0)


def may_meet_by_households(dossier: Dossier, step: Step, on: date) -> bool:
    """Say whether a meeting of this step may be held with one from each household."""
    return _hindrance(dossier, step, on) is None


def refuse_households(dossier: Dossier, step: Step, on: date) -> None:
    """Refuse households as voting units where the law knows none, or counts heads."""
    against = _hindrance(dossier, step, on)
    if against is not None:
        raise HouseholdsCannotDecide(path=("unit",), basis_zh=against[0], basis_en=against[1])


def _hindrance(dossier: Dossier, step: Step, on: date) -> tuple[str, str] | None:
    """Return what stands against it: no rule that counts households, or one that counts heads.

    Organic law art. 22 and 28 count households beside villagers; the collective law gives every
    member one vote (art. 27), also where it applies by reference (art. 64).
    """
    quorum = rules_for(dossier, step, RuleKind.QUORUM, _NOBODY, on)
    passing = rules_for(dossier, step, RuleKind.PASS, _NOBODY, on)
    if not any(rule.of is Population.HOUSEHOLDS for rule in quorum):
        return BODY_NAMES[body_of(dossier, step)]
    heads = [rule for rule in (*quorum, *passing) if _counts_heads(rule)]
    return (heads[0].citation_zh, heads[0].citation_en) if heads else None


def _counts_heads(rule: Rule) -> bool:
    of_all = rule.of is Population.MEMBERS and rule.base in {Base.ALL, Base.DUE}
    return of_all and not of_villagers(rule)
