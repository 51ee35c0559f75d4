"""Asking the whole schema about disclosure, as somebody."""

from typing import Any
from uuid import UUID

from strawberry.relay import to_base64

from infra.ids import new_id
from schema.core import execution
from schema.core.context import RequestContext
from schema.core.execution import Outcome
from schema.schema import GRAPHQL
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.viewer import Viewer, anonymous


def official(county: Tenant, *permissions: Permission, place: str = "") -> Viewer:
    """Return an official with both factors, at a place or in the whole county."""
    return Viewer(
        county,
        new_id(),
        new_id(),
        "王秀英",
        "en",
        frozenset((one, place or county.code) for one in permissions),
        second_factor=True,
        stepped_up=True,
    )


def public(county: Tenant) -> Viewer:
    return anonymous(county, "en")


async def ask(viewer: Viewer, document: str, **variables: object) -> Outcome:
    return await execution.run(GRAPHQL, RequestContext(viewer), document, variables)


async def answer(viewer: Viewer, document: str, **variables: object) -> dict[str, Any]:
    outcome = await ask(viewer, document, **variables)
    assert outcome.data is not None, outcome.errors
    assert not outcome.errors, outcome.errors
    return outcome.data


async def change(viewer: Viewer, field: str, kind: str, **values: object) -> dict[str, Any]:
    """Run one mutation and return its payload."""
    document = f"""
      mutation($input: {kind}!, $key: String!) {{
        {field}(input: $input, idempotencyKey: $key) {{
          {RETURNS[field]} errors {{ code path }}
        }}
      }}"""
    data = await answer(viewer, document, input=values, key=str(new_id()))
    payload: dict[str, Any] = data[field]
    return payload


RETURNS = dict.fromkeys(("questionAsk", "questionAnswer"), "question { id text }") | dict.fromkeys(
    ("bulletinApprove", "bulletinWithdraw", "bulletinCorrect", "bulletinPostingReceipt"),
    "bulletin { id state kind receipts { board } difference { field label before after } }",
)


def global_id(kind: str, key: UUID) -> str:
    return to_base64(kind, str(key))


def bulletin_id(key: UUID) -> str:
    return global_id("Bulletin", key)
