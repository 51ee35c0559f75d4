"""Runs a query level by level: each field for all the objects of its level at once (ADR 0012).

graphql-core collects the fields, coerces the arguments and words the errors; only the walk is ours.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLID,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLString,
    is_introspection_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetails, collect_fields
from graphql.pyutils import is_iterable

from schema.core import limits
from schema.core.access import Asked, access_of, info_of, origin_of, resolved
from schema.core.answer import Answer, Holder, Key
from schema.core.attempts import attempt, drop, is_late, read, settled
from schema.core.errors import NotOffered, as_graphql


class Cells(NamedTuple):
    """Values with the places in the answer that they are for."""

    values: Sequence[Any]
    holders: Sequence[Holder]
    keys: Iterable[Key]


class Level(NamedTuple):
    """Objects of one type with the same selection, and the dicts that they fill."""

    kind: GraphQLObjectType
    selection: Mapping[str, list[FieldDetails]]
    sources: Sequence[Any]
    answers: Sequence[dict[str, Any]]


class Wait(NamedTuple):
    """A field some of whose values are still on their way."""

    asked: Asked
    values: list[Any]
    answers: Sequence[dict[str, Any]]
    late: list[int]


class Levels:
    """One run of one query."""

    def __init__(self, core: Executor[Any]) -> None:
        """Take graphql-core's executor, which knows the operation and its variables."""
        self._core = core
        self._answer = Answer({})
        self._levels: deque[Level] = deque()
        self._waits: list[Wait] = []
        self._made = self._introspected = 0

    async def run(self) -> ExecutionResult:
        """Return the answer; field errors are inside."""
        core = self._core
        kind = core.schema.get_root_type(core.operation.operation)
        if kind is None:
            return ExecutionResult(None, [as_graphql(NotOffered())])
        selection = collect_fields(
            core.schema, core.fragments, core.variable_values, kind, core.operation,
            core.hide_suggestions,
        ).grouped_field_set  # fmt: skip
        root: dict[str, Any] = dict.fromkeys(selection)
        self._answer = Answer(root)
        self._levels.append(Level(kind, selection, [core.root_value], [root]))
        try:
            await self._walk()
        except limits.OverLimit:
            drop([wait.values[at] for wait in self._waits for at in wait.late])
            raise
        return self._answer.result

    async def _walk(self) -> None:
        """Go down as far as values are there, wait for all the others at once, go on."""
        while True:
            while self._levels:
                self._take(self._levels.popleft())
            if not self._waits:
                return
            waits, self._waits = self._waits, []
            found = iter(await settled([wait.values[at] for wait in waits for at in wait.late]))
            for wait in waits:
                for at in wait.late:
                    wait.values[at] = next(found)
                self._complete(wait.asked, wait.values, wait.answers)

    def _take(self, level: Level) -> None:
        """Get every field of a level and put what is there into the answer."""
        for key, details in level.selection.items():
            name = details[0].node.name.value
            field = self._core.schema.get_field(level.kind, name)
            if field is None:
                continue
            asked = Asked(key, details, field, level.kind)
            plain = access_of(level.kind, name).plain
            if plain is not None:
                values = read(plain, level.sources)
                self._complete(asked, values, level.answers)
                continue
            values = resolved(self._core, asked, level.sources)
            late = [at for at, value in enumerate(values) if is_late(value)]
            if late:
                self._waits.append(Wait(asked, values, level.answers, late))
            else:
                self._complete(asked, values, level.answers)

    def _complete(
        self, asked: Asked, values: Sequence[Any], answers: Sequence[dict[str, Any]]
    ) -> None:
        self._put(asked, asked.field.type, Cells(values, answers, repeat(asked.key)))

    def _put(self, asked: Asked, kind: GraphQLOutputType, cells: Cells) -> None:
        """Put values of one type into their places."""
        nullable = not is_non_null_type(kind)
        bare: Any = kind if nullable else kind.of_type  # type: ignore[union-attr]
        if is_leaf_type(bare):
            self._put_leaves(asked, bare, nullable, cells)
        elif is_list_type(bare):
            self._put_lists(asked, bare.of_type, nullable, cells)
        else:
            self._put_objects(asked, bare, nullable, cells)

    def _put_leaves(self, asked: Asked, kind: Any, nullable: bool, cells: Cells) -> None:
        text = kind is GraphQLString or kind is GraphQLID
        complete = partial(self._core.complete_leaf_value, kind)
        for value, holder, key in zip(cells.values, cells.holders, cells.keys, strict=False):
            if text and value.__class__ is str:
                holder[key] = value  # type: ignore[index]
            elif value is None or isinstance(value, Exception):
                self._miss(asked, holder, key, value, nullable=nullable)
            else:
                shown = attempt(complete, value)
                if isinstance(shown, Exception):
                    self._miss(asked, holder, key, shown, nullable=nullable)
                else:
                    holder[key] = shown  # type: ignore[index]

    def _put_lists(self, asked: Asked, kind: Any, nullable: bool, cells: Cells) -> None:
        """Put lists into their places, then the items of all of them at once."""
        values: list[Any] = []
        holders: list[Holder] = []
        keys: list[Key] = []
        for value, holder, key in zip(cells.values, cells.holders, cells.keys, strict=False):
            if value is None or isinstance(value, Exception):
                self._miss(asked, holder, key, value, nullable=nullable)
            elif not is_iterable(value):
                self._miss(asked, holder, key, TypeError("Expected a list."), nullable=nullable)
            else:
                items = list(value)
                made: list[Any] = [None] * len(items)
                self._answer.hang(made, holder, key, nullable=nullable)
                values += items
                holders += repeat(made, len(items))
                keys += range(len(items))
        if values:
            self._put(asked, kind, Cells(values, holders, keys))

    def _put_objects(self, asked: Asked, kind: Any, nullable: bool, cells: Cells) -> None:
        """Put objects into their places; what is asked of them is the next level."""
        self._charge(kind, len(cells.values))
        levels: dict[GraphQLObjectType, Level] = {}
        kind_of = partial(self._kind_of, asked, kind)
        usual = origin_of(kind) if is_object_type(kind) else None
        for value, holder, key in zip(cells.values, cells.holders, cells.keys, strict=False):
            if value is None or isinstance(value, Exception):
                self._miss(asked, holder, key, value, nullable=nullable)
                continue
            concrete = kind if value.__class__ is usual else attempt(kind_of, value)
            if isinstance(concrete, Exception):
                self._miss(asked, holder, key, concrete, nullable=nullable)
                continue
            level = levels.get(concrete)
            if level is None:
                selection = self._core.collect_subfields(concrete, asked.details).grouped_field_set
                level = levels[concrete] = Level(concrete, selection, [], [])
            made: dict[str, Any] = dict.fromkeys(level.selection)
            self._answer.hang(made, holder, key, nullable=nullable)
            level.sources.append(value)  # type: ignore[attr-defined]
            level.answers.append(made)  # type: ignore[attr-defined]
        self._levels.extend(levels.values())

    def _charge(self, kind: Any, count: int) -> None:
        """Count objects as they come: a list may be longer than limits.py could know."""
        if is_introspection_type(kind):
            self._introspected += count
        else:
            self._made += count
        if self._introspected > limits.MOST_INTROSPECTED or self._made > limits.MOST_COST:
            raise limits.refuse("objects", limits.MOST_COST)

    def _kind_of(self, asked: Asked, kind: Any, value: Any) -> GraphQLObjectType:
        """Return the object type of a value; a value of a wrong type is a defect."""
        if not is_object_type(kind):
            resolve = kind.resolve_type or self._core.type_resolver
            name = resolve(value, info_of(self._core, asked), kind)
            found: GraphQLObjectType = self._core.ensure_valid_runtime_type(
                name, kind, asked.details, info_of(self._core, asked), value
            )
            return found
        if kind.is_type_of is not None and not kind.is_type_of(value, info_of(self._core, asked)):
            message = f"Expected value of type '{kind.name}'."
            raise TypeError(message)
        return kind

    def _miss(
        self, asked: Asked, holder: Holder, key: Key, error: Exception | None, *, nullable: bool
    ) -> None:
        """Leave null in a place, and tell why unless it may be there."""
        if nullable and error is None:
            return
        wrong = error or TypeError(f"Cannot return null for {asked.kind.name}.{asked.key}.")
        self._answer.fail(wrong, asked.nodes, holder, key, nullable=nullable)


async def query(
    schema: GraphQLSchema,
    document: DocumentNode,
    context: Any,
    variables: dict[str, Any],
    operation_name: str | None,
) -> ExecutionResult:
    """Run a query that parsed, validated and is within the limits."""
    core = Executor.build(
        schema,
        document,
        context_value=context,
        raw_variable_values=variables,
        operation_name=operation_name,
        hide_suggestions=True,
    )
    if isinstance(core, list):
        return ExecutionResult(None, core)
    try:
        return await Levels(core).run()
    except GraphQLError as error:
        return ExecutionResult(None, [error])
