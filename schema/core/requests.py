"""Reads a GraphQL request from bytes, refusing hostile shapes before anything is parsed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from schema.core.bad_requests import (
    BodyHoldsNul,
    BodyNotAnObject,
    BodyNotJson,
    BodyTooDeep,
    BodyTooLarge,
    MemberMistyped,
)

MOST_BYTES = 100_000
DEEPEST = 32


@dataclass(frozen=True)
class GraphQLRequest:
    """An operation as asked for: its text or the id of a trusted document, and its variables."""

    query: str | None
    document_id: str | None
    variables: dict[str, Any]
    operation_name: str | None


def _check_nesting(body: bytes) -> None:
    """Refuse deep nesting by counting brackets outside strings, before the JSON parser runs."""
    depth, inside, escaped = 0, False, False
    for byte in body:
        if inside:
            inside = escaped or byte != 0x22  # noqa: PLR2004 - a quote
            escaped = not escaped and byte == 0x5C  # noqa: PLR2004 - a backslash
        elif byte == 0x22:  # noqa: PLR2004
            inside = True
        elif byte in b"[{":
            depth += 1
            if depth > DEEPEST:
                raise BodyTooDeep(most=DEEPEST)
        elif byte in b"]}":
            depth -= 1


def _check_text(value: object) -> None:
    """Refuse NUL anywhere, which PostgreSQL text cannot hold (orjson refuses lone surrogates)."""
    if isinstance(value, str) and "\x00" in value:
        raise BodyHoldsNul
    if isinstance(value, dict):
        for name, child in value.items():
            _check_text(name)
            _check_text(child)
    elif isinstance(value, list):
        for child in value:
            _check_text(child)


def _text(body: dict[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise MemberMistyped(name=name, kind_zh="字符串", kind_en="a string")
    return value


def _object(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise MemberMistyped(name=name, kind_zh="对象", kind_en="an object")
    return value


def _parsed(body: bytes) -> Any:
    """Return what JSON says, once it is known to be neither too long nor too deep."""
    if len(body) > MOST_BYTES:
        raise BodyTooLarge(most=MOST_BYTES)
    _check_nesting(body)
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BodyNotJson from error


def read(body: bytes) -> GraphQLRequest:
    """Return the request in a JSON body; raises BadRequest."""
    parsed = _parsed(body)
    if not isinstance(parsed, dict):
        raise BodyNotAnObject
    return _request(parsed)


def read_address(parameters: Mapping[str, str]) -> GraphQLRequest:
    """Return the request in the parameters of a GET; raises BadRequest."""
    parsed: dict[str, Any] = dict(parameters)
    for name in ("variables", "extensions"):
        if parsed.get(name):
            parsed[name] = _parsed(parameters[name].encode("utf-8", "replace"))
    return _request(parsed)


def _request(parsed: dict[str, Any]) -> GraphQLRequest:
    _check_text(parsed)
    _object(parsed, "extensions")
    return GraphQLRequest(
        query=_text(parsed, "query"),
        document_id=_text(parsed, "documentId"),
        variables=_object(parsed, "variables"),
        operation_name=_text(parsed, "operationName"),
    )
