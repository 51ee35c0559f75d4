"""Turns every failure into a page that says what happened and what to do next."""

from collections.abc import Sequence
from urllib.parse import quote

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from infra import tracing
from infra.errors import DomainError
from infra.logging import logger
from infra.settings import settings
from portals import trace
from portals.kit import headers, language, pages
from portals.kit.forms import Form
from portals.kit.language import N_
from portals.kit.operations import OperationFailed
from portals.kit.shell import county_path

_SIGN_IN_CODES = {"SIGN_IN_NEEDED"}
_PASSWORD_CODES = {"PASSWORD_EXPIRED"}
_FACTOR_CODES = {"SECOND_FACTOR_NEEDED", "STEP_UP_NEEDED"}
# The address holds an id that is none.
_CROOKED_CODES = {"QUERY_INVALID"}
_ABSENT_CODES = {"NOT_FOUND", "UNKNOWN_TENANT", "TENANT_SUSPENDED"}


_AGAIN_SECONDS = "10"


def _page(
    request: Request,
    status: int,
    title: str,
    text: str,
    request_id: str = "",
    again: str = "",
    resend: Sequence[tuple[str, str]] = (),
) -> Response:
    refusal = {
        "title": title,
        "text": text,
        "request_id": request_id,
        "again": again,
        "resend": resend,
    }
    return pages.render(request, "refusal.html", {"refusal": refusal}, status)


def _sent(request: Request) -> list[tuple[str, str]]:
    """Return the form that could not be taken, so that one press sends it again under its key."""
    form = getattr(request.state, "form", None)
    return form.whole() if isinstance(form, Form) else []


def _wait(request: Request, title: str, text: str) -> Response:
    """Answer that it will work soon; a page that was only looked at opens again by itself."""
    again = f"{request.url.path}?{request.url.query}" if request.method == "GET" else ""
    response = _page(request, 503, title, text, again=again.rstrip("?"), resend=_sent(request))
    response.headers["Retry-After"] = _AGAIN_SECONDS
    if again:
        response.headers["Refresh"] = _AGAIN_SECONDS
    return response


def _say(request: Request, text: str) -> str:
    return language.translate(language.of(request), text)


def not_found(request: Request, _error: Exception) -> Response:
    """Answer for an address that leads nowhere."""
    title = _say(request, "没有这一页")
    return _page(request, 404, title, _say(request, "请核对网址，或从首页重新找。"))


def refused(request: Request, error: Exception) -> Response:
    """Answer a refusal that no form caught."""
    if not isinstance(error, DomainError):
        return broken(request, error)
    status = 404 if error.code in _ABSENT_CODES else 422
    title = N_("没有找到") if status == 404 else N_("这样办不了")  # noqa: PLR2004 - HTTP
    title = _say(request, title)
    return _page(request, status, title, error.message(language.of(request)))


def operation_failed(request: Request, error: Exception) -> Response:
    """Answer an operation that failed as a whole: sign in first, absent, or a defect."""
    if not isinstance(error, OperationFailed):
        return broken(request, error)
    if "AWAY" in error.codes:
        return away(request, error)
    if "DEADLINE" in error.codes:
        return _busy(request)
    return _elsewhere(request, error) or _told(request, error)


def _elsewhere(request: Request, error: OperationFailed) -> Response | None:
    """Send the reader to where the missing proof is given, if that is all that is missing."""
    home, back = county_path(request), quote(request.url.path, safe="")
    if error.codes & _SIGN_IN_CODES:
        return RedirectResponse(f"{home}/sign-in?next={back}", 303)
    if error.codes & _PASSWORD_CODES:
        return RedirectResponse(f"{home}/me/password?expired", 303)
    if error.codes & _FACTOR_CODES:
        return RedirectResponse(f"{home}/second-factor?next={back}", 303)
    return None


def _told(request: Request, error: OperationFailed) -> Response:
    if request.method == "GET" and error.codes == _CROOKED_CODES:
        return not_found(request, error)
    details = error.errors[0].get("extensions") or {}
    if details.get("code") == "INTERNAL":
        return _broken_page(request, str(details.get("requestId", "")))
    status, title = 422, N_("这样办不了")
    if error.codes & _ABSENT_CODES:
        status, title = 404, N_("没有找到")
    elif "NOT_ALLOWED" in error.codes:
        status, title = 403, N_("没有权限")
    return _page(request, status, _say(request, title), str(error.errors[0]["message"]))


def _broken_page(request: Request, request_id: str) -> Response:
    text = _say(request, "这是我们的差错，您填的内容没有丢。请过一会儿再试，或把编号报给技术人员。")
    return _page(request, 500, _say(request, "系统出错了"), text, request_id)


def broken(request: Request, error: Exception) -> Response:
    """Answer a defect: logged with an id, never shown."""
    if isinstance(error, HTTPException):
        return _http(request, error)
    # Starlette answers a defect outside of every middleware: what they bind and add comes by hand.
    bound = trace.of(request.scope)
    request_id = bound.get(tracing.REQUEST_ID, "")
    logger().error("page.defect", path=request.url.path, exc_info=error, **bound)
    response = _broken_page(request, request_id)
    response.headers[trace.HEADER] = request_id
    headers.add(response.headers, strict_transport=settings().secure_cookies)
    return response


def _http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 404:  # noqa: PLR2004 - HTTP
        return not_found(request, error)
    if error.status_code == 405:  # noqa: PLR2004 - HTTP
        text = N_("这个地址只收表单，不能直接打开或刷新。请从首页进去，看刚才那一步办成没有。")
        return _page(request, 405, _say(request, "这样办不了"), _say(request, text))
    return _page(request, error.status_code, _say(request, "这样办不了"), error.detail)


def away(request: Request, error: Exception) -> Response:
    """Answer while PostgreSQL does not: nothing is lost, try again."""
    logger().warning("page.trouble", kind=type(error).__name__)
    title = _say(request, "正在恢复，请稍候")
    text = _say(request, "数据库暂时连不上，您提交过的内容没有丢。请一分钟后刷新这一页。")
    return _wait(request, title, text)


def _busy(request: Request) -> Response:
    """Answer when the page's own operation took too long; the reader cannot ask for less."""
    logger().warning("page.busy", path=request.url.path)
    title = _say(request, N_("现在很忙，请稍候"))
    text = N_(
        "这一页没来得及打开，您提交过的内容没有丢。请一分钟后再试；同一张表再送一次，也只算一次。"
    )
    return _wait(request, title, _say(request, text))


HANDLERS = {
    404: not_found,
    HTTPException: broken,
    DomainError: refused,
    OperationFailed: operation_failed,
    DBAPIError: away,
    PostgresError: away,
    PoolTimeout: away,
    ConnectionError: away,
    Exception: broken,
}
