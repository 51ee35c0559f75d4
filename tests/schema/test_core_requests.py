import orjson
import pytest

from schema.core import requests
from schema.core.bad_requests import BadRequest, BodyTooLarge


def refusal(body: bytes) -> str:
    with pytest.raises(BadRequest) as caught:
        requests.read(body)
    return caught.value.message("en")


def test_a_request_is_read_from_json() -> None:
    body = b'{"query": "{ a }", "variables": {"n": 1}, "operationName": "A", "extensions": {}}'

    found = requests.read(body)

    assert (found.query, found.document_id) == ("{ a }", None)
    assert (found.variables, found.operation_name) == ({"n": 1}, "A")


def test_a_persisted_operation_is_named_by_its_id() -> None:
    found = requests.read(b'{"documentId": "sha256:abc", "variables": null}')

    assert (found.query, found.document_id, found.variables) == (None, "sha256:abc", {})


@pytest.mark.parametrize(
    "body", [b"", b"{", b"{'query': 1}", b"\xff\xfe", b'{"query": "\\ud800"}', b'{"n": NaN}']
)
def test_what_is_not_json_in_utf8_is_refused(body: bytes) -> None:
    assert refusal(body).startswith("The body is not valid JSON in UTF-8.")


@pytest.mark.parametrize("body", [b"null", b"1", b'"query"', b"[]", b'[{"query": "{ a }"}]'])
def test_anything_but_an_object_is_refused(body: bytes) -> None:
    assert refusal(body).startswith("The body must be a JSON object; batches are not accepted.")


@pytest.mark.parametrize(
    "body",
    [
        b'{"query": "a\\u0000"}',
        b'{"variables": {"a": [{"b": "\\u0000"}]}}',
        b'{"variables": {"\\u0000": 1}}',
    ],
)
def test_a_nul_character_is_refused_anywhere(body: bytes) -> None:
    assert refusal(body).startswith("The body contains a NUL character.")


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_deep_nesting_is_refused_before_it_is_parsed(opening: bytes) -> None:
    assert refusal(b'{"variables": ' + opening * 10_000).startswith(
        "The body is nested deeper than 32."
    )


def test_nesting_of_32_is_taken_and_brackets_in_strings_do_not_count() -> None:
    deep = b'{"variables": {"a": ' + b"[" * 30 + b"]" * 30 + b', "b": "' + b"[" * 99 + b'\\"{"}}'

    assert list(requests.read(deep).variables) == ["a", "b"]


def test_a_body_over_the_limit_is_refused() -> None:
    body = orjson.dumps({"query": "x" * requests.MOST_BYTES})

    with pytest.raises(BodyTooLarge) as caught:
        requests.read(body)

    assert caught.value.status == 413


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"query": 1}', "`query` must be a string."),
        (b'{"query": "{ a }", "documentId": []}', "`documentId` must be a string."),
        (b'{"query": "{ a }", "operationName": 1}', "`operationName` must be a string."),
        (b'{"query": "{ a }", "variables": []}', "`variables` must be an object."),
        (b'{"query": "{ a }", "variables": "{}"}', "`variables` must be an object."),
        (b'{"query": "{ a }", "extensions": 1}', "`extensions` must be an object."),
    ],
)
def test_members_of_the_wrong_kind_are_refused(body: bytes, message: str) -> None:
    assert refusal(body) == f"{message} Correct it and send it again."
