"""Puts the capabilities' faces together into the one schema."""

import importlib
from pathlib import Path
from typing import Any

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type
from strawberry.types.field import StrawberryField

from schema.core.node import node
from schema.core.queries import query
from schema.core.scalars import FEN, Fen
from schema.weights import weigh

CAPABILITIES = sorted(
    path.parent.name
    for path in Path(__file__).parent.glob("*/queries.py")
    if path.parent.name != "core"
)
NODE = query(None, description="An object by its global id, if the viewer may see it.")(node)


def _queries() -> list[StrawberryField]:
    """Return the `FIELDS` of every capability's queries module."""
    found: list[StrawberryField] = []
    for name in CAPABILITIES:
        found += importlib.import_module(f"schema.{name}.queries").FIELDS
    return found


def _mutations() -> list[StrawberryField]:
    """Return the one field of every mutation file."""
    found: list[StrawberryField] = []
    for path in sorted(Path(__file__).parent.glob("*/mutations/*.py")):
        if path.stem != "__init__":
            module = importlib.import_module(f"schema.{path.parts[-3]}.mutations.{path.stem}")
            found.append(getattr(module, path.stem))
    return found


def _build(*, ordered: bool = False) -> strawberry.Schema:
    """Build the schema; in alphabetical order it is for reading only, its enums do not convert."""
    root: Any = create_type("Query", [NODE, *_queries()])
    root.__strawberry_definition__.description = "What can be read in this county."
    mutation: Any = create_type("Mutation", _mutations())
    mutation.__strawberry_definition__.description = "What can be done in this county."
    return strawberry.Schema(
        query=root,
        mutation=mutation,
        config=StrawberryConfig(
            disable_field_suggestions=True, scalar_map={Fen: FEN}, sort_schema=ordered
        ),
    )


SCHEMA = _build()
GRAPHQL: GraphQLSchema = SCHEMA._schema  # noqa: SLF001 - executed without Strawberry's own runner
weigh(GRAPHQL)


def sdl() -> str:
    """Return the schema as text, as it is checked in."""
    return _build(ordered=True).as_str() + "\n"
