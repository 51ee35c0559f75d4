"""The legal floor: versioned rules with their articles and exact fractions."""

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from services.decisions import yaml_reading
from services.decisions.errors import LawInvalid, LawVersionEmpty, LawVersionUnknown
from services.decisions.numerals import chinese
from services.decisions.vocabulary import Base, Body, Population, RuleKind, Source

DEFAULT_VERSION = "OL2018"
FOLDER = Path(__file__).parent / "law"

_FLOOR_KEYS = frozenset(
    {"version", "empty", "name", "in_force_from", "in_force_to", "caveat", "statutes", "rules"}
)
_RULE_KEYS = frozenset(
    {
        *("id", "body", "kind", "statute", "article", "base", "of", "fraction", "strict", "days"),
        *("alternative", "jurisdiction", "matters", "source", "zh", "en"),
        *("effective_from", "effective_to"),
    }
)


@dataclass(frozen=True)
class Rule:
    """One requirement of a law or of a work method, as exact whole numbers."""

    id: str
    kind: RuleKind
    body: Body | None
    statute: str
    article: str
    authority_zh: str
    authority_en: str
    zh: str
    en: str
    base: Base = Base.ALL
    of: Population = Population.MEMBERS
    numerator: int = 1
    denominator: int = 1
    strict: bool = False
    days: int = 0
    alternative: str = ""
    jurisdiction: str = "CN"
    matters: tuple[str, ...] = ()
    source: Source = Source.STATUTE
    effective_from: date | None = None
    effective_to: date | None = None

    @property
    def citation_zh(self) -> str:
        if not self.article.isdigit():
            return self.authority_zh
        return f"《{self.authority_zh}》第{chinese(int(self.article))}条"

    @property
    def citation_en(self) -> str:
        return (
            f"{self.authority_en} art. {self.article}"
            if self.article.isdigit()
            else (self.authority_en)
        )

    def as_json(self) -> dict[str, Any]:
        """Return the rule as it is frozen beside a vote."""
        return json.loads(json.dumps(asdict(self), default=str))  # type: ignore[no-any-return]

    @staticmethod
    def from_json(row: Mapping[str, Any]) -> "Rule":
        """Return the rule that was frozen beside a vote."""
        kept = {name: row[name] for name in ("id", "statute", "article", "zh", "en", "days")}
        return Rule(
            **kept,
            kind=RuleKind(row["kind"]),
            body=Body(row["body"]) if row["body"] else None,
            authority_zh=row["authority_zh"],
            authority_en=row["authority_en"],
            base=Base(row["base"]),
            of=Population(row["of"]),
            numerator=row["numerator"],
            denominator=row["denominator"],
            strict=row["strict"],
            alternative=row["alternative"],
            jurisdiction=row["jurisdiction"],
            matters=tuple(row["matters"]),
            source=Source(row["source"]),
        )

    def holds(self, place: str, matter_type: str, on: date) -> bool:
        """Say whether the rule speaks about this place, this kind of matter and this day."""
        here = self.jurisdiction == "CN" or place.startswith(self.jurisdiction)
        about = not self.matters or matter_type in self.matters
        since = self.effective_from is None or self.effective_from <= on
        return here and about and since and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True)
class LegalFloor:
    """One version of the law: what no work method may go below."""

    version: str
    name_zh: str
    name_en: str
    in_force_from: date
    in_force_to: date | None
    caveat_zh: str
    caveat_en: str
    rules: tuple[Rule, ...]

    def of(
        self, body: Body | None, kind: RuleKind, *, place: str, matter_type: str, on: date
    ) -> tuple[Rule, ...]:
        """Return the rules of one kind for one body, here, for this matter, on this day."""
        return tuple(
            rule
            for rule in self.rules
            if rule.body is body and rule.kind is kind and rule.holds(place, matter_type, on)
        )

    def with_rules(self, more: tuple[Rule, ...]) -> "LegalFloor":
        """Return the floor with the rules that a county adds."""
        return replace(self, rules=(*self.rules, *more)) if more else self

    def caveat(self, on: date) -> tuple[str, str] | None:
        """Return the warning to print when this version is no longer the law in force."""
        if self.in_force_to is None or on <= self.in_force_to:
            return None
        return (self.caveat_zh, self.caveat_en)


@functools.cache
def load(version: str = DEFAULT_VERSION) -> LegalFloor:
    """Read one version of the floor; refuse an empty or a faulty one."""
    path = FOLDER / f"{version}.yaml"
    if not version.isalnum() or not path.is_file():
        raise LawVersionUnknown(version=version)
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> LegalFloor:
    """Read a floor from text, reporting every mistake with its line."""
    entry = yaml_reading.read(text, _FLOOR_KEYS)
    version = entry.text("version")
    if entry.flag("empty"):
        raise LawVersionEmpty(version=version)
    statutes = entry.named("statutes")
    rules = tuple(_rule(item, statutes) for item in entry.children("rules", _RULE_KEYS))
    name, caveat = entry.pair("name"), entry.pair("caveat") if entry.has("caveat") else ("", "")
    since, until = _day(entry, "in_force_from"), _day(entry, "in_force_to")
    _refuse_repeats(entry, rules)
    if entry.problems:
        zh, en = yaml_reading.listed(entry.problems)
        raise LawInvalid(problems_zh=zh, problems_en=en)
    return LegalFloor(version, *name, since or date.min, until, *caveat, rules)


def _rule(entry: yaml_reading.Entry, statutes: dict[str, tuple[str, str]]) -> Rule:
    statute, kind = entry.text("statute"), entry.choice("kind", RuleKind)
    if statute not in statutes:
        entry.report(entry.line, f"没有登记的法规 {statute}", f"statute {statute} is not listed")
    in_days = kind in {RuleKind.NOTICE_DAYS, RuleKind.POSTING_DAYS}
    numerator, denominator = (1, 1) if in_days else entry.fraction("fraction")
    if in_days and not entry.has("days"):
        entry.report(entry.line, "缺少 days", "days is missing")
    names = statutes.get(statute, ("", ""))
    return Rule(
        id=entry.text("id"),
        kind=kind,
        body=None if entry.text("body") == "any" else entry.choice("body", Body),
        statute=statute,
        article=entry.text("article"),
        authority_zh=names[0],
        authority_en=names[1],
        zh=entry.text("zh"),
        en=entry.text("en"),
        base=entry.choice("base", Base, Base.ALL),
        of=entry.choice("of", Population, Population.MEMBERS),
        numerator=numerator,
        denominator=denominator,
        strict=entry.flag("strict"),
        days=entry.integer("days"),
        alternative=entry.text("alternative", ""),
        jurisdiction=entry.text("jurisdiction", "CN"),
        matters=entry.texts("matters"),
        source=entry.choice("source", Source),
        effective_from=_day(entry, "effective_from"),
        effective_to=_day(entry, "effective_to"),
    )


def _day(entry: yaml_reading.Entry, key: str) -> date | None:
    text = entry.text(key, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        entry.report(entry.line, f"{key} 应为日期", f"{key} must be a date")
        return None


def _refuse_repeats(entry: yaml_reading.Entry, rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            entry.report(entry.line, f"规则 {rule.id} 重复", f"rule {rule.id} is repeated")
        seen.add(rule.id)
