"""Set a first or a new password."""

from schema.accounts.fronts import front, go_on, own_session
from schema.accounts.inputs import PasswordChangeInput
from schema.accounts.types import Me
from schema.core.mutations import Ask, mutation
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import accounts, rate_limits, sessions
from tenants.errors import (
    PasswordWeak,
    SignInNeeded,
    SignInRefused,
    SignInUnavailable,
    TooManyAttempts,
)
from tenants.rate_limits import Attempt


@mutation(
    None,
    returns={"me": Me},
    refuses=(PasswordWeak, SignInNeeded, SignInRefused, SignInUnavailable, TooManyAttempts),
    description="Change the password; every other session ends and this one gets a new cookie.",
    replayable=False,
)
async def password_change(ask: Ask, input: PasswordChangeInput) -> Me:
    account_id, _ = own_session(ask)
    await rate_limits.admit(
        Attempt.PASSWORD, ask.context.tenant.code, str(account_id), front(ask).address
    )
    async with ask.context.unit_of_work() as uow:
        await accounts.change_password(uow, account_id, input.old_password, input.new_password)
        token = await sessions.start(uow, account_id, second_factor=ask.viewer.stepped_up)
        await audit.record(uow, AuditTag.ACCOUNTS_PASSWORD_CHANGE, subject=account_id)
    return await go_on(ask.context, token)
