"""What `/readyz` says of a disk that fills, and what is not taken any more then."""

import asyncio
import base64
import shutil
from collections import namedtuple
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from PIL import Image
from sqlalchemy import text

from infra import disk, storage
from portals import app
from portals.commands.county_copies import county_export
from portals.commands.public_log import log_export
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.portals.test_trace import JSON, token_in_the_village

Usage = namedtuple("Usage", "total used free")
SUBMIT = """
    mutation($village: String!, $files: [String!]!) {
      opinionSubmit(
        input: {villageCode: $village, category: WATER, text: "x", files: $files},
        idempotencyKey: "k"
      ) { errors { code } }
    }
"""


@pytest.fixture
def client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app.build()), base_url="http://testserver"
    )


def fill(monkeypatch: pytest.MonkeyPatch, percent: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _at: Usage(1000, percent * 10, 0))


def picture() -> str:
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize(
    ("percent", "status", "ready", "said"),
    [
        (79, 200, True, "ok"),
        (80, 200, True, "80% full"),
        (89, 200, True, "89% full"),
        (90, 503, False, "90% full"),
    ],
)
async def test_a_disk_that_fills_is_named_before_it_stops_anything(
    client: httpx.AsyncClient,
    server: None,
    monkeypatch: pytest.MonkeyPatch,
    percent: int,
    status: int,
    ready: bool,
    said: str,
) -> None:
    fill(monkeypatch, percent)

    answer = await client.get("/readyz")

    assert answer.status_code == status
    found = answer.json()
    assert (found["ready"], found["disk"], found["postgresql"]) == (ready, said, "ok")


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "暂时不收文件"), ("en", "files are not taken")]
)
async def test_on_a_nearly_full_disk_a_file_is_refused_and_words_are_taken(
    client: httpx.AsyncClient,
    county: Tenant,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    words: str,
) -> None:
    token = await token_in_the_village(county)
    headers = {**JSON, "authorization": f"Bearer {token}", "accept-language": language}

    async def submit(*files: str) -> dict[str, object]:
        body = {"query": SUBMIT, "variables": {"village": f"{county.code}104201", "files": files}}
        answer = await client.post(
            f"/{county.code}/graphql", content=orjson.dumps(body), headers=headers
        )
        found: dict[str, object] = answer.json()
        return found

    fill(monkeypatch, 95)
    refused = await submit(picture())
    [error] = refused["errors"]  # type: ignore[misc]
    assert error["extensions"] == {"code": "DISK_NEARLY_FULL"}
    assert words in error["message"]
    assert list(storage.names(county.code)) == []

    taken = await submit()
    assert taken["data"] == {"opinionSubmit": {"errors": []}}


async def test_on_a_nearly_full_disk_the_program_still_keeps_what_it_prints(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(monkeypatch, 99)

    assert await storage.put(county.code, "a.pdf", b"%PDF", "application/pdf")
    with pytest.raises(disk.DiskNearlyFull):
        await storage.take(county.code, "a.pdf", b"%PDF-", "application/pdf")


@pytest.mark.parametrize("export", [county_export, log_export])
async def test_no_export_is_begun_on_a_nearly_full_disk(
    county: Tenant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, export: Any
) -> None:
    fill(monkeypatch, 95)

    with pytest.raises(disk.DiskNearlyFull):
        await export.callback.__wrapped__(county.code, tmp_path / "new")

    assert await asyncio.to_thread(lambda: list(tmp_path.iterdir())) == []
    async with unit_of_work(county) as uow:  # what did not happen is not written down
        assert await uow.session.scalar(text("SELECT count(*) FROM audit_event")) == 0
