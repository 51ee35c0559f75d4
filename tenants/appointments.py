"""What a security administrator may grant: posts by appointment, and never to themselves."""

from uuid import UUID

from tenants import accounts
from tenants.authorization.role_names import named
from tenants.authorization.roles import APPOINTED, Role
from tenants.errors import OwnRole, RoleNeedsElection
from tenants.unit_of_work import UnitOfWork


def _check(uow: UnitOfWork, account_id: UUID, role: Role) -> None:
    if account_id == uow.actor.account_id:
        raise OwnRole(path=("accountId",))
    if role not in APPOINTED:
        raise RoleNeedsElection(path=("role",), **named(role))


async def appoint(uow: UnitOfWork, account_id: UUID, role: Role, place: str) -> None:
    """Give a post to somebody else; an office of the village comes from its election instead."""
    _check(uow, account_id, role)
    await accounts.grant_role(uow, account_id, role, place)


async def dismiss(uow: UnitOfWork, account_id: UUID, role: Role, place: str) -> None:
    """Take a post from somebody else."""
    _check(uow, account_id, role)
    await accounts.revoke_role(uow, account_id, role, place)
