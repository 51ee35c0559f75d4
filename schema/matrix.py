"""Writes who may ask what, from the live schema: `python -m schema.matrix [--check]`."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from schema.core.gate import Requires
from schema.core.node import Node
from schema.schema import SCHEMA
from tenants.authorization.enforcer import permissions_of
from tenants.authorization.permissions import Permission
from tenants.authorization.role_names import ROLE_NAMES
from tenants.authorization.roles import Role

FILE = Path(__file__).parent.parent / "docs" / "authorization-matrix.md"
Gates = dict[str, Permission | None]
_HEAD = """\
# Who may ask what

Written by `python -m schema.matrix` from the live schema and `tenants/authorization/roles.csv`;
a test compares. Do not edit.

`yes`: the role holds the permission at its place and everywhere below; elsewhere the object is not
found. `public`: anybody may ask, and the answer is cut to what the asker may see (of an account
or a session only one's own or those below one's post, of a bulletin only what is published).
`-`: refused, with `SIGN_IN_NEEDED` for those who have not signed in and `NOT_ALLOWED` for others;
an object by its id is not found. Rules about one object (whose turn it is, who may not judge
their own work) come on top and stand among each mutation's error codes.
"""


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
    return {kind.__name__: kind.read_permission for kind in sorted(_leaves(Node), key=_name)}


def _name(kind: type[Node]) -> str:
    return kind.__name__


def _leaves(kind: type[Node]) -> Iterator[type[Node]]:
    for child in kind.__subclasses__():
        if SCHEMA.get_type_by_name(child.__name__) is not None:
            yield child
        yield from _leaves(child)


def cell(permission: Permission | None, role: Role | None) -> str:
    """Return one cell; no role is somebody who has not signed in."""
    if permission is None:
        return "public"
    return "yes" if role is not None and permission in permissions_of(role) else "-"


def _table(title: str, gates: Gates) -> Iterator[str]:
    yield f"\n## {title}\n"
    yield "| name | needs | anonymous | " + " | ".join(role.value for role in Role) + " |"
    yield "|---" * (len(Role) + 3) + "|"
    for name, permission in gates.items():
        cells = [cell(permission, role) for role in (None, *Role)]
        yield f"| {name} | {permission or 'nothing'} | " + " | ".join(cells) + " |"


def rendered() -> str:
    """Return the whole file."""
    roles = (f"| {role.value} | {ROLE_NAMES[role][0]} |" for role in Role)
    lines = [
        _HEAD,
        "| role | 中文 |\n|---|---|",
        *roles,
        *_table("Queries", root_gates("Query")),
        *_table("Mutations", root_gates("Mutation")),
        *_table("Objects by id, `node(id:)`", node_gates()),
    ]
    return "\n".join(lines) + "\n"


def is_current() -> bool:
    """Say whether the file holds the matrix as the code makes it."""
    return FILE.exists() and FILE.read_text(encoding="utf-8") == rendered()


def main(arguments: list[str]) -> int:
    """Write the file, or check it; return the exit status."""
    if "--check" not in arguments:
        FILE.write_text(rendered(), encoding="utf-8")
        return 0
    if is_current():
        return 0
    sys.stderr.write("authorization-matrix.md is out of date: run `python -m schema.matrix`.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
