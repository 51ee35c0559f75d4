"""The verdict of one request against one plain pycasbin question for each gate it passes."""

import casbin

from tenants.authorization import enforcer
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role, RoleHolding
from tests.benchmarks.measure import Comparison, in_turn

GATES = 60
ROUNDS = 30
REQUESTS = 20


async def run() -> Comparison:
    """Compare a request of 60 gates: one verdict and lookups, against 60 `enforce` calls."""
    holdings = [
        RoleHolding(role, "150523108201")
        for role in (Role.VILLAGER, Role.REPRESENTATIVE, Role.PARTY_MEMBER)
    ]
    folder = enforcer._FOLDER
    plain = casbin.Enforcer(str(folder / "model.conf"), str(folder / "roles.csv"))
    asked = [list(Permission)[number % len(Permission)] for number in range(GATES)]

    async def ours() -> None:
        for _ in range(REQUESTS):
            held = enforcer.grants(holdings)
            places = {permission for permission, _ in held}
            for permission in asked:
                _ = permission in places

    async def baseline() -> None:
        for _ in range(REQUESTS):
            for permission in asked:
                any(plain.enforce(one.role.value, permission.value) for one in holdings)

    mine, theirs = await in_turn(ours, baseline, rounds=ROUNDS)
    return Comparison(
        f"Permission, a request of {GATES} gates",
        mine / REQUESTS,
        theirs / REQUESTS,
        "one verdict and lookups",
        "plain pycasbin",
        "request",
    )
