import asyncio
import json
import statistics
import time
from datetime import timedelta
from uuid import UUID, uuid4

import pyotp
import pytest
import redis.asyncio
from sqlalchemy import text

from infra import clock, crypto, valkey
from infra.errors import DomainError
from infra.settings import publish, settings
from tenants import (
    accounts,
    one_time_codes,
    passwords,
    rate_limits,
    second_factor,
    sessions,
    sign_in,
    tasks,
)
from tenants.errors import (
    CodeRefused,
    PhoneInvalid,
    SignInRefused,
    SignInUnavailable,
    TooManyAttempts,
)
from tenants.jobs import AlreadyDone, Job
from tenants.models import Account
from tenants.registry import Tenant
from tenants.sign_in import Front, SignedIn
from tenants.unit_of_work import unit_of_work
from tests.tenants.people import PASSWORD, new_phone, person

NOON = clock.now().replace(hour=4, minute=0, second=0, microsecond=0) + timedelta(days=1)


def front() -> Front:
    """Return an address that no other test uses."""
    return Front(address=str(uuid4()), device="Firefox")


def phone_of(account: Account) -> str:
    return crypto.unseal(account.phone_sealed)


async def events(county: Tenant) -> list[tuple[str, str]]:
    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(
            text("SELECT means, outcome FROM sign_in_event ORDER BY id")
        )
        return [(means, outcome) for means, outcome in rows]


async def codes(county: Tenant) -> list[UUID]:
    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(text("SELECT id FROM one_time_code ORDER BY id"))
        return list(rows.scalars())


async def requested_code(county: Tenant, phone: str) -> str:
    await sign_in.request_code(county, phone, front())
    return one_time_codes.digits(county.code, (await codes(county))[-1])


async def test_phone_and_password_open_a_session(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)

    signed = await sign_in.with_password(county, phone_of(account), PASSWORD, front())

    assert signed.account_id == account.id
    assert (signed.second_factor_enrolled, signed.password_expired) == (False, False)
    found = await sessions.resolve(county, signed.token)
    assert found
    assert found.account_id == account.id
    async with unit_of_work(county) as uow:
        assert [one.device for one in await sessions.list_open(uow, account.id)] == ["Firefox"]
    assert await events(county) == [("password", "accepted")]


async def refusal_of(county: Tenant, phone: str, password: str) -> tuple[str, str, str]:
    with pytest.raises(SignInRefused) as refused:
        await sign_in.with_password(county, phone, password, front())
    return refused.value.code, refused.value.message("zh"), refused.value.message("en")


async def test_nobody_learns_whether_a_phone_has_an_account(county: Tenant) -> None:
    known = await person(county, "villager", password=PASSWORD)
    without_password = await person(county, "villager")
    disabled = await person(county, "villager", password=PASSWORD)
    async with unit_of_work(county) as uow:
        await uow.session.execute(
            text("UPDATE account SET state = 'disabled' WHERE id = :id"), {"id": disabled.id}
        )

    answers = {
        await refusal_of(county, phone_of(known), "wrong"),
        await refusal_of(county, phone_of(without_password), PASSWORD),
        await refusal_of(county, phone_of(disabled), PASSWORD),
        await refusal_of(county, new_phone(), PASSWORD),
    }

    assert len(answers) == 1
    assert await events(county) == [("password", "refused")] * 4


async def test_an_unknown_phone_costs_as_much_work_as_a_wrong_password(county: Tenant) -> None:
    publish(argon2_memory_kib="32768", argon2_time_cost="2")
    known, taken = await person(county, password=PASSWORD), []
    try:
        await refusal_of(county, new_phone(), "x")
        for phone in [phone_of(known), new_phone()] * 9:
            began = time.process_time()
            await refusal_of(county, phone, "wrong")
            taken.append(time.process_time() - began)
    finally:
        publish(argon2_memory_kib="1024", argon2_time_cost="1")

    ratio = statistics.median(taken[0::2]) / statistics.median(taken[1::2])
    assert 0.7 < ratio < 1.4


async def test_a_hash_with_old_parameters_is_renewed_at_sign_in(county: Tenant) -> None:
    account = await person(county, password=PASSWORD)
    publish(argon2_memory_kib="2048")
    try:
        await sign_in.with_password(county, phone_of(account), PASSWORD, front())
    finally:
        publish(argon2_memory_kib="1024")

    async with unit_of_work(county) as uow:
        kept = await uow.session.execute(text("SELECT password_hash FROM account"))
        assert "m=2048,t=1,p=1" in kept.scalar_one()
    await sign_in.with_password(county, phone_of(account), PASSWORD, front())


async def test_ten_wrong_passwords_lock_the_password_but_not_the_code(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def admit(*_: object) -> None:
        """Leave the counting to the account itself."""

    account = await person(county, "villager", password=PASSWORD)
    phone = phone_of(account)
    monkeypatch.setattr(rate_limits, "admit", admit)

    with clock.at(NOON):
        for _ in range(10):
            await refusal_of(county, phone, "wrong")
        await refusal_of(county, phone, PASSWORD)
        await sign_in.with_code(county, phone, await requested_code(county, phone), front())
    with clock.at(NOON + timedelta(minutes=14, seconds=59)):
        await refusal_of(county, phone, PASSWORD)
    with clock.at(NOON + timedelta(minutes=15)):
        await sign_in.with_password(county, phone, PASSWORD, front())


async def test_attempts_on_one_account_are_limited_whoever_makes_them(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    for phone in (phone_of(account), new_phone()):
        for _ in range(10):
            await refusal_of(county, phone, "wrong")

        with pytest.raises(TooManyAttempts) as refused:
            await sign_in.with_password(county, phone, PASSWORD, front())

        assert refused.value.facts == {"minutes": 15}


async def test_attempts_from_one_address_are_limited_across_counties(
    county: Tenant, other_county: Tenant
) -> None:
    one = front()
    outcomes = []
    for number in range(130):
        try:
            await sign_in.with_code((county, other_county)[number % 2], new_phone(), "000000", one)
        except DomainError as refusal:
            outcomes.append(refusal.code)

    assert outcomes == ["SIGN_IN_REFUSED"] * 120 + ["TOO_MANY_ATTEMPTS"] * 10


async def test_without_valkey_nobody_signs_in(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await person(county, "villager", password=PASSWORD)
    nowhere = redis.asyncio.Redis.from_url("redis://127.0.0.1:1", socket_connect_timeout=1)
    monkeypatch.setattr(valkey, "client", lambda: nowhere)

    began = time.monotonic()
    with pytest.raises(SignInUnavailable):
        await sign_in.with_password(county, phone_of(account), PASSWORD, front())

    assert time.monotonic() - began < 5
    assert await events(county) == []


async def test_a_phone_that_is_none_is_said_so(county: Tenant) -> None:
    with pytest.raises(PhoneInvalid):
        await sign_in.with_password(county, "12", PASSWORD, front())


async def test_signing_in_ends_the_session_that_an_attacker_may_have_planted(
    county: Tenant,
) -> None:
    attacker, victim = await person(county), await person(county, password=PASSWORD)
    async with unit_of_work(county) as uow:
        planted = await sessions.start(uow, attacker.id)
    found = await sessions.resolve(county, planted)
    assert found

    signed = await sign_in.with_password(
        county, phone_of(victim), PASSWORD, Front(session_id=found.session_id)
    )

    assert signed.token != planted
    assert await sessions.resolve(county, planted) is None


async def test_a_code_signs_in_once(county: Tenant) -> None:
    account = await person(county, "villager")
    code = await requested_code(county, phone_of(account))

    signed = await sign_in.with_code(county, phone_of(account), f" {code[:3]} {code[3:]} ", front())

    assert signed.account_id == account.id
    with pytest.raises(SignInRefused):
        await sign_in.with_code(county, phone_of(account), code, front())
    assert await events(county) == [("code", "accepted"), ("code", "refused")]


async def test_of_two_who_use_one_code_at_once_one_gets_in(county: Tenant) -> None:
    account = await person(county, "villager")
    code = await requested_code(county, phone_of(account))

    outcomes = await asyncio.gather(
        *[sign_in.with_code(county, phone_of(account), code, front()) for _ in range(5)],
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, SignedIn) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, SignInRefused) for outcome in outcomes) == 4


async def test_the_sixth_try_fails_even_with_the_right_code(county: Tenant) -> None:
    account = await person(county, "villager")
    code = await requested_code(county, phone_of(account))
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    for entered in [wrong] * 5 + [code]:
        with pytest.raises(SignInRefused):
            await sign_in.with_code(county, phone_of(account), entered, front())


@pytest.mark.parametrize(("seconds", "valid"), [(599, True), (600, False)])
async def test_a_code_lasts_ten_minutes(county: Tenant, seconds: int, valid: bool) -> None:
    account = await person(county, "villager")
    with clock.at(NOON):
        code = await requested_code(county, phone_of(account))

    with clock.at(NOON + timedelta(seconds=seconds)):
        if valid:
            await sign_in.with_code(county, phone_of(account), code, front())
        else:
            with pytest.raises(SignInRefused):
                await sign_in.with_code(county, phone_of(account), code, front())


async def test_a_code_of_another_purpose_phone_or_county_is_refused(
    county: Tenant, other_county: Tenant
) -> None:
    phone = new_phone()
    account, other = await person(county, phone=phone), await person(county)
    await person(other_county, phone=phone)
    await sign_in.claim_code(county, phone, front(), on_the_roll=True)
    code = one_time_codes.digits(county.code, (await codes(county))[-1])

    for where, number in (
        (county, phone_of(account)),
        (county, phone_of(other)),
        (other_county, phone),
    ):
        with pytest.raises(SignInRefused):
            await sign_in.with_code(where, number, code, front())
    await sign_in.redeem_claim_code(county, phone, code, front())


async def test_a_new_code_replaces_the_one_before(county: Tenant) -> None:
    account = await person(county, "villager")
    phone = phone_of(account)
    first = await requested_code(county, phone)
    async with unit_of_work(county) as uow:
        second_id = await one_time_codes.issue(uow, "sign_in", phone, deliver=True)
    second = one_time_codes.digits(county.code, second_id)

    with pytest.raises(SignInRefused):
        await sign_in.with_code(county, phone, first, front())
    await sign_in.with_code(county, phone, second, front())


async def test_asking_for_a_code_does_the_same_for_an_unknown_phone(county: Tenant) -> None:
    account = await person(county, "villager")
    counted = []

    for phone in (phone_of(account), new_phone()):
        await sign_in.request_code(county, phone, front())
        async with unit_of_work(county) as uow:
            rows = await uow.session.execute(
                text("SELECT (SELECT count(*) FROM one_time_code), (SELECT count(*) FROM outbox)")
            )
            counted.append(tuple(rows.one()))

    assert counted == [(1, 1), (2, 2)]


async def test_codes_are_asked_for_once_a_minute_known_or_not(county: Tenant) -> None:
    account = await person(county, "villager")

    for phone in (phone_of(account), new_phone()):
        await sign_in.request_code(county, phone, front())
        with pytest.raises(TooManyAttempts) as refused:
            await sign_in.request_code(county, phone, front())
        assert refused.value.message("zh") == "尝试次数过多。请 1 分钟后再试。"


def sent_to(phone: str) -> list[str]:
    path = settings().home / "sent" / "messages.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    messages = [json.loads(line) for line in lines]
    return [message["text"] for message in messages if message["to"] == phone]


async def test_the_worker_sends_the_code_and_a_second_run_sends_the_same_one(
    county: Tenant,
) -> None:
    account = await person(county, "villager")
    code = await requested_code(county, phone_of(account))
    code_id = str((await codes(county))[0])
    job = Job(county, uuid4(), "accounts.send_code")

    await tasks.send_code(job, code_id=code_id)
    with pytest.raises(AlreadyDone):
        await tasks.send_code(job, code_id=code_id)

    sent = sent_to(phone_of(account))
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert sent[0].startswith(f"【明白】验证码 {code}，10 分钟内有效")


async def test_nothing_is_sent_to_an_unknown_phone_or_after_the_time(county: Tenant) -> None:
    unknown, account = new_phone(), await person(county, "villager")
    await sign_in.request_code(county, unknown, front())
    with clock.at(clock.now() - timedelta(days=1)):
        await sign_in.request_code(county, phone_of(account), front())

    for code_id in await codes(county):
        await tasks.send_code(Job(county, uuid4(), "accounts.send_code"), code_id=str(code_id))

    assert sent_to(unknown) == sent_to(phone_of(account)) == []


async def test_the_digits_are_not_in_the_database(county: Tenant) -> None:
    account = await person(county, "villager")
    code = await requested_code(county, phone_of(account))

    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(
            text("SELECT purpose, subject_index, phone_sealed, deliver FROM one_time_code")
        )
        jobs = await uow.session.execute(text("SELECT arguments::text FROM outbox"))
        stored = [str(rows.one()), str(jobs.scalar_one())]

    assert phone_of(account) not in "".join(stored)
    assert f'"{code}"' not in "".join(stored)


async def with_authenticator(county: Tenant, account: Account) -> tuple[str, UUID, tuple[str, ...]]:
    """Enrol at noon; return the secret, the session and the recovery codes."""
    with clock.at(NOON):
        async with unit_of_work(county) as uow:
            token = await sessions.start(uow, account.id)
            enrolment = await second_factor.enrol(uow, account.id, account.name)
        found = await sessions.resolve(county, token)
        assert found
        code = pyotp.TOTP(enrolment.secret).at(NOON)
        _, recovery = await sign_in.confirm_enrolment(
            county, account.id, found.session_id, code, front()
        )
    return enrolment.secret, found.session_id, recovery


async def test_an_authenticator_counts_from_its_first_right_code(county: Tenant) -> None:
    account = await person(county, "clerk")
    async with unit_of_work(county) as uow:
        enrolment = await second_factor.enrol(uow, account.id, account.name)
        assert not await second_factor.is_enrolled(uow, account.id)
        token = await sessions.start(uow, account.id)
    found = await sessions.resolve(county, token)
    assert found

    with pytest.raises(CodeRefused):
        await sign_in.confirm_enrolment(county, account.id, found.session_id, "000", front())
    code = pyotp.TOTP(enrolment.secret).at(clock.now())
    renewed, recovery = await sign_in.confirm_enrolment(
        county, account.id, found.session_id, code, front()
    )

    assert len(set(recovery)) == 8
    assert await sessions.resolve(county, token) is None
    again = await sessions.resolve(county, renewed)
    assert again
    assert again.stepped_up


async def test_a_code_of_the_authenticator_is_used_once(county: Tenant) -> None:
    account = await person(county, "clerk")
    secret, session_id, _ = await with_authenticator(county, account)
    later = NOON + timedelta(minutes=5)
    code = pyotp.TOTP(secret).at(later)

    with clock.at(later):
        token = await sign_in.show_second_factor(county, account.id, session_id, code, front())
        assert await sessions.resolve(county, token)
        with pytest.raises(CodeRefused):
            await sign_in.show_second_factor(county, account.id, session_id, code, front())
    assert await events(county) == [("second_factor", "accepted"), ("second_factor", "refused")]


async def test_of_two_who_replay_one_code_at_once_one_passes(county: Tenant) -> None:
    account = await person(county, "clerk")
    secret, session_id, _ = await with_authenticator(county, account)
    later = NOON + timedelta(minutes=5)
    code = pyotp.TOTP(secret).at(later)

    async def show() -> str:
        with clock.at(later):
            return await sign_in.show_second_factor(county, account.id, session_id, code, front())

    outcomes = await asyncio.gather(*[show() for _ in range(4)], return_exceptions=True)

    assert sum(isinstance(outcome, str) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, CodeRefused) for outcome in outcomes) == 3


@pytest.mark.parametrize(
    ("drift_seconds", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
async def test_a_clock_may_drift_by_one_step(
    county: Tenant, drift_seconds: int, accepted: bool
) -> None:
    account = await person(county, "clerk")
    secret, _, _ = await with_authenticator(county, account)
    later = NOON + timedelta(minutes=10)
    code = pyotp.TOTP(secret).at(later + timedelta(seconds=drift_seconds))

    with clock.at(later):
        async with unit_of_work(county) as uow:
            assert await second_factor.verify(uow, account.id, code) is accepted


async def test_an_older_code_than_the_last_one_used_is_refused(county: Tenant) -> None:
    account = await person(county, "clerk")
    secret, _, _ = await with_authenticator(county, account)
    later = NOON + timedelta(minutes=10)
    totp = pyotp.TOTP(secret)

    with clock.at(later):
        async with unit_of_work(county) as uow:
            assert await second_factor.verify(uow, account.id, totp.at(later))
            before = totp.at(later - timedelta(seconds=30))
            assert not await second_factor.verify(uow, account.id, before)


async def test_the_second_factor_is_limited_an_account(county: Tenant) -> None:
    account = await person(county, "clerk")
    outcomes = []
    for _ in range(7):
        with pytest.raises(DomainError) as refused:
            await sign_in.show_second_factor(county, account.id, uuid4(), "000000", front())
        outcomes.append(refused.value.code)

    assert outcomes == ["CODE_REFUSED"] * 5 + ["TOO_MANY_ATTEMPTS"] * 2


async def test_a_recovery_code_stands_in_once(county: Tenant) -> None:
    account, other = await person(county, "clerk"), await person(county, "clerk")
    _, session_id, recovery = await with_authenticator(county, account)
    _, other_session, _ = await with_authenticator(county, other)
    printed = f"{recovery[0][:4]}-{recovery[0][4:8]}-{recovery[0][8:]}".lower()

    with clock.at(NOON + timedelta(minutes=1)):
        with pytest.raises(CodeRefused):
            await sign_in.show_second_factor(county, other.id, other_session, printed, front())
        await sign_in.show_second_factor(county, account.id, session_id, printed, front())
        with pytest.raises(CodeRefused):
            await sign_in.show_second_factor(county, account.id, session_id, printed, front())


async def test_a_new_authenticator_replaces_the_old_with_its_recovery_codes(
    county: Tenant,
) -> None:
    account = await person(county, "clerk")
    old_secret, session_id, recovery = await with_authenticator(county, account)
    later = NOON + timedelta(minutes=5)
    with clock.at(later):
        async with unit_of_work(county) as uow:
            new = await second_factor.enrol(uow, account.id, account.name)
        await sign_in.confirm_enrolment(
            county, account.id, session_id, pyotp.TOTP(new.secret).at(later), front()
        )
    much_later = NOON + timedelta(minutes=9)

    with clock.at(much_later):
        async with unit_of_work(county) as uow:
            old_code = pyotp.TOTP(old_secret).at(much_later)
            assert not await second_factor.verify(uow, account.id, old_code)
            assert not await second_factor.verify_recovery_code(uow, account.id, recovery[1])
            assert await second_factor.verify(
                uow, account.id, pyotp.TOTP(new.secret).at(much_later)
            )


async def test_an_authenticator_handed_over_counts_at_once(county: Tenant) -> None:
    account = await person(county, "county_security")
    with clock.at(NOON):
        async with unit_of_work(county) as uow:
            first = await second_factor.hand_over(uow, account.id, account.name)
            second = await second_factor.hand_over(uow, account.id, account.name)
        async with unit_of_work(county) as uow:
            old = second_factor.present_code(first.secret)
            assert not await second_factor.verify(uow, account.id, old)
            new = second_factor.present_code(second.secret)
            assert await second_factor.verify(uow, account.id, new)
            assert not await second_factor.verify(uow, account.id, new)


async def test_a_password_changed_during_the_attempt_lets_the_old_one_in_no_more(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await person(county, "villager", password=PASSWORD)
    checked = passwords.matches

    async def slowly(kept: str | None, password: str) -> bool:
        right = await checked(kept, password)
        monkeypatch.setattr(passwords, "matches", checked)
        async with unit_of_work(county) as uow:
            await accounts.set_password(uow, account.id, "另一个好密码 2026")
        return right

    monkeypatch.setattr(passwords, "matches", slowly)

    await refusal_of(county, phone_of(account), PASSWORD)
    await sign_in.with_password(county, phone_of(account), "另一个好密码 2026", front())


async def test_an_account_disabled_during_the_attempt_stays_out(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await person(county, "villager", password=PASSWORD)
    checked = passwords.matches

    async def slowly(kept: str | None, password: str) -> bool:
        async with unit_of_work(county) as uow:
            await accounts.disable(uow, account.id)
        return await checked(kept, password)

    monkeypatch.setattr(passwords, "matches", slowly)

    await refusal_of(county, phone_of(account), PASSWORD)


async def test_a_disabled_account_gets_no_code_and_uses_none(county: Tenant) -> None:
    account = await person(county, "villager")
    code = await requested_code(county, phone_of(account))
    async with unit_of_work(county) as uow:
        await accounts.disable(uow, account.id)

    with pytest.raises(SignInRefused):
        await sign_in.with_code(county, phone_of(account), code, front())
