"""The matrix, cell by cell: what it refuses is refused before anything is read or written."""

from collections.abc import AsyncIterator
from hashlib import sha256
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schema import endpoint, matrix
from schema.core import execution
from schema.core.context import RequestContext
from schema.schema import GRAPHQL
from tenants.authorization.enforcer import grants
from tenants.authorization.roles import Role, RoleHolding, place_digits
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer
from tests.schema.samples import document

MUTATIONS, QUERIES = matrix.root_gates("Mutation"), matrix.root_gates("Query")
SIGNING_IN = [
    "accountClaim",
    "oneTimeCodeRequest",
    "passwordChange",
    "secondFactorConfirm",
    "sessionRevoke",
    "signInWithCode",
    "signInWithPassword",
    "signOut",
    "totpConfirm",
    "totpEnrol",
]
GATED = {
    **{name: document("mutation", name) for name, needs in MUTATIONS.items() if needs},
    **{name: document("query", name) for name, needs in QUERIES.items() if needs},
}
NAMED = {sha256(one.encode()).hexdigest(): one for one in GATED.values()}


async def graphql(request: Request) -> Response:
    return await endpoint.post(request, NAMED)


@pytest.fixture
async def visitor(server: None) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[Route("/{county}/graphql", graphql, methods=["POST"])])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://mingbai.test") as made:
        yield made


async def traces(county: Tenant) -> int:
    """How many things happened in the county."""
    async with unit_of_work(county) as uow:
        found = await uow.session.execute(
            text("SELECT (SELECT count(*) FROM audit_event) + (SELECT count(*) FROM outbox)")
        )
        return int(found.scalar_one())


async def test_a_visitor_may_only_sign_in_and_is_refused_all_else(
    visitor: httpx.AsyncClient, county: Tenant
) -> None:
    before = await traces(county)

    answers = {}
    for name, asked in GATED.items():
        named = {"documentId": f"sha256:{sha256(asked.encode()).hexdigest()}"}
        body = (await visitor.post(f"/{county.code}/graphql", json=named)).json()
        answers[name] = [one["extensions"]["code"] for one in body["errors"]]

    assert [name for name, needs in MUTATIONS.items() if needs is None] == SIGNING_IN
    assert {name: codes for name, codes in answers.items() if codes != ["SIGN_IN_NEEDED"]} == {}
    assert await traces(county) == before


@pytest.mark.parametrize("role", Role)
async def test_a_role_is_refused_what_it_was_not_given(role: Role, county: Tenant) -> None:
    held = RoleHolding(role, f"{county.code}104201"[: place_digits(role)])
    viewer = Viewer(county, UUID(int=1), None, "somebody", "en", grants([held]), roles=(held,))
    denied = [name for name in GATED if matrix.cell({**MUTATIONS, **QUERIES}[name], role) == "-"]
    before = await traces(county)

    answers = {}
    for name in denied:
        context = RequestContext(viewer)
        outcome = await execution.run(GRAPHQL, context, GATED[name], {})
        answers[name] = [one["extensions"]["code"] for one in outcome.errors]

    assert denied
    assert {name: codes for name, codes in answers.items() if codes != ["NOT_ALLOWED"]} == {}
    assert await traces(county) == before
