"""A root query field: its gate, its name and its words in one line above the function."""

from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from schema.core.gate import Gate
from tenants.authorization.permissions import Permission


def query(
    permission: Permission | None, *, description: str
) -> Callable[[Callable[..., Any]], StrawberryField]:
    """Turn `async def noun(info, …)` into a root field; None means that anybody may ask."""

    def declare(resolver: Callable[..., Any]) -> StrawberryField:
        made: StrawberryField = strawberry.field(
            resolver=resolver, description=description, extensions=[Gate(permission)]
        )
        return made

    return declare
