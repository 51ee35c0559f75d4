"""Runs the portals' named GraphQL operations in-process: pages are the API's first client."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from graphql import OperationDefinitionNode, parse, print_ast
from starlette.requests import Request

PORTALS = Path(__file__).parent.parent
_CAMEL = re.compile(r"(?<=[a-z0-9])([A-Z])")


class UnknownOperation(LookupError):
    """A page names an operation that no portal's folder holds."""


class OperationFailed(RuntimeError):
    """The executor refused the operation as a whole; its errors have been logged there."""

    def __init__(self, name: str, errors: list[Mapping[str, Any]]) -> None:
        """Keep the masked errors for the handler that turns them into a page."""
        super().__init__(f"{name}: {errors}")
        self.errors = errors

    @property
    def codes(self) -> set[str]:
        """The stable codes among the errors, for instance NOT_FOUND."""
        return {str((error.get("extensions") or {}).get("code", "")) for error in self.errors}


@dataclass(frozen=True)
class Document:
    """One persisted operation: its text and the id by which it is allowed."""

    name: str
    text: str
    id: str


@dataclass(frozen=True)
class Result:
    """What came back: the data, and errors of the operation as a whole."""

    data: dict[str, Any]
    errors: list[Mapping[str, Any]] = field(default_factory=list)

    def payload(self, name: str) -> dict[str, Any]:
        """Return the payload of a mutation."""
        found: dict[str, Any] = self.data.get(name) or {}
        return found


class Executor(Protocol):
    """Executes a document with the same context, gates and limits as the HTTP endpoint."""

    async def __call__(
        self, request: Request, document: Document, variables: Mapping[str, Any]
    ) -> Result:
        """Return data and masked errors."""


def install(app_state: Any, executor: Executor) -> None:  # noqa: ANN401 - Starlette's State
    """Let the pages of an application run their operations through this executor."""
    app_state.execute = executor


async def run(request: Request, operation: str, /, **variables: Any) -> Result:  # noqa: ANN401
    """Run a named operation for the reader of this request; raise when it failed as a whole."""
    executor: Executor = request.app.state.execute
    result = await executor(request, document(operation), variables)
    if result.errors:
        raise OperationFailed(operation, result.errors)
    return result


def document(name: str) -> Document:
    """Return the persisted operation of this name."""
    try:
        return documents()[name]
    except KeyError:
        raise UnknownOperation(name) from None


@lru_cache(maxsize=1)
def documents() -> dict[str, Document]:
    """Return every persisted operation; names are unique over all portals."""
    found: dict[str, Document] = {}
    for path in sorted(PORTALS.glob("*/operations/*.graphql")):
        for item in split(path.read_text("utf-8")):
            if item.name in found:
                raise ValueError(f"operation {item.name} stands twice, again in {path.name}")
            found[item.name] = item
    return found


def split(text: str) -> Iterable[Document]:
    """Yield the operations of one file, each with the fragments that it uses and no others."""
    tree = parse(text)
    fragments = {
        node.name.value: print_ast(node)
        for node in tree.definitions
        if not isinstance(node, OperationDefinitionNode) and hasattr(node, "name") and node.name
    }
    for node in tree.definitions:
        if isinstance(node, OperationDefinitionNode) and node.name:
            whole = _with_fragments(print_ast(node), fragments)
            yield Document(node.name.value, whole, hashlib.sha256(whole.encode()).hexdigest())


def _with_fragments(text: str, fragments: Mapping[str, str]) -> str:
    used: dict[str, str] = {}
    pending = [text]
    while pending:
        for name in re.findall(r"\.\.\.\s*(?!on\b)([A-Za-z_]\w*)", pending.pop()):
            if name in fragments and name not in used:
                used[name] = fragments[name]
                pending.append(fragments[name])
    return "\n\n".join([text, *(used[name] for name in sorted(used))])


def errors_by_field(
    payload: Mapping[str, Any] | None, fields: Mapping[str, str], known: set[str]
) -> list[tuple[str, str]]:
    """Return (field, message) of each payload error; the empty field is the form as a whole.

    A path `["input", "budgetFen"]` is looked up in `fields` by its last name, then tried as
    `budgetFen`, `budget_fen` and `budget` among the names that the form sent.
    """
    errors = (payload or {}).get("errors") or []
    return [
        (_field(error.get("path") or [], fields, known), str(error["message"])) for error in errors
    ]


def _field(path: Iterable[object], fields: Mapping[str, str], known: set[str]) -> str:
    names = [str(part) for part in path if not str(part).isdigit()]
    for name in reversed(names):
        snake = _CAMEL.sub(r"_\1", name).lower()
        for candidate in (fields.get(name), name, snake, snake.removesuffix("_fen")):
            if candidate and (candidate in known or candidate in fields.values()):
                return candidate
    return ""
