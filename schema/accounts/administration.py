"""Which account an administrator may act on."""

from strawberry import relay

from infra.errors import NotFound
from schema.accounts.loaders import reaches
from schema.accounts.types import Account
from schema.core.mutations import Ask
from schema.core.node import local_id
from tenants import accounts, models
from tenants.authorization.permissions import Permission
from tenants.errors import OwnAccount


async def administered(ask: Ask, global_id: relay.GlobalID) -> models.Account:
    """Return the account if every role of it lies where the viewer administers accounts."""
    account_id = local_id(global_id, Account, "accountId")
    account = await accounts.find(ask.uow, account_id)
    held = (await accounts.load_holdings(ask.uow, [account_id])).get(account_id, ())
    if not reaches(ask.viewer, Permission.ACCOUNT_ADMINISTER, held):
        raise NotFound
    ask.viewer.require_factors(Permission.ACCOUNT_ADMINISTER)
    if account_id == ask.viewer.account_id:
        raise OwnAccount(path=("accountId",))
    return account
