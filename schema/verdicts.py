"""Who may ask what, as rows of cells: every root field and every object, by role."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
)

from schema.core.gate import Requires
from schema.core.node import Node
from schema.decisions import visibility
from schema.disclosure.visibility import OFFICIAL
from schema.elections.visibility import PARTY
from schema.schema import GRAPHQL, SCHEMA
from tenants.authorization.enforcer import grants, permissions_of
from tenants.authorization.permissions import SECOND_FACTOR, STEP_UP, Permission
from tenants.authorization.roles import COUNTY_DIGITS, Role, RoleHolding, place_digits
from tenants.registry import Tenant
from tenants.viewer import Viewer

Gates = dict[str, Permission | None]

# An argument of one of these names says where something is; an ID says it too.
PLACES = {
    "code",  # of a village or of a published item; a mutation's code is a secret of the asker
    "divisionCode",
    "into",
    "place",
    "places",
    "subject",
    "townshipCode",
    "villageCode",
    "villageCodes",
}
# These are about the county as a whole: a post in a township is too low for them.
WHOLE_COUNTY = {"accountCreate", "auditChain"}
# These are about what belongs to the asker.
OWN = {"apiTokenRevoke"}
# These need no second factor, although their permission does elsewhere: to read what waits, to
# fetch a blank form, and to end a token of one's own in a hurry.
ONE_FACTOR = {"apiTokenRevoke", "bulletinDesk", "rollTemplate"}
# These ask for it again, though their permission does not: who holds an office holds its roles.
AGAIN = {"officeTermEnd", "officeTermRecord", "representativeSeatEnd", "representativesSeat"}

_VILLAGE = "150523104201"
_COUNTY = Tenant(_VILLAGE[:6], "", "county", "", "", "open")


@dataclass(frozen=True)
class Row:
    """One field or object: what it needs, what it is about, the factors, a cell for each role."""

    name: str
    needs: str
    about: str
    factor: str
    anonymous: str
    cells: tuple[str, ...]


def root_gates(kind: str) -> Gates:
    """Return the permission that each field of Query or Mutation needs; None is public."""
    definition = SCHEMA.get_type_by_name(kind)
    fields = sorted(definition.fields, key=lambda one: one.name)  # type: ignore[union-attr]
    return {
        SCHEMA.config.name_converter.get_graphql_name(field): _permission(field.directives)
        for field in fields
    }


def _permission(directives: Iterable[object]) -> Permission | None:
    named = [one.permission for one in directives if isinstance(one, Requires)]
    return Permission(named[0]) if named else None


def node_gates() -> Gates:
    """Return the permission that reading each kind of node by its id needs; None is public."""
    return {kind.__name__: kind.read_permission for kind in _kinds()}


def _kinds() -> list[type[Node]]:
    return sorted(_leaves(Node), key=lambda kind: kind.__name__)


def _leaves(kind: type[Node]) -> Iterator[type[Node]]:
    for child in kind.__subclasses__():
        if SCHEMA.get_type_by_name(child.__name__) is not None:
            yield child
        yield from _leaves(child)


def _root(kind: str, name: str) -> GraphQLField:
    found = GRAPHQL.type_map[kind]
    if not isinstance(found, GraphQLObjectType):
        raise TypeError(kind)
    field: GraphQLField = found.fields[name]
    return field


def about(kind: str, name: str) -> str:
    """Say whether a field names an object or a place, is about the county, or about the asker."""
    if name in WHOLE_COUNTY:
        return "county"
    places = PLACES if kind == "Query" else PLACES - {"code"}
    named = _names(_root(kind, name).args.items(), places)
    return "object" if any(named) else "asker"


def _names(arguments: Iterable[tuple[str, Any]], places: set[str]) -> Iterator[bool]:
    """Say of each argument, and of the fields of an input, whether it names where something is."""
    for name, one in arguments:
        kind = get_named_type(one.type)
        if isinstance(kind, GraphQLInputObjectType):
            yield from _names(kind.fields.items(), places)
        else:
            yield kind.name == "ID" or name in places


def _needs_session(name: str) -> bool:
    """Say whether a mutation without a permission is for those who have signed in."""
    codes = GRAPHQL.type_map.get(f"{name[0].upper()}{name[1:]}ErrorCode")
    return isinstance(codes, GraphQLEnumType) and "SIGN_IN_NEEDED" in codes.values


def _factor(name: str, permission: Permission | None) -> str:
    if permission not in SECOND_FACTOR or name in ONE_FACTOR:
        return "-"
    return "again" if permission in STEP_UP or name in AGAIN else "second"


def _root_cell(permission: Permission, name: str, subject: str, role: Role) -> str:
    if permission not in permissions_of(role):
        return "-"
    if name in OWN:
        return "own"
    return "low" if subject == "county" and place_digits(role) != COUNTY_DIGITS else "yes"


def root_rows(kind: str) -> Iterator[Row]:
    """Return a row for each field of Query or Mutation."""
    for name, permission in root_gates(kind).items():
        subject = about(kind, name)
        if permission is None:
            signed = kind == "Mutation" and _needs_session(name)
            cells = tuple("signed" if signed else "public" for _ in Role)
            anonymous = "-" if signed else "public"
            yield Row(name, "a session" if signed else "nothing", subject, "-", anonymous, cells)
        else:
            cells = tuple(_root_cell(permission, name, subject, role) for role in Role)
            factor = _factor(name, permission)
            yield Row(name, permission.value, subject, factor, "-", cells)


def _viewer(role: Role) -> Viewer:
    held = RoleHolding(role, _VILLAGE[: place_digits(role)])
    return Viewer(_COUNTY, None, None, "", "en", grants([held]), roles=(held,))


def works_inside(role: Role) -> bool:
    """Say whether the role sees what was not posted yet."""
    return visibility.is_inside(_viewer(role), _VILLAGE)


def _holds(*permissions: Permission) -> Iterator[bool]:
    for role in Role:
        yield any(one in permissions_of(role) for one in permissions)


def _marks(held: Iterable[bool], yes: str = "yes", no: str = "-") -> tuple[str, ...]:
    return tuple(yes if one else no for one in held)


def node_rows() -> Iterator[Row]:
    """Return a row for each kind of object, and one more where its state or owner decides."""
    for kind in _kinds():
        name, permission = kind.__name__, kind.read_permission
        yield _node_row(name, permission, by_id=kind.by_id)
        yield from (row for row in _special_rows() if row.name.startswith(f"{name}."))


def _node_row(name: str, permission: Permission | None, *, by_id: bool) -> Row:
    needs = permission.value if permission else "nothing"
    factor = "second" if permission in SECOND_FACTOR else "-"  # to read never asks for it again
    if not by_id:
        return Row(name, needs, "object", factor, "-", tuple("-" for _ in Role))
    if name == "Account":
        cells = _marks(_holds(Permission.ACCOUNT_READ), no="own")
        return Row(name, "account:read, or one's own", "object", "second", "-", cells)
    if name == "Session":
        return Row(name, "one's own", "object", "-", "-", tuple("own" for _ in Role))
    if name == "ApiToken":
        cells = _marks(_holds(Permission.API_TOKEN_MANAGE), yes="own")
        return Row(name, f"{needs}, one's own", "object", factor, "-", cells)
    if permission is None:
        return Row(name, needs, "object", "-", "public", tuple("public" for _ in Role))
    return Row(name, needs, "object", factor, "-", _marks(_holds(permission)))


def _special_rows() -> Iterator[Row]:
    inside = _marks(works_inside(role) for role in Role)
    needs = "work on matters"
    yield Row("Matter.draft", needs, "object", "-", "-", inside)
    read = _marks(_holds(Permission.MATTER_READ))
    yield Row("Matter.posted", Permission.MATTER_READ.value, "object", "-", "-", read)
    public = tuple("public" for _ in Role)
    yield Row("Question.answered", "nothing", "object", "-", "public", public)
    yield Row("Meeting.review", needs, "object", "-", "-", inside)
    yield Row("Vote.review", needs, "object", "-", "-", inside)
    yield Row("PublicMatter.draft", "nobody", "object", "-", "-", tuple("-" for _ in Role))
    yield _branch_row()
    official = " or ".join(one.value for one in OFFICIAL)
    yield Row("Bulletin.draft", official, "object", "-", "-", _marks(_holds(*OFFICIAL)))


def _branch_row() -> Row:
    """Return the row of a party branch's election: the party's, and of those who plan elections."""
    plans = Permission.ELECTION_PLAN
    held = (role in PARTY or plans in permissions_of(role) for role in Role)
    return Row(
        "Election.branch", f"in the party, or {plans.value}", "object", "-", "-", _marks(held)
    )
