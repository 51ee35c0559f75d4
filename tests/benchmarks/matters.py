"""The authorized matters list through GraphQL against a bare handler with the same SQL and orjson.

Both run in this process as ASGI applications; the figure is CPU per request.
"""

import orjson
from starlette.types import ASGIApp

from infra import clock, collection
from portals.app import build
from schema.authentication import session_cookie
from services.decisions import service as decisions
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from tenants import accounts, provisioning, sessions
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.benchmarks.asgi import ask, bare, recorded
from tests.benchmarks.measure import Comparison, in_turn
from tests.factories import decisions as factory
from tests.factories.decisions import START

MATTERS = 50
ROUNDS = 60
REQUESTS = 4
CODE = "151001"
LIST = (
    "{ matters(first: 50) { edges { node { id number title stateName villageName typeName } } } }"
)


async def _county() -> tuple[Tenant, str]:
    """Open a county with 50 matters and a signed-in developer who may read them."""
    tenant = await provisioning.open_tenant(CODE, "测试县")
    made = await factory.sanmiaoshu(tenant)
    async with unit_of_work(tenant) as uow:
        places = [("developer", CODE), ("county_civil_affairs", CODE)]
        account = await accounts.create(uow, "测试", "19900099999", places)
        token = await sessions.start(uow, account.id, second_factor=True)
    with clock.at(START):
        for number in range(MATTERS):
            await made.do(
                made.secretary,
                decisions.draft_matter,
                village_code=made.code,
                matter_type=MatterType.PUBLIC_WELFARE,
                method_id="siquansizhi",
                proposal=Proposal(title=f"事项 {number}", text="正文。"),
            )
    return tenant, token


async def _list(app: ASGIApp, body: bytes, cookie: str) -> bytes:
    told = await ask(app, f"/{CODE}/graphql", cookie, body=body, accept="application/json")
    assert told.status == 200, told
    return told.body


async def run() -> Comparison:
    """Compare both sides on the same rows."""
    _, token = await _county()
    app = build()
    collection.settle()  # as the server does when it starts
    body = orjson.dumps({"query": LIST})
    cookie = f"{session_cookie()}={token}"

    async def ours() -> None:
        for _ in range(REQUESTS):
            await _list(app, body, cookie)

    with clock.at(clock.now()):  # keeps the session's last-seen update out of the recording
        first = orjson.loads(await _list(app, body, cookie))
        assert len(first["data"]["matters"]["edges"]) == MATTERS, first
        heard = await recorded(lambda: _list(app, body, cookie))
        beside = bare(heard)

        async def baseline() -> None:
            for _ in range(REQUESTS):
                await ask(beside, "/", cookie, body=b"")

        mine, theirs = await in_turn(ours, baseline, rounds=ROUNDS)
    return Comparison(
        f"Matters list of {MATTERS} through GraphQL, CPU",
        mine / REQUESTS,
        theirs / REQUESTS,
        "authorized GraphQL",
        f"bare Starlette, the same {len(heard)} statements, orjson",
        "request",
        "aim: within 4 x",
    )
