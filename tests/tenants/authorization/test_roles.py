import pytest

from tenants.authorization import roles
from tenants.authorization.roles import Role, RoleHolding

VILLAGE, OTHER_VILLAGE = "150523104201", "150523104202"


@pytest.mark.parametrize(
    ("role", "place", "valid"),
    [
        (Role.VILLAGER, VILLAGE, True),
        (Role.VILLAGER, "150523104", False),
        (Role.TOWNSHIP_REVIEWER, "150523104", True),
        (Role.TOWNSHIP_REVIEWER, VILLAGE, False),
        (Role.COUNTY_SECURITY, "150523", True),
        (Role.COUNTY_SECURITY, "15052a", False),
        (Role.COUNTY_SECURITY, "１５０５２３", False),
        (Role.PROVINCE_VIEWER, "15", True),
        (Role.PROVINCE_VIEWER, "", False),
    ],
)
def test_a_role_is_held_at_one_level(role: Role, place: str, valid: bool) -> None:
    assert roles.is_place_of(role, place) is valid


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Role.COUNTY_ADMIN, Role.COUNTY_SECURITY),
        (Role.COUNTY_ADMIN, Role.COUNTY_AUDITOR),
        (Role.COUNTY_SECURITY, Role.COUNTY_AUDITOR),
    ],
)
def test_two_of_the_three_administrators_conflict_wherever_they_are(one: Role, other: Role) -> None:
    pair = [RoleHolding(one, "150523"), RoleHolding(other, "371721")]

    assert roles.first_conflict(pair) == tuple(pair)


@pytest.mark.parametrize("role", [Role.COMMITTEE_DIRECTOR, Role.COMMITTEE_MEMBER, Role.CLERK])
def test_who_is_supervised_does_not_supervise_the_same_village(role: Role) -> None:
    supervisor = RoleHolding(Role.SUPERVISOR, VILLAGE)

    assert roles.incompatible(supervisor, RoleHolding(role, VILLAGE))
    assert not roles.incompatible(supervisor, RoleHolding(role, OTHER_VILLAGE))


def test_secretary_and_director_may_be_one_person() -> None:
    both = [
        RoleHolding(Role.PARTY_SECRETARY, VILLAGE),
        RoleHolding(Role.COMMITTEE_DIRECTOR, VILLAGE),
    ]

    assert roles.first_conflict(both) is None


def test_every_village_office_comes_from_an_election() -> None:
    assert {role for role in Role if role not in roles.APPOINTED} == {
        Role.CLERK,
        Role.COMMITTEE_DIRECTOR,
        Role.COMMITTEE_MEMBER,
        Role.EXECUTIVE_CHAIR,
        Role.PARTY_MEMBER,
        Role.PARTY_SECRETARY,
        Role.REPRESENTATIVE,
        Role.SUPERVISOR,
        Role.VILLAGER,
    }
