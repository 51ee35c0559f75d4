"""The search finds what it is there to find: each leak is made on purpose, one at a time."""

import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from infra import crypto, valkey
from infra.logging import logger
from portals.kit.shell import Shell
from portals.public import frame
from schema.disclosure.types import Question
from schema.people.types.places import Officer
from services.disclosure.models import BulletinFile
from services.disclosure.models import Question as QuestionRow
from services.disclosure.service import reading
from services.transparency import service as transparency
from tenants import errors, rate_limits
from tests.privacy import asking, collecting
from tests.privacy.canaries import Canaries
from tests.privacy.searching import Thing, search
from tests.privacy.world import World


@dataclass
class Secrets:
    """Somebody's name, phone, words and id, from the tables."""

    name: str
    phone: str
    words: str
    resident: str


@dataclass
class Place:
    """Where a leak is made and looked for."""

    world: World
    secrets: Secrets
    patch: pytest.MonkeyPatch
    folder: Path


Leak = Callable[[Place], Awaitable[list[Thing]]]


def _one(planted: dict[str, str], column: str) -> str:
    return next(found for found, where in sorted(planted.items()) if where.startswith(column))


@pytest.fixture
def place(
    county_at_work: World,
    planted: Canaries,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Place:
    secrets = Secrets(
        name=_one(planted.words, "resident.name"),
        phone=_one(planted.words, "resident.phone_sealed, unsealed"),
        words=_one(planted.words, "opinion.text"),
        resident=next(one for one in sorted(planted.ids) if one.count("-") == 4),
    )
    return Place(county_at_work, secrets, monkeypatch, tmp_path / "log")


async def a_log_line(place: Place) -> list[Thing]:
    with collecting.listening() as heard:
        logger().warning("text.sent", to=place.secrets.phone)
    return [Thing("log", heard.getvalue().encode())]


async def a_page(place: Place) -> list[Thing]:
    async def leaking(request: Request, here: str) -> Shell:
        return Shell(place=place.secrets.name, home="/", phone=frame.PHONE)

    place.patch.setattr("portals.public.bulletins.county_frame", leaking)
    return await _pages(place, "/bulletins")


async def a_phone_on_a_page(place: Place) -> list[Thing]:
    async def leaking(request: Request, here: str) -> Shell:
        return Shell(place="村", home="/", phone=place.secrets.phone)

    place.patch.setattr("portals.public.bulletins.county_frame", leaking)
    return await _pages(place, "/bulletins")


async def a_public_type(place: Place) -> list[Thing]:
    def leaking(cls: type[Officer], fact: Any, locale: str) -> Officer:
        return cls(
            name=place.secrets.name,
            office=fact.office,
            office_name="",
            since=fact.since,
            runs_until=None,
        )

    place.patch.setattr(Officer, "of", classmethod(leaking))
    return await asking.answers(place.world, only=("village",))


async def who_asked(place: Place) -> list[Thing]:
    shown = Question.from_row.__func__  # type: ignore[attr-defined]

    def leaking(cls: type[Question], row: QuestionRow) -> Question:
        made: Question = shown(cls, row)
        made.text = f"{row.text} ({row.asker_id})"
        return made

    place.patch.setattr(Question, "from_row", classmethod(leaking))
    return await asking.answers(place.world, only=("bulletinByCode",))


async def an_id_inside_a_global_id(place: Place) -> list[Thing]:
    shown = asking.global_id("Resident", place.secrets.resident)
    return [Thing("answer", f'{{"id": "{shown}"}}'.encode())]


async def metadata_of_a_poster(place: Place) -> list[Thing]:
    return await _posters(place, f"/Author ({place.secrets.name})".encode())


async def utf16_metadata_of_a_poster(place: Place) -> list[Thing]:
    words = b"\xfe\xff" + place.secrets.name.encode("utf-16-be")
    return await _posters(place, b"/Author (" + words + b")")


async def a_packed_stream_of_a_poster(place: Place) -> list[Thing]:
    packed = zlib.compress(place.secrets.words.encode())
    return await _posters(place, b"9 0 obj <<>> stream\n" + packed + b"endstream endobj")


async def _posters(place: Place, more: bytes) -> list[Thing]:
    whole = reading.file_bytes

    async def leaking(*args: Any) -> tuple[BulletinFile, bytes]:
        file, data = await whole(*args)
        return file, data + more

    place.patch.setattr("schema.disclosure.downloads.service.file_bytes", leaking)
    printed = (
        "SELECT code FROM bulletin b JOIN bulletin_file f ON f.bulletin_id = b.id"
        " WHERE b.state = 'published' AND f.format = 'a4' LIMIT 1"
    )
    (code,) = (await place.world.as_owner(printed))[0]
    return await _pages(place, f"/c/{code}/a4.pdf")


async def a_header(place: Place) -> list[Thing]:
    async with collecting.visitor() as browser:
        answer = await browser.get("/healthz")
    answer.headers["X-Asked-By"] = place.secrets.phone
    return [collecting.thing_of(answer)]


async def a_key_in_valkey(place: Place) -> list[Thing]:
    place.patch.setattr(crypto, "blind_index", lambda plain: plain)
    county, phone = place.world.county.code, place.secrets.phone
    await rate_limits.admit(rate_limits.Attempt.SLIP, county, phone, "")
    found = await collecting.cached()
    await _forget(phone)
    return found


async def _forget(part: str) -> None:
    client = valkey.client()
    for key in [one async for one in client.scan_iter(match=f"*{part}*")]:
        await client.delete(key)


async def a_refusal(place: Place) -> list[Thing]:
    place.patch.setattr(errors.SignInRefused, "zh", f"{place.secrets.name}的密码不对。")
    return await collecting.errors(place.world)


async def an_export(place: Place) -> list[Thing]:
    whole = transparency.export

    async def leaking(uow: Any, folder: Path) -> int:
        done = await whole(uow, folder)
        (folder / "people.json").write_text(f'{{"asked": "{place.secrets.words}"}}', "utf-8")
        return done

    place.patch.setattr(transparency, "export", leaking)
    return await collecting.exported(place.world, place.folder)


async def an_exception(place: Place) -> list[Thing]:
    place.patch.setattr("infra.logging._HARMLESS", (LookupError,))
    with collecting.listening() as heard:
        logger().error("page.defect", exc_info=LookupError(place.secrets.name))
    return [Thing("log", heard.getvalue().encode())]


async def _pages(place: Place, path: str) -> list[Thing]:
    async with collecting.visitor() as browser:
        return [collecting.thing_of(await browser.get(f"/{place.world.county.code}{path}"))]


LEAKS: list[Leak] = [
    a_header,
    a_key_in_valkey,
    a_log_line,
    a_packed_stream_of_a_poster,
    a_page,
    a_phone_on_a_page,
    a_public_type,
    a_refusal,
    an_exception,
    an_export,
    an_id_inside_a_global_id,
    metadata_of_a_poster,
    utf16_metadata_of_a_poster,
    who_asked,
]


@pytest.mark.parametrize("leak", LEAKS, ids=[each.__name__ for each in LEAKS])
async def test_a_leak_made_on_purpose_is_found(leak: Leak, place: Place, planted: Canaries) -> None:
    assert search(await leak(place), planted.all) != {}
