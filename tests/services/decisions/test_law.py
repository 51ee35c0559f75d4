"""The legal floor: read from data, empty versions refused, places and days respected."""

from datetime import date

import pytest

from services.decisions import law
from services.decisions.errors import LawInvalid, LawVersionEmpty, LawVersionUnknown
from services.decisions.vocabulary import Base, Body, RuleKind, Source

DAY = date(2026, 11, 22)

MINIMAL = """
version: X
name: {zh: 试, en: Test}
in_force_from: 2018-12-29
statutes:
  S: {zh: 某法, en: Some law}
rules:
  - {id: a, body: joint_committee, kind: quorum, statute: S, article: "9",
     fraction: [1, 2], source: statute, zh: 甲, en: A, effective_to: 2020-01-01}
"""


def test_the_empty_2025_version_refuses_to_be_used() -> None:
    with pytest.raises(LawVersionEmpty) as refused:
        law.load("OL2025")
    assert refused.value.code == "LAW_VERSION_EMPTY"


@pytest.mark.parametrize("version", ["OL1998", "../law/OL2018", ""])
def test_an_unknown_version_is_refused(version: str) -> None:
    with pytest.raises(LawVersionUnknown):
        law.load(version)


def test_article_26_is_two_thirds_of_all_members_and_more_than_half_of_those_present() -> None:
    floor = law.load("OL2018")

    def only(kind: RuleKind) -> law.Rule:
        (rule,) = floor.of(
            Body.REPRESENTATIVES_MEETING,
            kind,
            place="150523108201",
            matter_type="public_welfare",
            on=DAY,
        )
        return rule

    quorum, passing = only(RuleKind.QUORUM), only(RuleKind.PASS)
    assert (quorum.numerator, quorum.denominator, quorum.strict) == (2, 3, False)
    assert (quorum.base, quorum.source) == (Base.ALL, Source.STATUTE)
    assert (passing.numerator, passing.denominator, passing.strict) == (1, 2, True)
    assert passing.base is Base.PRESENT
    assert quorum.citation_zh == "《村民委员会组织法》第二十六条"
    assert quorum.citation_en == "Organic Law of Villagers' Committees art. 26"


def test_the_collective_law_asks_two_thirds_of_all() -> None:
    floor = law.load("OL2018")
    passing = {
        rule.id: (rule.numerator, rule.denominator, rule.strict, rule.base)
        for rule in floor.rules
        if rule.statute == "CEL" and rule.kind is RuleKind.PASS
    }

    assert passing == {
        "CEL-15-pass": (3, 4, False, Base.ALL),
        "CEL-27-pass": (2, 3, False, Base.ALL),
        "CEL-28-pass": (2, 3, False, Base.ALL),
    }


def test_a_rule_of_shandong_holds_in_shandong_only() -> None:
    floor = law.load("OL2018")

    def notice(place: str) -> list[int]:
        found = floor.of(
            Body.REPRESENTATIVES_MEETING,
            RuleKind.NOTICE_DAYS,
            place=place,
            matter_type="",
            on=DAY,
        )
        return sorted(rule.days for rule in found)

    assert notice("150523108201") == [3]
    assert notice("371721101201") == [3, 5]


def test_a_rule_about_some_matters_leaves_the_others_alone() -> None:
    rule = next(rule for rule in law.load("OL2018").rules if rule.id == "CEL-15-pass")

    assert rule.holds("15", "non_member_benefits", DAY)
    assert not rule.holds("15", "income_distribution", DAY)


def test_a_rule_ends_on_its_last_day() -> None:
    (rule,) = law.parse(MINIMAL).rules

    assert rule.holds("15", "", date(2020, 1, 1))
    assert not rule.holds("15", "", date(2020, 1, 2))
    assert rule.citation_zh == "《某法》第九条"


def test_the_2018_numbers_carry_a_warning_since_2026() -> None:
    floor = law.load("OL2018")
    warning = floor.caveat(DAY)

    assert floor.caveat(date(2025, 12, 31)) is None
    assert warning is not None
    assert "2026年1月1日" in warning[0]


def test_our_own_defaults_say_that_they_are_ours() -> None:
    ours = [rule for rule in law.load("OL2018").rules if rule.statute == "OURS"]

    assert {rule.source for rule in ours} == {Source.DEFAULT}
    assert {rule.citation_zh for rule in ours} == {"明白默认值"}
    assert {rule.citation_en for rule in ours} == {"Mingbai default"}


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("fraction: [1, 2]", "fraction: [3, 2]"), "must be above 0 and at most 1"),
        (("fraction: [1, 2]", "fraction: 0.5"), "must be written as [2, 3]"),
        (("statute: S,", "statute: T,"), "statute T is not listed"),
        (("kind: quorum", "kind: notice_days"), "days is missing"),
        (("2020-01-01", "soon"), "effective_to must be a date"),
        (("kind: quorum", "kind: maybe"), "kind must be one of"),
        (("zh: 甲,", ""), "zh is missing"),
        (("rules:", "rulez:"), "unknown key rulez"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(change: tuple[str, str], line: str) -> None:
    with pytest.raises(LawInvalid) as refused:
        law.parse(MINIMAL.replace(*change))
    assert line in refused.value.message("en")
    assert "第" in refused.value.message("zh")


def test_a_rule_written_twice_is_refused() -> None:
    twice = MINIMAL + MINIMAL[MINIMAL.index("  - {id") :]
    with pytest.raises(LawInvalid) as refused:
        law.parse(twice)
    assert "rule a is repeated" in refused.value.message("en")
