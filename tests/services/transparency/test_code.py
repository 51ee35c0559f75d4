"""The verification code: any one wrong digit and any two swapped neighbours are noticed."""

import random

import pytest

from services.transparency import code, merkle

LEAF = merkle.leaf_hash(b"a leaf")


def codes(count: int) -> list[str]:
    return [code.of_leaf("150523", merkle.leaf_hash(b"%d" % each)) for each in range(count)]


def test_a_code_is_the_same_every_time_and_never_shared_by_counties() -> None:
    assert code.of_leaf("150523", LEAF) == code.of_leaf("150523", LEAF)
    assert code.of_leaf("150523", LEAF)[:10] != code.of_leaf("371721", LEAF)[:10]
    assert code.of_leaf("150523", LEAF) != code.of_leaf("150523", LEAF, attempt=1)


def test_a_code_has_twelve_digits() -> None:
    assert all(len(each) == 12 and each.isdigit() for each in codes(200))


def test_any_one_changed_digit_is_noticed() -> None:
    for good in codes(200):
        assert code.is_well_formed("150523", good)
        for place in range(12):
            for digit in "0123456789":
                changed = good[:place] + digit + good[place + 1 :]
                assert code.is_well_formed("150523", changed) == (digit == good[place])


def test_any_two_swapped_neighbours_are_noticed() -> None:
    for good in codes(500):
        for place in range(11):
            swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
            assert code.is_well_formed("150523", swapped) == (good[place] == good[place + 1])


def test_a_code_of_one_county_is_not_taken_in_another() -> None:
    neighbours = ["150524", "150522", "371721", "150521"]
    for neighbour in neighbours:
        assert not code.is_well_formed(neighbour, code.of_leaf("150523", LEAF))


def test_a_made_up_number_passes_once_in_a_hundred_at_most() -> None:
    chance = random.Random(7)
    passed = sum(
        code.is_well_formed("150523", f"{chance.randrange(10**12):012d}") for _ in range(20_000)
    )

    assert passed < 300


@pytest.mark.parametrize("typed", ["", "12345678901", "1234567890123", "12345678901x", "１２３"])
def test_what_is_not_twelve_digits_is_malformed(typed: str) -> None:
    assert not code.is_well_formed("150523", typed)


def test_spaces_dashes_and_wide_digits_are_forgiven() -> None:
    assert code.normalise(" １２３４ 5678-9012　") == "123456789012"


def test_the_code_is_found_in_a_scanned_address() -> None:
    assert code.within("HTTPS://H/150523/C/123456789012:ABCDEF") == "123456789012"
    assert code.within("123456789012:ABC") == code.within("1234 5678-9012") == "123456789012"


def test_a_code_is_printed_in_groups_of_four() -> None:
    assert code.printed("123456789012") == "1234 5678 9012"
