"""Signing in: every attempt is limited, counted and written down, and refused in one way.

These functions open their own units of work: a refused attempt must be committed, and no
connection may wait while a password is hashed.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from infra import clock, crypto
from tenants import (
    one_time_codes,
    password_policy,
    passwords,
    phone_numbers,
    rate_limits,
    repository,
    second_factor,
    sessions,
)
from tenants.errors import CodeRefused, SignInRefused
from tenants.models import Account, SignInEvent
from tenants.rate_limits import Attempt
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work

# What an accepted step writes down in its own transaction; the audit trail lies above this layer.
Witness = Callable[[UnitOfWork, str, UUID | None], Awaitable[None]]

LOCKED_AFTER = 10
LOCKED_FOR = timedelta(minutes=15)


async def _nobody_watches(_uow: UnitOfWork, _step: str, _account_id: UUID | None) -> None:
    """Write nothing down: for the command line and tests, which have no audit trail above."""


@dataclass(frozen=True)
class Front:
    """Where an attempt comes from: the client's address, its device, the session it had.

    `witness` is told of each step that was accepted, by name, inside its transaction.
    """

    address: str = ""
    device: str = ""
    session_id: UUID | None = None
    witness: Witness = _nobody_watches


@dataclass(frozen=True)
class SignedIn:
    """A new session: its token, and what the person should do next."""

    account_id: UUID
    token: str
    second_factor_enrolled: bool
    password_expired: bool


def _event(account: Account | None, phone: str, front: Front, means: str, accepted: bool) -> object:
    return SignInEvent(
        account_id=account.id if account else None,
        phone_index=phone_numbers.index(phone) if phone else "",
        address_index=crypto.blind_index(front.address) if front.address else "",
        means=means,
        outcome="accepted" if accepted else "refused",
    )


async def _open(uow: UnitOfWork, account: Account, front: Front) -> SignedIn:
    token = await sessions.start(uow, account.id, replaces=front.session_id, device=front.device)
    await front.witness(uow, "sign_in", account.id)
    return SignedIn(
        account.id,
        token,
        await second_factor.is_enrolled(uow, account.id),
        password_policy.expired(account.password_set_at, clock.now()),
    )


def _may_try(account: Account | None) -> bool:
    """Say whether a password may be tried; a locked account can still use a code by SMS."""
    if account is None or account.state != "active":
        return False
    return account.locked_until is None or account.locked_until <= clock.now()


async def with_password(tenant: Tenant, phone: str, password: str, front: Front) -> SignedIn:
    """Sign in by password; raises SignInRefused whatever was wrong, TooManyAttempts beyond that."""
    digits = phone_numbers.normalise(phone)
    index = phone_numbers.index(digits)
    await rate_limits.admit(Attempt.PASSWORD, tenant.code, index, front.address)
    async with unit_of_work(tenant) as uow:
        account = await repository.account_of_phone(uow.session, index)
    kept = account.password_hash if account and _may_try(account) else None
    right = await passwords.matches(kept, password)
    renewed = (
        await passwords.hashed(password) if right and passwords.is_outdated(kept or "") else kept
    )
    async with unit_of_work(tenant) as uow:
        signed = await _conclude(uow, digits, front, kept if right else None, renewed)
    if signed is None:
        raise SignInRefused(path=("phone",))
    return signed


async def _conclude(
    uow: UnitOfWork, phone: str, front: Front, verified: str | None, renewed: str | None
) -> SignedIn | None:
    """Write the attempt down under the account's lock; the hash must still be the verified one."""
    index = phone_numbers.index(phone)
    account = await repository.account_of_phone(uow.session, index, lock=True)
    accepted = verified is not None and _may_try(account)
    accepted = accepted and account is not None and account.password_hash == verified
    uow.session.add(_event(account, phone, front, "password", accepted))
    if account is None or not accepted:
        # The same statement for a phone that nobody has: the time must not tell them apart.
        await repository.count_failure(
            uow.session, index, clock.now(), LOCKED_AFTER, clock.now() + LOCKED_FOR
        )
        return None
    account.failed_count, account.locked_until, account.password_hash = 0, None, renewed
    return await _open(uow, account, front)


async def request_code(tenant: Tenant, phone: str, front: Front) -> None:
    """Send a code to the phone if it has an account; the answer is the same if it has none."""
    digits = phone_numbers.normalise(phone)
    index = phone_numbers.index(digits)
    await rate_limits.admit(Attempt.CODE_REQUEST, tenant.code, index, front.address)
    async with unit_of_work(tenant) as uow:
        account = await repository.account_of_phone(uow.session, index)
        known = account is not None and account.state == "active" and account.phone_verified
        await one_time_codes.issue(uow, "sign_in", digits, deliver=known)
        # One row either way, and of the same length: the time must not tell who has an account.
        await front.witness(uow, "code", None)


async def with_code(tenant: Tenant, phone: str, entered: str, front: Front) -> SignedIn:
    """Sign in by the code that was sent; raises SignInRefused whatever was wrong."""
    digits = phone_numbers.normalise(phone)
    index = phone_numbers.index(digits)
    await rate_limits.admit(Attempt.CODE, tenant.code, index, front.address)
    async with unit_of_work(tenant) as uow:
        account = await repository.account_of_phone(uow.session, index, lock=True)
        right = await one_time_codes.redeem(uow, "sign_in", digits, entered)
        accepted = right and account is not None and account.state == "active"
        uow.session.add(_event(account, digits, front, "code", accepted))
        signed = None
        if account and accepted:
            _drop_expired_password(account)
            signed = await _open(uow, account, front)
    if signed is None:
        raise SignInRefused(path=("phone",))
    return signed


def _drop_expired_password(account: Account) -> None:
    """Let somebody who came by SMS set a new password where 等保 let the old one run out.

    It may be long forgotten, and without it the change would stay shut.
    """
    if password_policy.expired(account.password_set_at, clock.now()):
        account.password_hash = account.password_set_at = None


async def claim_code(tenant: Tenant, phone: str, front: Front, *, on_the_roll: bool) -> None:
    """Send a code to a phone of the household roll, or do as if; the caller looked it up."""
    digits = phone_numbers.normalise(phone)
    index = phone_numbers.index(digits)
    await rate_limits.admit(Attempt.CODE_REQUEST, tenant.code, index, front.address)
    async with unit_of_work(tenant) as uow:
        await one_time_codes.issue(uow, "claim", digits, deliver=on_the_roll)
        await front.witness(uow, "code", None)


async def redeem_claim_code(tenant: Tenant, phone: str, entered: str, front: Front) -> None:
    """Use up the code that was sent to claim an account; raises CodeRefused."""
    digits = phone_numbers.normalise(phone)
    index = phone_numbers.index(digits)
    await rate_limits.admit(Attempt.CODE, tenant.code, index, front.address)
    async with unit_of_work(tenant) as uow:
        right = await one_time_codes.redeem(uow, "claim", digits, entered)
    if not right:
        raise CodeRefused(path=("code",))


async def _admit_second_factor(tenant: Tenant, account_id: UUID, front: Front) -> None:
    await rate_limits.admit(Attempt.SECOND_FACTOR, tenant.code, str(account_id), front.address)


async def show_second_factor(
    tenant: Tenant, account_id: UUID, session_id: UUID, entered: str, front: Front
) -> str:
    """Add the second factor to the session and return its new token; raises CodeRefused.

    Six digits are the authenticator's, anything longer is a recovery code.
    """
    await _admit_second_factor(tenant, account_id, front)
    token = None
    async with unit_of_work(tenant) as uow:
        account = await repository.account(uow.session, account_id)
        by_app = len(one_time_codes.spelled(entered)) <= one_time_codes.DIGITS
        check = second_factor.verify if by_app else second_factor.verify_recovery_code
        right = await check(uow, account_id, entered)
        means = "second_factor" if by_app else "recovery_code"
        uow.session.add(_event(account, "", front, means, right))
        if right:
            token = await sessions.rotate(uow, session_id, second_factor=True)
            await front.witness(uow, means, account_id)
    if token is None:
        raise CodeRefused(path=("code",))
    return token


async def confirm_enrolment(
    tenant: Tenant, account_id: UUID, session_id: UUID, entered: str, front: Front
) -> tuple[str, tuple[str, ...]]:
    """Confirm a new authenticator; return the session's new token and the recovery codes.

    Every other session ends: one of them may be why the authenticator was changed.
    """
    await _admit_second_factor(tenant, account_id, front)
    async with unit_of_work(tenant) as uow:
        codes = await second_factor.confirm_enrolment(uow, account_id, entered)
        token = ""
        if codes:
            await sessions.revoke_all(uow, account_id, but=session_id)
            token = await sessions.rotate(uow, session_id, second_factor=True)
            await front.witness(uow, "authenticator", account_id)
    if codes is None:
        raise CodeRefused(path=("code",))
    return token, codes
