"""GraphQL over HTTP: `POST /<county>/graphql`, and GraphiQL for signed-in developers on GET."""

from collections.abc import Mapping
from typing import Any

import orjson
from asyncpg import PostgresError
from graphql import OperationType
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.requests import Request
from starlette.responses import Response

from infra.errors import DomainError, NotFound
from infra.logging import logger
from infra.settings import settings
from schema import authentication
from schema.core import devices, execution, requests
from schema.core.bad_requests import (
    BadRequest,
    BodyTooLarge,
    ChangeByGet,
    ForeignSite,
    NeitherFormAccepted,
    OperationMissing,
    PersistedOnly,
    TypeNotJson,
    UnknownDocument,
    UsePost,
)
from schema.core.context import RequestContext
from schema.core.errors import Away
from schema.core.requests import GraphQLRequest
from schema.schema import GRAPHQL
from tenants import registry
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.viewer import Locale, Viewer

MODERN = "application/graphql-response+json"
LEGACY = "application/json"
Trusted = Mapping[str, str]
_RETRY_AFTER_SECONDS = "10"


def _media_type(request: Request) -> str | None:
    """Return the media type to answer in, or None when the client takes neither."""
    accepted = request.headers.get("accept", "*/*").lower()
    kinds = [part.split(";")[0].strip() for part in accepted.split(",")]
    if MODERN in kinds:
        return MODERN
    if {LEGACY, "*/*", "application/*"} & set(kinds):
        return LEGACY
    return None


def _json(body: object, status: int, media_type: str = LEGACY, **headers: str) -> Response:
    content = f"{media_type}; charset=utf-8"
    shown = {"Content-Type": content, "Cache-Control": "no-store", **headers}
    return Response(orjson.dumps(body), status, shown)


def _refusal(
    request: Request, refusal: DomainError, status: int, media_type: str, **headers: str
) -> Response:
    """Return a refusal of the whole request: its code, and words in the asker's language."""
    message = refusal.message(locale_of(request))
    shown = {"message": message, "extensions": {"code": refusal.code}}
    return _json({"errors": [shown]}, status, media_type, **headers)


def locale_of(request: Request) -> Locale:
    """Return the language of messages: the cookie's, then the browser's; Chinese by default."""
    wish = request.cookies.get("lang") or request.headers.get("accept-language", "zh")
    return "en" if wish.lower().startswith("en") else "zh"


def _check_content_type(request: Request) -> None:
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    charset = rest.lower().replace(" ", "")
    if kind.strip().lower() != LEGACY or charset not in {"", "charset=utf-8", 'charset="utf-8"'}:
        raise TypeNotJson


def _check_origin(request: Request) -> None:
    """Refuse a cookie-borne request that another site sent (a bearer token cannot be borrowed)."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    # Not taken apart: `http://[` is no address at all, and ours is nothing but scheme and host.
    foreign = origin is not None and origin.partition("://")[2] != request.headers.get("host")
    if site not in {"same-origin", "none"} or foreign:
        raise ForeignSite


def _may_explore(viewer: Viewer, *, token: bool) -> bool:
    """Say whether ad-hoc operations are open to this viewer (SECURITY rule 13)."""
    open_to_all = settings().profile == "audit"
    return open_to_all or token or bool(viewer.prefixes(Permission.DEVELOPER_EXPLORE))


def _document(asked: GraphQLRequest, trusted: Trusted, *, explore: bool) -> str:
    """Return the text of the operation; only those who may explore bring their own."""
    if asked.document_id is not None:
        known = trusted.get(asked.document_id.removeprefix("sha256:"))
        if known is None:
            raise UnknownDocument
        return known
    if asked.query is None:
        raise OperationMissing
    if not explore:
        raise PersistedOnly
    return asked.query


async def _asked(request: Request) -> GraphQLRequest:
    if request.method == "POST":
        return requests.read(await _limited_body(request))
    return requests.read_address(request.query_params)


async def _answer(request: Request, tenant: Tenant, trusted: Trusted, media_type: str) -> Response:
    token = bool(authentication.bearer(request))
    if not token:
        _check_origin(request)
    viewer = await authentication.identify(request, tenant, locale_of(request))
    asked = await _asked(request)
    text = _document(asked, trusted, explore=_may_explore(viewer, token=token))
    if request.method != "POST":
        _check_reads_only(text, asked)
    client = request.client.host if request.client else ""
    device = devices.readable(request.headers.get("user-agent", ""))
    context = RequestContext(viewer, client, device)
    outcome = await execution.run(GRAPHQL, context, text, asked.variables, asked.operation_name)
    body: dict[str, Any] = {"data": outcome.data} if outcome.executed else {}
    if outcome.errors:
        body["errors"] = outcome.errors
    status = 200 if outcome.executed or media_type == LEGACY else 400
    response = _json(body, status, media_type, **{"X-Request-Id": context.request_id})
    if outcome.away:
        response.status_code, response.headers["Retry-After"] = 503, _RETRY_AFTER_SECONDS
    if context.session_token is not None:
        response.headers.append("set-cookie", session_cookie_header(context.session_token))
    return response


async def _limited_body(request: Request) -> bytes:
    """Read the body, but never more than is allowed."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > requests.MOST_BYTES:
            raise BodyTooLarge(most=requests.MOST_BYTES)
    return body


def session_cookie_header(token: str) -> str:
    """Return the `Set-Cookie` value for a new session, or for its end when the token is empty."""
    holder = Response()
    name, secure = authentication.session_cookie(), settings().secure_cookies
    if token:
        holder.set_cookie(name, token, httponly=True, samesite="lax", secure=secure, path="/")
    else:
        holder.delete_cookie(name, httponly=True, samesite="lax", secure=secure, path="/")
    return holder.headers["set-cookie"]


def _check_reads_only(text: str, asked: GraphQLRequest) -> None:
    """Refuse anything but a query by GET: an address may be followed by anybody's browser."""
    operation = execution.prepare(GRAPHQL, text, asked.variables, asked.operation_name).operation
    if operation is not None and operation.operation is not OperationType.QUERY:
        raise ChangeByGet


async def _serve(request: Request, trusted: Trusted) -> Response:
    media_type = _media_type(request)
    if media_type is None:
        neither = NeitherFormAccepted(modern=MODERN, legacy=LEGACY)
        return _refusal(request, neither, neither.status, LEGACY)
    try:
        tenant = await registry.find(request.path_params["county"])
        if request.method == "POST":
            _check_content_type(request)
        return await _answer(request, tenant, trusted, media_type)
    except BadRequest as error:
        return _refusal(request, error, error.status, media_type, **error.headers)
    except DomainError as refusal:
        status = 404 if isinstance(refusal, NotFound) else 401
        return _refusal(request, refusal, status, media_type)
    except (DBAPIError, PostgresError, PoolTimeout, OSError) as trouble:
        logger().warning("graphql.trouble", kind=type(trouble).__name__)
        later = {"Retry-After": _RETRY_AFTER_SECONDS}
        return _refusal(request, Away(), 503, media_type, **later)


async def may_explore(request: Request) -> bool:
    """Say whether GraphiQL is shown to this asker."""
    tenant = await registry.find(request.path_params["county"])
    viewer = await authentication.identify(request, tenant, locale_of(request))
    return _may_explore(viewer, token=False)


async def post(request: Request, trusted: Trusted) -> Response:
    """Answer one GraphQL request with the status that GraphQL over HTTP asks for."""
    return await _serve(request, trusted)


async def get(request: Request, trusted: Trusted) -> Response:
    """Answer a query in the address on the audit profile (ADR 16), and nothing on the others."""
    if settings().profile == "audit" and "query" in request.query_params:
        return await _serve(request, trusted)
    return use_post(request)


def use_post(request: Request) -> Response:
    """Answer a GET: queries by GET are not offered."""
    refusal = UsePost()
    return _refusal(request, refusal, refusal.status, LEGACY, **refusal.headers)
