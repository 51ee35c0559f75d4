"""Near relatives as a roll tells of them (Civil Code art. 1045)."""

import pytest

from services.people.kin import Member, kin_in_household


@pytest.mark.parametrize("word", ["配偶", "妻", "长子", "女", "父亲", "弟弟", "奶奶", "外孙女"])
def test_the_heads_near_relatives(word: str) -> None:
    home = [Member("head", is_head=True, relation="户主"), Member("other", False, word)]

    assert kin_in_household(home) == {frozenset({"head", "other"})}


@pytest.mark.parametrize("word", ["儿媳", "女婿", "岳父", "侄子", "保姆", ""])
def test_who_is_no_near_relative(word: str) -> None:
    home = [Member("head", is_head=True, relation="户主"), Member("other", False, word)]

    assert kin_in_household(home) == set()


def test_a_family_of_five() -> None:
    home = [
        Member("head", True, "户主"),
        Member("wife", False, "配偶"),
        Member("son", False, "子"),
        Member("daughter", False, "女"),
        Member("mother", False, "母"),
    ]

    pairs = kin_in_household(home)

    assert frozenset({"son", "daughter"}) in pairs
    assert frozenset({"wife", "son"}) in pairs
    assert frozenset({"mother", "son"}) in pairs
    assert frozenset({"wife", "mother"}) not in pairs  # by marriage alone
    assert len(pairs) == 9


def test_a_household_without_a_head_tells_of_nobody() -> None:
    assert kin_in_household([Member("one", False, "子")]) == set()
