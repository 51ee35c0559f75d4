"""Open a disabled account again."""

from schema.accounts.administration import administered
from schema.accounts.inputs import AccountStateInput
from schema.accounts.types import Account
from schema.core.mutations import Ask, mutation
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import accounts, models
from tenants.authorization.permissions import Permission
from tenants.errors import OwnAccount


@mutation(
    Permission.ACCOUNT_ADMINISTER,
    returns={"account": Account},
    refuses=(OwnAccount,),
    description="Open a disabled account again.",
)
async def account_enable(ask: Ask, input: AccountStateInput) -> models.Account:
    account = await administered(ask, input.account_id)
    await accounts.enable(ask.uow, account.id)
    await audit.record(ask.uow, AuditTag.ACCOUNTS_ACCOUNT_ENABLE, subject=account.id)
    return account
