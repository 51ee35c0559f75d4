"""Sign out, here or everywhere."""

from schema.accounts.fronts import own_session
from schema.accounts.inputs import SignOutInput
from schema.accounts.types import Me
from schema.core.mutations import Ask, mutation
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import sessions
from tenants.errors import SignInNeeded
from tenants.viewer import anonymous


@mutation(
    None,
    returns={"me": Me},
    refuses=(SignInNeeded,),
    description="End this session, or all of the account's sessions.",
    replayable=False,
)
async def sign_out(ask: Ask, input: SignOutInput) -> Me:
    account_id, session_id = own_session(ask)
    async with ask.context.unit_of_work() as uow:
        if input.everywhere:
            await sessions.revoke_all(uow, account_id)
        else:
            await sessions.revoke(uow, account_id, session_id)
        await audit.record(uow, AuditTag.ACCOUNTS_SESSION_END, subject=account_id)
    nobody = anonymous(ask.context.tenant, ask.viewer.locale)
    ask.context.renew(nobody, "")
    return Me(viewer=nobody)
