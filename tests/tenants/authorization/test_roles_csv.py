from pathlib import Path

import pytest

from tenants.authorization import enforcer, roles
from tenants.authorization.permissions import SECOND_FACTOR, STEP_UP, Permission
from tenants.authorization.roles import Role, RoleHolding

POLICY = Path(enforcer.__file__).parent / "roles.csv"


def lines() -> list[tuple[str, str]]:
    rows = [line.split(", ") for line in POLICY.read_text().splitlines()]
    assert {row[0] for row in rows} == {"p"}
    return [(role, permission) for _, role, permission in rows]


def test_the_policy_stays_small_sorted_and_without_repetition() -> None:
    assert len(lines()) <= 300
    assert lines() == sorted(set(lines()))


def test_permissions_are_alphabetical_and_named_capability_action() -> None:
    values = [permission.value for permission in Permission]

    assert values == sorted(values)
    assert all(
        permission.name.lower().endswith(permission.value.split(":")[1])
        for permission in Permission
    )
    assert [p.name for p in Permission] == [v.upper().replace(":", "_") for v in values]


def test_every_permission_is_granted_to_some_role() -> None:
    assert {permission for _, permission in lines()} == {p.value for p in Permission}


def test_every_role_is_granted_something_and_no_other_role_is_named() -> None:
    assert {role for role, _ in lines()} == {r.value for r in Role}


def test_the_quick_answer_is_the_answer_of_casbin_cell_by_cell() -> None:
    ask = enforcer.enforcer().enforce

    for role in Role:
        asked = {p for p in Permission if ask(role.value, p.value)}
        assert enforcer.permissions_of(role) == asked


def test_step_up_is_asked_only_where_a_second_factor_is() -> None:
    assert STEP_UP <= SECOND_FACTOR


def test_ordinary_people_hold_nothing_that_needs_a_second_factor() -> None:
    for role in roles.ORDINARY:
        assert enforcer.permissions_of(role) & SECOND_FACTOR == frozenset()


def test_the_three_administrators_share_only_lists() -> None:
    admin, auditor, security = (
        enforcer.permissions_of(role)
        for role in (Role.COUNTY_ADMIN, Role.COUNTY_AUDITOR, Role.COUNTY_SECURITY)
    )

    assert admin & auditor == auditor & security == {Permission.DIVISION_READ}
    assert admin & security == {Permission.ACCOUNT_READ, Permission.DIVISION_READ}
    assert auditor == {Permission.AUDIT_READ, Permission.DIVISION_READ}


@pytest.mark.parametrize(
    "permission",
    [
        Permission.MATTER_ADVANCE,
        Permission.MATTER_PROPOSE,
        Permission.MATTER_RECONSIDER,
        Permission.VOTE_CAST,
        Permission.VOTE_OPEN,
        Permission.VOTE_RECORD,
    ],
)
def test_above_the_village_nobody_decides_a_matter_of_the_village(permission: Permission) -> None:
    """Organic Law art. 5 and 36."""
    for role in Role:
        if roles.place_digits(role) < roles.VILLAGE_DIGITS:
            assert permission not in enforcer.permissions_of(role)


def test_grants_carry_the_place_of_each_holding() -> None:
    held = [
        RoleHolding(Role.COUNTY_AUDITOR, "150523"),
        RoleHolding(Role.PROVINCE_VIEWER, "15"),
    ]

    assert enforcer.grants(held) == {
        (Permission.AUDIT_READ, "150523"),
        (Permission.DIVISION_READ, "150523"),
        (Permission.DIVISION_READ, "15"),
    }


def test_no_role_amounts_to_nothing() -> None:
    assert enforcer.grants([]) == frozenset()


@pytest.mark.parametrize(
    ("prefix", "place", "covered"),
    [
        ("150523", "150523104201", True),
        ("150523104", "150523104201", True),
        ("150523104201", "150523104201", True),
        ("150523104201", "150523104", False),
        ("150523104202", "150523104201", False),
        ("371721", "150523104201", False),
        ("", "150523104201", False),
        ("150523", "", False),
    ],
)
def test_a_prefix_covers_what_begins_with_it(prefix: str, place: str, covered: bool) -> None:
    assert enforcer.covers(prefix, place) is covered
