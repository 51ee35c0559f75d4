"""Sessions as rows: opened at sign-in, rotated, found again in one statement, ended at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from infra.settings import settings
from tenants import opaque_tokens, repository
from tenants.authorization.roles import ORDINARY, Role, RoleHolding
from tenants.models import AccountSession
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work

_SEEN_EVERY = timedelta(minutes=1)
STEP_UP_FOR = timedelta(minutes=15)
_LONGEST_DEVICE = 120


@dataclass(frozen=True)
class Resolved:
    """An open session, the account it belongs to and what the account holds now."""

    session_id: UUID
    account_id: UUID
    resident_id: UUID | None
    name: str
    password_set_at: datetime | None
    second_factor_at: datetime | None
    holdings: tuple[RoleHolding, ...]

    @property
    def stepped_up(self) -> bool:
        """Whether the second factor was shown a short while ago."""
        at = self.second_factor_at
        return at is not None and clock.now() - at < STEP_UP_FOR


def idle(kind: str) -> timedelta:
    """Return how long a session may rest."""
    official = kind == "official"
    chosen = settings()
    return timedelta(
        minutes=chosen.official_session_idle_minutes if official else chosen.session_idle_minutes
    )


def absolute(kind: str) -> timedelta:
    """Return how long a session may live, however busy."""
    official = kind == "official"
    chosen = settings()
    return timedelta(
        hours=chosen.official_session_absolute_hours if official else chosen.session_absolute_hours
    )


def kind_of(holdings: Sequence[RoleHolding]) -> str:
    """Return whose limits apply: an official's as soon as one role is an office."""
    return "ordinary" if all(one.role in ORDINARY for one in holdings) else "official"


async def start(
    uow: UnitOfWork,
    account_id: UUID,
    *,
    second_factor: bool = False,
    replaces: UUID | None = None,
    device: str = "",
) -> str:
    """Open a session and return its token, which is shown this once.

    The session that the browser had before, if any, ends (against fixation).
    """
    now = clock.now()
    if replaces:
        await _end(uow, replaces, now)
    held = await repository.holdings(uow.session, [account_id], now)
    kind = kind_of([one.holding for one in held])
    token = opaque_tokens.session_token(uow.tenant.code)
    uow.session.add(
        AccountSession(
            account_id=account_id,
            token_hash=opaque_tokens.fingerprint(token),
            kind=kind,
            device=device[:_LONGEST_DEVICE],
            created_at=now,
            last_seen_at=now,
            expires_at=now + absolute(kind),
            second_factor_at=now if second_factor else None,
        )
    )
    return token


async def _end(uow: UnitOfWork, session_id: UUID, now: datetime) -> None:
    found = await repository.session_for_update(uow.session, session_id)
    if found and found.revoked_at is None:
        found.revoked_at = now


async def resolve(tenant: Tenant, token: str) -> Resolved | None:
    """Return what the token stands for, or nothing; another county's token is not looked up."""
    if not opaque_tokens.belongs_to(tenant.code, token):
        return None
    now = clock.now()
    async with unit_of_work(tenant) as uow:
        rows = await repository.signed_in(uow.session, opaque_tokens.fingerprint(token), now)
        if not rows or now - rows[0].last_seen_at >= idle(rows[0].kind):
            return None
        if now - rows[0].last_seen_at >= _SEEN_EVERY:
            await repository.touch_session(uow.session, rows[0].session_id, now)
    return _resolved(rows)


def _resolved(rows: Sequence[repository.Signed]) -> Resolved:
    first = rows[0]
    held = [RoleHolding(Role(one.role), one.place) for one in rows if one.role and one.place]
    return Resolved(
        first.session_id,
        first.account_id,
        first.resident_id,
        first.name,
        first.password_set_at,
        first.second_factor_at,
        tuple(held),
    )


async def rotate(uow: UnitOfWork, session_id: UUID, *, second_factor: bool = False) -> str:
    """Give the session a new token, at once in place of the old one, and return it."""
    found = await repository.session_for_update(uow.session, session_id)
    if found is None or found.revoked_at is not None:
        raise NotFound
    token = opaque_tokens.session_token(uow.tenant.code)
    found.token_hash = opaque_tokens.fingerprint(token)
    found.last_seen_at = clock.now()
    if second_factor:
        found.second_factor_at = clock.now()
    return token


async def load_many(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, AccountSession]:
    """Return sessions by id, open or ended, for loaders."""
    return {one.id: one for one in await repository.sessions(uow.session, ids)}


async def list_open(uow: UnitOfWork, account_id: UUID) -> Sequence[AccountSession]:
    """Return the account's open sessions, oldest first."""
    found = await repository.open_sessions(uow.session, account_id, clock.now())
    return [one for one in found if clock.now() - one.last_seen_at < idle(one.kind)]


async def revoke(uow: UnitOfWork, account_id: UUID, session_id: UUID) -> None:
    """End one session of the account; somebody else's is not found."""
    if not await repository.revoke_sessions(uow.session, account_id, clock.now(), session_id):
        raise NotFound


async def revoke_all(uow: UnitOfWork, account_id: UUID, *, but: UUID | None = None) -> int:
    """End every session of the account, or all but one, and return how many were open."""
    return await repository.revoke_sessions(uow.session, account_id, clock.now(), but=but)
