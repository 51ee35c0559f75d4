"""Requests that are refused before anything of GraphQL is looked at, each with its HTTP status."""

from collections.abc import Mapping
from typing import ClassVar

from infra.errors import DomainError

_BY_POST: Mapping[str, str] = {"Allow": "POST"}


class BadRequest(DomainError):
    """The request cannot be taken."""

    status: ClassVar[int] = 400
    headers: ClassVar[Mapping[str, str]] = {}
    code = "BAD_REQUEST"
    zh = "请求的写法不对。请对照接口说明改正。"
    en = "The request is malformed. Compare it with the description of the API."


class BodyTooLarge(BadRequest):
    status = 413
    code = "BODY_TOO_LARGE"
    zh = "请求超过 {most} 字节。请分几次发。"
    en = "The body is larger than {most} bytes. Send less at once."


class BodyTooDeep(BadRequest):
    code = "BODY_TOO_DEEP"
    zh = "请求嵌套超过 {most} 层。请改得浅一些。"
    en = "The body is nested deeper than {most}. Make it flatter."


class BodyHoldsNul(BadRequest):
    """PostgreSQL text cannot hold it."""

    code = "BODY_HOLDS_NUL"
    zh = "请求里有空字符（NUL）。请去掉后再发。"
    en = "The body contains a NUL character. Take it out and send it again."


class BodyNotJson(BadRequest):
    code = "BODY_NOT_JSON"
    zh = "请求不是 UTF-8 编码的 JSON。请改正后再发。"
    en = "The body is not valid JSON in UTF-8. Correct it and send it again."


class BodyNotAnObject(BadRequest):
    code = "BODY_NOT_AN_OBJECT"
    zh = "请求必须是一个 JSON 对象，不收成批的请求。请一次发一个操作。"
    en = "The body must be a JSON object; batches are not accepted. Send one operation at a time."


class MemberMistyped(BadRequest):
    code = "BODY_MEMBER_MISTYPED"
    zh = "`{name}` 必须是{kind_zh}。请改正后再发。"
    en = "`{name}` must be {kind_en}. Correct it and send it again."


class OperationMissing(BadRequest):
    code = "OPERATION_MISSING"
    zh = "请求里没有操作。请发 `query` 或 `documentId`。"
    en = "Send `query` or `documentId`."


class UnknownDocument(BadRequest):
    code = "UNKNOWN_DOCUMENT"
    zh = "没有这个 documentId，这里只认得本版本自带的操作。请更新后再试，或凭 API 令牌发 `query`。"
    en = (
        "Unknown documentId. Only the persisted operations of this release are known: update your "
        "program, or send `query` with an API token."
    )


class PersistedOnly(BadRequest):
    code = "PERSISTED_ONLY"
    zh = "这里只开放本版本自带的操作。要发自己的操作，请用 API 令牌。"
    en = "Only persisted operations are open here. Use an API token for your own."


class TypeNotJson(BadRequest):
    status = 415
    code = "CONTENT_TYPE_REFUSED"
    zh = "只收 UTF-8 编码的 application/json。请改 Content-Type 后再发。"
    en = "Send application/json in UTF-8."


class NeitherFormAccepted(BadRequest):
    status = 406
    code = "NOT_ACCEPTABLE"
    zh = "答复只有 {modern} 和 {legacy} 两种。请在 Accept 里写其中一种。"
    en = "Accept {modern} or {legacy}."


class ChangeByGet(BadRequest):
    """An address may be followed by anybody's browser."""

    status, headers = 405, _BY_POST
    code = "QUERIES_ONLY_BY_GET"
    zh = "GET 只能查询。要办事请用 POST 发 application/json。"
    en = "Only queries may be sent by GET. Use POST with application/json."


class UsePost(BadRequest):
    status, headers = 405, _BY_POST
    code = "USE_POST"
    zh = "请用 POST 发 application/json。"
    en = "Use POST with application/json."


class ForeignSite(BadRequest):
    """The browser says that the request comes from another site."""

    status = 403
    code = "FOREIGN_SITE"
    zh = "这个请求来自别的网站，没有受理。请从本站的页面办理，或用 API 令牌。"
    en = "This request comes from another site. Use our own pages, or an API token."
