"""Walks through everything that is open without a sign-in: pages, files, exports, caches, logs."""

import asyncio
import io
import logging
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import httpx
import structlog
from sqlmodel import SQLModel
from starlette.routing import Route

from infra import logging as our_logging
from infra import valkey
from infra.settings import settings
from portals import app
from services.transparency import service as transparency
from tenants.unit_of_work import unit_of_work
from tests import objects
from tests.portals.site import BASE
from tests.privacy.asking import global_id
from tests.privacy.searching import Thing
from tests.privacy.world import World

MOST_PAGES = 3000
_ATTACHED = (
    "SELECT DISTINCT jsonb_path_query(attachments, '$[*].sha256') #>> '{}' FROM matter_version"
)
_LINK = re.compile(r"""(?:href|src|action|content)=["']([^"'\s]+)""")
_FOREIGN_COUNTY = re.compile(r"^/[0-9]{6}(/|$)")


def visitor(language: str = "zh") -> httpx.AsyncClient:
    """Return a browser that has never signed in."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app.build(), raise_app_exceptions=False),
        base_url=BASE,
        headers={"Accept-Language": language},
    )


def thing_of(answer: httpx.Response) -> Thing:
    """Return an answer with its headers, as it came over the wire."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    where = f"{answer.request.method} {answer.request.url}"
    if answer.content.startswith(b"%PDF"):
        return Thing(where, answer.content + b"\n%" + head.encode())
    return Thing(where, head.encode() + b"\n\n" + answer.content)


async def crawl(world: World, starts: Iterable[str], language: str = "zh") -> list[Thing]:
    """Follow every link of this site and county from the starts."""
    home = f"/{world.county.code}"
    waiting, found = list(starts), []
    seen: set[str] = set()
    async with visitor(language) as browser:
        while waiting and len(seen) < MOST_PAGES:
            address = waiting.pop()
            if address in seen:
                continue
            seen.add(address)
            answer = await browser.get(address)
            found.append(thing_of(answer))
            waiting += [one for one in _links(answer) if _ours(one, home)]
    assert not waiting, "the site has more pages than the crawl takes"
    return found


def _links(answer: httpx.Response) -> Iterator[str]:
    if "location" in answer.headers:
        yield _path(str(answer.request.url), answer.headers["location"])
    kind = answer.headers.get("content-type", "")
    if "html" in kind or "xml" in kind or "css" in kind:
        for link in _LINK.findall(answer.text):
            yield _path(str(answer.request.url), unescape(link))


def _path(base: str, link: str) -> str:
    parts = urlsplit(urldefrag(urljoin(base, link)).url)
    if f"{parts.scheme}://{parts.netloc}" not in {BASE, settings().base_url.rstrip("/")}:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _ours(address: str, home: str) -> bool:
    """Say whether a link stays here; other tests' counties and the switch of language do not."""
    path = address.partition("?")[0]
    if not address or path == "/preferences":
        return False
    return path == home or path.startswith(f"{home}/") or not _FOREIGN_COUNTY.match(path)


async def forced(world: World) -> list[Thing]:
    """Open every address of the site with every real id in it, linked or not."""
    pools = await _pools(world)
    addresses = [
        address
        for route in app.build().routes
        if isinstance(route, Route) and "GET" in (route.methods or ())
        for address in _filled(route.path, pools)
    ]
    async with visitor() as browser:
        return [_unasked(address, thing_of(await browser.get(address))) for address in addresses]


def _unasked(address: str, thing: Thing) -> Thing:
    """Return an answer without what the address itself said: a page links back to itself."""
    data = thing.data
    for part in address.split("/"):
        if len(part) >= _SHORTEST_ID:
            for written in {part, quote(part), quote(part, safe="")}:
                data = data.replace(written.encode(), b"")
    return Thing(thing.where, data)


_SHORTEST_ID = 32
_FEW = 10  # objects of each kind


async def _pools(world: World) -> dict[str, list[str]]:
    """Return what stands in an address: ids by table, codes and names by what bears them."""

    async def column(statement: str) -> list[str]:
        return [str(row[0]) for row in await world.as_owner(statement)]

    ids = {
        name: await column(f'SELECT id FROM "{name}" ORDER BY id')
        for name, table in SQLModel.metadata.tables.items()
        if "id" in table.columns
    }
    codes = await column("SELECT code FROM bulletin WHERE code IS NOT NULL")
    return ids | {
        "{county}": [world.county.code],
        "{sha256}": await column(_ATTACHED),
        "{operation}": ["PublicVillage", "FindVillage"],
        "a bulletin": [*codes, world.on.code],
        "a village": [world.on.code],
        "a township": [world.on.code[:9]],
        "a method": await column("SELECT method_id FROM method_draft"),
    }


def _filled(path: str, pools: dict[str, list[str]]) -> list[str]:
    addresses = [path]
    for name in re.findall(r"{([^}]+)}", path):
        found = _at(path, name, pools)
        addresses = [one.replace(f"{{{name}}}", value) for one in addresses for value in found]
    return addresses


def _at(path: str, name: str, pools: dict[str, list[str]]) -> Sequence[str]:
    """Return everything that is tried in one place of an address."""
    if f"{{{name}}}" in pools:
        return pools[f"{{{name}}}"]
    if name == "id":
        meant = objects.kinds_at(path)
        return [
            one
            for kind in objects.kinds()
            for row in pools[objects.table_of(kind)][: _FEW if kind in meant else 1]
            for one in (row, global_id(kind, row))
        ]
    if name.endswith(":uuid"):
        return pools[objects.bare_at(name)]
    if name in objects.NAMES:
        return pools[f"a {objects.named_at(path, name)}"]
    return objects.words_at(path, name)


async def errors(world: World) -> list[Thing]:
    """Provoke refusals: what they say must be about nobody but the asker."""
    home, found = f"/{world.county.code}", []
    phones = list(world.phones.values())[:3]
    async with visitor() as browser:
        for body in (b"{", b"null", b'{"query": "{ me { name } }"}', b'{"documentId": "x"}'):
            headers = {"Content-Type": "application/json"}
            sent = await browser.post(f"{home}/graphql", content=body, headers=headers)
            found.append(thing_of(sent))
        wrong = ("/nowhere", "/c/000000000000", "/d/1", "/v/999999999999", "/m/x")
        found += [thing_of(await browser.get(home + path)) for path in wrong]
        for phone in phones:
            for path in ("/sign-in", "/sign-in/send", "/claim", "/claim/slip"):
                page = await browser.get(home + path)
                token = re.search(r'name="csrf"[^>]*value="([^"]+)"', page.text)
                fields = {"phone": "13000000000", "password": phone, "slip": "AAAA"}
                fields |= {"csrf": token[1]} if token else {}
                found.append(thing_of(await browser.post(home + path, data=fields)))
    return found


async def exported(world: World, folder: Path) -> list[Thing]:
    """Export the public log as `mingbai log export` does."""
    async with unit_of_work(world.county) as uow:
        await transparency.export(uow, folder)
    return await asyncio.to_thread(_files, folder)


def _files(folder: Path) -> list[Thing]:
    return [
        Thing(
            f"export {one.relative_to(folder)}", str(one.name).encode() + b"\n" + one.read_bytes()
        )
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    ]


async def cached() -> list[Thing]:
    """Read every key and value of Valkey, the queues among them."""
    return [thing async for thing in _cached()]


async def _cached() -> AsyncIterator[Thing]:
    client = valkey.client()
    readers = {
        b"string": client.get,
        b"hash": client.hgetall,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1, withscores=True),
    }
    async for key in client.scan_iter(count=500):
        kind = await client.type(key)
        value = await readers[kind](key) if kind in readers else await client.dump(key)  # type: ignore[no-untyped-call]
        yield Thing(
            f"valkey {key!r}", "\n".join([_plain(key), *map(_plain, _parts(value))]).encode()
        )


def _parts(value: object) -> Iterator[object]:
    """Yield keys and values alike, however they are nested."""
    if isinstance(value, dict):
        for pair in value.items():
            yield from _parts(pair)
    elif isinstance(value, list | tuple | set):
        for one in value:
            yield from _parts(one)
    else:
        yield value


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return str(value)


def engines() -> list[Thing]:
    """Read what the engines themselves wrote down."""
    return [Thing(one.name, one.read_bytes()) for one in settings().home.glob("*.log")]


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """Catch every log line as our processes would write it, from the level INFO on."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[our_logging.first_line, our_logging.failure],
        processors=[structlog.processors.JSONRenderer(ensure_ascii=False)],
    )
    handler.setFormatter(formatter)
    root, before = logging.getLogger(), structlog.get_config()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            our_logging.failure,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(heard),
    )
    try:
        yield heard
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        structlog.configure(**before)
