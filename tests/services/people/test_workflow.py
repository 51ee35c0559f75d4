"""Pure rules: who sits in a body, what art. 32 bars, which code a new village gets."""

from infra.ids import new_id
from services.people.workflow import (
    BODIES,
    OFFICE_NAMES,
    ROLE_OF_OFFICE,
    Office,
    free_village_code,
    roster,
)


def test_every_office_has_a_role_and_a_name_in_both_languages() -> None:
    assert set(ROLE_OF_OFFICE) == set(Office)
    assert set(OFFICE_NAMES) == set(Office)
    assert all(zh and en for zh, en in OFFICE_NAMES.values())


def test_a_person_with_two_capacities_sits_once_as_a_representative() -> None:
    one, two = new_id(), new_id()
    holders = [
        (one, "甲", "committee_member"),
        (one, "甲", "representative"),
        (two, "乙", "committee_director"),
        (two, "乙", "clerk"),
    ]

    seats = roster("representatives_meeting", holders)

    assert seats == [(one, "甲", "representative"), (two, "乙", "committee_director")]


def test_only_representatives_sit_in_the_body_of_representatives() -> None:
    assert BODIES["representatives_only"] == (Office.REPRESENTATIVE,)
    assert roster("representatives_only", [(new_id(), "甲", "committee_member")]) == []


def test_the_order_of_capacities_decides_whatever_the_order_of_the_facts() -> None:
    one = new_id()
    facts = [(one, "甲", "party_member"), (one, "甲", "party_secretary")]

    assert roster("party_members", facts) == [(one, "甲", "party_secretary")]
    assert roster("party_members", facts[::-1]) == [(one, "甲", "party_secretary")]


def test_the_first_free_code_of_the_countys_own_is_given() -> None:
    assert free_village_code("150523108", set()) == "150523108900"
    assert free_village_code("150523108", {"150523108900", "150523108200"}) == "150523108901"
    taken = {f"150523108{number}" for number in range(900, 1000)}
    assert free_village_code("150523108", taken) is None
