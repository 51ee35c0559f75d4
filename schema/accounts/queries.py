"""Root queries of identity."""

from collections.abc import Sequence
from uuid import UUID

from schema.accounts.types import Account, ApiToken, Me, PostHolder, held_roles
from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.queries import query
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import accounts, api_tokens, models
from tenants.authorization.permissions import Permission


@query(None, description="Who is asking, and what they may do.")
async def me(info: Info) -> Me:
    return Me(viewer=info.context.viewer)


@query(
    Permission.ACCOUNT_READ,
    description="Accounts that hold a role where the viewer reads; search by part of a name, or by "
    "a whole phone number. Recorded.",
)
async def list_accounts(
    info: Info, search: str = "", first: int = connection.DEFAULT, after: str | None = None
) -> Connection[Account]:
    info.context.viewer.require_factors(Permission.ACCOUNT_READ)
    prefixes = info.context.viewer.prefixes(Permission.ACCOUNT_READ)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Account]:
        async with info.context.unit_of_work() as uow:
            rows = await accounts.list_holding(uow, prefixes, key, limit, search)
            await audit.record(
                uow,
                AuditTag.ACCOUNTS_ACCOUNT_READ,
                subject=audit.WHOLE_COUNTY,
                accounts=len(rows),
            )
            return rows

    return await connection.page(first, after, fetch, Account.of)


@query(Permission.API_TOKEN_MANAGE, description="The viewer's own tokens that were not revoked.")
async def list_api_tokens(
    info: Info, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[ApiToken]:
    info.context.viewer.require_factors(Permission.API_TOKEN_MANAGE)
    owner = info.context.viewer.account_id

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.ApiToken]:
        if owner is None:
            return []
        async with info.context.unit_of_work() as uow:
            return await api_tokens.list_for(uow, owner, key, limit)

    return await connection.page(first, after, fetch, ApiToken.of)


@query(
    Permission.DIVISION_READ,
    description="Who holds a post at a division, by role, at most 100; villagers are not listed.",
)
async def post_holders(info: Info, place: str) -> list[PostHolder]:
    viewer = info.context.viewer
    viewer.require(Permission.DIVISION_READ, place)
    async with info.context.unit_of_work() as uow:
        found = await accounts.list_post_holders(uow, place, connection.MOST)
    return [
        PostHolder(post=held_roles([holding], viewer.locale)[0], name=name)
        for holding, name in found
    ]


list_accounts.name, list_api_tokens.name = "accounts", "apiTokens"
FIELDS = [me, list_accounts, list_api_tokens, post_holders]
