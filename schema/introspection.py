"""The schema as GraphiQL reads it, made once a process: the full query takes about a second."""

import hashlib
from functools import lru_cache

import orjson
from graphql import execute_sync, get_introspection_query, parse

from schema.schema import GRAPHQL, sdl


@lru_cache(maxsize=1)
def digest() -> str:
    """Return a short name of this schema, which changes whenever the schema does."""
    return hashlib.sha256(sdl().encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def introspection() -> bytes:
    """Return the answer to the full introspection query as JSON."""
    document = parse(get_introspection_query(input_value_deprecation=True))
    return orjson.dumps({"data": execute_sync(GRAPHQL, document).data})
