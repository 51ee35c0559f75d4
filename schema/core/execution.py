"""Parses, checks and runs one operation; the same path for our own pages and for everybody."""

import asyncio
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    TokenKind,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from infra.database import is_away, took_too_long
from infra.errors import DomainError
from infra.logging import logger
from schema.core import levels, limits
from schema.core.context import RequestContext
from schema.core.errors import (
    Away,
    Defect,
    NumberTooLong,
    OperationNameNeeded,
    QueryHoldsNul,
    QueryInvalid,
    QueryTooDeep,
    QueryUnreadable,
    TookTooLong,
    as_graphql,
)

DEADLINE_SECONDS = 5
# A mutation may read a whole village's spreadsheet.
MUTATION_DEADLINE_SECONDS = 30
# A document of 1,000 tokens takes 0.6 MB: whoever sends many must not fill the memory.
_KEPT_DOCUMENTS = 256
_MOST_ERRORS = 20
_NUMBERS = {TokenKind.INT, TokenKind.FLOAT}
_MOST_DIGITS = 100


@dataclass(frozen=True)
class Prepared:
    """A document that parsed and validated, or the errors that say why not."""

    document: DocumentNode | None
    operation: OperationDefinitionNode | None
    errors: tuple[GraphQLError, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The answer to one operation; `data` is None when nothing was executed."""

    data: dict[str, Any] | None
    errors: tuple[dict[str, Any], ...]
    executed: bool

    @property
    def away(self) -> bool:
        """Whether PostgreSQL was away or full: the same request may be sent again later."""
        return any((one.get("extensions") or {}).get("code") == Away.code for one in self.errors)


def _unreadable(document: DocumentNode) -> DomainError | None:
    """Say what cannot be a value: NUL, which no text column holds, or an endless number."""
    token = document.loc.start_token if document.loc else None
    while token is not None:
        value = token.value or ""
        if "\x00" in value:
            return QueryHoldsNul()
        if token.kind in _NUMBERS and len(value) > _MOST_DIGITS:
            return NumberTooLong(most=_MOST_DIGITS)
        token = token.next
    return None


def _unparsed(error: GraphQLSyntaxError) -> GraphQLError:
    """Return why a document was not parsed; the parser words its limits as errors of syntax."""
    if f"more than {limits.MOST_TOKENS} tokens" in error.message:
        return limits.refuse("tokens", limits.MOST_TOKENS)
    return as_graphql(QueryTooDeep()) if "nested too deeply" in error.message else error


@lru_cache(maxsize=_KEPT_DOCUMENTS)
def _parsed(text: str) -> DocumentNode | GraphQLError:
    if len(text) > limits.MOST_CHARACTERS:
        return limits.refuse("characters", limits.MOST_CHARACTERS)
    try:
        document = parse(text, max_tokens=limits.MOST_TOKENS)
    except GraphQLSyntaxError as error:
        return _unparsed(error)
    except RecursionError:
        return as_graphql(QueryTooDeep())
    if limits.most_repeats(document) > limits.MOST_REPEATS:
        return limits.refuse("repeated fields", limits.MOST_REPEATS)
    unreadable = _unreadable(document)
    return as_graphql(unreadable) if unreadable else document


@lru_cache(maxsize=_KEPT_DOCUMENTS)
def _invalid(schema: GraphQLSchema, text: str) -> tuple[GraphQLError, ...]:
    """Validate a document once; the result depends on nothing but the text."""
    document = _parsed(text)
    if isinstance(document, GraphQLError):
        return (document,)
    try:
        return tuple(validate(schema, document, max_errors=_MOST_ERRORS, hide_suggestions=True))
    except RecursionError:
        return (as_graphql(QueryTooDeep()),)


def prepare(
    schema: GraphQLSchema, text: str, variables: Mapping[str, Any], operation_name: str | None
) -> Prepared:
    """Parse, bound and validate; the bounds come first, because validation has a cost too."""
    document = _parsed(text)
    if isinstance(document, GraphQLError):
        return Prepared(None, None, (document,))
    operation = get_operation_ast(document, operation_name)
    if operation is None:
        name_it = as_graphql(OperationNameNeeded())
        return Prepared(None, None, _invalid(schema, text) or (name_it,))
    try:
        limits.check(schema, document, operation, variables)
    except limits.OverLimit as error:
        return Prepared(None, None, (error,))
    except RecursionError:
        return Prepared(None, None, _invalid(schema, text) or (as_graphql(QueryTooDeep()),))
    return Prepared(document, operation, _invalid(schema, text))


def _refusal(error: GraphQLError, context: RequestContext) -> DomainError:
    """Return what is told about an error: a refusal as it is, a defect behind the request's id."""
    original = error.original_error
    if isinstance(original, DomainError):
        return original
    if original is None or isinstance(original, GraphQLError):  # the words of graphql-core
        kind = QueryUnreadable if isinstance(error, GraphQLSyntaxError) else QueryInvalid
        return kind(detail=error.message)
    if is_away(original):
        logger().warning("graphql.trouble", kind=type(original).__name__)
        return Away()
    if took_too_long(original):
        logger().warning("graphql.trouble", kind="StatementTimeout")
        return TookTooLong()
    logger().error("graphql.defect", request_id=context.request_id, exc_info=original)
    return Defect(request_id=context.request_id)


def _shown(error: GraphQLError, context: RequestContext) -> dict[str, Any]:
    """Return an error as the client may see it: a code, and words in the asker's language."""
    refusal = _refusal(error, context)
    shown: dict[str, Any] = {"message": refusal.message(context.viewer.locale)}
    if error.path:
        shown["path"] = error.path
    if error.locations:
        shown["locations"] = [
            {"line": place.line, "column": place.column} for place in error.locations
        ]
    shown["extensions"] = {"code": refusal.code}
    if isinstance(refusal, Defect):
        shown["extensions"]["requestId"] = context.request_id
    return shown


def _refused(context: RequestContext, *errors: GraphQLError) -> Outcome:
    return Outcome(None, tuple(_shown(error, context) for error in errors), executed=False)


def _deadline_seconds(operation: OperationDefinitionNode) -> float:
    changes = operation.operation is OperationType.MUTATION
    return MUTATION_DEADLINE_SECONDS if changes else DEADLINE_SECONDS


async def run(
    schema: GraphQLSchema,
    context: RequestContext,
    text: str,
    variables: Mapping[str, Any],
    operation_name: str | None = None,
) -> Outcome:
    """Run one operation and return its outcome; nothing that the resolvers raise comes through."""
    prepared = prepare(schema, text, variables, operation_name)
    document, operation = prepared.document, prepared.operation
    if document is None or operation is None or prepared.errors:
        return _refused(context, *prepared.errors)
    try:
        async with asyncio.timeout(_deadline_seconds(operation)):
            result = await _execute(schema, document, operation, context, dict(variables))
    except TimeoutError:
        return _refused(context, as_graphql(TookTooLong()))
    return _outcome(result, context)


async def _execute(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    context: RequestContext,
    variables: dict[str, Any],
) -> ExecutionResult:
    """Run a query level by level (ADR 0012), a mutation by graphql-core: one after the other."""
    name = operation.name.value if operation.name else None
    if operation.operation is OperationType.QUERY:
        return await levels.query(schema, document, context, variables, name)
    result = execute(
        schema,
        document,
        context_value=context,
        variable_values=variables,
        operation_name=name,
        hide_suggestions=True,
    )
    return await result if inspect.isawaitable(result) else result


def _outcome(result: ExecutionResult, context: RequestContext) -> Outcome:
    errors = tuple(_shown(error, context) for error in result.errors or ())
    executed = result.data is not None or any("path" in error for error in errors)
    return Outcome(result.data, errors, executed)
