"""How long before a meeting must be announced, and by which named exception later: pure."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from infra import clock
from services.decisions import yaml_reading
from services.decisions.errors import LawInvalid
from services.decisions.law import FOLDER, Rule
from services.decisions.vocabulary import ShortenedBy, Source


@dataclass(frozen=True)
class Exceptional:
    """A named exception: at least how many days remain, and where it comes from."""

    key: ShortenedBy
    zh: str
    en: str
    days: int
    source: Source


@dataclass(frozen=True)
class Term:
    """A length of notice that somebody asks for: a rule of the law, or the method."""

    days: int
    source: Source
    basis_zh: str
    basis_en: str

    @classmethod
    def of_rule(cls, rule: Rule) -> "Term":
        return cls(rule.days, rule.source, rule.citation_zh, rule.citation_en)


NO_TERM = Term(0, Source.DEFAULT, "", "")


@functools.cache
def catalogue() -> Mapping[ShortenedBy, Exceptional]:
    """Return the named exceptions."""
    text = (FOLDER / "exceptions.yaml").read_text(encoding="utf-8")
    entry = yaml_reading.read(text, frozenset({"exceptions"}))
    keys = frozenset({"key", "name", "days", "source"})
    found = [
        Exceptional(
            one.choice("key", ShortenedBy),
            *one.pair("name"),
            one.integer("days"),
            one.choice("source", Source),
        )
        for one in entry.children("exceptions", keys)
    ]
    if entry.problems:
        zh, en = yaml_reading.listed(entry.problems)
        raise LawInvalid(problems_zh=zh, problems_en=en)
    return {one.key: one for one in found}


def longest(terms: tuple[Term, ...]) -> Term:
    """Return the term that decides; a rule of the law before a method that asks for as much."""
    return max(terms, key=lambda term: (term.days, term.source is Source.STATUTE), default=NO_TERM)


def shortened(terms: tuple[Term, ...], by: Exceptional) -> Term:
    """Return the term that is left: only our own defaults give way, never a law or a county."""
    left = tuple(
        Term(min(term.days, by.days), term.source, term.basis_zh, term.basis_en)
        if term.source is Source.DEFAULT
        else term
        for term in terms
    )
    return longest(left)


def earliest(days: int, told_at: datetime) -> datetime:
    """Count whole days: the day of the notice is not counted (civil code art. 201)."""
    if not days:
        return told_at
    day = clock.local(told_at).date() + timedelta(days=days + 1)
    return datetime.combine(day, time(), tzinfo=clock.ZONE)
