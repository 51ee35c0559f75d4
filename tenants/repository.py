"""Every query about accounts, roles held, sessions, codes, devices and tokens."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    false,
    inspect,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from infra.database import Timestamp
from tenants.models import (
    Account,
    AccountSession,
    ApiToken,
    OneTimeCode,
    RecoveryCode,
    RoleHeld,
    TotpDevice,
)


def _current(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    ends = or_(col(RoleHeld.until).is_(None), col(RoleHeld.until) > now)
    return and_(col(RoleHeld.since) <= now, ends)


async def delete_some(
    session: AsyncSession, kind: type[SQLModel], over: ColumnElement[bool], most: int
) -> int:
    """Delete at most so many rows whose time is over, and return how many there were."""
    key = inspect(kind).primary_key  # no row locks: an insert-only table grants no right to them
    some = select(*key).where(over).limit(most)
    gone = await session.execute(delete(kind).where(tuple_(*key).in_(some)).returning(key[0]))
    return len(gone.all())


# Accounts


async def add_account(session: AsyncSession, account: Account) -> bool:
    """Insert the account unless its phone or its resident has one; say whether it was new."""
    values = account.model_dump()
    statement = insert(Account).values(**values).on_conflict_do_nothing()
    added = await session.execute(statement.returning(col(Account.id)))
    return added.first() is not None


async def account(session: AsyncSession, account_id: UUID) -> Account | None:
    return await session.get(Account, account_id)


async def account_for_update(session: AsyncSession, account_id: UUID) -> Account | None:
    statement = select(Account).where(col(Account.id) == account_id).with_for_update()
    return (await session.scalars(statement.execution_options(populate_existing=True))).first()


async def account_of_resident(session: AsyncSession, resident_id: UUID) -> Account | None:
    statement = select(Account).where(col(Account.resident_id) == resident_id)
    return (await session.scalars(statement)).first()


async def account_of_phone(
    session: AsyncSession, phone_index: str, *, lock: bool = False
) -> Account | None:
    statement = select(Account).where(col(Account.phone_index) == phone_index)
    if lock:
        statement = statement.with_for_update()
    return (await session.scalars(statement)).first()


async def count_failure(
    session: AsyncSession, phone_index: str, now: datetime, most: int, until: datetime
) -> None:
    """Count a refused password where there is an account that is open; lock it at the limit."""
    counted = col(Account.failed_count) + 1
    free = or_(col(Account.locked_until).is_(None), col(Account.locked_until) <= now)
    statement = update(Account).where(
        col(Account.phone_index) == phone_index, col(Account.state) == "active", free
    )
    await session.execute(
        statement.values(
            failed_count=case((counted >= most, 0), else_=counted),
            locked_until=case((counted >= most, until), else_=col(Account.locked_until)),
        ).execution_options(synchronize_session=False)
    )


async def accounts(session: AsyncSession, ids: Iterable[UUID]) -> Sequence[Account]:
    return (await session.scalars(select(Account).where(col(Account.id).in_(ids)))).all()


def _accounts(after: UUID | None, first: int, named: str, phone_index: str) -> Select[Any]:
    """Return accounts newest first: all, or by part of the name or the whole phone number."""
    statement = select(Account).order_by(col(Account.id).desc()).limit(first)
    if after:
        statement = statement.where(col(Account.id) < after)
    if phone_index:
        return statement.where(col(Account.phone_index) == phone_index)
    if named:
        return statement.where(col(Account.name).contains(named, autoescape=True))
    return statement


async def all_accounts(
    session: AsyncSession, after: UUID | None, first: int, named: str, phone_index: str
) -> Sequence[Account]:
    return (await session.scalars(_accounts(after, first, named, phone_index))).all()


async def accounts_holding(
    session: AsyncSession,
    prefixes: Sequence[str],
    now: datetime,
    after: UUID | None,
    first: int,
    named: str,
    phone_index: str,
) -> Sequence[Account]:
    """Return accounts that hold a role at or below one of the places, newest first."""
    inside = or_(
        false(), *(col(RoleHeld.place).startswith(prefix) for prefix in prefixes if prefix)
    )
    held = select(col(RoleHeld.account_id)).where(_current(now), inside)
    statement = _accounts(after, first, named, phone_index)
    return (await session.scalars(statement.where(col(Account.id).in_(held)))).all()


# Roles held


async def holdings(
    session: AsyncSession, account_ids: Iterable[UUID], now: datetime
) -> Sequence[RoleHeld]:
    statement = select(RoleHeld).where(col(RoleHeld.account_id).in_(account_ids), _current(now))
    return (await session.scalars(statement.order_by(col(RoleHeld.id)))).all()


async def holding_for_update(
    session: AsyncSession, account_id: UUID, role: str, place: str, now: datetime
) -> RoleHeld | None:
    statement = select(RoleHeld).where(
        col(RoleHeld.account_id) == account_id,
        col(RoleHeld.role) == role,
        col(RoleHeld.place) == place,
        _current(now),
    )
    return (await session.scalars(statement.with_for_update())).first()


async def holders(session: AsyncSession, role: str, place: str, now: datetime) -> Sequence[UUID]:
    statement = select(col(RoleHeld.account_id)).where(
        col(RoleHeld.role) == role, col(RoleHeld.place) == place, _current(now)
    )
    return (await session.scalars(statement)).all()


async def post_holders(
    session: AsyncSession, place: str, roles: Iterable[str], now: datetime, first: int
) -> Sequence[Row[str, str]]:
    """Return role and name of those who hold one of the roles exactly at the place."""
    statement = (
        select(col(RoleHeld.role), col(Account.name))
        .join(Account, col(Account.id) == col(RoleHeld.account_id))
        .where(
            col(RoleHeld.place) == place,
            col(RoleHeld.role).in_(roles),
            _current(now),
            col(Account.state) == "active",
        )
        .order_by(col(RoleHeld.role), col(RoleHeld.id))
        .limit(first)
    )
    return (await session.execute(statement)).all()


async def posts_over(
    session: AsyncSession, places: Iterable[str], roles: Iterable[str], now: datetime
) -> Sequence[Row[Account, str]]:
    """Return account and role of those who hold one of the roles at one of the places."""
    statement = (
        select(Account, col(RoleHeld.role))
        .join(RoleHeld, col(RoleHeld.account_id) == col(Account.id))
        .where(
            col(RoleHeld.place).in_(places),
            col(RoleHeld.role).in_(roles),
            _current(now),
            col(Account.state) == "active",
        )
        .order_by(col(Account.id))
    )
    return (await session.execute(statement)).all()


# Sessions


class Signed(NamedTuple):
    """A session with its account and one role held: what each request needs, and no secret."""

    session_id: UUID
    kind: str
    last_seen_at: datetime
    second_factor_at: datetime | None
    account_id: UUID
    resident_id: UUID | None
    name: str
    password_set_at: datetime | None
    role: str | None
    place: str | None


@cache
def _signed_in() -> Select[*tuple[Any, ...]]:
    """Return the statement that every request with a session runs; it is built once."""
    token_hash: BindParameter[str] = bindparam("token_hash")
    now: BindParameter[datetime] = bindparam("now", type_=Timestamp)
    return (
        select(
            col(AccountSession.id),
            col(AccountSession.kind),
            col(AccountSession.last_seen_at),
            col(AccountSession.second_factor_at),
            col(Account.id),
            col(Account.resident_id),
            col(Account.name),
            col(Account.password_set_at),
            col(RoleHeld.role),
            col(RoleHeld.place),
        )
        .join_from(AccountSession, Account, col(Account.id) == col(AccountSession.account_id))
        .outerjoin(RoleHeld, and_(col(RoleHeld.account_id) == col(Account.id), _current(now)))
        .where(
            col(AccountSession.token_hash) == token_hash,
            col(AccountSession.revoked_at).is_(None),
            col(AccountSession.expires_at) > now,
            col(Account.state) == "active",
        )
    )


async def signed_in(session: AsyncSession, token_hash: str, now: datetime) -> Sequence[Signed]:
    """Return session, account and each role with its place, in one statement."""
    values = {"token_hash": token_hash, "now": now}
    return [Signed._make(row) for row in await session.execute(_signed_in(), values)]


async def touch_session(session: AsyncSession, session_id: UUID, now: datetime) -> None:
    statement = update(AccountSession).where(col(AccountSession.id) == session_id)
    await session.execute(
        statement.values(last_seen_at=now).execution_options(synchronize_session=False)
    )


async def session_for_update(session: AsyncSession, session_id: UUID) -> AccountSession | None:
    statement = select(AccountSession).where(col(AccountSession.id) == session_id)
    return (await session.scalars(statement.with_for_update())).first()


async def sessions(session: AsyncSession, ids: Iterable[UUID]) -> Sequence[AccountSession]:
    statement = select(AccountSession).where(col(AccountSession.id).in_(ids))
    return (await session.scalars(statement)).all()


async def open_sessions(
    session: AsyncSession, account_id: UUID, now: datetime
) -> Sequence[AccountSession]:
    statement = select(AccountSession).where(
        col(AccountSession.account_id) == account_id,
        col(AccountSession.revoked_at).is_(None),
        col(AccountSession.expires_at) > now,
    )
    return (await session.scalars(statement.order_by(col(AccountSession.id)))).all()


async def revoke_sessions(
    session: AsyncSession,
    account_id: UUID,
    now: datetime,
    session_id: UUID | None = None,
    but: UUID | None = None,
) -> int:
    """Revoke one session of the account, or all, or all but one; return how many were open."""
    statement = update(AccountSession).where(
        col(AccountSession.account_id) == account_id, col(AccountSession.revoked_at).is_(None)
    )
    if session_id:
        statement = statement.where(col(AccountSession.id) == session_id)
    if but:
        statement = statement.where(col(AccountSession.id) != but)
    ended = await session.execute(
        statement.values(revoked_at=now)
        .returning(col(AccountSession.id))
        .execution_options(synchronize_session=False)
    )
    return len(ended.all())


# One-time codes


async def code_for_update(session: AsyncSession, code_id: UUID) -> OneTimeCode | None:
    statement = select(OneTimeCode).where(col(OneTimeCode.id) == code_id)
    return (await session.scalars(statement.with_for_update())).first()


async def newest_code_for_update(
    session: AsyncSession, purpose: str, subject_index: str
) -> OneTimeCode | None:
    statement = (
        select(OneTimeCode)
        .where(col(OneTimeCode.purpose) == purpose, col(OneTimeCode.subject_index) == subject_index)
        .order_by(col(OneTimeCode.id).desc())
        .limit(1)
        .with_for_update()
    )
    return (await session.scalars(statement)).first()


# Second factor


async def device_for_update(session: AsyncSession, account_id: UUID) -> TotpDevice | None:
    """Return the confirmed authenticator of the account."""
    statement = select(TotpDevice).where(
        col(TotpDevice.account_id) == account_id,
        col(TotpDevice.confirmed_at).is_not(None),
        col(TotpDevice.removed_at).is_(None),
    )
    return (await session.scalars(statement.with_for_update())).first()


async def newest_unconfirmed_device_for_update(
    session: AsyncSession, account_id: UUID
) -> TotpDevice | None:
    statement = (
        select(TotpDevice)
        .where(
            col(TotpDevice.account_id) == account_id,
            col(TotpDevice.confirmed_at).is_(None),
            col(TotpDevice.removed_at).is_(None),
        )
        .order_by(col(TotpDevice.id).desc())
        .limit(1)
        .with_for_update()
    )
    return (await session.scalars(statement)).first()


async def remove_unconfirmed_devices(
    session: AsyncSession, account_id: UUID, but: UUID, now: datetime
) -> None:
    statement = update(TotpDevice).where(
        col(TotpDevice.account_id) == account_id,
        col(TotpDevice.id) != but,
        col(TotpDevice.confirmed_at).is_(None),
        col(TotpDevice.removed_at).is_(None),
    )
    await session.execute(
        statement.values(removed_at=now).execution_options(synchronize_session=False)
    )


async def has_device(session: AsyncSession, account_id: UUID) -> bool:
    statement = select(col(TotpDevice.id)).where(
        col(TotpDevice.account_id) == account_id,
        col(TotpDevice.confirmed_at).is_not(None),
        col(TotpDevice.removed_at).is_(None),
    )
    return (await session.scalars(statement)).first() is not None


async def spend_recovery_code(
    session: AsyncSession, account_id: UUID, code_index: str, now: datetime
) -> bool:
    """Use the code up in one statement; say whether it was there and unused."""
    spent = await session.execute(
        update(RecoveryCode)
        .where(
            col(RecoveryCode.code_index) == code_index,
            col(RecoveryCode.account_id) == account_id,
            col(RecoveryCode.used_at).is_(None),
        )
        .values(used_at=now)
        .returning(col(RecoveryCode.code_index))
    )
    return spent.first() is not None


async def delete_recovery_codes(session: AsyncSession, account_id: UUID) -> None:
    await session.execute(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account_id))


# API tokens

Tokened = Row[ApiToken, Account, str | None, str | None]


async def tokened(session: AsyncSession, token_hash: str, now: datetime) -> Sequence[Tokened]:
    """Return token, account and each role with its place, in one statement."""
    statement = (
        select(ApiToken, Account, col(RoleHeld.role), col(RoleHeld.place))
        .join(Account, col(Account.id) == col(ApiToken.account_id))
        .outerjoin(RoleHeld, and_(col(RoleHeld.account_id) == col(Account.id), _current(now)))
        .where(
            col(ApiToken.token_hash) == token_hash,
            col(ApiToken.revoked_at).is_(None),
            col(ApiToken.expires_at) > now,
            col(Account.state) == "active",
        )
    )
    return (await session.execute(statement)).all()


async def touch_api_token(session: AsyncSession, token_id: UUID, now: datetime) -> None:
    statement = update(ApiToken).where(col(ApiToken.id) == token_id)
    await session.execute(
        statement.values(last_used_at=now).execution_options(synchronize_session=False)
    )


async def api_token_for_update(session: AsyncSession, token_id: UUID) -> ApiToken | None:
    statement = select(ApiToken).where(col(ApiToken.id) == token_id)
    return (await session.scalars(statement.with_for_update())).first()


async def revoke_api_tokens(session: AsyncSession, account_id: UUID, now: datetime) -> None:
    statement = update(ApiToken).where(
        col(ApiToken.account_id) == account_id, col(ApiToken.revoked_at).is_(None)
    )
    await session.execute(
        statement.values(revoked_at=now).execution_options(synchronize_session=False)
    )


async def api_tokens(session: AsyncSession, ids: Iterable[UUID]) -> Sequence[ApiToken]:
    return (await session.scalars(select(ApiToken).where(col(ApiToken.id).in_(ids)))).all()


async def api_tokens_of(
    session: AsyncSession, account_id: UUID, after: UUID | None, first: int
) -> Sequence[ApiToken]:
    statement = select(ApiToken).where(
        col(ApiToken.account_id) == account_id, col(ApiToken.revoked_at).is_(None)
    )
    if after:
        statement = statement.where(col(ApiToken.id) < after)
    return (await session.scalars(statement.order_by(col(ApiToken.id).desc()).limit(first))).all()
