"""How a meeting of representatives is made up against Organic Law art. 25: pure; nothing blocks."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from services.decisions import law, rules
from services.decisions.rules import Attendance, Headcount, Judgement
from services.decisions.vocabulary import Body, Population, RuleKind
from services.people.workflow import HOUSEHOLDS_PER_REPRESENTATIVE

_FEWEST, _MOST = HOUSEHOLDS_PER_REPRESENTATIVE.start, HOUSEHOLDS_PER_REPRESENTATIVE.stop - 1
_ARTICLE_ZH, _ARTICLE_EN = (
    "《村民委员会组织法》第二十五条",
    "Organic Law of Villagers' Committees art. 25",
)


class Makeup(NamedTuple):
    """How many sit in the meeting, how many of them represent, and how many of these are women."""

    everybody: int
    representatives: int
    women: int


def judge(place: str, made: Makeup, on: date) -> Judgement:
    """Judge the two shares: four fifths representatives, a third women among all (art. 25)."""
    parts = {
        Population.REPRESENTATIVES: _heads(made.representatives),
        Population.WOMEN_REPRESENTATIVES: _heads(made.women),
    }
    asked = law.load().of(
        Body.REPRESENTATIVES_MEETING, RuleKind.COMPOSITION, place=place, matter_type="", on=on
    )
    heads = _heads(made.everybody)
    return rules.judge_composition(asked, Attendance(heads.all, heads.due, heads.present, parts))


def _heads(count: int) -> Headcount:
    return Headcount(count, count, 0)


def lines(place: str, made: Makeup, households: int, on: date) -> list[dict[str, Any]]:
    """Return the whole reckoning as it is kept with a meeting: the shares, and the households."""
    return [*judge(place, made, on).as_json(), dict(_by_households(made, households))]


def _by_households(made: Makeup, households: int) -> Mapping[str, Any]:
    """Say whether there is one representative for 5 to 15 households of the village (art. 25).

    The article lets groups choose several instead; that the village as a whole keeps the ratio
    then too is our reading.
    """
    count = made.representatives
    least, most = -(-households // _MOST), households // _FEWEST
    met = least <= count <= most
    result = ("达到", "met") if met else ("没有达到", "not met")
    return {
        "rule_id": "OL18-25-households",
        "kind": RuleKind.COMPOSITION.value,
        "source": "statute",
        "count": count,
        "base": households,
        "needed": least,
        "met": met,
        "formula": f"{count}·{_FEWEST} ≤ {households} ≤ {count}·{_MOST}",
        "zh": f"全村 {households} 户，村民代表 {count} 名，须每 5 至 15 户一名"
        f"（{least} 至 {most} 名），{result[0]}。{_ARTICLE_ZH}",
        "en": f"{count} representatives for {households} households; one for 5 to 15 needed, "
        f"{least} to {most}: {result[1]}; {_ARTICLE_EN}",
        "citation_zh": _ARTICLE_ZH,
        "citation_en": _ARTICLE_EN,
    }
