"""Turns a cookie or a token into the viewer of one request: one statement, one casbin question."""

from tenants import api_tokens, sessions
from tenants.authorization import enforcer
from tenants.errors import SignInNeeded
from tenants.registry import Tenant
from tenants.viewer import Locale, Viewer, anonymous


async def by_session(tenant: Tenant, token: str | None, locale: Locale = "zh") -> Viewer:
    """Return who the session belongs to; without a valid one, the anonymous viewer."""
    found = await sessions.resolve(tenant, token) if token else None
    if found is None:
        return anonymous(tenant, locale)
    return Viewer(
        tenant=tenant,
        account_id=found.account.id,
        resident_id=found.account.resident_id,
        name=found.account.name,
        locale=locale,
        grants=enforcer.grants(found.holdings),
        roles=found.holdings,
        session_id=found.session.id,
        second_factor=found.session.second_factor_at is not None,
        stepped_up=found.stepped_up,
    )


async def by_api_token(tenant: Tenant, text: str, locale: Locale = "zh") -> Viewer:
    """Return whom the token acts for, with no more than it was made for; or raise SignInNeeded.

    A token was made under a second factor and counts as such; it never counts as stepped up.
    """
    found = await api_tokens.resolve(tenant, text)
    if found is None:
        raise SignInNeeded
    return Viewer(
        tenant=tenant,
        account_id=found.account.id,
        resident_id=found.account.resident_id,
        name=found.account.name,
        locale=locale,
        grants=found.grants,
        second_factor=True,
    )
