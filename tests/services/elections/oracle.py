"""Who is elected, found the slow way: every order in which ties may be broken is tried."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby, permutations, product
from uuid import UUID

from services.elections.counting import Standing

Orders = list[list[Standing]]


def orders(people: Sequence[Standing]) -> Orders:
    """Return every ranking by votes in which those with equal votes come in any order."""
    ranked = sorted(people, key=lambda one: -one.votes)
    groups = [list(group) for _, group in groupby(ranked, key=lambda one: one.votes)]
    ways = product(*(list(permutations(group)) for group in groups))
    return [[one for group in way for one in group] for way in ways]


def filled(ranking: Sequence[Standing], seats: int, women: int) -> frozenset[UUID]:
    """Fill the seats from one ranking: women's seats first, the open ones with who is left."""
    chosen: list[Standing] = []
    for one in ranking:
        if one.is_woman and len(chosen) < women:
            chosen.append(one)
    taken = 0
    for one in ranking:
        if one not in chosen and taken < seats - women:
            chosen.append(one)
            taken += 1
    return frozenset(one.key for one in chosen)


def elected(
    people: Sequence[Standing], base: int, floor: Fraction, *, strict: bool, seats: int, women: int
) -> frozenset[UUID]:
    """Return who is elected whichever way ties are broken."""
    able = [
        one
        for one in people
        if base
        and (Fraction(one.votes, base) > floor if strict else Fraction(one.votes, base) >= floor)
    ]
    outcomes = [filled(ranking, seats, women) for ranking in orders(able)]
    return frozenset.intersection(*outcomes)
