"""End a key for a program."""

from schema.accounts.inputs import ApiTokenRevokeInput
from schema.accounts.types import ApiToken
from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import api_tokens, models
from tenants.authorization.permissions import Permission
from tenants.errors import SignInNeeded


@mutation(
    Permission.API_TOKEN_MANAGE,
    returns={"api_token": ApiToken},
    refuses=(SignInNeeded,),
    description="End one of the viewer's own tokens at once; it needs no second factor.",
)
async def api_token_revoke(ask: Ask, input: ApiTokenRevokeInput) -> models.ApiToken:
    if ask.viewer.account_id is None:
        raise SignInNeeded
    token_id = local_id(input.api_token_id, ApiToken, "apiTokenId")
    token = await api_tokens.revoke(ask.uow, ask.viewer.account_id, token_id)
    await audit.record(ask.uow, AuditTag.ACCOUNTS_TOKEN_REVOKE, subject=token.id)
    return token
