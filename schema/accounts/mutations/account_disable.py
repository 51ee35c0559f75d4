"""Close an account at once."""

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
    description="Close an account at once.",
)
async def account_disable(ask: Ask, input: AccountStateInput) -> models.Account:
    account = await administered(ask, input.account_id)
    await accounts.disable(ask.uow, account.id)
    await audit.record(ask.uow, AuditTag.ACCOUNTS_ACCOUNT_DISABLE, subject=account.id)
    return account
