"""Open an account for somebody who is not on a household roll."""

from schema.accounts.inputs import AccountCreateInput
from schema.accounts.types import Account
from schema.core.mutations import Ask, mutation
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import accounts, models
from tenants.authorization.permissions import Permission
from tenants.errors import AccountExists, AccountNameNeeded, PhoneInvalid, PhoneTaken


@mutation(
    Permission.ACCOUNT_ADMINISTER,
    returns={"account": Account},
    refuses=(AccountExists, AccountNameNeeded, PhoneInvalid, PhoneTaken),
    description="Open an account without any role, for an official; a code by SMS signs in.",
)
async def account_create(ask: Ask, input: AccountCreateInput) -> models.Account:
    ask.viewer.require(Permission.ACCOUNT_ADMINISTER, ask.uow.tenant.code)
    account = await accounts.create(ask.uow, input.name, input.phone)
    await audit.record(ask.uow, AuditTag.ACCOUNTS_ACCOUNT_CREATE, subject=account.id)
    return account
