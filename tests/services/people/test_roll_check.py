"""A roll is checked as a whole: households, heads, people, phones, offices, representatives."""

from typing import Any

from infra.ids import new_id
from services.people.roll.check import Known, KnownPerson, check
from services.people.roll.rows import RollRow


def person(row: int, number: str, name: str, head: str = "", **other: Any) -> RollRow:
    fields: dict[str, Any] = {
        "group": "一社",
        "gender": "",
        "birth_date": "",
        "phone": "",
        "relation": "",
        "offices": (),
        "represents": (),
        **other,
    }
    return RollRow(row=row, number=number, head=head or name, name=name, **fields)


def found(rows: list[RollRow], known: Known | None = None) -> list[tuple[int, str, str]]:
    return [(at.row, at.column, at.code) for at in check("名册", rows, known or Known())]


def known(**people: tuple[str, str, frozenset[str]]) -> Known:
    """Return a village where name=(household number, birth date, offices)."""
    return Known(
        groups=frozenset({"一社"}),
        people={
            (number, name): KnownPerson(new_id(), born, offices)
            for name, (number, born, offices) in people.items()
        },
    )


def test_a_household_has_one_head_and_one_group() -> None:
    rows = [
        person(2, "001", "张三"),
        person(3, "001", "李四"),
        person(4, "001", "张小", "张三", group="二社"),
    ]

    assert found(rows) == [(3, "户号", "DUPLICATE_HOUSEHOLD"), (4, "户号", "DUPLICATE_HOUSEHOLD")]


def test_the_head_must_be_on_the_roll() -> None:
    assert found([person(2, "001", "张小", "张三")]) == [(2, "户主", "HEAD_MISSING")]
    there = known(张三=("001", "", frozenset()))
    assert found([person(2, "001", "张小", "张三")], there) == []


def test_a_person_is_listed_once_in_a_household() -> None:
    rows = [person(2, "001", "张三"), person(3, "001", "张三")]

    assert found(rows) == [(3, "姓名", "DUPLICATE_PERSON")]


def test_a_person_is_in_one_household() -> None:
    born: dict[str, Any] = {"birth_date": "1980-01-31"}
    rows = [person(2, "001", "张三", **born), person(3, "002", "张三", **born)]

    assert found(rows) == [(3, "姓名", "PERSON_IN_TWO_HOUSEHOLDS")]
    there = known(张三=("009", "1980-01-31", frozenset()))
    assert found(rows[:1], there) == [(2, "姓名", "PERSON_IN_TWO_HOUSEHOLDS")]


def test_one_name_and_one_phone_in_two_households_is_one_person() -> None:
    rows = [
        person(2, "001", "张三", phone="13812345678"),
        person(3, "002", "张三", phone="13812345678"),
    ]

    assert found(rows) == [(3, "姓名", "PERSON_IN_TWO_HOUSEHOLDS")]


def test_namesakes_in_two_households_are_two_people() -> None:
    rows = [
        person(2, "001", "张三", birth_date="1980-01-31"),
        person(3, "002", "张三", birth_date="1990-01-31"),
        person(4, "003", "张三"),
    ]

    assert found(rows) == []


def test_a_phone_belongs_to_one_person() -> None:
    rows = [
        person(2, "001", "张三", phone="13812345678"),
        person(3, "001", "张小", "张三", phone="13812345678"),
    ]
    elsewhere = Known(phone_owners={"13812345678": new_id()})

    assert found(rows) == [(3, "手机", "PHONE_TAKEN")]
    assert found(rows[:1], elsewhere) == [(2, "手机", "PHONE_TAKEN")]


def test_a_phone_is_not_shown_whole_in_a_problem() -> None:
    rows = [person(2, "001", "张三", phone="13812345678")]
    [problem] = check("名册", rows, Known(phone_owners={"13812345678": new_id()}))

    assert "13812345678" not in problem.zh + problem.en
    assert "138****5678" in problem.zh


def test_a_group_must_be_known_once_the_village_has_groups() -> None:
    rows = [person(2, "001", "张三", group="五社")]

    assert found(rows) == []
    assert found(rows, Known(groups=frozenset({"一社"}))) == [(2, "社", "UNKNOWN_GROUP")]


def test_a_supervisor_is_no_committee_member_in_the_sheet_or_with_the_tables() -> None:
    rows = [person(2, "001", "张三", offices=("supervisor", "committee_member"))]
    half = [person(2, "001", "张三", offices=("supervisor",))]
    there = known(张三=("001", "", frozenset({"committee_director"})))

    assert found(rows) == [(2, "职务", "OFFICES_INCOMPATIBLE")]
    assert found(half, there) == [(2, "职务", "OFFICES_INCOMPATIBLE")]


def test_a_supervisor_is_no_clerk_in_the_sheet_or_with_the_tables() -> None:
    rows = [person(2, "001", "张三", offices=("supervisor", "clerk"))]
    half = [person(2, "001", "张三", offices=("clerk",))]
    there = known(张三=("001", "", frozenset({"supervisor_director"})))

    assert found(rows) == [(2, "职务", "OFFICES_INCOMPATIBLE")]
    assert found(half, there) == [(2, "职务", "OFFICES_INCOMPATIBLE")]


def test_a_roll_names_no_committee_where_one_was_elected() -> None:
    rows = [person(2, "001", "张三", offices=("committee_member", "group_head"))]
    sits = {("001", "张三"): KnownPerson(new_id(), "", frozenset({"committee_member"}))}

    assert found(rows) == []
    assert found(rows, Known(had_committee=True)) == [(2, "职务", "ELECTIVE_OFFICE")]
    assert found(rows, Known(had_committee=True, people=sits)) == []


def test_a_village_has_one_director_in_the_sheet_or_with_the_tables() -> None:
    director: dict[str, Any] = {"offices": ("committee_director",)}
    rows = [person(2, "001", "张三", **director), person(3, "002", "李四", **director)]
    held = Known(holders={"committee_director": ("009", "王五")})

    assert found(rows) == [(3, "职务", "OFFICE_TAKEN")]
    assert found(rows[:1], held) == [(2, "职务", "OFFICE_TAKEN")]
    assert found(rows[:1], Known(holders={"committee_director": ("001", "张三")})) == []


def households(count: int) -> list[RollRow]:
    return [person(10 + at, f"{at:03d}", f"户主{at}") for at in range(1, count + 1)]


def representative(row: int, name: str, first: int, last: int) -> RollRow:
    numbers = tuple(f"{at:03d}" for at in range(first, last + 1))
    return person(row, f"9{row}", name, offices=("representative",), represents=numbers)


def test_a_representative_speaks_for_five_to_fifteen_households() -> None:
    homes = households(16)

    assert found([representative(2, "甲", 1, 5), *homes]) == []
    assert found([representative(2, "甲", 1, 15), *homes]) == []
    for wrong in (representative(2, "甲", 1, 4), representative(2, "甲", 1, 16)):
        assert found([wrong, *homes]) == [(2, "代表的户", "REPRESENTATIVE_HOUSEHOLDS")]


def test_only_a_representative_has_households_and_only_known_ones() -> None:
    homes = households(5)
    plain = person(2, "900", "甲", represents=("001",))

    assert found([plain, *homes]) == [(2, "代表的户", "NOT_A_REPRESENTATIVE")]
    assert found([representative(2, "甲", 1, 6), *homes]) == [(2, "代表的户", "UNKNOWN_HOUSEHOLD")]


def test_a_household_has_one_representative() -> None:
    homes = households(9)
    rows = [representative(2, "甲", 1, 5), representative(3, "乙", 5, 9), *homes]

    assert found(rows) == [(3, "代表的户", "HOUSEHOLD_REPRESENTED_TWICE")]


def test_a_household_may_pass_from_one_representative_of_the_sheet_to_another() -> None:
    homes = households(11)
    rows = [representative(2, "甲", 1, 5), representative(3, "乙", 6, 11), *homes]
    before = {"006": ("92", "甲"), "001": ("92", "甲")}
    stranger = {"006": ("999", "丙")}

    assert found(rows, Known(representatives=before)) == []
    assert found(rows, Known(representatives=stranger)) == [
        (3, "代表的户", "HOUSEHOLD_REPRESENTED_TWICE")
    ]
