import pyotp
import pytest
from sqlalchemy import text

from infra import clock, crypto
from schema.core.execution import Outcome
from tenants import one_time_codes
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.accounts.asking import ME, Browser, browser_of
from tests.tenants.people import PASSWORD, new_phone, person, village


async def test_a_password_signs_in_and_the_rest_of_the_answer_is_the_new_viewers(
    county: Tenant,
) -> None:
    account = await person(county, "villager", password=PASSWORD)
    browser = Browser(county)

    payload = await browser.do(
        "signInWithPassword",
        "passwordExpired me { signedIn account { name maskedPhone active roles { role } } }",
        phone=crypto.unseal(account.phone_sealed),
        password=PASSWORD,
    )

    phone = crypto.unseal(account.phone_sealed)
    assert payload == {
        "passwordExpired": False,
        "me": {
            "signedIn": True,
            "account": {
                "name": "王秀英",
                "maskedPhone": f"{phone[:3]}****{phone[-4:]}",
                "active": True,
                "roles": [{"role": "VILLAGER"}],
            },
        },
        "errors": [],
    }
    assert browser.token.startswith(f"{county.code}.")
    assert await browser.ask(ME) == {
        "me": {
            "signedIn": True,
            "name": "王秀英",
            "secondFactor": False,
            "steppedUp": False,
            "secondFactorDue": False,
            "roles": [{"role": "VILLAGER", "place": village(county), "name": "Villager"}],
        }
    }


async def test_a_refused_attempt_is_counted_and_gives_no_session(county: Tenant) -> None:
    account = await person(county, password=PASSWORD)
    browser = Browser(county)

    payload = await browser.do(
        "signInWithPassword",
        "me { signedIn }",
        phone=crypto.unseal(account.phone_sealed),
        password="wrong",
    )

    assert payload["me"] is None
    [error] = payload["errors"]
    assert (error["code"], error["path"]) == ("SIGN_IN_REFUSED", ["input", "phone"])
    assert browser.token == ""
    async with unit_of_work(county) as uow:
        kept = await uow.session.execute(
            text("SELECT failed_count, (SELECT count(*) FROM sign_in_event) FROM account")
        )
        assert tuple(kept.one()) == (1, 1)


async def test_aliases_do_not_multiply_attempts(county: Tenant) -> None:
    account = await person(county, password=PASSWORD)
    phone = crypto.unseal(account.phone_sealed)
    fields = " ".join(
        f'a{n}: signInWithPassword(input: {{phone: "{phone}", password: "x{n}"}}) '
        "{ errors { code } }"
        for n in range(12)
    )

    data = await Browser(county).ask(f"mutation {{ {fields} }}")

    codes = [data[f"a{n}"]["errors"][0]["code"] for n in range(12)]
    assert codes == ["SIGN_IN_REFUSED"] * 10 + ["TOO_MANY_ATTEMPTS"] * 2


async def test_known_and_unknown_phones_get_the_same_answer_byte_for_byte(county: Tenant) -> None:
    account = await person(county, password=PASSWORD)
    answers: list[list[Outcome]] = []

    for phone in (crypto.unseal(account.phone_sealed), new_phone()):
        browser = Browser(county)
        answers.append(
            [
                await browser.run(
                    "mutation($phone: String!) { oneTimeCodeRequest(input: {phone: $phone}) "
                    "{ validMinutes errors { code message path } } }",
                    phone=phone,
                ),
                await browser.run(
                    "mutation($phone: String!) { signInWithCode(input: {phone: $phone, "
                    'code: "000001"}) { me { name } errors { code message path } } }',
                    phone=phone,
                ),
                await browser.run(
                    "mutation($phone: String!) { signInWithPassword(input: {phone: $phone, "
                    'password: "x"}) { me { name } errors { code message path } } }',
                    phone=phone,
                ),
            ]
        )

    assert answers[0] == answers[1]
    assert answers[0][0].data == {"oneTimeCodeRequest": {"validMinutes": 10, "errors": []}}


async def test_a_code_by_sms_signs_in(county: Tenant) -> None:
    account = await person(county, "villager")
    phone = crypto.unseal(account.phone_sealed)
    browser = Browser(county)
    await browser.do("oneTimeCodeRequest", "validMinutes", phone=phone)
    async with unit_of_work(county) as uow:
        code_id = (await uow.session.execute(text("SELECT id FROM one_time_code"))).scalar_one()

    payload = await browser.do(
        "signInWithCode",
        "me { name }",
        phone=phone,
        code=one_time_codes.digits(county.code, code_id),
    )

    assert payload == {"me": {"name": "王秀英"}, "errors": []}


async def test_an_official_enrols_an_authenticator_and_steps_up(county: Tenant) -> None:
    browser = await browser_of(county, await person(county, "party_secretary"))
    assert (await browser.ask(ME))["me"]["secondFactorDue"] is True
    before = browser.token

    enrolled = await browser.do("totpEnrol", "secret uri")
    code = pyotp.TOTP(enrolled["secret"]).at(clock.now())
    confirmed = await browser.do(
        "totpConfirm", "recoveryCodes me { secondFactor steppedUp }", code=code
    )

    assert enrolled["uri"].startswith("otpauth://totp/")
    assert confirmed["me"] == {"secondFactor": True, "steppedUp": True}
    assert len(confirmed["recoveryCodes"]) == 8
    assert browser.token != before
    assert await browser.codes("secondFactorConfirm", code=code) == ["CODE_REFUSED"]
    used = confirmed["recoveryCodes"][0]
    assert await browser.codes("secondFactorConfirm", code=used) == []
    assert await browser.codes("totpEnrol") == ["AUTHENTICATOR_ENROLLED"]
    assert await browser.codes("totpEnrol", replace=True) == []


async def test_a_stolen_session_cannot_replace_the_authenticator(county: Tenant) -> None:
    account = await person(county, "party_secretary")
    owner = await browser_of(county, account)
    enrolled = await owner.do("totpEnrol", "secret")
    code = pyotp.TOTP(enrolled["secret"]).at(clock.now())
    await owner.do("totpConfirm", "recoveryCodes", code=code)

    thief = await browser_of(county, account)

    assert await thief.codes("totpEnrol", replace=True) == ["STEP_UP_NEEDED"]
    assert await thief.codes("totpConfirm", code="000000") == ["STEP_UP_NEEDED"]


@pytest.mark.parametrize(
    ("mutation", "input"),
    [
        ("secondFactorConfirm", {"code": "1"}),
        ("totpEnrol", {}),
        ("totpConfirm", {"code": "1"}),
        ("signOut", {}),
        ("passwordChange", {"newPassword": PASSWORD}),
    ],
)
async def test_what_belongs_to_a_session_needs_one(
    county: Tenant, mutation: str, input: dict[str, object]
) -> None:
    assert await Browser(county).codes(mutation, **input) == ["SIGN_IN_NEEDED"]


async def test_signing_out_ends_the_session_here_or_everywhere(county: Tenant) -> None:
    account = await person(county, "villager")
    here, there = await browser_of(county, account), await browser_of(county, account)
    token = here.token

    payload = await here.do("signOut", "me { signedIn }")

    assert payload == {"me": {"signedIn": False}, "errors": []}
    assert here.token == ""
    assert (await Browser(county, token).ask("{ me { signedIn } }"))["me"]["signedIn"] is False
    assert (await there.ask("{ me { signedIn } }"))["me"]["signedIn"] is True

    third = await browser_of(county, account)
    await there.do("signOut", "me { signedIn }", everywhere=True)
    assert (await third.ask("{ me { signedIn } }"))["me"]["signedIn"] is False


async def test_a_lost_phone_is_signed_out_from_another(county: Tenant) -> None:
    account = await person(county, "villager")
    lost, kept = await browser_of(county, account), await browser_of(county, account)
    sessions = (await kept.ask("{ me { sessions { id current endedAt } } }"))["me"]["sessions"]
    assert [one["current"] for one in sessions] == [False, True]

    stranger = await browser_of(county, await person(county, "villager"))
    assert await stranger.codes("sessionRevoke", sessionId=sessions[0]["id"]) == ["NOT_FOUND"]
    unseen = await stranger.ask("query($id: ID!) { node(id: $id) { id } }", id=sessions[0]["id"])
    payload = await kept.do("sessionRevoke", "session { id endedAt }", sessionId=sessions[0]["id"])

    assert unseen == {"node": None}
    assert payload["session"]["id"] == sessions[0]["id"]
    assert payload["session"]["endedAt"]
    assert (await lost.ask("{ me { signedIn } }"))["me"]["signedIn"] is False


async def test_a_changed_password_ends_the_other_sessions_and_not_this_one(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    other, browser = await browser_of(county, account), await browser_of(county, account)

    assert await browser.codes(
        "passwordChange", oldPassword="wrong", newPassword="另一个好密码 2026"
    ) == ["SIGN_IN_REFUSED"]
    assert await browser.codes("passwordChange", oldPassword=PASSWORD, newPassword="password") == [
        "PASSWORD_WEAK"
    ]
    assert (
        await browser.codes("passwordChange", oldPassword=PASSWORD, newPassword="另一个好密码 2026")
        == []
    )

    assert (await browser.ask("{ me { signedIn } }"))["me"]["signedIn"] is True
    assert (await other.ask("{ me { signedIn } }"))["me"]["signedIn"] is False


async def test_nobody_in_particular_is_told_so(county: Tenant) -> None:
    assert await Browser(county).ask(ME) == {
        "me": {
            "signedIn": False,
            "name": "",
            "secondFactor": False,
            "steppedUp": False,
            "secondFactorDue": False,
            "roles": [],
        }
    }
