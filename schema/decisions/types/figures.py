"""What was counted over a period, in one village or a whole county."""

from typing import Self

import strawberry

from services.decisions import figures as rules
from services.decisions.figures import LABELS, NAMES
from tenants.viewer import Locale


@strawberry.type(description="One figure; all are computed from rows when they are asked for.")
class Figure:
    key: str = strawberry.field(description="Its stable name, such as suggestions.")
    name: str = strawberry.field(description="The same, in the viewer's language.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="The figures of a place over a year or half a year.")
class Figures:
    code: str = strawberry.field(description="The place: 6, 9 or 12 digits.")
    name: str = strawberry.field(description="The village's name; empty for a wider place.")
    figures: list[Figure] = strawberry.field(description="Every figure, in a fixed order.")

    @classmethod
    def of(cls, code: str, name: str, counted: rules.Figures, locale: Locale) -> Self:
        """Show what was counted."""
        lines = [
            Figure(
                key=key,
                name=LABELS[key][0 if locale == "zh" else 1],
                count=getattr(counted, key),
            )
            for key in NAMES
        ]
        return cls(code=code, name=name, figures=lines)
