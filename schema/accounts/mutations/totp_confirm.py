"""Put a new authenticator to use with its first code."""

from typing import Any

from schema.accounts.fronts import front, go_on, own_session
from schema.accounts.inputs import TotpConfirmInput
from schema.accounts.types import Me
from schema.core.mutations import Ask, mutation
from tenants import second_factor, sign_in
from tenants.errors import (
    CodeRefused,
    SignInNeeded,
    SignInUnavailable,
    StepUpNeeded,
    TooManyAttempts,
)


@mutation(
    None,
    returns={"me": Me, "recovery_codes": list[str]},
    refuses=(CodeRefused, SignInNeeded, SignInUnavailable, StepUpNeeded, TooManyAttempts),
    description="Confirm the new authenticator; the recovery codes are shown this once.",
    replayable=False,
)
async def totp_confirm(ask: Ask, input: TotpConfirmInput) -> dict[str, Any]:
    account_id, session_id = own_session(ask)
    async with ask.context.unit_of_work() as uow:
        replaces = await second_factor.is_enrolled(uow, account_id)
    if replaces and not ask.viewer.stepped_up:
        raise StepUpNeeded
    token, codes = await sign_in.confirm_enrolment(
        ask.context.tenant, account_id, session_id, input.code, front(ask)
    )
    return {"me": await go_on(ask.context, token), "recovery_codes": list(codes)}
