"""Show a second factor, for the first time in a session or again."""

from schema.accounts.fronts import front, go_on, own_session
from schema.accounts.inputs import SecondFactorConfirmInput
from schema.accounts.types import Me
from schema.core.mutations import Ask, mutation
from tenants import sign_in
from tenants.errors import CodeRefused, SignInNeeded, SignInUnavailable, TooManyAttempts


@mutation(
    None,
    returns={"me": Me},
    refuses=(CodeRefused, SignInNeeded, SignInUnavailable, TooManyAttempts),
    description="Add the second factor to this session; its cookie changes.",
    replayable=False,
)
async def second_factor_confirm(ask: Ask, input: SecondFactorConfirmInput) -> Me:
    account_id, session_id = own_session(ask)
    token = await sign_in.show_second_factor(
        ask.context.tenant, account_id, session_id, input.code, front(ask)
    )
    return await go_on(ask.context, token)
