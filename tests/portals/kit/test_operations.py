"""Persisted operations: split, named once, run through the installed executor."""

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from portals.kit import operations
from portals.kit.operations import Document, OperationFailed, Result

TEXT = """
query Matters($first: Int!) { matters(first: $first) { nodes { ...Row } } }
query Other { viewer { name } }
fragment Row on Matter { id title ...Place }
fragment Place on Matter { village { name } }
"""


def asked(executor: operations.Executor) -> Request:
    app = Starlette()
    operations.install(app.state, executor)
    return Request({"type": "http", "app": app, "headers": [], "query_string": b"", "path": "/"})


def test_each_operation_brings_the_fragments_it_uses_and_no_others() -> None:
    matters, other = operations.split(TEXT)

    assert matters.name == "Matters"
    assert "fragment Row on Matter" in matters.text
    assert "fragment Place on Matter" in matters.text
    assert other.name == "Other"
    assert "fragment" not in other.text


def test_the_id_depends_on_the_text_alone() -> None:
    first, _ = operations.split(TEXT)
    again, _ = operations.split(TEXT.replace("\n", "\n\n  "))
    changed, _ = operations.split(TEXT.replace("title", "summary"))

    assert len(first.id) == 64
    assert again.id == first.id
    assert changed.id != first.id


async def test_an_operation_runs_with_its_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, Mapping[str, Any]]] = []

    async def execute(request: Request, document: Document, variables: Mapping[str, Any]) -> Result:
        seen.append((document.name, variables))
        return Result({"matters": {"errors": []}})

    known = {one.name: one for one in operations.split(TEXT)}
    monkeypatch.setattr(operations, "documents", lambda: known)

    result = await operations.run(asked(execute), "Matters", first=20)

    assert seen == [("Matters", {"first": 20})]
    assert result.payload("matters") == {"errors": []}
    assert result.payload("absent") == {}
    with pytest.raises(operations.UnknownOperation):
        await operations.run(asked(execute), "Nothing")


async def test_an_operation_that_failed_as_a_whole_is_raised_with_its_codes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def execute(request: Request, document: Document, variables: Mapping[str, Any]) -> Result:
        return Result({}, [{"message": "没有找到", "extensions": {"code": "NOT_FOUND"}}])

    known = {one.name: one for one in operations.split(TEXT)}
    monkeypatch.setattr(operations, "documents", lambda: known)

    with pytest.raises(OperationFailed) as failed:
        await operations.run(asked(execute), "Other")

    assert failed.value.codes == {"NOT_FOUND"}


def test_operation_names_are_unique_over_all_portals() -> None:
    assert all(name == one.name for name, one in operations.documents().items())
