"""The sample villages have the numbers that the acceptance journeys rest on."""

from collections import Counter
from datetime import date

from services.people import samples
from services.people.roll import rows as roll
from services.people.roll.check import Known, check
from services.people.roll.reader import read
from services.people.roll.rows import parse


def parsed(village: samples.SampleVillage) -> roll.Parsed:
    return parse(read(samples.roll_workbook(village)), date(2026, 11, 22))


def test_sanmiaoshu_has_113_households_532_people_and_17_representatives() -> None:
    rows, problems = parsed(samples.SANMIAOSHU)

    assert problems == []
    assert check("村民名册", rows, Known()) == []
    assert len(rows) == 532
    assert len({row.number for row in rows}) == 113
    assert {row.group for row in rows} == {"一社", "二社", "三社", "四社"}
    offices = Counter(office for row in rows for office in row.offices)
    assert offices == {
        "representative": 17,
        "executive_chair": 1,
        "party_secretary": 1,
        "party_committee_member": 2,
        "party_member": 18,
        "committee_director": 1,
        "committee_member": 2,
        "supervisor_director": 1,
        "supervisor": 2,
        "clerk": 1,
    }


def test_naimadai_has_8_groups_and_29_representatives() -> None:
    rows, problems = parsed(samples.NAIMADAI)

    assert problems == []
    assert check("村民名册", rows, Known()) == []
    assert len({row.group for row in rows}) == 8
    assert sum("representative" in row.offices for row in rows) == 29


def test_every_household_has_one_representative_who_lives_in_its_group() -> None:
    rows, _ = parsed(samples.SANMIAOSHU)
    group = {row.number: row.group for row in rows}
    represented = [(number, row.group) for row in rows for number in row.represents]

    assert sorted(number for number, _ in represented) == sorted(group)
    assert all(group[number] == own for number, own in represented)


def test_the_two_villages_share_no_phone() -> None:
    first, second = (
        {row.phone for row in parsed(village).rows if row.phone}
        for village in (samples.SANMIAOSHU, samples.NAIMADAI)
    )

    assert len(first) == 113
    assert len(second) == 203
    assert not first & second
    assert all(phone.startswith("1990000") for phone in first | second)
