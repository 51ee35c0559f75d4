"""How long an office runs, as data with its source, and the last day of a term: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from services.people.workflow import Office

SOON_DAYS = 90
"""From when on a term that runs out is told of (domain.md, indicator A1-03)."""


class Bench(StrEnum):
    """Offices whose holders are chosen together, and whose terms end together."""

    COMMITTEE = "committee"
    REPRESENTATIVES = "representatives"
    GROUP_HEADS = "group_heads"
    BOARD = "board"
    BRANCH = "branch"
    COLLECTIVE_BOARD = "collective_board"
    COLLECTIVE_SUPERVISORS = "collective_supervisors"
    MEMBER_REPRESENTATIVES = "member_representatives"


class Basis(StrEnum):
    """Whose number it is: a law's, one read in a secondary source, or ours."""

    STATUTE = "statute"
    SECONDARY = "secondary"
    OURS = "our default"


@dataclass(frozen=True)
class Length:
    """How many years the offices of a bench run, and by what."""

    bench: Bench
    offices: frozenset[Office]
    years: int
    zh: str
    en: str
    citation_zh: str
    citation_en: str
    basis: Basis = Basis.STATUTE


_OL_ZH, _OL_EN = "《村民委员会组织法》", "Organic Law of Villagers' Committees"
_CEL_ZH, _CEL_EN = "《农村集体经济组织法》", "Rural Collective Economic Organisations Law"

LENGTHS: tuple[Length, ...] = (
    Length(
        Bench.COMMITTEE,
        frozenset({Office.COMMITTEE_DIRECTOR, Office.COMMITTEE_MEMBER}),
        5,
        "村民委员会",
        "villagers' committee",
        f"{_OL_ZH}第十一条",
        f"{_OL_EN} art. 11",
    ),
    Length(
        Bench.REPRESENTATIVES,
        frozenset({Office.REPRESENTATIVE}),
        5,
        "村民代表",
        "villagers' representatives",
        f"{_OL_ZH}第二十五条（与村民委员会相同）",
        f"{_OL_EN} art. 25 (as the committee)",
    ),
    Length(
        Bench.GROUP_HEADS,
        frozenset({Office.GROUP_HEAD}),
        5,
        "村民小组组长",
        "heads of villagers' groups",
        f"{_OL_ZH}第二十八条（与村民委员会相同）",
        f"{_OL_EN} art. 28 (as the committee)",
    ),
    # domain.md 2.4 has it from a report of the 2017 guidance alone.
    Length(
        Bench.BOARD,
        frozenset({Office.SUPERVISOR_DIRECTOR, Office.SUPERVISOR}),
        5,
        "村务监督委员会",
        "supervisory board",
        "明白默认值：与村民委员会相同",
        "our default: as the committee",
        Basis.OURS,
    ),
    # domain.md 6.2, from a page that cites the branch regulations.
    Length(
        Bench.BRANCH,
        frozenset({Office.PARTY_SECRETARY, Office.PARTY_COMMITTEE_MEMBER}),
        5,
        "村党支部委员会",
        "party branch committee",
        "《中国共产党支部工作条例（试行）》",
        "the branch regulations of the party",
        Basis.SECONDARY,
    ),
    Length(
        Bench.COLLECTIVE_BOARD,
        frozenset({Office.COLLECTIVE_HEAD, Office.COLLECTIVE_MANAGER}),
        5,
        "集体经济组织理事会",
        "board of the collective",
        f"{_CEL_ZH}第二十九条",
        f"{_CEL_EN} art. 29",
    ),
    Length(
        Bench.COLLECTIVE_SUPERVISORS,
        frozenset({Office.COLLECTIVE_SUPERVISOR}),
        5,
        "集体经济组织监事会",
        "supervisors of the collective",
        f"明白默认值：与理事会相同（{_CEL_ZH}第二十九条）",
        f"our default: as its board ({_CEL_EN} art. 29)",
        Basis.OURS,
    ),
    Length(
        Bench.MEMBER_REPRESENTATIVES,
        frozenset({Office.MEMBER_REPRESENTATIVE}),
        5,
        "集体经济组织成员代表",
        "representatives of the collective's members",
        f"{_CEL_ZH}第二十八条",
        f"{_CEL_EN} art. 28",
    ),
)
_OF_OFFICE: Mapping[Office, Length] = MappingProxyType(
    {office: one for one in LENGTHS for office in one.offices}
)


def length_of(office: Office) -> Length | None:
    """Return how long an office runs; None where no rule says so, as for a clerk."""
    return _OF_OFFICE.get(office)


def last_day(office: Office, begun: date) -> date | None:
    """Return the last day of a term that is counted from a day; None where no length is known.

    Civil Code art. 201 and 202: the day it begins is not counted, and a period of years ends on
    the corresponding day, or where there is none on the month's last. That it does not move past
    a holiday (art. 203) is our reading: somebody holds an office on a holiday too.
    """
    length = length_of(office)
    return None if length is None else years_after(begun, length.years)


def years_after(day: date, years: int) -> date:
    """Return the corresponding day so many years on, or back (Civil Code art. 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


def begun_by(length: Length, today: date) -> date:
    """Return the last day from which a term is counted that is over within `SOON_DAYS`.

    One day more than exact where 29 February is about; whoever reads looks at `last_day` again.
    """
    return years_after(today + timedelta(SOON_DAYS), -length.years) + timedelta(1)
