"""Make a key for a program."""

from typing import Any

from schema.accounts.inputs import ApiTokenCreateInput
from schema.accounts.types import ApiToken
from schema.core.mutations import Ask, mutation
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import api_tokens
from tenants.authorization.permissions import Permission
from tenants.errors import SignInNeeded, TokenNameNeeded, TokenTooLong, TokenTooWide


@mutation(
    Permission.API_TOKEN_MANAGE,
    returns={"api_token": ApiToken, "text": str},
    refuses=(SignInNeeded, TokenNameNeeded, TokenTooLong, TokenTooWide),
    description="Make a token; `text` is shown this once. Keep it like a password.",
    replayable=False,
)
async def api_token_create(ask: Ask, input: ApiTokenCreateInput) -> dict[str, Any]:
    ask.viewer.require_factors(Permission.API_TOKEN_MANAGE)
    async with ask.context.unit_of_work() as uow:
        token, text = await api_tokens.create(
            uow, ask.viewer, input.name, input.permissions, input.places, input.days
        )
        await audit.record(uow, AuditTag.ACCOUNTS_TOKEN_CREATE, subject=token.id)
    return {"api_token": token, "text": text}
