"""How a field's value is got from its object: found out once a field, not once an object."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

from graphql import GraphQLError, GraphQLField, GraphQLObjectType, GraphQLResolveInfo
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.info import Info

from schema.core.attempts import attempt
from schema.core.node import Node

_MOST_FIELDS = 4096
_DEFINITION = "strawberry-definition"


@dataclass(frozen=True)
class Access:
    """The short way to a value; where both are None, the field's own resolver is the only way."""

    plain: Callable[[Any], Any] | None = None
    """Takes the object alone and never waits."""
    bind: Callable[[Any], Callable[[Any], Any]] | None = None
    """Takes Strawberry's `Info`; the result takes the object, and may return what to wait for."""
    declared: StrawberryField | None = None


def origin_of(kind: GraphQLObjectType) -> type | None:
    """Return the class behind an object type."""
    definition = kind.extensions.get(_DEFINITION)
    return definition.origin if isinstance(definition, StrawberryObjectDefinition) else None


def _global_id(kind: GraphQLObjectType, origin: type[Node]) -> Callable[[Any], str]:
    """Return what `relay.Node` says an object's global id is, without its 20 calls an object."""
    key, prefix = attrgetter(origin.resolve_id_attr()), f"{kind.name}:"

    def encoded(source: Any) -> str:
        return b64encode(f"{prefix}{key(source)}".encode()).decode()

    return encoded


def _bind(declared: StrawberryField) -> Callable[[Any], Callable[[Any], Any]] | None:
    """Return a way to the resolver's function where it takes nothing but the object and info."""
    resolver = declared.base_resolver
    if resolver is None or declared.extensions or declared.arguments:
        return None
    if resolver.self_parameter is None or resolver.root_parameter or resolver.parent_parameter:
        return None
    function: Callable[..., Any] = resolver.wrapped_func  # type: ignore[assignment]
    if resolver.info_parameter is None:
        return lambda _info: function
    name = resolver.info_parameter.name
    return lambda info: partial(function, **{name: info})


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of one level."""

    key: str
    details: list[FieldDetails]
    field: GraphQLField
    kind: GraphQLObjectType

    @property
    def name(self) -> str:
        """What the schema calls it."""
        return self.details[0].node.name.value

    @property
    def nodes(self) -> list[Any]:
        """Where the query asks for it."""
        return [one.node for one in self.details]


@lru_cache(maxsize=_MOST_FIELDS)
def access_of(kind: GraphQLObjectType, name: str) -> Access:
    """Return how a field of an object type is read."""
    field, origin = kind.fields.get(name), origin_of(kind)
    declared = field.extensions.get(_DEFINITION) if field else None
    if not isinstance(declared, StrawberryField) or origin is None:
        return Access()
    if declared.is_basic_field:
        return Access(plain=attrgetter(declared.python_name))
    if name == "id" and issubclass(origin, Node):
        return Access(plain=_global_id(kind, origin))
    return Access(bind=_bind(declared), declared=declared)


def info_of(core: Executor[Any], asked: Asked) -> GraphQLResolveInfo[Any]:
    """Return graphql-core's info; all objects of a level share it, so its path begins here."""
    path = Path(None, asked.key, asked.kind.name)
    return core.build_resolve_info(asked.field, asked.nodes, asked.kind, path)


def resolved(core: Executor[Any], asked: Asked, sources: Sequence[Any]) -> list[Any]:
    """Call the field's resolver for each object; an error is a value, and so is a promise."""
    info, access = info_of(core, asked), access_of(asked.kind, asked.name)
    if access.bind is not None and access.declared is not None:
        call = access.bind(Info(_raw_info=info, _field=access.declared))
        return [attempt(call, source) for source in sources]
    first = asked.details[0]
    try:
        arguments = get_argument_values(
            asked.field,
            first.node,
            core.variable_values,
            first.fragment_variable_values,
            core.hide_suggestions,
        )
    except GraphQLError as error:
        return [error for _ in sources]
    resolve = asked.field.resolve or core.field_resolver
    return [attempt(lambda one: resolve(one, info, **arguments), source) for source in sources]
