"""Each control of identity taken away in turn: a named test must notice, or it guards nothing."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest

from services.disclosure import workflow
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
from tenants.registry import Tenant
from tests.identity import (
    removing,
    test_enumeration,
    test_fail_closed,
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


@dataclass(frozen=True)
class Removed:
    """A control, how it is taken away, the test that must fail then, and what that test takes."""

    control: str
    take_away: Callable[[Patch], None]
    noticed_by: Check
    given: tuple[object, ...] = ()


CONTROLS = [
    Removed(
        "the session of before ends at sign-in",
        removing.put(sessions, "_end", removing.nothing),
        test_sessions.test_signing_in_again_gives_a_new_token_and_kills_the_old,
    ),
    Removed(
        "a planted session ends at sign-in",
        removing.put(sessions, "_end", removing.nothing),
        test_sessions.test_a_page_replaces_a_planted_cookie_too,
    ),
    Removed(
        "the token changes with the second factor",
        removing.no_rotation,
        test_sessions.test_the_second_factor_gives_a_new_token_and_kills_the_old,
    ),
    Removed(
        "a change of role ends the sessions",
        removing.put(sessions, "revoke_all", removing.nothing),
        test_sessions.test_a_change_of_role_kills_every_token,
    ),
    Removed(
        "a new password ends the sessions",
        removing.put(sessions, "revoke_all", removing.nothing),
        test_sessions.test_a_new_password_kills_every_other_token,
    ),
    Removed(
        "a new password proves no second factor",
        removing.password_renews_factor,
        test_sessions.test_a_new_password_renews_no_second_factor,
    ),
    Removed(
        "a new authenticator ends the sessions",
        removing.put(sessions, "revoke_all", removing.nothing),
        test_sessions.test_a_new_authenticator_kills_every_other_token,
    ),
    Removed(
        "sessions are looked up at each request",
        removing.remembered_sessions,
        test_sessions.test_a_change_of_role_kills_every_token,
    ),
    Removed(
        "an idle session ends",
        removing.put(sessions, "idle", removing.wide),
        test_sessions.test_sessions_end_by_the_clock,
        ("villager", 30, 12),
    ),
    Removed(
        "a busy session ends",
        removing.put(sessions, "absolute", removing.wide),
        test_sessions.test_sessions_end_by_the_clock,
        ("villager", 30, 12),
    ),
    Removed(
        "officials have shorter sessions",
        removing.put(sessions, "kind_of", lambda _: "ordinary"),
        test_sessions.test_sessions_end_by_the_clock,
        ("clerk", 15, 8),
    ),
    Removed(
        "scripts cannot read the cookie",
        removing.bare_cookie,
        test_sessions.test_in_production_the_cookie_is_bound_to_the_host,
    ),
    Removed(
        "a token bears its county",
        removing.put(opaque_tokens, "belongs_to", lambda *_: True),
        test_rows.test_a_copy_of_the_rows_in_another_county_does_not_make_a_token_good_there,
    ),
    Removed(
        "attempts count by field",
        removing.once_a_request,
        test_limits.test_each_alias_is_an_attempt,
    ),
    Removed(
        "attempts are counted and judged in one step",
        removing.check_then_count,
        test_limits.test_thirty_attempts_at_the_same_moment_are_ten,
    ),
    Removed(
        "the address is the connection's",
        removing.believe_headers,
        test_limits.test_headers_that_claim_another_address_reset_nothing,
    ),
    Removed(
        "the address counts over counties",
        removing.address_by_county,
        test_limits.test_another_county_resets_nothing,
    ),
    Removed(
        "an IPv6 network is one address",
        removing.put(rate_limits, "line", lambda address: address),
        test_limits.test_one_ipv6_network_is_one_address,
    ),
    Removed(
        "who has no address is counted",
        removing.put(rate_limits, "line", lambda address: address or str(uuid4())),
        test_limits.test_a_client_without_an_address_is_counted_too,
    ),
    Removed(
        "limits fail closed",
        removing.fail_open,
        test_fail_closed.test_without_valkey_no_secret_can_be_tried,
    ),
    Removed(
        "failures lock the account in the database",
        removing.put(repository, "count_failure", removing.nothing),
        test_fail_closed.test_a_lost_valkey_forgets_the_window_but_not_the_lock,
    ),
    Removed(
        "the answer is the same for strangers",
        removing.say_who_is_unknown,
        test_enumeration.test_the_answer_is_the_same_byte_for_byte,
        (test_enumeration.ALL["password"],),
    ),
    Removed(
        "a stranger's password is hashed too",
        removing.no_decoy,
        test_enumeration.test_the_work_is_the_same_statement_for_statement,
        (test_enumeration.ALL["password"],),
    ),
    Removed(
        "the first stranger waits no longer",
        removing.decoy_made_late,
        test_enumeration.test_a_password_is_hashed_once_even_by_a_process_that_just_started,
    ),
    Removed(
        "failures are written for strangers too",
        removing.failures_of_the_known_only,
        test_enumeration.test_the_work_is_the_same_statement_for_statement,
        (test_enumeration.ALL["password"],),
    ),
    Removed(
        "tries of a code that was not sent are written too",
        removing.tries_of_the_sent_only,
        test_enumeration.test_the_work_is_the_same_statement_for_statement,
        (test_enumeration.ALL["code"],),
    ),
    Removed(
        "a code of the authenticator is used up",
        removing.no_last_step,
        test_replay.test_a_code_of_the_authenticator_is_good_for_one_session,
    ),
    Removed(
        "one code is checked by one request at a time",
        removing.no_lock_on_the_device,
        test_replay.test_of_several_who_show_one_code_at_once_one_passes,
    ),
    Removed(
        "a code of the authenticator is of its time",
        removing.put(second_factor, "DRIFT_STEPS", 4),
        test_replay.test_a_code_of_another_time_is_refused,
        (-90,),
    ),
    Removed(
        "a recovery code is used up",
        removing.recovery_codes_for_ever,
        test_replay.test_a_recovery_code_is_good_once,
    ),
    Removed(
        "a code by SMS is used up",
        removing.put(one_time_codes, "_is_open", lambda _: True),
        test_replay.test_a_code_by_sms_is_good_once,
    ),
    Removed(
        "a code by SMS lasts ten minutes",
        removing.put(one_time_codes, "VALID_FOR", removing.DAY),
        test_replay.test_a_code_by_sms_lasts_ten_minutes_and_five_tries,
    ),
    Removed(
        "a slip is used up",
        removing.slips_for_ever,
        test_replay.test_of_several_who_hold_one_slip_one_gets_the_account,
    ),
    Removed(
        "the second factor is asked for",
        removing.put(viewer, "requires_second_factor", lambda _: False),
        test_step_up.test_roles_are_granted_and_taken_after_a_fresh_factor_only,
    ),
    Removed(
        "it is asked for again",
        removing.no_step_up,
        test_step_up.test_publishing_needs_a_fresh_factor,
    ),
    Removed(
        "it grows stale",
        removing.put(sessions, "STEP_UP_FOR", removing.DAY),
        test_step_up.test_roles_are_granted_and_taken_after_a_fresh_factor_only,
    ),
    Removed(
        "offices are given like roles",
        removing.offices_by_anybody,
        test_step_up.test_an_office_is_given_and_taken_after_a_fresh_factor_only,
    ),
    Removed(
        "unconfirmed authenticators go with a confirmed one",
        removing.put(repository, "remove_unconfirmed_devices", removing.nothing),
        test_step_up.test_a_secret_enrolled_before_the_owners_is_worth_nothing_after_it,
    ),
    Removed(
        "nobody grants to themselves",
        removing.put(appointments, "_check", lambda *_: None),
        test_separation.test_nobody_raises_or_lowers_themselves,
    ),
    Removed(
        "nobody elects themselves",
        removing.offices_by_anybody,
        test_separation.test_nobody_takes_or_leaves_an_office_by_their_own_hand,
    ),
    Removed(
        "the three administrators are three",
        removing.put(accounts, "_refuse_conflict", lambda _: None),
        test_separation.test_no_account_gets_a_second_administrators_post,
        ("county_admin", "county_auditor"),
    ),
    Removed(
        "the maker is not the checker",
        removing.put(workflow, "check_checker", lambda *_: None),
        test_separation.test_who_drafted_does_not_approve,
    ),
    Removed(
        "a key is cut to what it was made for",
        removing.put(api_tokens, "narrowed", lambda grants, _: frozenset(grants)),
        test_programs.test_a_key_does_what_it_was_made_for_where_it_was_made_for,
    ),
    Removed("a key ends", removing.keys_without_end, test_programs.test_a_key_ends_by_the_clock),
    Removed("a key makes no keys", removing.keys_make_keys, test_programs.test_a_key_makes_no_keys),
    Removed(
        "a closed account's keys stay dead",
        removing.put(repository, "revoke_api_tokens", removing.nothing),
        test_programs.test_the_key_of_a_disabled_account_stays_dead_when_it_comes_back,
    ),
    Removed(
        "what is guessed is refused",
        removing.put(password_policy, "weakness", lambda *_: None),
        test_password_profiles.test_both_refuse_what_is_guessed,
        ("asvs", "Password123!"),
    ),
    Removed(
        "djbh has rules of composition",
        lambda patch: removing.djbh(patch, "DJBH_CLASSES", 1),
        test_password_profiles.test_only_djbh_has_rules_of_composition,
        ("djbh", test_password_profiles.PLAIN),
    ),
    Removed(
        "djbh lets passwords run out",
        lambda patch: removing.djbh(patch, "DJBH_ROTATION", removing.DAY * 1000),
        test_password_profiles.test_only_djbh_wants_a_new_password_after_ninety_days,
        ("djbh",),
    ),
    Removed(
        "asvs never lets a password run out",
        removing.put(password_policy, "_is_djbh", lambda: True),
        test_password_profiles.test_only_djbh_wants_a_new_password_after_ninety_days,
        ("asvs",),
    ),
    Removed(
        "an expired password opens nothing",
        removing.no_end,
        test_password_profiles.test_under_djbh_nothing_is_done_with_an_expired_password,
        ("djbh",),
    ),
    Removed(
        "a password has one spelling",
        removing.put(passwords, "_spelled", lambda password: password),
        test_password_profiles.test_one_password_has_one_spelling,
        ("asvs",),
    ),
    Removed(
        "a new password is another one",
        removing.put(password_policy, "check_is_new", lambda *_: None),
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
