"""The one question to casbin per request: what these roles at these places amount to."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import casbin

from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role, RoleHolding

_FOLDER = Path(__file__).parent

Grant = tuple[Permission, str]


@cache
def enforcer() -> casbin.Enforcer:
    """Load model and policy, once a process: they are part of the release, places are data."""
    return casbin.Enforcer(str(_FOLDER / "model.conf"), str(_FOLDER / "roles.csv"))


@cache
def permissions_of(role: Role) -> frozenset[Permission]:
    """Return what the role may do at its place."""
    rules: list[list[str]] = enforcer().get_filtered_policy(0, role.value)
    return frozenset(Permission(permission) for _, permission in rules)


def grants(holdings: Iterable[RoleHolding]) -> frozenset[Grant]:
    """Return every (permission, division prefix) that the holdings amount to."""
    return frozenset(
        (permission, holding.place)
        for holding in holdings
        for permission in permissions_of(holding.role)
    )


def covers(prefix: str, place: str) -> bool:
    """Say whether a division prefix contains a place; the empty prefix contains nothing."""
    return bool(prefix) and place.startswith(prefix)
