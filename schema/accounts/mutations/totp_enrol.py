"""Begin to use an authenticator."""

from typing import Any

from schema.accounts.fronts import own_session
from schema.accounts.inputs import TotpEnrolInput
from schema.core.mutations import Ask, mutation
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import second_factor
from tenants.errors import AuthenticatorEnrolled, SignInNeeded, StepUpNeeded


@mutation(
    None,
    returns={"secret": str, "uri": str},
    refuses=(AuthenticatorEnrolled, SignInNeeded, StepUpNeeded),
    description="Return a new secret for an authenticator; it counts once `totpConfirm` is done.",
    replayable=False,
)
async def totp_enrol(ask: Ask, input: TotpEnrolInput) -> dict[str, Any]:
    account_id, _ = own_session(ask)
    async with ask.context.unit_of_work() as uow:
        if await second_factor.is_enrolled(uow, account_id):
            _check_replacement(ask, wanted=input.replace)
        enrolment = await second_factor.enrol(uow, account_id, ask.viewer.name)
        await audit.record(uow, AuditTag.ACCOUNTS_AUTHENTICATOR_ENROL, subject=account_id)
    return {"secret": enrolment.secret, "uri": enrolment.uri}


def _check_replacement(ask: Ask, *, wanted: bool) -> None:
    """Let only somebody who just showed the old authenticator replace it."""
    if not wanted:
        raise AuthenticatorEnrolled
    if not ask.viewer.stepped_up:
        raise StepUpNeeded
