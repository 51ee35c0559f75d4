"""The numbers of initiatives: shares, the easier route, the province's rule, the days."""

from datetime import date, datetime, timedelta

import pytest

from infra import clock
from services.decisions import parameters
from services.initiatives import rules, workflow
from services.initiatives.rules import Count
from services.initiatives.vocabulary import DemandKind, DemandState, Who
from services.initiatives.workflow import TRANSITIONS, Act, Standing, Turn

INNER_MONGOLIA, ZHEJIANG, SHANDONG = "150523108201", "330108001001", "370102001001"
CHONGQING, BEIJING = "500101001001", "110101001001"
DUE = datetime(2026, 6, 17, tzinfo=clock.ZONE)
ORDER_DUE = DUE + timedelta(days=6)


@pytest.mark.parametrize(
    ("kind", "base", "villagers", "representatives"),
    [
        (DemandKind.ASSEMBLY, Count(400, 17), 40, 6),
        (DemandKind.ASSEMBLY, Count(401, 18), 41, 6),
        (DemandKind.REPRESENTATIVES_MEETING, Count(0, 17), None, 4),
        (DemandKind.RECALL, Count(382, 29), 77, 10),
        (DemandKind.RE_AUDIT, Count(532, 0), 107, None),
        (DemandKind.QUESTION, Count(400, 17), 40, 5),
        (DemandKind.DISCLOSURE_ITEM, Count(99, 11), 10, 3),
        (DemandKind.ITEM, Count(1, 1), 1, 1),
    ],
)
def test_how_many_it_takes(
    kind: DemandKind, base: Count, villagers: int | None, representatives: int | None
) -> None:
    lines = rules.derivation(kind, INNER_MONGOLIA, Count(0, 0), base)
    found = {line.who: line.needed for line in lines}
    wanted = {"villagers": villagers, "representatives": representatives}
    assert found == {who: number for who, number in wanted.items() if number is not None}


def test_its_own_number_is_enough_and_one_less_is_not() -> None:
    base = Count(400, 17)
    short = rules.derivation(DemandKind.ASSEMBLY, INNER_MONGOLIA, Count(39, 5), base)
    whole = rules.derivation(DemandKind.ASSEMBLY, INNER_MONGOLIA, Count(40, 0), base)

    assert not rules.is_reached(short)
    assert rules.missing(short) == 1
    assert rules.is_reached(whole)
    assert rules.missing(whole) == 0
    assert whole[0].zh == "十八周岁以上村民 1/10 以上：400 人中须 40 人，已有 40 人（40·10 ≥ 400）"


def test_representatives_alone_are_enough() -> None:
    lines = rules.derivation(DemandKind.ASSEMBLY, INNER_MONGOLIA, Count(0, 6), Count(400, 17))
    assert [line.met for line in lines] == [False, True]
    assert rules.is_reached(lines)


def test_of_nobody_the_number_is_never_reached() -> None:
    lines = rules.derivation(DemandKind.ASSEMBLY, INNER_MONGOLIA, Count(0, 0), Count(0, 0))
    assert not rules.is_reached(lines)


def test_a_province_adds_a_way_and_replaces_a_default_of_ours() -> None:
    audit = rules.routes(DemandKind.RE_AUDIT, SHANDONG)
    assert [(one.who, one.numerator, one.denominator) for one in audit] == [
        (Who.VILLAGERS, 1, 5),
        (Who.REPRESENTATIVES, 2, 3),
    ]
    assert {one.basis for one in rules.routes(DemandKind.QUESTION, ZHEJIANG)} == {"local"}
    assert {one.basis for one in rules.routes(DemandKind.QUESTION, INNER_MONGOLIA)} == {"default"}


@pytest.mark.parametrize(
    ("place", "kind", "days"),
    [
        (BEIJING, DemandKind.REPRESENTATIVES_MEETING, 5),
        (CHONGQING, DemandKind.REPRESENTATIVES_MEETING, 15),
        (CHONGQING, DemandKind.QUESTION, 3),
        (ZHEJIANG, DemandKind.QUESTION, 15),
        (CHONGQING, DemandKind.RE_AUDIT, 20),
    ],
)
def test_a_province_says_by_when_it_is_done(place: str, kind: DemandKind, days: int) -> None:
    number = parameters.find(rules.NUMBERS[kind])
    assert parameters.setting(number, place, (), date(2026, 6, 1)).value == days


def test_where_no_province_speaks_the_days_are_ours() -> None:
    assert rules.duty(DemandKind.ASSEMBLY).days == 15
    assert rules.duty(DemandKind.DISCLOSURE_ITEM).days == 10
    for kind, key in rules.NUMBERS.items():
        assert rules.duty(kind).days == parameters.find(key).default


def test_every_kind_has_routes_a_duty_and_an_answer() -> None:
    for kind in DemandKind:
        assert rules.routes(kind, INNER_MONGOLIA)
        assert rules.duty(kind).days > 0
        assert rules.ANSWERS[kind]


def test_nothing_refuses_a_demand() -> None:
    assert {state.value for state in DemandState} == {
        "gathering",
        "reached",
        "fulfilled",
        "lapsed",
    }
    assert [act for (state, act) in TRANSITIONS if state is DemandState.REACHED] == [Act.FULFIL]


@pytest.mark.parametrize(
    ("owner", "order_due", "now", "below", "above"),
    [
        ("committee", None, DUE - timedelta(seconds=1), (Turn.ANSWER, DUE), None),
        ("committee", None, DUE, (Turn.ANSWER, DUE), (Turn.ORDER, DUE)),
        ("committee", ORDER_DUE, DUE, (Turn.ANSWER, ORDER_DUE), None),
        ("committee", ORDER_DUE, ORDER_DUE, (Turn.ANSWER, ORDER_DUE), (Turn.CONVENE, ORDER_DUE)),
        ("township", None, DUE, None, (Turn.ANSWER, DUE)),
    ],
)
def test_whose_turn_a_reached_demand_is(
    owner: str,
    order_due: datetime | None,
    now: datetime,
    below: tuple[Turn, datetime] | None,
    above: tuple[Turn, datetime] | None,
) -> None:
    standing = Standing(DemandState.REACHED, owner, DUE, order_due)

    assert workflow.turn(standing, now, above=False) == below
    assert workflow.turn(standing, now, above=True) == above


def test_what_is_not_reached_or_is_done_is_nobodys_turn() -> None:
    for state in set(DemandState) - {DemandState.REACHED}:
        standing = Standing(state, "committee", DUE, None)
        assert workflow.turn(standing, DUE, above=False) is None


def test_the_last_moment_lies_on_the_last_day() -> None:
    assert workflow.last_moment(DUE).isoformat() == "2026-06-16T23:59:59+08:00"
