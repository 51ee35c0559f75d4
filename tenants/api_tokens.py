"""Keys for programs: bound to a county, an account, permissions and places, and to an end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from tenants import opaque_tokens, repository
from tenants.authorization import enforcer
from tenants.authorization.enforcer import Grant, covers
from tenants.authorization.permissions import STEP_UP, Permission
from tenants.authorization.roles import Role, RoleHolding
from tenants.errors import SignInNeeded, TokenNameNeeded, TokenTooLong, TokenTooWide
from tenants.models import Account, ApiToken
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tenants.viewer import Viewer

LONGEST_DAYS = 365
LONGEST_NAME = 60
MOST_PLACES = 100
_USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class ResolvedToken:
    """A valid token, its owner, and what it may do at this moment."""

    token: ApiToken
    account: Account
    grants: frozenset[Grant]


def _within(viewer: Viewer, permission: Permission, places: Sequence[str]) -> bool:
    """Say whether a token may carry it; what needs a step-up stays with a person at a screen."""
    return permission not in STEP_UP and all(viewer.may(permission, place) for place in places)


async def create(
    uow: UnitOfWork,
    viewer: Viewer,
    name: str,
    permissions: Iterable[Permission],
    places: Iterable[str],
    days: int,
) -> tuple[ApiToken, str]:
    """Make a token and return it with its text, which is shown this once."""
    if viewer.account_id is None:
        raise SignInNeeded
    wanted, where = sorted(set(permissions)), sorted(set(places))
    few = 0 < len(where) <= MOST_PLACES
    if not wanted or not few or not all(_within(viewer, one, where) for one in wanted):
        raise TokenTooWide(path=("permissions",))
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise TokenNameNeeded(path=("name",), most=LONGEST_NAME)
    if not 1 <= days <= LONGEST_DAYS:
        raise TokenTooLong(path=("days",), days=LONGEST_DAYS)
    text = opaque_tokens.api_token(uow.tenant.code)
    token = ApiToken(
        account_id=viewer.account_id,
        token_hash=opaque_tokens.fingerprint(text),
        name=name.strip(),
        permissions=wanted,
        places=where,
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=days),
    )
    uow.session.add(token)
    return token, text


def narrowed(grants: Iterable[Grant], token: ApiToken) -> frozenset[Grant]:
    """Return what both the owner and the token allow, at the smaller of their places."""
    found: set[Grant] = set()
    for permission, prefix in grants:
        if permission in token.permissions:
            found |= {(permission, place) for place in token.places if covers(prefix, place)}
            found |= {(permission, prefix) for place in token.places if covers(place, prefix)}
    return frozenset(found)


async def resolve(tenant: Tenant, text: str) -> ResolvedToken | None:
    """Return what the token stands for, or nothing; another county's token is not looked up."""
    if not opaque_tokens.belongs_to(tenant.code, text):
        return None
    now = clock.now()
    async with unit_of_work(tenant) as uow:
        rows = await repository.tokened(uow.session, opaque_tokens.fingerprint(text), now)
        if not rows:
            return None
        token, account = rows[0][0], rows[0][1]
        if token.last_used_at is None or now - token.last_used_at >= _USED_EVERY:
            await repository.touch_api_token(uow.session, token.id, now)
    held = [RoleHolding(Role(role), place) for _, _, role, place in rows if role and place]
    return ResolvedToken(token, account, narrowed(enforcer.grants(held), token))


async def list_for(
    uow: UnitOfWork, account_id: UUID, after: UUID | None = None, first: int = 100
) -> Sequence[ApiToken]:
    """Return the account's tokens that were not revoked, newest first."""
    return await repository.api_tokens_of(uow.session, account_id, after, first)


async def load_many(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, ApiToken]:
    """Return tokens by id, for loaders."""
    return {one.id: one for one in await repository.api_tokens(uow.session, ids)}


async def revoke(uow: UnitOfWork, account_id: UUID, token_id: UUID) -> ApiToken:
    """End a token of the account at once; somebody else's is not found."""
    token = await repository.api_token_for_update(uow.session, token_id)
    if token is None or token.account_id != account_id or token.revoked_at:
        raise NotFound
    token.revoked_at = clock.now()
    return token
