"""The calculator's words, from the judge's own lines."""

from services.decisions import forecast, law, rules
from services.decisions.rules import Attendance, Headcount
from services.decisions.vocabulary import Population

FLOOR = {rule.id: rule for rule in law.load("OL2018").rules}
ASSEMBLY = [FLOOR["OL18-22-quorum-villagers"], FLOOR["OL18-22-quorum-households"]]


def said(asked: list[law.Rule], passing: list[law.Rule], now: Attendance, come: int) -> str:
    then = Attendance(now.all, now.due, come, now.parts)
    judged = rules.judge_quorum(asked, now)
    zh, en = forecast.words(judged, rules.required_in_favour(passing, then), come)
    assert zh.count("；") == en.count("; ") == 1
    return en


def test_six_more_are_needed_and_if_38_come_20_must_agree() -> None:
    body = [FLOOR["OL18-26-quorum"]], [FLOOR["OL18-26-pass"]]

    assert said(*body, Attendance(56, 56, 32), 38) == (
        "To open, 6 more members are still needed; if 38 come, 20 members must agree."
    )
    assert said(*body, Attendance(56, 56, 38), 40) == (
        "Enough are here to open; if 40 come, 21 members must agree."
    )


def test_where_one_of_two_ways_is_enough_both_are_named() -> None:
    parts = {Population.HOUSEHOLDS: Headcount(113, 113, 70)}
    now = Attendance(400, 400, 180, parts)

    assert said(ASSEMBLY, [FLOOR["OL18-22-pass"]], now, 201) == (
        "To open, 21 more members or 6 more households are still needed; "
        "if 201 come, 101 members must agree."
    )
    enough = Attendance(400, 400, 180, {Population.HOUSEHOLDS: Headcount(113, 113, 76)})
    assert said(ASSEMBLY, [FLOOR["OL18-22-pass"]], enough, 180).startswith("Enough are here")


def test_of_two_rules_about_the_same_people_the_harder_speaks() -> None:
    both = [FLOOR["BRANCH-11-quorum"], FLOOR["CEL-27-quorum"]]

    assert said(both, [FLOOR["BRANCH-11-pass"]], Attendance(21, 21, 5), 14) == (
        "To open, 9 more members are still needed; if 14 come, 11 members must agree."
    )
