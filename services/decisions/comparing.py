"""A method held against the law, line by line: stricter, equal, laxer, or the law's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.decisions.law import LegalFloor, Rule
from services.decisions.method import BASE_ORDER, floor_of, looser
from services.decisions.method_types import Method, Step
from services.decisions.vocabulary import RuleKind


class Verdict(StrEnum):
    """How a method's number stands to the law's."""

    ADDED = "added"
    BOTH = "both"
    EQUAL = "equal"
    LAXER = "laxer"
    LAW = "law"
    STRICTER = "stricter"


@dataclass(frozen=True)
class Comparison:
    """One number of a step beside one rule of the law; either may be missing."""

    step: Step
    kind: RuleKind
    own: str
    rule: Rule | None
    verdict: Verdict


_COMPARED = (RuleKind.NOTICE_DAYS, RuleKind.QUORUM, RuleKind.PASS)


def compare(method: Method, floor: LegalFloor) -> tuple[Comparison, ...]:
    """Compare every step that meets with the law's rules for its body, on national numbers."""
    steps = (step for step in method.steps if step.meets)
    return tuple(line for step in steps for line in _step(step, floor))


def _step(step: Step, floor: LegalFloor) -> Iterator[Comparison]:
    for kind in _COMPARED:
        rules = [rule for rule in floor_of(step, floor) if rule.kind is kind]
        own = own_words(step, kind)
        if not rules and own:
            yield Comparison(step, kind, own, None, Verdict.ADDED)
        for rule in rules:
            yield Comparison(step, kind, own, rule, _verdict(step, rule))


def own_words(step: Step, kind: RuleKind) -> str:
    """Return a step's own number as it is written; empty where the law alone speaks."""
    if kind is RuleKind.NOTICE_DAYS:
        return str(step.notice.days) if step.notice else ""
    rule = step.quorum if kind is RuleKind.QUORUM else step.passing
    return rule_words(rule) if rule else ""


def rule_words(rule: Rule) -> str:
    """Return a rule's number as it is written: days, or the sign and the share."""
    if rule.kind is RuleKind.NOTICE_DAYS:
        return str(rule.days)
    return f"{'>' if rule.strict else '≥'} {rule.numerator}/{rule.denominator}"


def _verdict(step: Step, rule: Rule) -> Verdict:
    if rule.kind is RuleKind.NOTICE_DAYS:
        return _days(step, rule)
    own = step.quorum if rule.kind is RuleKind.QUORUM else step.passing
    if own is None:
        return Verdict.LAW
    if looser(step, rule):
        return Verdict.LAXER
    return _numbers(own, rule)


def _days(step: Step, rule: Rule) -> Verdict:
    if step.notice is None:
        return Verdict.LAW
    if looser(step, rule):
        return Verdict.LAXER
    if step.notice.days < rule.days:
        # A routed step cannot know its body: the longer notice holds when it does.
        return Verdict.BOTH
    return Verdict.EQUAL if step.notice.days == rule.days else Verdict.STRICTER


def _numbers(own: Rule, rule: Rule) -> Verdict:
    left, right = own.numerator * rule.denominator, rule.numerator * own.denominator
    if own.of is not rule.of or BASE_ORDER[own.base] < BASE_ORDER[rule.base]:
        return Verdict.BOTH
    same_base = own.base is rule.base
    if left == right and same_base:
        return Verdict.EQUAL if own.strict is rule.strict else Verdict.STRICTER
    return Verdict.STRICTER if left >= right else Verdict.BOTH
