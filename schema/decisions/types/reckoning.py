"""How many are here, and what it would take: the meter and the calculator of a meeting."""

from collections.abc import Mapping
from typing import Self

import strawberry

from schema.decisions.names import in_language
from schema.decisions.types.parts import Derivation, lines_of
from services.decisions import rules, service
from services.decisions.law import Rule
from services.decisions.vocabulary import POPULATION_NAMES, Population
from tenants.viewer import Locale


@strawberry.type(description="How many of one part of a body are needed.")
class Requirement:
    of: str = strawberry.field(description="Which part: everybody, representatives, households.")
    count: int = strawberry.field(description="How many.")

    @classmethod
    def all_of(cls, required: Mapping[Population, int], locale: Locale) -> list[Self]:
        """Show what is needed of each part."""
        return [
            cls(of=in_language(locale, POPULATION_NAMES[part]), count=count)
            for part, count in required.items()
        ]


@strawberry.type(description="Whether enough are here for the meeting to open.")
class Quorum:
    met: bool = strawberry.field(description="Whether the meeting may open.")
    due: int = strawberry.field(description="How many should come.")
    present: int = strawberry.field(description="How many are here.")
    needed: int = strawberry.field(description="How many of everybody must be here.")
    missing: int = strawberry.field(description="How many more must come.")
    lines: list[Derivation] = strawberry.field(description="Each rule with its reckoning.")

    @classmethod
    def of(cls, found: service.Quorum, locale: Locale) -> Self:
        """Show the meter of a meeting."""
        judged = found.judgement
        missing = judged.missing if judged.derivation else 0
        return cls(
            met=judged.passed,
            due=found.attendance.due,
            present=found.attendance.present,
            needed=max(found.required.values(), default=0),
            missing=missing,
            lines=lines_of(judged.derivation, locale),
        )


@strawberry.type(description="What it would take if so many came: the judge's own function.")
class Calculation:
    required_present: int = strawberry.field(description="How many of everybody must be here.")
    required_in_favour: int = strawberry.field(description="How many must agree to pass.")
    present: list[Requirement] = strawberry.field(description="Needed to open, by part.")
    in_favour: list[Requirement] = strawberry.field(description="Needed to pass, by part.")
    rules: list[str] = strawberry.field(description="The rules behind it, with their articles.")
    text: str = strawberry.field(
        description="In one sentence: how many more must come, how many must then agree."
    )

    @classmethod
    def of(cls, found: service.Calculation, locale: Locale) -> Self:
        """Show what a vote would need."""
        opening = Requirement.all_of(found.required_present, locale)
        passing = Requirement.all_of(found.required_in_favour, locale)
        return cls(
            required_present=max(found.required_present.values(), default=0),
            required_in_favour=max(found.required_in_favour.values(), default=0),
            present=opening,
            in_favour=passing,
            rules=[_rule_text(rule, locale) for rule in found.rules],
            text=in_language(locale, (found.zh, found.en)),
        )


def _rule_text(rule: Rule, locale: Locale) -> str:
    zh, en = rules.asked(rule)
    if locale == "zh":
        return f"{zh}（{rule.citation_zh}）"
    return f"{en} ({rule.citation_en})"
