"""How long offices run, by which article, and by which reasons they end: pure."""

from datetime import date, timedelta

import pytest

from services.people import ending, terms
from services.people.ending import END_NAMES, TermEnd
from services.people.terms import Basis, Bench
from services.people.workflow import COMMITTEE, Office


@pytest.mark.parametrize(
    ("office", "bench", "article", "basis"),
    [
        (Office.COMMITTEE_DIRECTOR, Bench.COMMITTEE, "第十一条", Basis.STATUTE),
        (Office.COMMITTEE_MEMBER, Bench.COMMITTEE, "第十一条", Basis.STATUTE),
        (Office.REPRESENTATIVE, Bench.REPRESENTATIVES, "第二十五条", Basis.STATUTE),
        (Office.GROUP_HEAD, Bench.GROUP_HEADS, "第二十八条", Basis.STATUTE),
        (Office.SUPERVISOR, Bench.BOARD, "明白默认值", Basis.OURS),
        (Office.PARTY_SECRETARY, Bench.BRANCH, "支部工作条例", Basis.SECONDARY),
        (Office.COLLECTIVE_HEAD, Bench.COLLECTIVE_BOARD, "第二十九条", Basis.STATUTE),
        (Office.COLLECTIVE_SUPERVISOR, Bench.COLLECTIVE_SUPERVISORS, "明白默认值", Basis.OURS),
        (Office.MEMBER_REPRESENTATIVE, Bench.MEMBER_REPRESENTATIVES, "第二十八条", Basis.STATUTE),
    ],
)
def test_an_office_runs_five_years_by_its_source(
    office: Office, bench: Bench, article: str, basis: Basis
) -> None:
    length = terms.length_of(office)

    assert length is not None
    assert (length.bench, length.years, length.basis) == (bench, 5, basis)
    assert article in length.citation_zh


def test_no_rule_says_how_long_a_clerk_or_the_chair_serves() -> None:
    for office in (Office.CLERK, Office.EXECUTIVE_CHAIR, Office.FINANCE_MEMBER):
        assert terms.length_of(office) is None
        assert terms.last_day(office, date(2026, 1, 5)) is None


@pytest.mark.parametrize(
    ("begun", "last"),
    [
        (date(2026, 1, 5), date(2031, 1, 5)),
        (date(2024, 2, 29), date(2029, 2, 28)),  # no corresponding day: the month's last
        (date(2025, 12, 31), date(2030, 12, 31)),
    ],
)
def test_a_term_ends_on_the_corresponding_day(begun: date, last: date) -> None:
    """Civil Code art. 202."""
    assert terms.last_day(Office.GROUP_HEAD, begun) == last


def test_whoever_asks_by_the_day_misses_nobody_whose_term_runs_out() -> None:
    """The day that the query asks by lets in every term that is over within 90 days."""
    length = terms.length_of(Office.COMMITTEE_MEMBER)
    assert length is not None
    for begun in (date(2023, 12, 1) + timedelta(days) for days in range(130)):
        last = terms.last_day(Office.COMMITTEE_MEMBER, begun)
        assert last is not None
        first_told = last - timedelta(terms.SOON_DAYS)
        assert begun <= terms.begun_by(length, first_told)
        assert begun > terms.begun_by(length, first_told - timedelta(3))


def test_nobody_removes_or_recalls_a_member_of_the_committee_by_hand() -> None:
    """Organic Law art. 11 and 16; death, moving and absences are not entered by hand either."""
    by_hand = ending.by_hand(Office.COMMITTEE_MEMBER)

    assert by_hand == {
        TermEnd.LOST_CAPACITY,
        TermEnd.RESIGNED,
        TermEnd.SENTENCED,
        TermEnd.TERM_OVER,
        TermEnd.UNFIT,
    }
    assert TermEnd.REMOVED in ending.by_hand(Office.SUPERVISOR)
    assert TermEnd.UNFIT not in ending.by_hand(Office.SUPERVISOR)
    assert ending.by_hand(Office.PARTY_MEMBER) == {TermEnd.PARTY}
    never = {
        *(TermEnd.DIED, TermEnd.MOVED, TermEnd.RECALLED, TermEnd.REPLACED, TermEnd.LOST_SEAT),
        *(TermEnd.ELECTED_ELSEWHERE, TermEnd.VILLAGE_ENDED),
    }
    assert not any(never & ending.by_hand(office) for office in Office)
    assert set(END_NAMES) == set(TermEnd)


def test_a_handover_is_owed_by_who_leaves_the_committee_without_an_election() -> None:
    assert {
        one for one in TermEnd if ending.owes_handover(Office.COMMITTEE_DIRECTOR, one)
    } == ending.OWES_HANDOVER
    assert not any(
        ending.owes_handover(office, one)
        for office in Office
        for one in TermEnd
        if office not in COMMITTEE
    )
    assert not ending.owes_handover(Office.COMMITTEE_MEMBER, "")
