"""Requests straight into an ASGI application, and a bare handler that runs the same statements."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import orjson
from sqlalchemy import event
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from infra.database import app_engine

Statement = tuple[str, Any]


class Answer(NamedTuple):
    """What came back: the status, where it points to, and the body."""

    status: int
    location: str
    body: bytes


async def ask(
    app: ASGIApp, path: str, cookie: str = "", *, body: bytes | None = None, accept: str = "*/*"
) -> Answer:
    """Send one GET, or one POST of JSON, and return the answer."""
    answer, told = bytearray(), Answer(0, "", b"")

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body or b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal told
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            told = Answer(message["status"], headers.get(b"location", b"").decode(), b"")
        else:
            answer.extend(message.get("body", b""))

    headers = {
        "host": "bench",
        "content-type": "application/json",
        "accept": accept,
        "sec-fetch-site": "same-origin",
        "cookie": cookie,
    }
    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET" if body is None else "POST",
        "scheme": "http",
        "path": where,
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("bench", 80),
        "state": {},
    }
    await app(scope, receive, send)
    return told._replace(body=bytes(answer))


async def recorded(run: Callable[[], Awaitable[object]]) -> list[Statement]:
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


def bare(statements: list[Statement]) -> Starlette:
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

    return Starlette(routes=[Route("/", handler, methods=["GET", "POST"])])
