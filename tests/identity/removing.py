"""How each control of identity is taken away: what a careless change might do to it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from argon2.exceptions import VerificationError
from sqlalchemy import select
from sqlmodel import col
from starlette.datastructures import Address
from starlette.requests import HTTPConnection
from starlette.responses import Response

from infra.settings import settings
from schema.people.mutations import office_term_end, office_term_record
from services.people import repository as people_repository
from tenants import (
    api_tokens,
    one_time_codes,
    password_policy,
    passwords,
    rate_limits,
    repository,
    second_factor,
    sessions,
    viewer,
)
from tenants.authorization.permissions import STEP_UP, Permission
from tenants.errors import SignInUnavailable, TooManyAttempts
from tenants.models import RecoveryCode, TotpDevice
from tenants.registry import Tenant

Patch = pytest.MonkeyPatch
DAY = timedelta(days=1)


async def nothing(*_: object, **__: object) -> Any:
    """Do nothing in the place of a control."""


def no_rotation(patch: Patch) -> None:
    async def another(uow: Any, session_id: UUID, *, second_factor: bool = False) -> str:
        old = await repository.session_for_update(uow.session, session_id)
        assert old
        return await sessions.start(uow, old.account_id, second_factor=second_factor)

    patch.setattr(sessions, "rotate", another)


def remembered_sessions(patch: Patch) -> None:
    real = sessions.resolve
    known: dict[str, Any] = {}

    async def resolve(tenant: Tenant, token: str) -> Any:
        if known.get(token) is None:
            known[token] = await real(tenant, token)
        return known[token]

    patch.setattr(sessions, "resolve", resolve)


def password_renews_factor(patch: Patch) -> None:
    real = sessions.rotate

    async def rotate(uow: Any, session_id: UUID, *, second_factor: bool = False) -> str:
        return await real(uow, session_id, second_factor=True)

    patch.setattr(sessions, "rotate", rotate)


def once_a_request(patch: Patch) -> None:
    real, seen = rate_limits.admit, set()

    async def admit(*asked: str, **more: str) -> None:
        if asked not in seen:
            seen.add(asked)
            await real(*asked, **more)  # type: ignore[arg-type]

    patch.setattr(rate_limits, "admit", admit)


def check_then_count(patch: Patch) -> None:
    async def count(limit: Any, county: str, *names: str) -> None:
        limiter = rate_limits._limiter(county)
        free = await limiter.test(limit, *names)
        await asyncio.sleep(0.05)
        await limiter.hit(limit, *names)
        if not free:
            raise TooManyAttempts(minutes=1)

    patch.setattr(rate_limits, "_count", count)


def address_by_county(patch: Patch) -> None:
    real = rate_limits.admit

    async def admit(attempt: Any, county: str, subject: str, address: str, also: str = "") -> None:
        await real(attempt, county, subject, county + address, also)

    patch.setattr(rate_limits, "admit", admit)


def believe_headers(patch: Patch) -> None:
    def client(self: HTTPConnection) -> Address:
        return Address(self.headers.get("x-forwarded-for", "127.0.0.1"), 1)

    patch.setattr(HTTPConnection, "client", property(client))


def fail_open(patch: Patch) -> None:
    real = rate_limits._count

    async def count(limit: Any, county: str, *names: str) -> None:
        try:
            await real(limit, county, *names)
        except SignInUnavailable:
            return

    patch.setattr(rate_limits, "_count", count)


def say_who_is_unknown(patch: Patch) -> None:
    real = repository.account_of_phone

    async def account_of_phone(*asked: Any, **more: Any) -> Any:
        found = await real(*asked, **more)
        if found is None:
            raise TooManyAttempts(minutes=1)
        return found

    patch.setattr(repository, "account_of_phone", account_of_phone)


def no_decoy(patch: Patch) -> None:
    real = passwords.matches

    async def matches(kept: str | None, password: str) -> bool:
        return kept is not None and await real(kept, password)

    patch.setattr(passwords, "matches", matches)


def decoy_made_late(patch: Patch) -> None:
    def matches(one: Any, kept: str | None, password: str) -> bool:
        try:
            return bool(one.verify(kept or passwords._nobody(one), password)) and kept is not None
        except VerificationError:
            return False

    patch.setattr(passwords, "_matches", matches)


def failures_of_the_known_only(patch: Patch) -> None:
    real = repository.count_failure

    async def count_failure(session: Any, phone_index: str, *rest: Any) -> None:
        if await repository.account_of_phone(session, phone_index):
            await real(session, phone_index, *rest)

    patch.setattr(repository, "count_failure", count_failure)


def tries_of_the_sent_only(patch: Patch) -> None:
    real = one_time_codes._is_open
    patch.setattr(one_time_codes, "_is_open", lambda code: code.deliver and real(code))


def no_last_step(patch: Patch) -> None:
    real = second_factor._fresh_step

    def fresh_step(device: TotpDevice, entered: str) -> int | None:
        kept, device.last_step = device.last_step, 0
        found = real(device, entered)
        device.last_step = kept
        return found

    patch.setattr(second_factor, "_fresh_step", fresh_step)


def no_lock_on_the_device(patch: Patch) -> None:
    async def device(session: Any, account_id: UUID) -> TotpDevice | None:
        statement = select(TotpDevice).where(
            col(TotpDevice.account_id) == account_id, col(TotpDevice.confirmed_at).is_not(None)
        )
        found = (await session.scalars(statement)).first()
        await asyncio.sleep(0.3)
        return found  # type: ignore[no-any-return]

    patch.setattr(repository, "device_for_update", device)


def recovery_codes_for_ever(patch: Patch) -> None:
    async def spend(session: Any, account_id: UUID, code_index: str, _: object) -> bool:
        found = await session.get(RecoveryCode, code_index)
        return found is not None and found.account_id == account_id

    patch.setattr(repository, "spend_recovery_code", spend)


def slips_for_ever(patch: Patch) -> None:
    real = people_repository.find_slip_for_update

    async def find(*asked: Any) -> Any:
        slip = await real(*asked)
        if slip is not None:
            slip.used_at = None
        return slip

    patch.setattr(people_repository, "find_slip_for_update", find)


def no_step_up(patch: Patch) -> None:
    patch.setattr(viewer, "STEP_UP", frozenset())


def offices_by_anybody(patch: Patch) -> None:
    for module in (office_term_record, office_term_end):
        patch.setattr(module, "check_giver", lambda *_: None)


def keys_make_keys(patch: Patch) -> None:
    fewer = STEP_UP - {Permission.API_TOKEN_MANAGE}
    patch.setattr(viewer, "STEP_UP", fewer)
    patch.setattr(api_tokens, "STEP_UP", fewer)


def keys_without_end(patch: Patch) -> None:
    real = repository.tokened

    async def tokened(session: Any, token_hash: str, now: Any) -> Any:
        return await real(session, token_hash, now - DAY)

    patch.setattr(repository, "tokened", tokened)


def bare_cookie(patch: Patch) -> None:
    def header(token: str) -> str:
        holder = Response()
        holder.set_cookie("__Host-mingbai", token, secure=True, path="/", samesite="lax")
        return holder.headers["set-cookie"]

    patch.setattr("portals.executor.session_cookie_header", header)


def djbh(patch: Patch, name: str, value: object) -> None:
    patch.setattr(settings(), "password_profile", "djbh")
    patch.setattr(password_policy, name, value)


def no_end(patch: Patch) -> None:
    patch.setattr(settings(), "password_profile", "djbh")
    patch.setattr("schema.authentication.password_policy.expired", lambda *_: False)


def put(target: object, name: str, value: object) -> Callable[[Patch], None]:
    """Return what puts a value in the place of a control."""
    return lambda patch: patch.setattr(target, name, value)


def wide(*_: object) -> timedelta:
    return DAY
