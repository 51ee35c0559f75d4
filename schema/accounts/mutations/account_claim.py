"""Claim the account of a resident: by the phone on the household roll, or by a printed slip."""

from infra import crypto
from schema.accounts.fronts import front, go_on
from schema.accounts.inputs import AccountClaimInput
from schema.accounts.types import Me
from schema.core.mutations import Ask, mutation
from services.people import service as people
from services.people.errors import SlipExpired, SlipRefused
from services.people.service import accounts as residents_accounts
from tenants import accounts, password_policy, phone_numbers, rate_limits, sessions, sign_in
from tenants.errors import (
    AccountExists,
    CodeRefused,
    PasswordWeak,
    PhoneInvalid,
    PhoneTaken,
    SignInUnavailable,
    TooManyAttempts,
)
from tenants.models import Account
from tenants.rate_limits import Attempt
from tenants.unit_of_work import UnitOfWork


@mutation(
    None,
    returns={"me": Me},
    refuses=(
        AccountExists,
        CodeRefused,
        PasswordWeak,
        PhoneInvalid,
        PhoneTaken,
        SignInUnavailable,
        SlipExpired,
        SlipRefused,
        TooManyAttempts,
    ),
    description="Open one's account with a code by SMS or with a printed slip, and sign in.",
    replayable=False,
)
async def account_claim(ask: Ask, input: AccountClaimInput) -> Me:
    if input.password is not None or input.slip is not None:
        # Before the code is used up: another may be asked for only a minute later.
        password_policy.check(input.password or "", (input.phone,))
    if input.slip is None:
        await sign_in.redeem_claim_code(
            ask.context.tenant, input.phone, input.code or "", front(ask)
        )
    else:
        await _admit_slip(ask, input.slip)
    async with ask.context.unit_of_work() as uow:
        account = await _open(uow, input)
        if input.password is not None or input.slip is not None:
            await accounts.set_password(uow, account.id, input.password or "")
        token = await sessions.start(uow, account.id, replaces=ask.viewer.session_id)
    return await go_on(ask.context, token)


async def _admit_slip(ask: Ask, slip: str) -> None:
    """Count the attempt against the address and against the slip.

    Whoever holds a slip could otherwise learn by it, from many addresses, which phones are taken.
    """
    address, typed = ask.context.address, people.slip_as_read(slip)
    await rate_limits.admit(
        Attempt.SLIP,
        ask.context.tenant.code,
        f"from:{rate_limits.line(address)}",
        address,
        also=f"slip:{crypto.blind_index(typed)}",
    )


async def _open(uow: UnitOfWork, input: AccountClaimInput) -> Account:
    """Open the account of the resident whom the phone or the slip names."""
    phone = phone_numbers.normalise(input.phone)
    if input.slip is not None:
        resident = await people.redeem_slip(uow, input.slip)
        return await residents_accounts.open_account(uow, resident, phone, phone_verified=False)
    found = await people.find_resident_by_phone(uow, phone)
    if found is None:
        raise CodeRefused(path=("code",))
    return await residents_accounts.open_account(uow, found, phone, phone_verified=True)
