"""Each control of identity taken away in turn: a named test must notice, or it guards nothing."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from argon2.exceptions import VerificationError
from sqlalchemy import select
from sqlmodel import col
from starlette.datastructures import Address
from starlette.requests import HTTPConnection
from starlette.responses import Response

from infra.settings import settings
from schema.people.mutations import office_term_end, office_term_record
from services.disclosure import workflow
from services.people import repository as people_repository
from tenants import (
    accounts,
    api_tokens,
    appointments,
    one_time_codes,
    opaque_tokens,
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
from tests.identity import (
    test_enumeration,
    test_limits,
    test_password_profiles,
    test_programs,
    test_replay,
    test_separation,
    test_sessions,
    test_step_up,
)
from tests.services.disclosure.conftest import Draft, draft, village  # noqa: F401 - fixtures
from tests.tenants import test_sessions as test_rows

Patch = pytest.MonkeyPatch
Check = Callable[..., Awaitable[None]]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Removed:
    """A control, how it is taken away, the test that must fail then, and what that test takes."""

    control: str
    take_away: Callable[[Patch], None]
    noticed_by: Check
    given: tuple[object, ...] = ()


async def nothing(*_: object, **__: object) -> Any:
    """Do nothing in the place of a control."""


def _no_rotation(patch: Patch) -> None:
    async def another(uow: Any, session_id: UUID, *, second_factor: bool = False) -> str:
        old = await repository.session_for_update(uow.session, session_id)
        assert old
        return await sessions.start(uow, old.account_id, second_factor=second_factor)

    patch.setattr(sessions, "rotate", another)


def _remembered_sessions(patch: Patch) -> None:
    real = sessions.resolve
    known: dict[str, Any] = {}

    async def resolve(tenant: Tenant, token: str) -> Any:
        if known.get(token) is None:
            known[token] = await real(tenant, token)
        return known[token]

    patch.setattr(sessions, "resolve", resolve)


def _password_renews_factor(patch: Patch) -> None:
    real = sessions.rotate

    async def rotate(uow: Any, session_id: UUID, *, second_factor: bool = False) -> str:
        return await real(uow, session_id, second_factor=True)

    patch.setattr(sessions, "rotate", rotate)


def _once_a_request(patch: Patch) -> None:
    real, seen = rate_limits.admit, set()

    async def admit(*asked: str, **more: str) -> None:
        if asked not in seen:
            seen.add(asked)
            await real(*asked, **more)  # type: ignore[arg-type]

    patch.setattr(rate_limits, "admit", admit)


def _check_then_count(patch: Patch) -> None:
    async def count(limit: Any, county: str, *names: str) -> None:
        limiter = rate_limits._limiter(county)
        free = await limiter.test(limit, *names)
        await asyncio.sleep(0.05)
        await limiter.hit(limit, *names)
        if not free:
            raise TooManyAttempts(minutes=1)

    patch.setattr(rate_limits, "_count", count)


def _address_by_county(patch: Patch) -> None:
    real = rate_limits.admit

    async def admit(attempt: Any, county: str, subject: str, address: str, also: str = "") -> None:
        await real(attempt, county, subject, county + address, also)

    patch.setattr(rate_limits, "admit", admit)


def _believe_headers(patch: Patch) -> None:
    def client(self: HTTPConnection) -> Address:
        return Address(self.headers.get("x-forwarded-for", "127.0.0.1"), 1)

    patch.setattr(HTTPConnection, "client", property(client))


def _fail_open(patch: Patch) -> None:
    real = rate_limits._count

    async def count(limit: Any, county: str, *names: str) -> None:
        try:
            await real(limit, county, *names)
        except SignInUnavailable:
            return

    patch.setattr(rate_limits, "_count", count)


def _say_who_is_unknown(patch: Patch) -> None:
    real = repository.account_of_phone

    async def account_of_phone(*asked: Any, **more: Any) -> Any:
        found = await real(*asked, **more)
        if found is None:
            raise TooManyAttempts(minutes=1)
        return found

    patch.setattr(repository, "account_of_phone", account_of_phone)


def _no_decoy(patch: Patch) -> None:
    real = passwords.matches

    async def matches(kept: str | None, password: str) -> bool:
        return kept is not None and await real(kept, password)

    patch.setattr(passwords, "matches", matches)


def _decoy_made_late(patch: Patch) -> None:
    def matches(one: Any, kept: str | None, password: str) -> bool:
        try:
            return bool(one.verify(kept or passwords._nobody(one), password)) and kept is not None
        except VerificationError:
            return False

    patch.setattr(passwords, "_matches", matches)


def _failures_of_the_known_only(patch: Patch) -> None:
    real = repository.count_failure

    async def count_failure(session: Any, phone_index: str, *rest: Any) -> None:
        if await repository.account_of_phone(session, phone_index):
            await real(session, phone_index, *rest)

    patch.setattr(repository, "count_failure", count_failure)


def _tries_of_the_sent_only(patch: Patch) -> None:
    real = one_time_codes._is_open
    patch.setattr(one_time_codes, "_is_open", lambda code: code.deliver and real(code))


def _no_last_step(patch: Patch) -> None:
    real = second_factor._fresh_step

    def fresh_step(device: TotpDevice, entered: str) -> int | None:
        kept, device.last_step = device.last_step, 0
        found = real(device, entered)
        device.last_step = kept
        return found

    patch.setattr(second_factor, "_fresh_step", fresh_step)


def _no_lock_on_the_device(patch: Patch) -> None:
    async def device(session: Any, account_id: UUID) -> TotpDevice | None:
        statement = select(TotpDevice).where(
            col(TotpDevice.account_id) == account_id, col(TotpDevice.confirmed_at).is_not(None)
        )
        found = (await session.scalars(statement)).first()
        await asyncio.sleep(0.3)
        return found  # type: ignore[no-any-return]

    patch.setattr(repository, "device_for_update", device)


def _recovery_codes_for_ever(patch: Patch) -> None:
    async def spend(session: Any, account_id: UUID, code_index: str, _: object) -> bool:
        found = await session.get(RecoveryCode, code_index)
        return found is not None and found.account_id == account_id

    patch.setattr(repository, "spend_recovery_code", spend)


def _slips_for_ever(patch: Patch) -> None:
    real = people_repository.find_slip_for_update

    async def find(*asked: Any) -> Any:
        slip = await real(*asked)
        if slip is not None:
            slip.used_at = None
        return slip

    patch.setattr(people_repository, "find_slip_for_update", find)


def _no_step_up(patch: Patch) -> None:
    patch.setattr(viewer, "STEP_UP", frozenset())


def _offices_by_anybody(patch: Patch) -> None:
    for module in (office_term_record, office_term_end):
        patch.setattr(module, "check_giver", lambda *_: None)


def _keys_make_keys(patch: Patch) -> None:
    fewer = STEP_UP - {Permission.API_TOKEN_MANAGE}
    patch.setattr(viewer, "STEP_UP", fewer)
    patch.setattr(api_tokens, "STEP_UP", fewer)


def _keys_without_end(patch: Patch) -> None:
    real = repository.tokened

    async def tokened(session: Any, token_hash: str, now: Any) -> Any:
        return await real(session, token_hash, now - DAY)

    patch.setattr(repository, "tokened", tokened)


def _bare_cookie(patch: Patch) -> None:
    def header(token: str) -> str:
        holder = Response()
        holder.set_cookie("__Host-mingbai", token, secure=True, path="/", samesite="lax")
        return holder.headers["set-cookie"]

    patch.setattr("portals.executor.session_cookie_header", header)


def _djbh(patch: Patch, name: str, value: object) -> None:
    patch.setattr(settings(), "password_profile", "djbh")
    patch.setattr(password_policy, name, value)


def _no_end(patch: Patch) -> None:
    patch.setattr(settings(), "password_profile", "djbh")
    patch.setattr("schema.authentication.password_policy.expired", lambda *_: False)


def put(target: object, name: str, value: object) -> Callable[[Patch], None]:
    """Return what puts a value in the place of a control."""
    return lambda patch: patch.setattr(target, name, value)


def wide(*_: object) -> timedelta:
    return DAY


CONTROLS = [
    Removed(
        "the session of before ends at sign-in",
        put(sessions, "_end", nothing),
        test_sessions.test_signing_in_again_gives_a_new_token_and_kills_the_old,
    ),
    Removed(
        "a planted session ends at sign-in",
        put(sessions, "_end", nothing),
        test_sessions.test_a_page_replaces_a_planted_cookie_too,
    ),
    Removed(
        "the token changes with the second factor",
        _no_rotation,
        test_sessions.test_the_second_factor_gives_a_new_token_and_kills_the_old,
    ),
    Removed(
        "a change of role ends the sessions",
        put(sessions, "revoke_all", nothing),
        test_sessions.test_a_change_of_role_kills_every_token,
    ),
    Removed(
        "a new password ends the sessions",
        put(sessions, "revoke_all", nothing),
        test_sessions.test_a_new_password_kills_every_other_token,
    ),
    Removed(
        "a new password proves no second factor",
        _password_renews_factor,
        test_sessions.test_a_new_password_renews_no_second_factor,
    ),
    Removed(
        "a new authenticator ends the sessions",
        put(sessions, "revoke_all", nothing),
        test_sessions.test_a_new_authenticator_kills_every_other_token,
    ),
    Removed(
        "sessions are looked up at each request",
        _remembered_sessions,
        test_sessions.test_a_change_of_role_kills_every_token,
    ),
    Removed(
        "an idle session ends",
        put(sessions, "idle", wide),
        test_sessions.test_sessions_end_by_the_clock,
        ("villager", 30, 12),
    ),
    Removed(
        "a busy session ends",
        put(sessions, "absolute", wide),
        test_sessions.test_sessions_end_by_the_clock,
        ("villager", 30, 12),
    ),
    Removed(
        "officials have shorter sessions",
        put(sessions, "kind_of", lambda _: "ordinary"),
        test_sessions.test_sessions_end_by_the_clock,
        ("clerk", 15, 8),
    ),
    Removed(
        "scripts cannot read the cookie",
        _bare_cookie,
        test_sessions.test_in_production_the_cookie_is_bound_to_the_host,
    ),
    Removed(
        "a token bears its county",
        put(opaque_tokens, "belongs_to", lambda *_: True),
        test_rows.test_a_copy_of_the_rows_in_another_county_does_not_make_a_token_good_there,
    ),
    Removed(
        "attempts count by field",
        _once_a_request,
        test_limits.test_each_alias_is_an_attempt,
    ),
    Removed(
        "attempts are counted and judged in one step",
        _check_then_count,
        test_limits.test_thirty_attempts_at_the_same_moment_are_ten,
    ),
    Removed(
        "the address is the connection's",
        _believe_headers,
        test_limits.test_headers_that_claim_another_address_reset_nothing,
    ),
    Removed(
        "the address counts over counties",
        _address_by_county,
        test_limits.test_another_county_resets_nothing,
    ),
    Removed(
        "an IPv6 network is one address",
        put(rate_limits, "line", lambda address: address),
        test_limits.test_one_ipv6_network_is_one_address,
    ),
    Removed(
        "who has no address is counted",
        put(rate_limits, "line", lambda address: address or str(uuid4())),
        test_limits.test_a_client_without_an_address_is_counted_too,
    ),
    Removed(
        "limits fail closed",
        _fail_open,
        test_limits.test_without_valkey_no_secret_can_be_tried,
    ),
    Removed(
        "failures lock the account in the database",
        put(repository, "count_failure", nothing),
        test_limits.test_a_lost_valkey_forgets_the_window_but_not_the_lock,
    ),
    Removed(
        "the answer is the same for strangers",
        _say_who_is_unknown,
        test_enumeration.test_the_answer_is_the_same_byte_for_byte,
        (test_enumeration.ALL["password"],),
    ),
    Removed(
        "a stranger's password is hashed too",
        _no_decoy,
        test_enumeration.test_the_work_is_the_same_statement_for_statement,
        (test_enumeration.ALL["password"],),
    ),
    Removed(
        "the first stranger waits no longer",
        _decoy_made_late,
        test_enumeration.test_a_password_is_hashed_once_even_by_a_process_that_just_started,
    ),
    Removed(
        "failures are written for strangers too",
        _failures_of_the_known_only,
        test_enumeration.test_the_work_is_the_same_statement_for_statement,
        (test_enumeration.ALL["password"],),
    ),
    Removed(
        "tries of a code that was not sent are written too",
        _tries_of_the_sent_only,
        test_enumeration.test_the_work_is_the_same_statement_for_statement,
        (test_enumeration.ALL["code"],),
    ),
    Removed(
        "a code of the authenticator is used up",
        _no_last_step,
        test_replay.test_a_code_of_the_authenticator_is_good_for_one_session,
    ),
    Removed(
        "one code is checked by one request at a time",
        _no_lock_on_the_device,
        test_replay.test_of_several_who_show_one_code_at_once_one_passes,
    ),
    Removed(
        "a code of the authenticator is of its time",
        put(second_factor, "DRIFT_STEPS", 4),
        test_replay.test_a_code_of_another_time_is_refused,
        (-90,),
    ),
    Removed(
        "a recovery code is used up",
        _recovery_codes_for_ever,
        test_replay.test_a_recovery_code_is_good_once,
    ),
    Removed(
        "a code by SMS is used up",
        put(one_time_codes, "_is_open", lambda _: True),
        test_replay.test_a_code_by_sms_is_good_once,
    ),
    Removed(
        "a code by SMS lasts ten minutes",
        put(one_time_codes, "VALID_FOR", DAY),
        test_replay.test_a_code_by_sms_lasts_ten_minutes_and_five_tries,
    ),
    Removed(
        "a slip is used up",
        _slips_for_ever,
        test_replay.test_of_several_who_hold_one_slip_one_gets_the_account,
    ),
    Removed(
        "the second factor is asked for",
        put(viewer, "requires_second_factor", lambda _: False),
        test_step_up.test_roles_are_granted_and_taken_after_a_fresh_factor_only,
    ),
    Removed(
        "it is asked for again",
        _no_step_up,
        test_step_up.test_publishing_needs_a_fresh_factor,
    ),
    Removed(
        "it grows stale",
        put(sessions, "STEP_UP_FOR", DAY),
        test_step_up.test_roles_are_granted_and_taken_after_a_fresh_factor_only,
    ),
    Removed(
        "offices are given like roles",
        _offices_by_anybody,
        test_step_up.test_an_office_is_given_and_taken_after_a_fresh_factor_only,
    ),
    Removed(
        "unconfirmed authenticators go with a confirmed one",
        put(repository, "remove_unconfirmed_devices", nothing),
        test_step_up.test_a_secret_enrolled_before_the_owners_is_worth_nothing_after_it,
    ),
    Removed(
        "nobody grants to themselves",
        put(appointments, "_check", lambda *_: None),
        test_separation.test_nobody_raises_or_lowers_themselves,
    ),
    Removed(
        "nobody elects themselves",
        _offices_by_anybody,
        test_separation.test_nobody_takes_or_leaves_an_office_by_their_own_hand,
    ),
    Removed(
        "the three administrators are three",
        put(accounts, "_refuse_conflict", lambda _: None),
        test_separation.test_no_account_gets_a_second_administrators_post,
        ("county_admin", "county_auditor"),
    ),
    Removed(
        "the maker is not the checker",
        put(workflow, "check_checker", lambda *_: None),
        test_separation.test_who_drafted_does_not_approve,
    ),
    Removed(
        "a key is cut to what it was made for",
        put(api_tokens, "narrowed", lambda grants, _: frozenset(grants)),
        test_programs.test_a_key_does_what_it_was_made_for_where_it_was_made_for,
    ),
    Removed("a key ends", _keys_without_end, test_programs.test_a_key_ends_by_the_clock),
    Removed("a key makes no keys", _keys_make_keys, test_programs.test_a_key_makes_no_keys),
    Removed(
        "a closed account's keys stay dead",
        put(repository, "revoke_api_tokens", nothing),
        test_programs.test_the_key_of_a_disabled_account_stays_dead_when_it_comes_back,
    ),
    Removed(
        "what is guessed is refused",
        put(password_policy, "weakness", lambda *_: None),
        test_password_profiles.test_both_refuse_what_is_guessed,
        ("asvs", "Password123!"),
    ),
    Removed(
        "djbh has rules of composition",
        lambda patch: _djbh(patch, "DJBH_CLASSES", 1),
        test_password_profiles.test_only_djbh_has_rules_of_composition,
        ("djbh", test_password_profiles.PLAIN),
    ),
    Removed(
        "djbh lets passwords run out",
        lambda patch: _djbh(patch, "DJBH_ROTATION", DAY * 1000),
        test_password_profiles.test_only_djbh_wants_a_new_password_after_ninety_days,
        ("djbh",),
    ),
    Removed(
        "asvs never lets a password run out",
        put(password_policy, "_is_djbh", lambda: True),
        test_password_profiles.test_only_djbh_wants_a_new_password_after_ninety_days,
        ("asvs",),
    ),
    Removed(
        "an expired password opens nothing",
        _no_end,
        test_password_profiles.test_under_djbh_nothing_is_done_with_an_expired_password,
        ("djbh",),
    ),
    Removed(
        "a password has one spelling",
        put(passwords, "_spelled", lambda password: password),
        test_password_profiles.test_one_password_has_one_spelling,
        ("asvs",),
    ),
    Removed(
        "a new password is another one",
        put(password_policy, "check_is_new", lambda *_: None),
        test_password_profiles.test_the_new_password_is_another_one,
        ("asvs",),
    ),
]


@pytest.mark.parametrize("removed", CONTROLS, ids=[one.control for one in CONTROLS])
async def test_a_removed_control_is_noticed(
    removed: Removed,
    county: Tenant,
    other_county: Tenant,
    draft: Draft,  # noqa: F811
    monkeypatch: Patch,
) -> None:
    known: dict[str, object] = {
        "county": county,
        "other_county": other_county,
        "draft": draft,
        "monkeypatch": monkeypatch,
    }
    given = iter(removed.given)
    names = inspect.signature(removed.noticed_by).parameters
    arguments = [known[name] if name in known else next(given) for name in names]
    removed.take_away(monkeypatch)

    with pytest.raises(AssertionError):
        await removed.noticed_by(*arguments)
