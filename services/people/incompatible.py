"""Which two offices of a village nobody may hold together, or near relatives: data with sources.

Organic Law (2018) art. 32, 农村集体经济组织法 art. 29 and 34, what single provinces add, what the
county adds (ADR 32), and two defaults of ours, marked as such. Near relatives are those of Civil
Code art. 1045.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from services.people.workflow import COMMITTEE, SUPERVISION, Office

_PROVINCE_DIGITS = 2
_COLLECTIVE = frozenset({Office.COLLECTIVE_HEAD, Office.COLLECTIVE_MANAGER})
_BOOKS = frozenset({Office.CLERK})
_AUDITORS = frozenset({Office.COLLECTIVE_SUPERVISOR})
_FINANCE = frozenset({Office.FINANCE_MEMBER})
_DEFAULT_ZH, _DEFAULT_EN = "系统默认规则", "our default"


@dataclass(frozen=True)
class Bar:
    """Two sides that one person may not join; `kin`: near relatives may not either."""

    key: str
    one: frozenset[Office]
    other: frozenset[Office]
    citation_zh: str
    citation_en: str
    kin: bool = False
    same: bool = True
    provinces: frozenset[str] = frozenset()  # two digits; none: everywhere

    def holds_in(self, place: str) -> bool:
        """Say whether the bar holds where a division code lies."""
        return not self.provinces or place[:_PROVINCE_DIGITS] in self.provinces

    @property
    def is_default(self) -> bool:
        """Whether no law stands behind it, only this product."""
        return self.citation_zh == _DEFAULT_ZH

    def bars(self, one: Office, other: Office) -> bool:
        """Say whether the two offices lie on its two sides."""
        return other in self.pairs(one)

    def pairs(self, office: Office) -> frozenset[Office]:
        """Return the offices across the bar from this one."""
        across = self.other if office in self.one else frozenset()
        return across | (self.one if office in self.other else frozenset())


def _bar(
    key: str,
    one: frozenset[Office],
    other: frozenset[Office],
    citation: tuple[str, str],
    *,
    kin: bool = False,
    same: bool = True,
    provinces: str = "",
) -> Bar:
    return Bar(key, one, other, *citation, kin, same, frozenset(provinces.split()))


# What a province says comes before our default, so that its article is the one that is told.
BARS: tuple[Bar, ...] = (
    _bar(
        "committee_supervises",
        COMMITTEE,
        SUPERVISION,
        ("《村民委员会组织法》第三十二条", "Organic Law of Villagers' Committees, article 32"),
        kin=True,
    ),
    _bar(
        "books_supervised_sd",
        _BOOKS | {Office.COLLECTIVE_HEAD},
        SUPERVISION,
        ("《山东省村务公开条例》第十四条", "Shandong rules on village disclosure, article 14"),
        provinces="37",
    ),
    _bar(
        "books_supervised_zj",
        _BOOKS,
        SUPERVISION,
        ("《浙江省实施村民委员会组织法办法》第三十条", "Zhejiang measures, article 30"),
        provinces="33",
    ),
    _bar(
        "books_supervised_ha",
        _BOOKS,
        SUPERVISION,
        ("《河南省实施村民委员会组织法办法》第五十六条", "Henan measures, article 56"),
        provinces="41",
    ),
    _bar(
        "books_supervised_sh",
        _BOOKS,
        SUPERVISION,
        ("《上海市实施村民委员会组织法办法》第二十五条", "Shanghai measures, article 25"),
        provinces="31",
    ),
    _bar(
        "managers_supervised_sh",
        _COLLECTIVE,
        SUPERVISION,
        ("《上海市实施村民委员会组织法办法》第二十五条", "Shanghai measures, article 25"),
        kin=True,
        provinces="31",
    ),
    _bar(
        "books_supervised",
        _BOOKS,
        SUPERVISION,
        (_DEFAULT_ZH, _DEFAULT_EN),
    ),
    _bar(
        "director_and_books_sd",
        frozenset({Office.COMMITTEE_DIRECTOR}),
        _BOOKS,
        ("《山东省实施村民委员会组织法办法》第十六条", "Shandong measures, article 16"),
        kin=True,
        provinces="37",
    ),
    _bar(
        "finance_group_checks",
        _FINANCE,
        COMMITTEE | _BOOKS,
        (_DEFAULT_ZH, _DEFAULT_EN),
    ),
    _bar(
        "collective_audits",
        _AUDITORS,
        _COLLECTIVE | _BOOKS,
        (
            "《农村集体经济组织法》第三十四条",
            "Law on Rural Collective Economic Organisations, article 34",
        ),
        kin=True,
    ),
    _bar(
        "collective_managers",
        _COLLECTIVE,
        _COLLECTIVE,
        (
            "《农村集体经济组织法》第二十九条",
            "Law on Rural Collective Economic Organisations, article 29",
        ),
        kin=True,
        same=False,
    ),
)


@dataclass(frozen=True)
class Clash:
    """A bar that is broken, by which two offices."""

    bar: Bar
    one: Office
    other: Office


def in_force(place: str, own: Iterable[Bar]) -> tuple[Bar, ...]:
    """Return the bars that hold where a division code lies: the law's, the county's own, ours.

    The county's are added to the law's, so that none can loosen it; its document is told before
    our default.
    """
    here = [bar for bar in BARS if bar.holds_in(place)]
    law = [bar for bar in here if not bar.is_default]
    return (*law, *own, *(bar for bar in here if bar.is_default))


LAW = in_force("", ())
"""What holds everywhere."""


def clashes(bars: Collection[Bar], offices: Collection[str]) -> Iterator[Clash]:
    """Yield every two offices of one person that nobody may hold together."""
    held = sorted({Office(one) for one in offices})
    for bar in bars:
        if bar.same:
            for office in held:
                if office in bar.one:
                    yield from (Clash(bar, office, one) for one in held if one in bar.other)


def first_clash(bars: Collection[Bar], offices: Collection[str]) -> Clash | None:
    """Return the first two offices of one person that nobody may hold together."""
    return next(clashes(bars, offices), None)


def kin_clashes(
    bars: Collection[Bar], offices: Collection[str], of_kin: Collection[str]
) -> Iterator[Clash]:
    """Yield the offices of somebody that bar offices which a near relative holds."""
    theirs = sorted({Office(one) for one in of_kin})
    for bar in bars:
        if bar.kin:
            for office in sorted({Office(one) for one in offices}):
                across = bar.pairs(office)
                yield from (Clash(bar, office, one) for one in theirs if one in across)
