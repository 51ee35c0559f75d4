"""What a query may ask at most: depth, aliases, directives, tokens and, above all, cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
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
    is_list_type,
    is_non_null_type,
)

from schema.core.errors import QueryTooCostly

MOST_TOKENS = 1_000
DEEPEST = 8
MOST_ALIASES = 15
MOST_DIRECTIVES = 10
MOST_COST = 2_000
_PLAIN_LIST = 10
_DEFAULT_PAGE = 20
_LARGEST_PAGE = 100
_WRAPPERS = {"edges", "node", "pageInfo"}
_WHAT_ZH = {
    "aliases": "别名",
    "directives": "指令",
    "fields": "字段",
    "levels": "层次",
    "objects": "条目",
}


@dataclass
class Budget:
    """What was counted so far."""

    aliases: int = 0
    directives: int = 0
    visits: int = 0


class OverLimit(GraphQLError):
    """The query asks for more than one request may."""


def _refuse(what: str, limit: int) -> OverLimit:
    refusal = QueryTooCostly(what_zh=_WHAT_ZH[what], what_en=what, limit=limit)
    return OverLimit(
        refusal.message("en"), original_error=refusal, extensions={"code": refusal.code}
    )


def _is_list(kind: Any) -> bool:
    return is_list_type(kind.of_type if is_non_null_type(kind) else kind)


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
                raise _refuse("fields", MOST_COST)
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

    def _page_size(self, field: FieldNode) -> int | None:
        """Return `first` or `last` as asked; an unknown variable counts as the largest page."""
        for argument in field.arguments or ():
            if argument.name.value not in {"first", "last"}:
                continue
            value = argument.value
            if isinstance(value, IntValueNode):
                return max(1, min(int(value.value), _LARGEST_PAGE))
            if isinstance(value, VariableNode):
                given = self.variables.get(value.name.value, _LARGEST_PAGE)
                # GraphQL takes 100.0 for an Int: it must not count for less than 100.
                is_number = isinstance(given, int | float)
                return max(1, min(int(given), _LARGEST_PAGE)) if is_number else 1
        return None

    def cost(self, selections: SelectionSetNode, parent: Any, depth: int, page: int) -> int:
        """Return how many objects this selection can make: one each, times its lists."""
        if depth > DEEPEST:
            raise _refuse("levels", DEEPEST)
        total = 0
        for field, on in self._fields(selections, parent):
            self.budget.aliases += field.alias is not None
            kind = self._type_of(on, field.name.value)
            if kind is None or not is_composite_type(get_named_type(kind)):
                continue
            size = self._page_size(field)
            usual = _DEFAULT_PAGE if _has_first(on, field.name.value) else _PLAIN_LIST
            listed = (size or usual) if _is_list(kind) else 1
            times = page if field.name.value == "edges" else listed
            below = depth if field.name.value in _WRAPPERS else depth + 1
            inner = field.selection_set
            next_page = size or (_DEFAULT_PAGE if _has_first(on, field.name.value) else page)
            own = 0 if field.name.value in _WRAPPERS else 1
            total += times * (
                own + (self.cost(inner, get_named_type(kind), below, next_page) if inner else 0)
            )
            if total > MOST_COST:
                raise _refuse("objects", MOST_COST)
        return total

    def _type_of(self, parent: Any, name: str) -> Any:
        if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            field = parent.fields.get(name)
            return field.type if field else None
        return None


def _has_first(parent: Any, name: str) -> bool:
    field = getattr(parent, "fields", {}).get(name)
    return field is not None and "first" in field.args


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
    cost = walk.cost(operation.selection_set, roots[operation.operation], 1, _DEFAULT_PAGE)
    if walk.budget.aliases > MOST_ALIASES:
        raise _refuse("aliases", MOST_ALIASES)
    if walk.budget.directives > MOST_DIRECTIVES:
        raise _refuse("directives", MOST_DIRECTIVES)
    return cost
