"""Nothing shows an item whose covering head is not on disk: cut off at every step of the way."""

import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from strawberry.relay import to_base64

from infra import kept
from schema.core import execution
from schema.core.context import RequestContext
from schema.schema import GRAPHQL
from services.disclosure import service as disclosure
from services.disclosure import tasks
from services.disclosure.errors import HeadNotKept, UnknownBulletin
from services.disclosure.service import publishing
from services.transparency import repository as log_rows
from services.transparency import service as transparency
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import anonymous
from tests.services.disclosure.conftest import Draft
from tests.services.disclosure.steps import approve, job, read

SHOWN = """query($code: String!, $id: ID!) {
  bulletins { edges { node { id } } }
  bulletin(id: $id) { id }
  node(id: $id) { id }
  bulletinByCode(code: $code) { id }
  logProof(code: $code) { code }
  verification(code: $code) { result bulletin { id } }
}"""


class Killed(BaseException):
    """The process ends here, as far as the code can tell."""


@contextmanager
def killed_at(place: object, name: str, call: int, *, after: bool) -> Iterator[list[int]]:
    """End the process at the n-th call of a function, before or after its effect."""
    original: Callable[..., Any] = getattr(place, name)
    calls = [0]

    async def deadly_step(*values: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] != call:
            return await original(*values, **named)
        if after:
            await original(*values, **named)
        raise Killed

    def deadly(*values: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] != call:
            return original(*values, **named)
        if after:
            original(*values, **named)
        raise Killed

    patched = pytest.MonkeyPatch()
    waits = inspect.iscoroutinefunction(original)
    patched.setattr(place, name, deadly_step if waits else deadly)
    try:
        yield calls
    finally:
        patched.undo()


def on_disk(county: Tenant) -> int:
    """Return how many leaves the newest head on disk covers."""
    note = kept.read(county.log, "head.note")
    return int(note.splitlines()[1]) if note else 0


async def shown(county: Tenant, bulletin: UUID) -> bool:
    """Ask as anybody, in every way: the lists, the object, the code, the proof, the poster."""
    row = await read(county, bulletin)
    code = row.code or "000000000000"
    async with unit_of_work(county) as uow:
        try:
            poster = bool((await disclosure.file_bytes(uow, code, "a4"))[1])
        except UnknownBulletin:
            poster = False
        texts = bool((await disclosure.load_texts(uow, [bulletin])).get(bulletin))
    outcome = await execution.run(
        GRAPHQL,
        RequestContext(anonymous(county, "zh")),
        SHOWN,
        {"code": code, "id": to_base64("Bulletin", str(bulletin))},
    )
    assert not outcome.errors
    answers = outcome.data or {}
    found = answers["verification"]
    hidden = found["bulletin"] is None and found["result"] in {"NOT_FOUND", "MALFORMED"}
    answered = [answers[one] for one in ("bulletin", "node", "bulletinByCode", "logProof")]
    return bool(answers["bulletins"]["edges"]) or any(answered) or not hidden or poster or texts


# Every step between the leaf and the row that says "on disk", cut off before and after its effect.
STEPS: list[tuple[object, str, int]] = [
    (publishing, "log", 1),
    (transparency, "sign_checkpoint", 1),
    (transparency, "persist_checkpoint", 1),
    (kept, "write_through", 1),
    (kept, "write_through", 2),
    (os, "fsync", 1),
    (os, "fsync", 2),
    (os, "fsync", 3),
    (os, "fsync", 4),
    (Path, "replace", 1),
    (Path, "replace", 2),
    (log_rows, "mark_copied", 1),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("place", "name", "call"), STEPS)
async def test_a_publication_cut_off_anywhere_before_its_head_is_kept_shows_nothing(
    county: Tenant, draft: Draft, place: object, name: str, call: int, after: bool
) -> None:
    bulletin = await draft()
    await approve(county, bulletin)

    with killed_at(place, name, call, after=after) as calls, pytest.raises(Killed):
        await publish_without_printing(county, bulletin)

    assert calls[0] >= call
    assert not await shown(county, bulletin)
    await transparency_goes_on(county, bulletin)
    found = await read(county, bulletin)
    assert found.state == "logged"
    assert found.log_index is not None
    assert on_disk(county) > found.log_index


async def publish_without_printing(county: Tenant, bulletin: UUID) -> None:
    """Run the steps up to the kept head; printing takes seconds and shows nothing."""
    run = job(county)
    async with run.unit_of_work() as uow:
        await publishing.log(uow, bulletin)
    await tasks.sign(run, bulletin)


async def transparency_goes_on(county: Tenant, bulletin: UUID) -> None:
    """Do what the next worker does with the same message."""
    await publish_without_printing(county, bulletin)


async def test_the_last_step_refuses_an_item_whose_head_is_not_kept(
    county: Tenant, draft: Draft
) -> None:
    """Take the signing away: then the last step must be the one that stops it."""
    bulletin = await draft()
    await approve(county, bulletin)
    run = job(county)
    async with run.unit_of_work() as uow:
        await publishing.log(uow, bulletin)
    async with run.unit_of_work() as uow:
        await publishing.to_print(uow, bulletin)

    with pytest.raises(HeadNotKept):
        async with run.once() as uow:
            await publishing.publish(uow, bulletin)

    assert not await shown(county, bulletin)


async def test_a_row_that_says_kept_is_not_believed_without_the_file(
    county: Tenant, draft: Draft
) -> None:
    bulletin = await draft()
    await approve(county, bulletin)
    await publish_without_printing(county, bulletin)
    run = job(county)
    async with run.unit_of_work() as uow:
        await publishing.to_print(uow, bulletin)
    (kept.path_of(county.log) / "head.note").unlink()

    with pytest.raises(HeadNotKept):
        async with run.once() as uow:
            await publishing.publish(uow, bulletin)

    await tasks.sign(run, bulletin)
    async with run.once() as uow:
        await publishing.publish(uow, bulletin)
    assert (await read(county, bulletin)).state == "published"
    assert on_disk(county) == 1


async def test_under_load_whatever_shows_is_covered_on_disk(county: Tenant, draft: Draft) -> None:
    """Look from outside after every commit of ten publications."""
    for _ in range(10):
        bulletin = await draft()
        await approve(county, bulletin)
        run = job(county)
        await publish_without_printing(county, bulletin)
        async with run.unit_of_work() as uow:
            await publishing.to_print(uow, bulletin)
        async with run.once() as uow:
            await publishing.publish(uow, bulletin)
        async with unit_of_work(county) as uow:
            newest = await uow.session.scalar(
                text("SELECT max(log_index) FROM bulletin WHERE state = 'published'")
            )
        assert newest is not None
        assert newest < on_disk(county)
