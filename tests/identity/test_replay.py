"""What is good once is good once: of two who use it at the same moment exactly one gets in."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from infra import clock
from services.people import service as people
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.identity.web import (
    Web,
    authenticator,
    count,
    phone_of,
    sent_code,
    session_of,
    shown,
)
from tests.schema.accounts.test_claim import resident
from tests.tenants.people import PASSWORD, new_phone, person

NOON = clock.now().replace(hour=4, minute=0, second=0, microsecond=0) + timedelta(days=1)
TOGETHER = 6


def outcome(found: list[list[str]]) -> tuple[int, set[str]]:
    """How many got in, and with which codes the others were refused."""
    return found.count([]), {code for one in found for code in one}


async def test_a_code_of_the_authenticator_is_good_for_one_session(county: Tenant) -> None:
    account = await person(county, "clerk")
    secret = await authenticator(county, account)
    one, two = await session_of(county, account), await session_of(county, account)
    code = shown(secret)

    assert await one.codes("secondFactorConfirm", code=code) == []
    assert await one.codes("secondFactorConfirm", code=code) == ["CODE_REFUSED"]
    assert await two.codes("secondFactorConfirm", code=code) == ["CODE_REFUSED"]
    assert (await two.ask("{ me { secondFactor } }"))["me"]["secondFactor"] is False


async def test_of_several_who_show_one_code_at_once_one_passes(county: Tenant) -> None:
    account = await person(county, "clerk")
    secret = await authenticator(county, account)
    clients = [await session_of(county, account) for _ in range(4)]
    code = shown(secret)

    found = await asyncio.gather(*(one.codes("secondFactorConfirm", code=code) for one in clients))

    assert outcome(found) == (1, {"CODE_REFUSED"})
    factors = [(await one.ask("{ me { secondFactor } }"))["me"]["secondFactor"] for one in clients]
    assert factors.count(True) == 1


async def test_a_code_written_otherwise_is_the_same_code(county: Tenant) -> None:
    account = await person(county, "clerk")
    secret, web = await authenticator(county, account), await session_of(county, account)
    code = shown(secret)
    assert await web.codes("secondFactorConfirm", code=code) == []

    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    for disguised in (f" {code[:3]} {code[3:]} ", full_width, f"{code}\u200b", f"0{code}"):
        assert await web.codes("secondFactorConfirm", code=disguised) == ["CODE_REFUSED"]


@pytest.mark.parametrize("seconds", [-90, -60, 60, 90])
async def test_a_code_of_another_time_is_refused(county: Tenant, seconds: int) -> None:
    account = await person(county, "clerk")
    secret = await authenticator(county, account)
    with clock.at(NOON):
        web = await session_of(county, account)
    with clock.at(NOON + timedelta(seconds=seconds)):
        code = shown(secret)

    with clock.at(NOON):
        assert await web.codes("secondFactorConfirm", code=code) == ["CODE_REFUSED"]


async def test_an_authenticator_of_another_account_is_refused(county: Tenant) -> None:
    secret = await authenticator(county, await person(county, "clerk"))
    other = await person(county, "clerk")
    await authenticator(county, other)

    web = await session_of(county, other)

    assert await web.codes("secondFactorConfirm", code=shown(secret)) == ["CODE_REFUSED"]


async def recovery_codes(county: Tenant, account: Account) -> list[str]:
    web = await session_of(county, account)
    secret = (await web.do("totpEnrol", "secret"))["secret"]
    codes: list[str] = (await web.do("totpConfirm", "recoveryCodes", code=shown(secret)))[
        "recoveryCodes"
    ]
    return codes


async def test_a_recovery_code_is_good_once(county: Tenant) -> None:
    account = await person(county, "clerk")
    codes = await recovery_codes(county, account)
    clients = [await session_of(county, account) for _ in range(3)]

    found = await asyncio.gather(
        *(one.codes("secondFactorConfirm", code=codes[0]) for one in clients)
    )

    assert outcome(found) == (1, {"CODE_REFUSED"})
    assert await clients[0].codes("secondFactorConfirm", code=codes[0].lower()) == ["CODE_REFUSED"]


async def test_a_recovery_code_opens_no_other_account(county: Tenant) -> None:
    codes = await recovery_codes(county, await person(county, "clerk"))
    other = await person(county, "clerk")
    await recovery_codes(county, other)

    web = await session_of(county, other)

    assert await web.codes("secondFactorConfirm", code=codes[0]) == ["CODE_REFUSED"]


async def test_a_code_by_sms_is_good_once(county: Tenant) -> None:
    account = await person(county, "villager")
    phone = phone_of(account)
    await Web(county).codes("oneTimeCodeRequest", phone=phone)
    code = await sent_code(county)

    found = await asyncio.gather(
        *(Web(county).codes("signInWithCode", phone=phone, code=code) for _ in range(TOGETHER))
    )

    assert outcome(found) == (1, {"SIGN_IN_REFUSED"})
    assert await count(county, "account_session") == 1
    assert await Web(county).codes("signInWithCode", phone=phone, code=code) == ["SIGN_IN_REFUSED"]


async def test_a_code_by_sms_lasts_ten_minutes_and_five_tries(county: Tenant) -> None:
    account = await person(county, "villager")
    phone = phone_of(account)
    with clock.at(NOON):
        await Web(county).codes("oneTimeCodeRequest", phone=phone)
        code = await sent_code(county)
    with clock.at(NOON + timedelta(minutes=10)):
        late = await Web(county).codes("signInWithCode", phone=phone, code=code)
    with clock.at(NOON + timedelta(minutes=9)):
        wrong = [
            await Web(county).codes("signInWithCode", phone=phone, code="000000") for _ in range(5)
        ]
        sixth = await Web(county).codes("signInWithCode", phone=phone, code=code)

    assert [late, *wrong, sixth] == [["SIGN_IN_REFUSED"]] * 7


async def test_a_code_opens_only_what_it_was_asked_for(county: Tenant) -> None:
    account = await person(county, "villager")
    claimed, other = new_phone(), phone_of(await person(county, "villager"))
    await resident(county, claimed)
    await Web(county).codes("oneTimeCodeRequest", phone=phone_of(account))
    to_sign_in = await sent_code(county)
    await Web(county).codes("oneTimeCodeRequest", phone=claimed, purpose="CLAIM")
    to_claim = await sent_code(county)

    for phone, code in ((other, to_sign_in), (claimed, to_sign_in), (claimed, to_claim)):
        refused = await Web(county).codes("signInWithCode", phone=phone, code=code)
        assert refused == ["SIGN_IN_REFUSED"]
    refused = await Web(county).codes("accountClaim", phone=claimed, code=to_sign_in)
    assert refused == ["CODE_REFUSED"]
    assert await Web(county).codes("accountClaim", phone=claimed, code=to_claim) == []


async def test_of_several_who_claim_at_once_one_gets_the_account(county: Tenant) -> None:
    phone = new_phone()
    await resident(county, phone)
    await Web(county).codes("oneTimeCodeRequest", phone=phone, purpose="CLAIM")
    code = await sent_code(county)

    found = await asyncio.gather(
        *(Web(county).codes("accountClaim", phone=phone, code=code) for _ in range(TOGETHER))
    )

    assert outcome(found) == (1, {"CODE_REFUSED"})
    assert (await count(county, "account"), await count(county, "account_session")) == (1, 1)


async def slip_of(county: Tenant, holder: UUID) -> str:
    async with unit_of_work(county) as uow:
        return await people.issue_claim_slip(uow, holder)


async def test_of_several_who_hold_one_slip_one_gets_the_account(county: Tenant) -> None:
    slip = await slip_of(county, await resident(county, None))

    found = await asyncio.gather(
        *(
            Web(county).codes("accountClaim", phone=new_phone(), slip=slip, password=PASSWORD)
            for _ in range(TOGETHER)
        )
    )

    assert outcome(found) == (1, {"SLIP_REFUSED"})
    assert (await count(county, "account"), await count(county, "account_session")) == (1, 1)


async def test_a_slip_of_another_county_opens_nothing(county: Tenant, other_county: Tenant) -> None:
    slip = await slip_of(other_county, await resident(other_county, None))

    assert await Web(county).codes(
        "accountClaim", phone=new_phone(), slip=slip, password=PASSWORD
    ) == ["SLIP_REFUSED"]


async def test_a_refused_password_does_not_use_up_the_code(county: Tenant) -> None:
    """Otherwise a typing slip would cost another SMS, and one may be asked for once a minute."""
    phone = new_phone()
    await resident(county, phone)
    await Web(county).codes("oneTimeCodeRequest", phone=phone, purpose="CLAIM")
    code = await sent_code(county)

    web = Web(county)
    assert await web.codes("accountClaim", phone=phone, code=code, password="12345678") == [
        "PASSWORD_WEAK"
    ]
    assert await web.codes("accountClaim", phone=phone, code=code, password=PASSWORD) == []
