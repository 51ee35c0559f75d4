"""Set a first or a new password."""

from uuid import UUID

from schema.accounts.fronts import front, go_on, own_session
from schema.accounts.inputs import PasswordChangeInput
from schema.accounts.types import Me
from schema.core.mutations import Ask, mutation
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import accounts, rate_limits, second_factor, sessions
from tenants.errors import (
    PasswordWeak,
    SignInNeeded,
    SignInRefused,
    SignInUnavailable,
    StepUpNeeded,
    TooManyAttempts,
)
from tenants.rate_limits import Attempt
from tenants.unit_of_work import UnitOfWork


@mutation(
    None,
    returns={"me": Me},
    refuses=(PasswordWeak, SignInNeeded, SignInRefused, SignInUnavailable, TooManyAttempts),
    description="Change the password; every other session ends and this one gets a new cookie.",
    replayable=False,
)
async def password_change(ask: Ask, input: PasswordChangeInput) -> Me:
    account_id, session_id = own_session(ask)
    await rate_limits.admit(
        Attempt.PASSWORD, ask.context.tenant.code, str(account_id), front(ask).address
    )
    async with ask.context.unit_of_work() as uow:
        await _check_first_password(ask, uow, account_id)
        await accounts.change_password(
            uow, account_id, input.old_password, input.new_password, keep=session_id
        )
        token = await sessions.rotate(uow, session_id)
        await audit.record(uow, AuditTag.ACCOUNTS_PASSWORD_CHANGE, subject=account_id)
    return await go_on(ask.context, token)


async def _check_first_password(ask: Ask, uow: UnitOfWork, account_id: UUID) -> None:
    """Where no old password proves who asks, the authenticator does, if there is one."""
    proven = ask.viewer.stepped_up or await accounts.has_password(uow, account_id)
    if not proven and await second_factor.is_enrolled(uow, account_id):
        raise StepUpNeeded
