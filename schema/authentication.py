"""Finds out who is asking: by the session cookie, by an API token, or nobody."""

from starlette.requests import HTTPConnection

from infra import clock
from infra.settings import settings
from tenants import api_tokens, password_policy, sessions
from tenants.authorization.enforcer import grants
from tenants.errors import SignInNeeded
from tenants.registry import Tenant
from tenants.viewer import Locale, Viewer, anonymous

_BEARER = "bearer "


def session_cookie() -> str:
    """Return the cookie's name; the `__Host-` prefix needs HTTPS."""
    return "__Host-mingbai" if settings().secure_cookies else "mingbai"


def bearer(request: HTTPConnection) -> str:
    """Return the API token of the request, or empty text."""
    header = request.headers.get("authorization", "")
    return header[len(_BEARER) :].strip() if header.lower().startswith(_BEARER) else ""


async def viewer_of_session(tenant: Tenant, token: str, locale: Locale) -> Viewer:
    """Return the viewer whose session this is; an expired or foreign token is nobody's."""
    found = await sessions.resolve(tenant, token) if token else None
    if found is None:
        return anonymous(tenant, locale)
    expired = password_policy.expired(found.password_set_at, clock.now())
    return Viewer(
        tenant,
        found.account_id,
        found.resident_id,
        found.name,
        locale,
        frozenset() if expired else grants(found.holdings),
        found.holdings,
        session_id=found.session_id,
        second_factor=found.second_factor_at is not None,
        stepped_up=found.stepped_up,
        password_expired=expired,
    )


async def viewer_of_token(tenant: Tenant, token: str, locale: Locale) -> Viewer:
    """Return the viewer that an API token makes; an expired or foreign token is refused."""
    found = await api_tokens.resolve(tenant, token)
    if found is None:
        raise SignInNeeded
    # A program shows no second factor: what needs a person at a screen was never in the token.
    return Viewer(
        tenant,
        found.account.id,
        found.account.resident_id,
        found.account.name,
        locale,
        found.grants,
        second_factor=True,
    )


async def identify(request: HTTPConnection, tenant: Tenant, locale: Locale) -> Viewer:
    """Return who is asking; a bad API token raises, a bad cookie is simply nobody."""
    token = bearer(request)
    if token:
        return await viewer_of_token(tenant, token, locale)
    return await viewer_of_session(tenant, request.cookies.get(session_cookie(), ""), locale)
