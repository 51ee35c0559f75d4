"""The work methods: found by id, never looser than the law, and the rules a step is judged by."""

import functools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from services.decisions import law, method_reading, routing
from services.decisions.errors import (
    MethodEmpty,
    MethodLooserThanLaw,
    MethodOfTownships,
    MethodOfVillages,
    MethodUnknown,
)
from services.decisions.law import LegalFloor, Rule
from services.decisions.method_types import Method, Step
from services.decisions.shortening import Term
from services.decisions.vocabulary import Base, Body, Level, Population, RuleKind, StepKind

FOLDER = Path(__file__).parent / "methods"

# What the engine asks of a routed step before the matter is known: the bodies it may be sent to
# under the organic law. The collective law's own floors are judged as well when it comes to it.
_ROUTED_BODIES = (Body.REPRESENTATIVES_MEETING, Body.VILLAGERS_ASSEMBLY)


@functools.cache
def shipped() -> Mapping[str, Method]:
    """Return everything that comes with the product, also what no village can use by itself."""
    methods = (parse(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml")))
    return {method.id: method for method in methods}


@functools.cache
def catalogue() -> Mapping[str, Method]:
    """Return the methods that come with the product for villages, each checked against its law."""
    return {
        key: method
        for key, method in shipped().items()
        if method.level is Level.VILLAGE and not method.empty
    }


def templates() -> tuple[Method, ...]:
    """Return the methods known by name only: a county fills them, nobody invents them."""
    return tuple(method for method in shipped().values() if method.empty)


def of_townships() -> tuple[Method, ...]:
    """Return the methods by which a township works."""
    return tuple(method for method in shipped().values() if method.level is Level.TOWNSHIP)


def text_of(method_id: str) -> str:
    """Return the text of a method file as it is now."""
    if method_id not in shipped():
        raise MethodUnknown(method=method_id)
    return _texts()[method_id]


@functools.cache
def _texts() -> Mapping[str, str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml")))
    return {method_reading.read(text).id: text for text in texts}


def find(method_id: str, level: Level = Level.VILLAGE) -> Method:
    """Return a method by its id, for matters of a level."""
    method = shipped().get(method_id)
    if method is None:
        raise MethodUnknown(method=method_id)
    return usable(method, level)


def usable(method: Method, level: Level = Level.VILLAGE) -> Method:
    """Refuse a method that holds no steps, or whose matters are of another level."""
    if method.empty:
        raise MethodEmpty(method=method.name_zh, method_en=method.name_en)
    if method.level is not level:
        refusal = MethodOfTownships if level is Level.VILLAGE else MethodOfVillages
        raise refusal(method=method.name_zh, method_en=method.name_en)
    return method


def parse(text: str) -> Method:
    """Read a method from text; refuse every mistake with its line, then anything too loose."""
    method = method_reading.read(text)
    refuse_iflooser(method, law.load(method.law_version))
    return method


def refuse_iflooser(method: Method, floor: LegalFloor) -> None:
    """Refuse a method that asks for less than the law where the two can be compared."""
    for step in method.steps:
        for rule in floor_of(step, floor):
            if looser(step, rule):
                raise MethodLooserThanLaw(
                    step=step.key,
                    rule=rule.id,
                    citation_zh=rule.citation_zh,
                    citation_en=rule.citation_en,
                )


def floor_of(step: Step, floor: LegalFloor) -> tuple[Rule, ...]:
    """Return the national rules that a step can be held against before any matter is known."""
    bodies = _ROUTED_BODIES if step.routed else (step.body,) if step.body else ()
    return tuple(
        rule
        for rule in floor.rules
        if rule.body in bodies and rule.jurisdiction == "CN" and not rule.matters
    )


BASE_ORDER = {Base.CAST: 0, Base.PRESENT: 1, Base.DUE: 2, Base.ALL: 3}


def looser(step: Step, rule: Rule) -> bool:
    """Say whether the method's number can never be the harder one: it only misleads."""
    if rule.kind is RuleKind.NOTICE_DAYS:
        return step.notice is not None and not step.routed and step.notice.days < rule.days
    own = {RuleKind.QUORUM: step.quorum, RuleKind.PASS: step.passing}.get(rule.kind)
    if own is None or own.of is not rule.of or BASE_ORDER[own.base] > BASE_ORDER[rule.base]:
        return False
    left, right = own.numerator * rule.denominator, rule.numerator * own.denominator
    if left != right:
        return left < right
    smaller_base = BASE_ORDER[own.base] < BASE_ORDER[rule.base]
    return rule.strict > own.strict or (rule.strict == own.strict and smaller_base)


def rules_of(
    step: Step, kind: RuleKind, floor: LegalFloor, body: Body, *, place: str, about: str, on: date
) -> tuple[Rule, ...]:
    """Return the rules a meeting is judged by: the law's, and the method's where it can apply."""
    legal = legal_rules(floor, body, kind, place=place, about=about, on=on)
    own = {RuleKind.QUORUM: step.quorum, RuleKind.PASS: step.passing}.get(kind)
    if own is None or (own.of is not Population.MEMBERS and own.of not in PARTS.get(body, ())):
        return legal
    return (*legal, own)


def legal_rules(
    floor: LegalFloor, body: Body, kind: RuleKind, *, place: str, about: str, on: date
) -> tuple[Rule, ...]:
    """Return the law's rules for a body, with the collective's by reference (art. 64)."""
    own = floor.of(body, kind, place=place, matter_type=about, on=on)
    other = routing.referred(about, body)
    if other is None:
        return own
    more = floor.of(other, kind, place=place, matter_type=about, on=on)
    return (*own, *(replace(rule, id=f"{rule.id}-CEL64", body=body) for rule in more))


PARTS: Mapping[Body, tuple[Population, ...]] = {
    Body.REPRESENTATIVES_MEETING: (Population.REPRESENTATIVES, Population.WOMEN_REPRESENTATIVES),
    Body.VILLAGERS_ASSEMBLY: (Population.HOUSEHOLDS,),
    Body.GROUP_MEETING: (Population.HOUSEHOLDS,),
}


def notice_terms(
    step: Step, floor: LegalFloor, body: Body, *, place: str, about: str, on: date, name: str
) -> tuple[Term, ...]:
    """Return every length of notice that is asked for: the law's rules and the method's own."""
    legal = legal_rules(floor, body, RuleKind.NOTICE_DAYS, place=place, about=about, on=on)
    found = tuple(Term.of_rule(rule) for rule in legal)
    if step.notice is None:
        return found
    return (*found, Term(step.notice.days, step.notice.source, f"《{name}》", name))


def notice_days(
    step: Step, floor: LegalFloor, body: Body, *, place: str, about: str, on: date
) -> tuple[int, Rule | None]:
    """Return the days of notice a meeting needs and the legal rule, if that is the longer."""
    legal = legal_rules(floor, body, RuleKind.NOTICE_DAYS, place=place, about=about, on=on)
    longest = max(legal, key=lambda rule: rule.days, default=None)
    own = step.notice.days if step.notice else 0
    if longest is None or own >= longest.days:
        return own, None
    return longest.days, longest


def posting_days(step: Step, floor: LegalFloor, *, place: str, about: str, on: date) -> int:
    """Return how long a posting must hang: the method's days or the law's, the longer."""
    legal = floor.of(None, RuleKind.POSTING_DAYS, place=place, matter_type=about, on=on)
    own = step.posting.days if step.posting else 0
    return max([own, *(rule.days for rule in legal)])


def fits(method: Method, body: Body) -> bool:
    """Say whether the method lets the right body decide: the engine chooses it, not the method."""
    votes = [step for step in method.steps if step.kind is StepKind.RESOLVE]
    last = votes[-1]
    return last.routed or (last.body is not None and routing.decides(last.body, body))
