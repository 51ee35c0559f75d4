"""What a query may ask at most: depth, aliases, directives, tokens and, above all, cost.

The cost is how many objects the answer can hold, edges and pages included, plus the work of dear
fields. It is known before anything runs; a list that turns out longer than it was counted for is
charged while the query runs (levels.py), so that no query makes more than was allowed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_introspection_type,
    is_list_type,
    is_non_null_type,
)

from schema.core.errors import QueryTooCostly

MOST_CHARACTERS = 20_000
MOST_TOKENS = 1_000
DEEPEST = 8
MOST_ALIASES = 15
MOST_DIRECTIVES = 10
MOST_REPEATS = 30
MOST_COST = 2_000
MOST_INTROSPECTED = 30_000
"""The whole schema once, as GraphiQL asks for it: 20,150 objects on 2026-12-01."""
LENGTH, WORK = "length", "work"
"""What a field's extensions may say: how long its list gets, what one value costs beyond 1."""
_PLAIN_LIST = 10
_LARGEST_PAGE = 100
_WRAPPERS = {"edges", "node", "pageInfo"}
_WHAT_ZH = {
    "aliases": "别名",
    "characters": "字符",
    "directives": "指令",
    "fields": "字段",
    "levels": "层次",
    "objects": "条目",
    "repeated fields": "重复字段",
    "tokens": "词元",
}


@dataclass
class Budget:
    """What was counted so far."""

    aliases: int = 0
    directives: int = 0
    visits: int = 0


class OverLimit(GraphQLError):
    """The query asks for more than one request may."""


def refuse(what: str, limit: int) -> OverLimit:
    """Return the refusal that says what there is too much of."""
    refusal = QueryTooCostly(what_zh=_WHAT_ZH[what], what_en=what, limit=limit)
    return OverLimit(
        refusal.message("en"), original_error=refusal, extensions={"code": refusal.code}
    )


def most_repeats(document: DocumentNode) -> int:
    """Return how often the field that is written most often, with something below it, is written.

    Validation holds all fields of one name against each other: 210 of them took it half a second.
    """
    many: Counter[str] = Counter()
    todo = [getattr(one, "selection_set", None) for one in document.definitions]
    while todo:
        selections = todo.pop()
        for one in selections.selections if selections else ():
            todo.append(getattr(one, "selection_set", None))
            if isinstance(one, FieldNode) and one.selection_set:
                many[(one.alias or one.name).value] += 1
    return max(many.values(), default=0)


def _is_list(kind: Any) -> bool:
    return is_list_type(kind.of_type if is_non_null_type(kind) else kind)


def _page(given: object) -> int:
    """Return a page size as it counts: between 1 and the largest, which all else counts as."""
    if not isinstance(given, int | float) or not given < _LARGEST_PAGE:
        return _LARGEST_PAGE
    return int(given) if given > 1 else 1


class _Walk:
    """One walk over an operation; fragments are expanded, so that nothing hides in them."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]
    ) -> None:
        self.schema = schema
        self.variables = variables
        self.budget = Budget()
        self.fragments = {
            one.name.value: one
            for one in document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }

    def _fields(self, selections: SelectionSetNode, parent: Any) -> Iterator[tuple[FieldNode, Any]]:
        for one in selections.selections:
            self.budget.visits += 1
            self.budget.directives += len(one.directives or ())
            if self.budget.visits > MOST_COST:
                raise refuse("fields", MOST_COST)
            if isinstance(one, FieldNode):
                yield one, parent
            elif isinstance(one, FragmentSpreadNode):
                fragment = self.fragments.get(one.name.value)
                if fragment is not None:
                    on = self.schema.get_type(fragment.type_condition.name.value)
                    yield from self._fields(fragment.selection_set, on or parent)
            elif isinstance(one, InlineFragmentNode):
                named = one.type_condition
                on = self.schema.get_type(named.name.value) if named else parent
                yield from self._fields(one.selection_set, on or parent)

    def _page_size(self, node: FieldNode, field: GraphQLField) -> int | None:
        """Return `first` as asked or by default; None where the field has no pages."""
        if "first" not in field.args:
            return None
        for argument in node.arguments or ():
            if argument.name.value != "first":
                continue
            value = argument.value
            if isinstance(value, IntValueNode):
                return _page(float(value.value))  # an int of 5,000 digits would raise
            if isinstance(value, VariableNode):
                return _page(self.variables.get(value.name.value))
            return _LARGEST_PAGE
        return _page(field.args["first"].default_value)

    def cost(self, selections: SelectionSetNode, parent: Any, depth: int, page: int) -> int:
        """Return how many objects this selection can make: one each, times its lists."""
        if depth > DEEPEST and not is_introspection_type(parent):
            raise refuse("levels", DEEPEST)
        total = 0
        for node, on in self._fields(selections, parent):
            self.budget.aliases += node.alias is not None
            field = self._field(on, node.name.value)
            if field is None:
                continue
            total += self._field_cost(node, field, depth, page)
            if total > MOST_COST:
                raise refuse("objects", MOST_COST)
        return total

    def _field_cost(self, node: FieldNode, field: GraphQLField, depth: int, page: int) -> int:
        work = int(field.extensions.get(WORK, 0))
        kind = get_named_type(field.type)
        if not is_composite_type(kind):
            return work
        name, size = node.name.value, self._page_size(node, field)
        times = 1
        if name == "edges":
            times = page
        elif _is_list(field.type):
            times = size or int(field.extensions.get(LENGTH, _PLAIN_LIST))
        below = depth if name in _WRAPPERS else depth + 1
        inner = node.selection_set
        under = self.cost(inner, kind, below, size or _LARGEST_PAGE) if inner else 0
        # What introspection makes is charged as it comes: its lists are those of the schema.
        return 0 if is_introspection_type(kind) else times * (1 + work + under)

    def _field(self, parent: Any, name: str) -> GraphQLField | None:
        if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return self.schema.get_field(parent, name)
        return None


def check(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> int:
    """Return the cost of an operation; raises OverLimit for one that asks too much."""
    roots = {
        OperationType.QUERY: schema.query_type,
        OperationType.MUTATION: schema.mutation_type,
        OperationType.SUBSCRIPTION: schema.subscription_type,
    }
    walk = _Walk(schema, document, variables)
    cost = walk.cost(operation.selection_set, roots[operation.operation], 1, _LARGEST_PAGE)
    if walk.budget.aliases > MOST_ALIASES:
        raise refuse("aliases", MOST_ALIASES)
    if walk.budget.directives > MOST_DIRECTIVES:
        raise refuse("directives", MOST_DIRECTIVES)
    return cost
