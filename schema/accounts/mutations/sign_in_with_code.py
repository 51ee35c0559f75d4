"""Sign in with a code that was sent to the phone."""

from schema.accounts.fronts import front, go_on
from schema.accounts.inputs import SignInWithCodeInput
from schema.accounts.types import Me
from schema.core.mutations import Ask, mutation
from tenants import sign_in
from tenants.errors import PhoneInvalid, SignInRefused, SignInUnavailable, TooManyAttempts


@mutation(
    None,
    returns={"me": Me},
    refuses=(PhoneInvalid, SignInRefused, SignInUnavailable, TooManyAttempts),
    description="Sign in with the code that was sent; the session comes as a cookie.",
    replayable=False,
)
async def sign_in_with_code(ask: Ask, input: SignInWithCodeInput) -> Me:
    signed = await sign_in.with_code(ask.context.tenant, input.phone, input.code, front(ask))
    return await go_on(ask.context, signed.token)
