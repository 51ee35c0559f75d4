"""Calls the whole application as a server would, and cuts calls off at any place they wait at."""

import asyncio
from collections.abc import Awaitable, Generator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar
from urllib.parse import unquote

from starlette.types import ASGIApp, Message

T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """One request over HTTP; `about` says what of the schema or the site it is."""

    sort: str
    about: tuple[str, ...]
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    client: str = "203.0.113.9"
    before: "Ask | None" = None  # what the victims ask at home just before

    @property
    def question(self) -> bytes:
        """Everything that the asker brought along."""
        return b"\n".join([self.path.encode(), *map(str.encode, self.headers.values()), self.body])


@dataclass
class Told:
    """What came back, however much of it."""

    status: int = 0
    head: bytes = b""
    body: bytes = b""

    @property
    def answer(self) -> bytes:
        return self.head + b"\n\n" + self.body


async def call(app: ASGIApp, ask: Ask, told: Told) -> None:
    """Send one request and write down what comes back, while it comes."""
    path, _, query = ask.path.partition("?")
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": ask.body, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            told.status = message["status"]
            told.head = b"\n".join(b": ".join(pair) for pair in message["headers"])
        else:
            told.body += message.get("body", b"")

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": ask.method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [
            (b"host", b"testserver"),
            *((name.lower().encode(), value.encode()) for name, value in ask.headers.items()),
        ],
        "client": (ask.client, 40000),
        "server": ("testserver", 80),
    }
    try:
        await app(scope, receive, send)
    except Exception as error:  # noqa: BLE001 - the server would log it; its words are searched too
        told.status = told.status or 500
        told.body += repr(error).encode()


class Cut(Generic[T]):
    """Awaits something, and has the task cancelled while it waits for the n-th time."""

    def __init__(self, inner: Awaitable[T], after: int) -> None:
        self.inner = inner
        self.after = after
        self.waits = 0

    def __await__(self) -> Generator[Any, Any, T]:
        task = asyncio.current_task()
        assert task is not None
        steps = self.inner.__await__()
        step = partial(next, steps)
        while True:
            try:
                waited = step()
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            self.waits += 1
            if self.waits == self.after:
                asyncio.get_running_loop().call_soon(task.cancel)
            try:
                yield waited
                step = partial(next, steps)
            except BaseException as error:  # noqa: BLE001 - handed on to where it belongs
                step = partial(_thrown, steps, error)


def _thrown(steps: Any, error: BaseException) -> Any:
    return steps.throw(error)


async def cut_off(inner: Awaitable[None], after: int) -> tuple[bool, int]:
    """Await in a task of its own, cancelled at its n-th wait (0: never).

    Return whether it was, and how often it waited.
    """
    cut = Cut(inner, after)

    async def run() -> None:
        await cut

    task = asyncio.create_task(run())
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()
    return task.cancelled(), cut.waits
