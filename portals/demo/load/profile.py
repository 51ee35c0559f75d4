"""How much of everything a loaded county holds (domain.md section 7), and how it is dealt out."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

GROUPS = ("一社", "二社", "三社", "四社")
# What the village holds in which the cases are played; every other one has as many or more.
PATTERN_HOUSEHOLDS, PATTERN_RESIDENTS, PATTERN_REPRESENTATIVES = 100, 350, 15
OFFICERS_IN_THE_PARTY = 6
PATTERN_PARTY = 21


class ProfileTooSmall(ValueError):
    """A scale at which the other villages would be smaller than the one that is played."""


@dataclass(frozen=True)
class Profile:
    """The totals of one county and year."""

    townships: int
    villages: int
    households: int
    residents: int
    representatives: int
    party_members: int
    meetings: int
    matters: int
    suggestions: int

    def scaled(self, scale: float) -> "Profile":
        """Return the profile of a smaller county."""
        numbers = {one.name: int(getattr(self, one.name) * scale) for one in fields(self)}
        numbers["villages"] = max(2, numbers["villages"])
        numbers["townships"] = max(1, numbers["townships"])
        return Profile(**numbers)


COUNTY_YEAR = Profile(25, 550, 200_000, 700_000, 10_000, 26_000, 2_700, 2_400, 13_000)


class Place(NamedTuple):
    """One village and how many people of which kind live in it."""

    code: str
    name: str
    township_name: str
    households: int
    residents: int
    representatives: int
    party_members: int


def shares(total: int, parts: int) -> list[int]:
    """Return a total divided into parts that differ by one at most."""
    return [total // parts + (part < total % parts) for part in range(parts)]


def township(county: str, number: int) -> tuple[str, str]:
    """Return code and name of a township."""
    return f"{county}{100 + number:03d}", f"第{number + 1:02d}镇"


def places(county: str, profile: Profile) -> list[Place]:
    """Return the villages; the first is the one in which the cases are played."""
    others = profile.villages - 1
    dealt = [
        shares(total - own, others)
        for total, own in (
            (profile.households, PATTERN_HOUSEHOLDS),
            (profile.residents, PATTERN_RESIDENTS),
            (profile.representatives, PATTERN_REPRESENTATIVES),
            (profile.party_members, PATTERN_PARTY),
        )
    ]
    first = (PATTERN_HOUSEHOLDS, PATTERN_RESIDENTS, PATTERN_REPRESENTATIVES, PATTERN_PARTY)
    if any(min(own) < least for own, least in zip(dealt, first, strict=True)):
        raise ProfileTooSmall(profile)
    numbers: Sequence[tuple[int, ...]] = [first, *zip(*dealt, strict=True)]
    return [
        Place(*_named(county, number, profile.townships), *each)
        for number, each in enumerate(numbers)
    ]


def _named(county: str, number: int, townships: int) -> tuple[str, str, str]:
    """Return code, name and township of the n-th village; the townships take turns."""
    code, name = township(county, number % townships)
    return f"{code}{200 + number // townships:03d}", f"第{number + 1:03d}村", name


def mix(meetings_of: Sequence[int], matters: int, meetings: int) -> list[int]:
    """Return how often each case is played so that both totals come out exactly."""
    counts = shares(matters, len(meetings_of))
    missing = meetings - sum(c * m for c, m in zip(counts, meetings_of, strict=True))
    for turn in range(matters * 4 * len(counts)):
        if not missing:
            return counts
        step = 1 if missing > 0 else -1
        _move(counts, meetings_of, step, turn)
        missing -= step
    raise ProfileTooSmall(matters, meetings)


def _move(counts: list[int], meetings_of: Sequence[int], step: int, turn: int) -> None:
    """Replace one matter of the commonest fitting case by one with one meeting more or less."""
    fits = [
        (counts[a], -counts[b], (b + turn) % len(counts), a, b)
        for a, of_a in enumerate(meetings_of)
        for b, of_b in enumerate(meetings_of)
        if of_b - of_a == step and counts[a] > 0
    ]
    if not fits:
        raise ProfileTooSmall(counts, step)
    *_, taken, given = max(fits)
    counts[taken] -= 1
    counts[given] += 1
