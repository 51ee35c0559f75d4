"""Sign in with phone and password."""

from typing import Any

from schema.accounts.fronts import front, go_on
from schema.accounts.inputs import SignInWithPasswordInput
from schema.accounts.types import Me
from schema.core.mutations import Ask, mutation
from tenants import sign_in
from tenants.errors import PhoneInvalid, SignInRefused, SignInUnavailable, TooManyAttempts


@mutation(
    None,
    returns={"me": Me, "password_expired": bool},
    refuses=(PhoneInvalid, SignInRefused, SignInUnavailable, TooManyAttempts),
    description="Sign in with phone and password; the session comes as a cookie.",
    replayable=False,
)
async def sign_in_with_password(ask: Ask, input: SignInWithPasswordInput) -> dict[str, Any]:
    signed = await sign_in.with_password(
        ask.context.tenant, input.phone, input.password, front(ask)
    )
    return {
        "me": await go_on(ask.context, signed.token),
        "password_expired": signed.password_expired,
    }
