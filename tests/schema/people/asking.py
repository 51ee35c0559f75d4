"""Runs operations of the real schema as somebody with given permissions at given places."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from infra.ids import new_id
from schema.core import execution
from schema.core.context import RequestContext
from schema.core.execution import Outcome
from schema.schema import GRAPHQL
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.viewer import Locale, Viewer, anonymous


def asker(
    county: Tenant,
    *permissions: Permission,
    place: str = "",
    locale: Locale = "zh",
    second_factor: bool = True,
) -> Viewer:
    """Return a signed-in viewer who holds these permissions at a place, or in the whole county."""
    grants = frozenset((one, place or county.code) for one in permissions)
    return Viewer(
        county,
        new_id(),
        None,
        "办事员01",
        locale,
        grants,
        second_factor=second_factor,
        stepped_up=second_factor,
    )


def nobody(county: Tenant) -> Viewer:
    """Return somebody who has not signed in."""
    return anonymous(county)


async def run(viewer: Viewer, document: str, **variables: object) -> Outcome:
    """Run one operation."""
    return await execution.run(GRAPHQL, RequestContext(viewer), document, variables)


async def ask(viewer: Viewer, document: str, **variables: object) -> dict[str, Any]:
    """Run one operation that must answer without errors."""
    outcome = await run(viewer, document, **variables)
    assert outcome.errors == (), outcome.errors
    assert outcome.data is not None
    return outcome.data


async def codes_of(viewer: Viewer, document: str, **variables: object) -> list[str]:
    """Run one operation that is refused at its root, and return the codes."""
    outcome = await run(viewer, document, **variables)
    return [error["extensions"]["code"] for error in outcome.errors]


def changing(
    mutation: str, shown: str, key: str, said: Mapping[str, object]
) -> tuple[str, dict[str, object]]:
    """Return the document of one mutation with its variables."""
    kind = mutation[0].upper() + mutation[1:] + "Input"
    document = (
        f"mutation($input: {kind}!, $key: String!) {{ {mutation}(input: $input, "
        f"idempotencyKey: $key) {{ {shown} errors {{ code path message }} }} }}"
    )
    return document, {"input": said, "key": key or str(uuid4())}


async def do(
    viewer: Viewer, mutation: str, shown: str, key: str = "", **input: object
) -> dict[str, Any]:
    """Run one mutation and return its payload."""
    document, variables = changing(mutation, shown, key, input)
    found: dict[str, Any] = (await ask(viewer, document, **variables))[mutation]
    return found


async def refusals(viewer: Viewer, mutation: str, **input: Any) -> list[tuple[str, list[str]]]:
    """Run a mutation that is refused; return codes with paths."""
    payload = await do(viewer, mutation, "__typename", **input)
    return [(error["code"], error["path"]) for error in payload["errors"]]
