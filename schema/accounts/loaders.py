"""Batches and single reads behind the types of identity, and who may see an account."""

from collections.abc import Awaitable, Sequence
from typing import Any, cast
from uuid import UUID

from schema.core.context import Info
from services.people import service as people
from tenants import accounts, second_factor, sessions
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import RoleHolding
from tenants.models import AccountSession
from tenants.unit_of_work import UnitOfWork
from tenants.viewer import Viewer


async def holdings(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[tuple[RoleHolding, ...]]:
    """Return what each account holds now."""
    found = await accounts.load_holdings(uow, ids)
    return [found.get(one, ()) for one in ids]


async def is_enrolled(info: Info, account_id: UUID | None) -> bool:
    """Say whether the account has an authenticator."""
    if account_id is None:
        return False
    async with info.context.unit_of_work() as uow:
        return await second_factor.is_enrolled(uow, account_id)


async def open_sessions(info: Info, account_id: UUID | None) -> Sequence[AccountSession]:
    """Return the account's sessions that still work."""
    if account_id is None:
        return []
    async with info.context.unit_of_work() as uow:
        return await sessions.list_open(uow, account_id)


async def _place_names(uow: UnitOfWork, codes: Sequence[Any]) -> Sequence[str]:
    names = {uow.tenant.code: uow.tenant.name}
    names |= await people.place_names(uow, codes)
    names |= {code: row.name for code, row in (await people.load_townships(uow, codes)).items()}
    return [names.get(one, "") for one in codes]


def place_name(info: Info, code: str) -> Awaitable[str]:
    """Return what a place is called: the loader's own future, one for all who ask (ADR 0012)."""
    return info.context.loader(_place_names).load(cast("UUID", code))


def reaches(viewer: Viewer, permission: Permission, held: Sequence[RoleHolding]) -> bool:
    """Say whether the permission covers every place where the account holds a role.

    An account without any role belongs to the whole county.
    """
    places = [one.place for one in held] or [viewer.tenant.code]
    return all(viewer.may(permission, place) for place in places)


def may_see(viewer: Viewer, account_id: UUID, held: Sequence[RoleHolding]) -> bool:
    """Say whether the viewer may see the account: their own, or one they administer."""
    if account_id == viewer.account_id:
        return True
    return viewer.second_factor and any(
        viewer.may(Permission.ACCOUNT_READ, place)
        for place in [viewer.tenant.code, *(one.place for one in held)]
    )
