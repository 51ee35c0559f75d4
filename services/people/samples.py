"""Two sample villages with plainly synthetic people, as rolls: for tests, the demo and training."""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from services.people.roll.template import workbook
from services.people.service.rolls import ElectionRecord

Row = list[str]


class SampleVillage(NamedTuple):
    """What makes up a sample village; the numbers of the first are those of domain.md section 7."""

    name: str
    groups: tuple[str, ...]
    households: int
    residents: int
    representatives: int
    first_phone: int  # phones are 1990000 and four digits; no two villages share one


class Home(NamedTuple):
    """A household of a sample village."""

    group: str
    number: str
    head: str


SANMIAOSHU = SampleVillage("三苗树村", ("一社", "二社", "三社", "四社"), 113, 532, 17, 1)
NAIMADAI = SampleVillage(
    "乃玛岱村", tuple(f"{number}社" for number in "一二三四五六七八"), 203, 812, 29, 5001
)

# The vote by which the sample villages came in with their officers.
ELECTION = ElectionRecord(date(2023, 12, 20), "2023 年换届选举结果报告单")

PARTY_MEMBERS = 21
_RELATIONS = ("配偶", "子", "女", "父", "母", "孙子", "孙女")
_OFFICES = {
    "党支部01": "党支部书记、村委会主任",
    "党支部02": "党支部委员",
    "党支部03": "党支部委员",
    "村委01": "村委会委员、党员",
    "村委02": "村委会委员",
    "监委01": "监委会主任、党员",
    "监委02": "监委会委员、党员",
    "监委03": "监委会委员",
    "文书01": "文书",
}
# Six of the officers above belong to the party; these are the other members.
_PLAIN_PARTY_MEMBERS = PARTY_MEMBERS - 6


def shares(total: int, parts: int) -> list[int]:
    """Return a total divided into parts that differ by one at most."""
    return [total // parts + (part < total % parts) for part in range(parts)]


def _heads(village: SampleVillage) -> list[str]:
    """Return the heads of the households, group by group; each group has some of everybody."""
    leaders = [f"代表{number:02d}" for number in range(1, village.representatives + 1)]
    members = [f"党员{number:02d}" for number in range(1, _PLAIN_PARTY_MEMBERS + 1)]
    special = [*leaders, *_OFFICES, *members]
    rest = range(len(special) + 1, village.households + 1)
    names = [*special, *(f"居民{number:04d}" for number in rest)]
    return [
        name for start in range(len(village.groups)) for name in names[start :: len(village.groups)]
    ]


def homes(village: SampleVillage) -> list[Home]:
    """Return the households of a village in the order of their numbers."""
    sizes = shares(village.households, len(village.groups))
    groups = [group for group, size in zip(village.groups, sizes, strict=True) for _ in range(size)]
    return [
        Home(group, f"{number:03d}", head)
        for number, (group, head) in enumerate(zip(groups, _heads(village), strict=True), start=1)
    ]


def constituencies(village: SampleVillage) -> dict[str, str]:
    """Return the household numbers for which each representative speaks, all in their own group."""
    found = {}
    for group in village.groups:
        own = [home for home in homes(village) if home.group == group]
        leaders = [home.head for home in own if home.head.startswith("代表")]
        ends = accumulate(shares(len(own), len(leaders)), initial=0)
        for leader, (start, end) in zip(leaders, pairwise(ends), strict=True):
            found[leader] = f"{own[start].number}-{own[end - 1].number}"
    return found


def _offices(name: str, village: SampleVillage) -> str:
    if name == f"代表{village.representatives:02d}":
        return "村民代表、执行主席"
    if name.startswith("代表"):
        return "村民代表"
    return _OFFICES.get(name, "党员" if name.startswith("党员") else "")


def rows(village: SampleVillage) -> Iterator[Row]:
    """Yield the rows of the village's roll in the order of the template's headings."""
    speaks_for = constituencies(village)
    sizes = shares(village.residents, village.households)
    person = 0
    for order, (home, size) in enumerate(zip(homes(village), sizes, strict=True)):
        for member in range(size):
            name = f"居民{village.households + person:04d}" if member else home.head
            yield [
                home.group,
                home.number,
                home.head,
                name,
                "男女"[(order + member) % 2],  # every other head is a woman
                f"{1950 + person % 50}-{person % 12 + 1:02d}-{person % 28 + 1:02d}",
                "" if member else f"1990000{village.first_phone + person:04d}",
                _RELATIONS[(member - 1) % len(_RELATIONS)] if member else "户主",
                _offices(name, village),
                speaks_for.get(name, ""),
            ]
            person += 1


def roll_workbook(village: SampleVillage) -> bytes:
    """Return the village's roll as the workbook that a clerk would upload."""
    return workbook(rows(village))
