"""Near relatives (Civil Code art. 1045), declared or read from how a household's people relate."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar


class Relation(StrEnum):
    """Near relatives: Civil Code art. 1045."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"


# What a roll calls people in relation to the head; others, such as a daughter-in-law, are no near
# relatives of the head's, and words that are not here prove nothing.
_WORDS: Mapping[Relation, tuple[str, ...]] = MappingProxyType(
    {
        Relation.SPOUSE: ("配偶", "妻", "妻子", "夫", "丈夫"),
        Relation.PARENT: ("父", "母", "父亲", "母亲"),
        Relation.CHILD: (
            *("子", "女", "儿子", "女儿", "长子", "次子", "三子", "长女", "次女", "三女"),
            *("独生子", "独生女", "养子", "养女"),
        ),
        Relation.SIBLING: ("兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹", "兄弟", "姐妹"),
        Relation.GRANDPARENT: ("祖父", "祖母", "外祖父", "外祖母", "爷爷", "奶奶", "姥爷", "姥姥"),
        Relation.GRANDCHILD: ("孙", "孙子", "孙女", "外孙", "外孙子", "外孙女"),
    }
)
_RELATION_OF = {word: relation for relation, words in _WORDS.items() for word in words}

# Two who are these to the head are near relatives of each other as well.
_BETWEEN = frozenset(
    {
        frozenset({Relation.CHILD}),
        frozenset({Relation.SIBLING}),
        frozenset({Relation.PARENT}),
        frozenset({Relation.SPOUSE, Relation.CHILD}),
        frozenset({Relation.PARENT, Relation.CHILD}),
        frozenset({Relation.PARENT, Relation.SIBLING}),
    }
)


Who = TypeVar("Who")


class Member(NamedTuple, Generic[Who]):
    """One person of a household, by whatever stands for the person."""

    who: Who
    is_head: bool
    relation: str


def kin_in_household(members: Iterable[Member[Who]]) -> set[frozenset[Who]]:
    """Return the pairs of near relatives among the people of one household."""
    people = list(members)
    heads = [one.who for one in people if one.is_head]
    near = [
        (one.who, _RELATION_OF[one.relation])
        for one in people
        if not one.is_head and one.relation in _RELATION_OF
    ]
    pairs = {frozenset({head, who}) for head in heads for who, _ in near}
    return pairs | {
        frozenset({one, other})
        for (one, is_one), (other, is_other) in combinations(near, 2)
        if frozenset({is_one, is_other}) in _BETWEEN
    }
