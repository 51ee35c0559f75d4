"""A worker that kills itself at one boundary of a publication; run as a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NoReturn
from uuid import UUID

from infra import database
from services.disclosure import tasks
from services.disclosure.service import publishing
from services.transparency import service as transparency
from tenants import registry
from tenants.jobs import Job
from tenants.unit_of_work import UnitOfWork

BOUNDARIES = (
    "inside step 1",
    "after step 1",
    "inside step 2",
    "after step 2",
    "inside step 3",
    "after step 3",
    "inside step 4",
    "after step 4",
)


def die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


async def adie(*_: object, **__: object) -> NoReturn:
    die()


def arm(boundary: str) -> None:
    """Put the kill where the boundary is."""
    publish, once = publishing.publish, Job.once

    async def publish_and_die(*arguments: Any) -> None:
        await publish(*arguments)
        die()

    @asynccontextmanager
    async def once_and_die(self: Job) -> AsyncIterator[UnitOfWork]:
        async with once(self) as uow:
            yield uow
        die()

    places: dict[str, tuple[object, str, object]] = {
        "inside step 1": (transparency, "landing_url", die),
        "after step 1": (tasks, "sign", adie),
        "inside step 2": (transparency, "persist_checkpoint", adie),
        "after step 2": (tasks, "print_sheets", adie),
        "inside step 3": (publishing, "keep_sheets", adie),
        "after step 3": (Job, "once", die),
        "inside step 4": (publishing, "publish", publish_and_die),
        "after step 4": (Job, "once", once_and_die),
    }
    place, name, bomb = places[boundary]
    setattr(place, name, bomb)


async def main(county: str, key: str, bulletin: str, boundary: str) -> None:
    """Run the job once; with no boundary it runs to its end."""
    if boundary:
        arm(boundary)
    job = Job(await registry.find(county), UUID(key), "disclosure.publish")
    await tasks.publish(job, bulletin_id=bulletin)
    await database.dispose()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:5]))
