"""The authorized matters list through GraphQL against a bare handler with the same SQL and orjson.

Both run in this process as ASGI applications; the figure is CPU per request.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from sqlalchemy import event
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra import clock, collection
from infra.database import app_engine
from portals.app import build
from schema.authentication import session_cookie
from services.decisions import service as decisions
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from tenants import accounts, provisioning, sessions
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.benchmarks.measure import Comparison, in_turn
from tests.factories import decisions as factory
from tests.factories.decisions import START

MATTERS = 50
ROUNDS = 15
REQUESTS = 4
CODE = "151001"
LIST = (
    "{ matters(first: 50) { edges { node { id number title stateName villageName typeName } } } }"
)
Statement = tuple[str, Any]


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


async def _recorded(run: Callable[[], Awaitable[object]]) -> list[Statement]:
    """Return the statements, with their values, that a piece of work runs."""
    heard: list[Statement] = []

    def listen(_c: object, _cursor: object, text: str, values: Any, *_rest: object) -> None:
        heard.append((text, values))

    engine = app_engine().sync_engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        await run()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return heard


def _bare(statements: list[Statement]) -> Starlette:
    """Return a handler that runs the statements in one transaction and dumps their rows."""

    async def handler(_request: Request) -> Response:
        answers = []
        async with app_engine().connect() as connection:
            for text, values in statements:
                result = await connection.exec_driver_sql(text, values)
                if result.returns_rows:
                    answers.append([list(row) for row in result])
            await connection.rollback()
        return Response(orjson.dumps(answers, default=str), media_type="application/json")

    return Starlette(routes=[Route("/", handler, methods=["POST"])])


async def _post(app: Starlette, path: str, body: bytes, cookie: str) -> bytes:
    """Send one POST straight into an ASGI application and return the body of its answer."""
    answer = bytearray()
    status: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])
        else:
            answer.extend(message.get("body", b""))

    headers = {
        "host": "bench",
        "content-type": "application/json",
        "accept": "application/json",
        "sec-fetch-site": "same-origin",
        "cookie": cookie,
    }
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("bench", 80),
        "state": {},
    }
    await app(scope, receive, send)
    assert status == [200], bytes(answer)
    return bytes(answer)


async def run() -> Comparison:
    """Compare both sides on the same rows."""
    _, token = await _county()
    app = build()
    collection.settle()  # as the server does when it starts
    body = orjson.dumps({"query": LIST})
    cookie = f"{session_cookie()}={token}"

    async def ours() -> None:
        for _ in range(REQUESTS):
            await _post(app, f"/{CODE}/graphql", body, cookie)

    with clock.at(clock.now()):  # keeps the session's last-seen update out of the recording
        first = orjson.loads(await _post(app, f"/{CODE}/graphql", body, cookie))
        assert len(first["data"]["matters"]["edges"]) == MATTERS, first
        heard = await _recorded(lambda: _post(app, f"/{CODE}/graphql", body, cookie))
        bare = _bare(heard)

        async def baseline() -> None:
            for _ in range(REQUESTS):
                await _post(bare, "/", b"", cookie)

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
