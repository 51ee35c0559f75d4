"""Quotas by group (Organic Law art. 25) and absences in a row."""

from typing import NamedTuple

import pytest

from services.representation.rules import Quota, missed, quota


class Line(NamedTuple):
    present: bool
    excused: bool


CAME, MISSED, EXCUSED = Line(True, False), Line(False, False), Line(False, True)


@pytest.mark.parametrize(
    ("households", "least", "most"),
    [(0, 0, 0), (4, 0, 0), (5, 1, 1), (9, 1, 1), (15, 1, 3), (16, 2, 3), (30, 2, 6), (113, 8, 22)],
)
def test_a_groups_quota(households: int, least: int, most: int) -> None:
    found = quota(households)

    assert found == Quota(least, most)
    assert found.holds(least)
    assert found.holds(most)
    assert not found.holds(most + 1)
    assert not found.holds(least - 1)


@pytest.mark.parametrize(
    ("newest_first", "count"),
    [
        ([], 0),
        ([CAME, MISSED, MISSED, MISSED], 0),
        ([MISSED, MISSED, CAME, MISSED], 2),
        ([MISSED, EXCUSED, MISSED, MISSED], 3),
        ([EXCUSED, EXCUSED, EXCUSED], 0),
    ],
)
def test_absences_in_a_row(newest_first: list[Line], count: int) -> None:
    assert missed(newest_first) == (MISSED,) * count
