"""Thresholds: exhaustive against an independent oracle, and the vectors of the law."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from services.decisions import law, method, rules
from services.decisions.errors import CountsDoNotAddUp
from services.decisions.law import Rule
from services.decisions.rules import Attendance, Headcount, Tally
from services.decisions.vocabulary import Base, Body, Population, RuleKind

FRACTIONS = [(1, 2, True), (1, 2, False), (2, 3, False), (2, 3, True), (3, 4, False)]
FRACTIONS += [(4, 5, False), (1, 3, False), (1, 5, False), (1, 10, False)]


def a_rule(
    numerator: int,
    denominator: int,
    *,
    strict: bool = False,
    base: Base = Base.ALL,
    of: Population = Population.MEMBERS,
    kind: RuleKind = RuleKind.QUORUM,
    alternative: str = "",
) -> Rule:
    return Rule(
        id=f"{kind.value}-{of.value}",
        kind=kind,
        body=None,
        statute="OL18",
        article="26",
        authority_zh="村民委员会组织法",
        authority_en="Organic Law",
        zh="",
        en="",
        base=base,
        of=of,
        numerator=numerator,
        denominator=denominator,
        strict=strict,
        alternative=alternative,
    )


def floor(body: Body, kind: RuleKind, place: str = "150523108201", about: str = "") -> list[Rule]:
    day = date(2026, 11, 22)
    return list(law.load("OL2018").of(body, kind, place=place, matter_type=about, on=day))


@pytest.mark.parametrize(("numerator", "denominator", "strict"), FRACTIONS)
def test_every_count_in_every_body_up_to_300_agrees_with_the_oracle(
    numerator: int, denominator: int, strict: bool
) -> None:
    rule, share = a_rule(numerator, denominator, strict=strict), Fraction(numerator, denominator)

    for base in range(1, 301):
        wanted = [
            count
            for count in range(base + 1)
            if (Fraction(count, base) > share if strict else Fraction(count, base) >= share)
        ]
        reached = [count for count in range(base + 1) if rules.met(count, base, rule)]
        assert reached == wanted
        if wanted:
            assert rules.needed(base, rule) == wanted[0]


def test_every_present_and_every_vote_up_to_300_members_is_judged_as_the_oracle_says() -> None:
    """All present × all in favour, two thirds of the members there and more than half of them."""
    quorum, passing = a_rule(2, 3), a_rule(1, 2, strict=True)
    met = rules.met

    for members in range(1, 301):
        for present in range(members + 1):
            opens = 3 * present >= 2 * members
            assert met(present, members, quorum) is opens
            first = present // 2 + 1
            for in_favour in range(present + 1):
                assert met(in_favour, present, passing) is (in_favour >= first)


def asked_of(body: Body) -> tuple[list[Rule], list[Rule]]:
    """Return the law's rules; a township's committee has none, and its method asks."""
    if body is not Body.TOWNSHIP_PARTY_COMMITTEE:
        return floor(body, RuleKind.QUORUM), floor(body, RuleKind.PASS)
    step = next(one for one in method.of_townships()[0].steps if one.body is body)
    assert step.quorum is not None
    assert step.passing is not None
    return [step.quorum], [step.passing]


@pytest.mark.parametrize("body", Body)
def test_the_judge_turns_exactly_where_the_calculator_says(body: Body) -> None:
    quorum, passing = asked_of(body)

    for members in range(1, 301, 7):
        households = {Population.HOUSEHOLDS: Headcount(0, 0, 0)}
        roll = Attendance(members, members, 0, households)
        due = rules.required_present(quorum, roll)[Population.MEMBERS]
        for present in range(max(0, due - 1), members + 1, max(1, members // 5)):
            there = Attendance(members, members, present, households)
            assert rules.judge_quorum(quorum, there).passed is (present >= due)
            first = rules.required_in_favour(passing, there)[Population.MEMBERS]
            for in_favour in {0, max(0, first - 1), first, present}:
                if in_favour <= present:
                    judged = rules.judge_vote(passing, there, Tally(in_favour))
                    assert judged.passed is (in_favour >= first)


def test_a_quorum_prints_how_it_was_counted() -> None:
    quorum = floor(Body.REPRESENTATIVES_MEETING, RuleKind.QUORUM)
    passing = floor(Body.REPRESENTATIVES_MEETING, RuleKind.PASS)

    opened = rules.judge_quorum(quorum, Attendance(56, 56, 38))
    passed = rules.judge_vote(passing, Attendance(56, 56, 38), Tally(27, 11))

    assert opened.derivation[0].en == (
        "38 of 56 present (base: all); 2/3 or more needed, at least 38: met; "
        "Organic Law of Villagers' Committees art. 26"
    )
    assert passed.derivation[0].zh == (
        "到会 38，赞成 27 人，须过半数（至少 20 人），达到。《村民委员会组织法》第二十六条"
    )
    assert passed.derivation[0].citation == "《村民委员会组织法》第二十六条"
    assert passed.derivation[0].rule_id == "OL18-26-pass"


def test_a_meeting_below_quorum_says_exactly_how_many_are_missing() -> None:
    judged = rules.judge_quorum([a_rule(2, 3)], Attendance(20, 20, 11))

    assert not judged.passed
    assert judged.missing == 3
    assert judged.derivation[0].formula == "11·3 < 20·2"
    assert judged.derivation[0].zh.endswith("还差 3 人。《村民委员会组织法》第二十六条")


def test_half_is_not_more_than_half() -> None:
    passing = a_rule(1, 2, strict=True, base=Base.PRESENT, kind=RuleKind.PASS)

    assert not rules.judge_vote([passing], Attendance(20, 20, 14), Tally(7)).passed
    assert rules.judge_vote([passing], Attendance(20, 20, 14), Tally(8)).passed
    assert rules.judge_vote([passing], Attendance(20, 20, 14), Tally(7)).derivation[0].formula == (
        "7·2 ≤ 14"
    )


def test_abstentions_and_invalid_ballots_are_not_in_favour_but_count_in_the_base() -> None:
    of_cast = a_rule(1, 2, strict=True, base=Base.CAST, kind=RuleKind.PASS)

    judged = rules.judge_vote([of_cast], Attendance(30, 30, 21), Tally(10, 4, 5, 1))

    assert judged.derivation[0].base == 20
    assert not judged.passed


@pytest.mark.parametrize(
    ("fraction", "members", "expected"),
    [((2, 3), 17, 12), ((2, 3), 382, 255), ((2, 3), 113, 76), ((2, 3), 9, 6), ((2, 3), 20, 14)],
)
def test_vectors_of_two_thirds(fraction: tuple[int, int], members: int, expected: int) -> None:
    assert rules.needed(members, a_rule(*fraction)) == expected


def test_twenty_members_need_fourteen_present_and_eight_of_them_in_favour() -> None:
    quorum = floor(Body.REPRESENTATIVES_MEETING, RuleKind.QUORUM)
    passing = floor(Body.REPRESENTATIVES_MEETING, RuleKind.PASS)

    assert rules.required_present(quorum, Attendance(20, 20, 0)) == {Population.MEMBERS: 14}
    assert rules.required_in_favour(passing, Attendance(20, 20, 14)) == {Population.MEMBERS: 8}


def test_a_tenth_of_four_hundred_villagers_is_forty() -> None:
    assert rules.needed(400, a_rule(1, 10)) == 40


@pytest.mark.parametrize(
    ("representatives", "members", "passed"), [(17, 22, False), (17, 20, True)]
)
def test_four_fifths_of_the_meeting_are_representatives(
    representatives: int, members: int, passed: bool
) -> None:
    four_fifths = floor(Body.REPRESENTATIVES_MEETING, RuleKind.COMPOSITION)[:1]
    parts = {Population.REPRESENTATIVES: Headcount(representatives, representatives, 0)}

    judged = rules.judge_composition(four_fifths, Attendance(members, members, 0, parts))

    assert judged.passed is passed
    assert "其中" in judged.derivation[0].zh
    assert "in the body" in judged.derivation[0].en


@pytest.mark.parametrize(
    ("villagers", "households", "passed"),
    [(201, 0, True), (200, 0, False), (0, 76, True), (0, 75, False), (200, 75, False)],
)
def test_either_base_of_article_22_opens_a_villagers_assembly(
    villagers: int, households: int, passed: bool
) -> None:
    quorum = floor(Body.VILLAGERS_ASSEMBLY, RuleKind.QUORUM)
    parts = {Population.HOUSEHOLDS: Headcount(113, 113, households)}

    assert rules.judge_quorum(quorum, Attendance(400, 400, villagers, parts)).passed is passed


def test_the_stricter_of_law_and_method_wins() -> None:
    vote = method.find("siquansizhi").step("vote")
    assert vote.passing is not None
    both = [*floor(Body.REPRESENTATIVES_MEETING, RuleKind.PASS), vote.passing]
    everybody = Attendance(20, 20, 20, {Population.REPRESENTATIVES: Headcount(17, 17, 17)})

    def judged(in_favour: int) -> bool:
        parts = {Population.REPRESENTATIVES: Tally(in_favour)}
        return rules.judge_vote(both, everybody, Tally(in_favour, parts=parts)).passed

    assert not judged(11)
    assert judged(12)
    assert rules.required_in_favour(both, everybody) == {
        Population.MEMBERS: 11,
        Population.REPRESENTATIVES: 12,
    }


def test_a_rule_of_a_method_is_said_in_words_where_it_has_none_of_its_own() -> None:
    vote = method.find("siquansizhi").step("vote")
    assert vote.passing is not None
    assert rules.asked(vote.passing) == (
        "全体村民代表的三分之二以上同意。",
        "2/3 or more of all representatives in favour.",
    )
    here = a_rule(1, 2, strict=True, base=Base.PRESENT, kind=RuleKind.PASS)
    assert rules.asked(replace(here, zh="", en=""))[0] == "到会组成人员的过半数同意。"
    (law_rule,) = floor(Body.REPRESENTATIVES_MEETING, RuleKind.PASS)
    assert rules.asked(law_rule) == (law_rule.zh, law_rule.en)


def test_a_part_that_nobody_counted_never_meets_a_rule() -> None:
    of_women = a_rule(2, 3, of=Population.WOMEN_REPRESENTATIVES)

    judged = rules.judge_quorum([of_women], Attendance(20, 20, 20))

    assert not judged.passed
    assert judged.derivation[0].en.startswith("0 of 0 women representatives present")


def test_votes_of_a_part_that_nobody_counted_are_no_votes() -> None:
    of_women = a_rule(2, 3, of=Population.WOMEN_REPRESENTATIVES, kind=RuleKind.PASS)

    assert not rules.judge_vote([of_women], Attendance(20, 20, 20), Tally(20)).passed


def test_without_any_rule_nothing_passes() -> None:
    assert not rules.judge_quorum([], Attendance(20, 20, 20)).passed


def test_for_initiating_the_easier_right_wins() -> None:
    demands = [a_rule(1, 5, of=Population.REPRESENTATIVES, kind=RuleKind.INITIATE)]
    demands += [a_rule(1, 3, of=Population.REPRESENTATIVES, kind=RuleKind.INITIATE)]

    four = {Population.REPRESENTATIVES: Headcount(17, 17, 4)}
    three = {Population.REPRESENTATIVES: Headcount(17, 17, 3)}

    assert rules.may_initiate(demands, four).passed
    assert not rules.may_initiate(demands, three).passed


@pytest.mark.parametrize(("everybody", "due", "present"), [(5, 6, 1), (5, 5, 6), (5, 5, -1)])
def test_impossible_attendance_is_refused(everybody: int, due: int, present: int) -> None:
    with pytest.raises(CountsDoNotAddUp):
        Attendance(everybody, due, present)


def test_negative_votes_and_more_votes_than_people_are_refused() -> None:
    with pytest.raises(CountsDoNotAddUp):
        Tally(-1)
    with pytest.raises(CountsDoNotAddUp):
        rules.judge_vote([a_rule(1, 2)], Attendance(5, 5, 3), Tally(2, 2))


def test_a_judgement_is_kept_as_plain_numbers() -> None:
    judged = rules.judge_quorum([a_rule(2, 3)], Attendance(20, 20, 14))

    assert judged.missing == 0
    line = judged.as_json()[0]
    assert (line["count"], line["base"], line["needed"], line["met"]) == (14, 20, 14, True)
    assert line["formula"] == "14·3 ≥ 20·2"
