"""What resolvers return, raise or promise, as plain values."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from graphql.pyutils import is_awaitable


def attempt(call: Callable[[Any], Any], source: Any) -> Any:
    """Return what the call returns or raises: an error belongs to its field, not to the query."""
    try:
        return call(source)
    except Exception as error:  # noqa: BLE001 - it is told or masked by execution.py
        return error


def read(plain: Callable[[Any], Any], sources: Sequence[Any]) -> list[Any]:
    """Read an attribute of each object; only where one of them fails, one by one."""
    try:
        return list(map(plain, sources))
    except Exception:  # noqa: BLE001 - read again, each error for its own object
        return [attempt(plain, source) for source in sources]


def is_late(value: Any) -> bool:
    """Say whether a value is still on its way."""
    return value.__class__ is not str and is_awaitable(value)


async def settled(late: Sequence[Awaitable[Any]]) -> list[Any]:
    """Wait for all, each once, and return their values or errors; a stop stops them all."""
    tasks = {id(one): asyncio.ensure_future(one) for one in {id(one): one for one in late}.values()}
    try:
        await asyncio.wait(tasks.values())
    except BaseException:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        raise
    return [tasks[id(one)].exception() or tasks[id(one)].result() for one in late]


def drop(late: Sequence[Awaitable[Any]]) -> None:
    """Let go of what nobody waits for any more."""
    for one in late:
        if inspect.iscoroutine(one):
            one.close()
        elif isinstance(one, asyncio.Future):
            one.cancel()
