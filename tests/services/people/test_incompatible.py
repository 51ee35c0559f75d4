"""Which offices bar each other, where, and by which article."""

import pytest

from services.people.incompatible import BARS, Bar, clashes, first_clash, in_force, kin_clashes
from services.people.workflow import Office

INNER_MONGOLIA, SHANDONG, SHANGHAI = "150523", "370102", "310151"


@pytest.mark.parametrize(
    ("place", "offices", "key"),
    [
        (INNER_MONGOLIA, {"supervisor", "committee_member"}, "committee_supervises"),
        (INNER_MONGOLIA, {"supervisor_director", "committee_director"}, "committee_supervises"),
        (INNER_MONGOLIA, {"supervisor", "clerk"}, "books_supervised"),
        (SHANDONG, {"supervisor", "clerk"}, "books_supervised_sd"),
        (SHANDONG, {"supervisor", "collective_head"}, "books_supervised_sd"),
        (SHANGHAI, {"supervisor", "collective_manager"}, "managers_supervised_sh"),
        (SHANDONG, {"committee_director", "clerk"}, "director_and_books_sd"),
        (INNER_MONGOLIA, {"finance_member", "committee_member"}, "finance_group_checks"),
        (INNER_MONGOLIA, {"collective_supervisor", "collective_head"}, "collective_audits"),
    ],
)
def test_two_offices_that_nobody_holds_together(place: str, offices: set[str], key: str) -> None:
    clash = first_clash(in_force(place, ()), offices)

    assert clash is not None
    assert clash.bar.key == key


@pytest.mark.parametrize(
    ("place", "offices"),
    [
        (INNER_MONGOLIA, {"supervisor", "supervisor_director", "party_secretary"}),
        (INNER_MONGOLIA, {"supervisor", "collective_head"}),
        (INNER_MONGOLIA, {"committee_director", "clerk"}),
        (INNER_MONGOLIA, {"collective_head", "collective_manager"}),
        (INNER_MONGOLIA, {"committee_director", "party_secretary", "collective_head"}),
        (INNER_MONGOLIA, set()),
    ],
)
def test_offices_that_go_together(place: str, offices: set[str]) -> None:
    assert list(clashes(in_force(place, ()), offices)) == []


@pytest.mark.parametrize(
    ("place", "mine", "theirs", "key"),
    [
        (INNER_MONGOLIA, {"supervisor"}, {"committee_member"}, "committee_supervises"),
        (INNER_MONGOLIA, {"committee_member"}, {"supervisor"}, "committee_supervises"),
        (INNER_MONGOLIA, {"collective_head"}, {"collective_manager"}, "collective_managers"),
        (INNER_MONGOLIA, {"clerk"}, {"collective_supervisor"}, "collective_audits"),
        (SHANDONG, {"clerk"}, {"committee_director"}, "director_and_books_sd"),
    ],
)
def test_near_relatives_are_kept_apart(
    place: str, mine: set[str], theirs: set[str], key: str
) -> None:
    assert [one.bar.key for one in kin_clashes(in_force(place, ()), mine, theirs)] == [key]


def test_relatives_may_hold_what_no_article_bars() -> None:
    bars = in_force(INNER_MONGOLIA, ())

    assert list(kin_clashes(bars, {"supervisor"}, {"clerk"})) == []
    assert list(kin_clashes(bars, {"clerk"}, {"committee_director"})) == []
    assert list(kin_clashes(bars, {"supervisor"}, {"representative"})) == []


def test_a_countys_bar_is_added_to_the_laws_and_told_before_our_default() -> None:
    """It takes nothing away, whatever it says, and an article of the law is told before it."""
    own = [
        _own(Office.SUPERVISOR, Office.CLERK, same=True),
        _own(Office.SUPERVISOR, Office.COMMITTEE_MEMBER, same=True),
        _own(Office.CLERK, Office.COMMITTEE_DIRECTOR, same=False),
    ]
    bars = in_force(INNER_MONGOLIA, own)

    assert set(bars) == {*in_force(INNER_MONGOLIA, ()), *own}
    told = [first_clash(bars, {"supervisor", other}) for other in ("clerk", "committee_member")]
    assert [one.bar.key for one in told if one] == ["supervisor-clerk", "committee_supervises"]
    assert first_clash(bars, {"clerk", "committee_director"}) is None
    assert [one.bar for one in kin_clashes(bars, {"committee_director"}, {"clerk"})] == [own[2]]


def _own(one: Office, other: Office, *, same: bool) -> Bar:
    sides = frozenset({one}), frozenset({other})
    return Bar(f"{one}-{other}", *sides, "县里", "the county", kin=not same, same=same)


def test_every_bar_names_its_source_and_joins_two_sides() -> None:
    assert len({bar.key for bar in BARS}) == len(BARS)
    for bar in BARS:
        assert bar.citation_zh
        assert bar.citation_en
        assert bar.same or bar.kin
        assert bar.pairs(next(iter(bar.one))) >= bar.other
    assert not next(iter(BARS)).pairs(Office.PARTY_MEMBER)
