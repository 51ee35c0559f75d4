"""Turns what went wrong into a page that says what to do next."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ExceptionHandler

from infra.errors import DomainError, NotFound, Trouble
from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import OperationFailed
from portals.kit.pages import render


@dataclass(frozen=True)
class Refusal:
    """The words of an error page; the request id only where somebody must look into it."""

    title: str
    text: str
    request_id: str = ""


_WORDS: dict[int, tuple[str, str]] = {
    400: (N_("这个网址不完整"), N_("请回到首页，从栏目里重新进入。")),
    403: (N_("这个页面放得太久了"), N_("请返回上一页，刷新后再提交一次。您填的内容还没有送出。")),
    404: (N_("没有找到"), N_("可能已经移走，或者不归您查看。请核对网址，或从首页查找。")),
    405: (N_("这一步要从页面上办"), N_("请回到首页，从栏目里重新进入。")),
    413: (N_("内容太大，送不出去"), N_("照片请缩小到 12 MB 以内再选一次。")),
    429: (N_("点得太快了"), N_("请等一分钟再试。")),
    500: (N_("系统出了错"), N_("不是您的问题，已经记下来了。请过几分钟再试，或打下面的电话。")),
    503: (N_("现在连不上"), N_("已经送出的内容不会丢。请过一分钟再试，或打下面的电话。")),
}


def page(request: Request, status: int, text: str = "") -> Response:
    """Return the error page of a status."""
    locale = language.of(request)
    title, words = _WORDS.get(status, _WORDS[500])
    refusal = Refusal(
        title=language.translate(locale, title),
        text=text or language.translate(locale, words),
        request_id=getattr(request.state, "request_id", "") if status >= 500 else "",  # noqa: PLR2004
    )
    return render(request, "refusal.html", {"refusal": refusal}, status)


async def http_error(request: Request, problem: Exception) -> Response:
    """Answer an HTTPException of the router or of a form."""
    return page(request, problem.status_code if isinstance(problem, HTTPException) else 500)


async def refused(request: Request, problem: Exception) -> Response:
    """Answer a refusal that no form was there to show."""
    if not isinstance(problem, DomainError):
        return page(request, 500)
    status = 404 if isinstance(problem, NotFound) else 403
    return page(request, status, problem.message(language.of(request)))


async def operation_failed(request: Request, problem: Exception) -> Response:
    """Answer an operation that failed as a whole: not there, not yours, or a defect."""
    codes = problem.codes if isinstance(problem, OperationFailed) else set()
    if "NOT_FOUND" in codes:
        return page(request, 404)
    return page(request, 503 if "TROUBLE" in codes else 500)


async def trouble(request: Request, problem: Exception) -> Response:
    """Answer a passing hindrance with a page that promises nothing is lost."""
    return page(request, 503)


HANDLERS: dict[int | type[Exception], ExceptionHandler] = {
    HTTPException: http_error,
    DomainError: refused,
    OperationFailed: operation_failed,
    Trouble: trouble,
}
