"""Numbers that provinces set beside the law, and what a county makes stricter (domain.md 2.1)."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.decisions import yaml_reading
from services.decisions.county_models import CountyParameter
from services.decisions.errors import (
    LawInvalid,
    ParameterLooser,
    ParameterUnchecked,
    ParameterUnknown,
)
from services.decisions.law import FOLDER, Rule
from services.decisions.vocabulary import Body, Population, RuleKind, Source

_KEYS = frozenset({"key", "name", "stricter", "most", "default", "unchecked", "provinces"})
_PROVINCE_KEYS = frozenset({"province", "statute", "article", "value", "since"})
_PROVINCE_DIGITS = 2


class Stricter(StrEnum):
    """In which direction a number gets stricter."""

    LESS = "less"
    MORE = "more"


@dataclass(frozen=True)
class Provision:
    """What one province's measures ask."""

    province: str
    authority_zh: str
    authority_en: str
    article: str
    value: int
    since: date


@dataclass(frozen=True)
class Parameter:
    """One number, the direction in which it gets stricter, and the provinces that set it.

    `unchecked`: nothing here reads it; it is shown, and no county sets it.
    """

    key: str
    zh: str
    en: str
    stricter: Stricter
    most: int
    default: int
    unchecked: bool
    provinces: tuple[Provision, ...]

    def of_province(self, place: str, on: date) -> Provision | None:
        """Return what the province of a place asks on a day; many ask nothing."""
        here = place[:_PROVINCE_DIGITS]
        found = [one for one in self.provinces if one.province == here and one.since <= on]
        return max(found, key=lambda one: one.since, default=None)


@dataclass(frozen=True)
class Setting:
    """What holds in a county: its own stricter number, the province's, or our default."""

    parameter: Parameter
    floor: int
    provision: Provision | None
    own: CountyParameter | None

    @property
    def value(self) -> int:
        """Return the number that holds; a province that got stricter since beats the county."""
        if self.own is None or looser(self.parameter, self.own.value, self.floor):
            return self.floor
        return self.own.value


def looser(parameter: Parameter, value: int, floor: int) -> bool:
    """Say whether a number asks for less than the floor."""
    return value > floor if parameter.stricter is Stricter.LESS else value < floor


@functools.cache
def catalogue() -> Mapping[str, Parameter]:
    """Return the parameters of this release."""
    text = (FOLDER / "parameters.yaml").read_text(encoding="utf-8")
    entry = yaml_reading.read(text, frozenset({"statutes", "parameters"}))
    statutes = entry.named("statutes")
    found = [_parameter(item, statutes) for item in entry.children("parameters", _KEYS)]
    if entry.problems:
        zh, en = yaml_reading.listed(entry.problems)
        raise LawInvalid(problems_zh=zh, problems_en=en)
    return {one.key: one for one in found}


def _parameter(entry: yaml_reading.Entry, statutes: Mapping[str, tuple[str, str]]) -> Parameter:
    provinces = tuple(
        _provision(item, statutes) for item in entry.children("provinces", _PROVINCE_KEYS)
    )
    return Parameter(
        entry.text("key"),
        *entry.pair("name"),
        entry.choice("stricter", Stricter),
        entry.integer("most"),
        entry.integer("default"),
        entry.flag("unchecked"),
        provinces,
    )


def _provision(entry: yaml_reading.Entry, statutes: Mapping[str, tuple[str, str]]) -> Provision:
    statute = entry.text("statute")
    if statute not in statutes:
        entry.report(entry.line, f"没有登记的法规 {statute}", f"statute {statute} is not listed")
    return Provision(
        entry.text("province"),
        *statutes.get(statute, ("", "")),
        entry.text("article"),
        entry.integer("value"),
        date.fromisoformat(entry.text("since")),
    )


def find(key: str) -> Parameter:
    """Return a parameter by its key."""
    found = catalogue().get(key)
    if found is None:
        raise ParameterUnknown(key=key)
    return found


def setting(parameter: Parameter, place: str, rows: Iterable[CountyParameter], on: date) -> Setting:
    """Return what holds in a county on a day."""
    provision = parameter.of_province(place, on)
    floor = provision.value if provision else parameter.default
    own = [row for row in rows if row.key == parameter.key and row.since <= on]
    return Setting(parameter, floor, provision, own[-1] if own else None)


def refuse_unchecked(parameter: Parameter) -> None:
    """Refuse to set a number that nothing reads: the page would promise what does not happen."""
    if parameter.unchecked:
        raise ParameterUnchecked(path=("key",), name_zh=parameter.zh, name_en=parameter.en)


def refuse_looser(parameter: Parameter, floor: int, value: int) -> None:
    """Refuse a county's number that asks for less than its province (or our default)."""
    if looser(parameter, value, floor) or not 0 <= value <= parameter.most:
        way = parameter.stricter is Stricter.LESS
        raise ParameterLooser(
            path=("value",),
            name_zh=parameter.zh,
            name_en=parameter.en,
            least=0 if way else floor,
            most=floor if way else parameter.most,
        )


def rules_of(rows: Sequence[CountyParameter]) -> tuple[Rule, ...]:
    """Return the rules that a county's numbers add to the law's floor, for meetings and posts."""
    return tuple(_rule(row) for row in rows if row.key in _AS_RULES and row.value)


def _rule(row: CountyParameter) -> Rule:
    kind, body = _AS_RULES[row.key]
    women = kind is RuleKind.QUORUM
    name = find(row.key)
    return Rule(
        id=f"COUNTY-{row.key}-{row.since}",
        kind=kind,
        body=body,
        statute="COUNTY",
        article="-",
        authority_zh=f"本县规定（{row.source}）",
        authority_en=f"The county's rule ({row.source})",
        zh=f"{name.zh}：{row.value}",
        en=f"{name.en}: {row.value}",
        of=Population.WOMEN_REPRESENTATIVES if women else Population.MEMBERS,
        numerator=2 if women else 1,
        denominator=3 if women else 1,
        days=0 if women else row.value,
        source=Source.LOCAL,
        effective_from=row.since,
    )


_AS_RULES: Mapping[str, tuple[RuleKind, Body | None]] = {
    "notice_days": (RuleKind.NOTICE_DAYS, Body.REPRESENTATIVES_MEETING),
    "plan_posting_days": (RuleKind.POSTING_DAYS, None),
    "women_quorum": (RuleKind.QUORUM, Body.REPRESENTATIVES_MEETING),
}
