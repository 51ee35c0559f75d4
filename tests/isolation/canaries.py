"""Marks every text of a county, knows every id, hash, code and number of it, and finds them."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

import services.tables  # noqa: F401 - fills the metadata
from infra import crypto
from infra.database import owner_engine
from tests.isolation.world import Side

MARK = "xqcanary"
_WORDS = "[^ -~]"  # who writes Chinese writes no code, no key and no hash
_MARKED = re.compile(rb"xqcanary[0-9]+\.[0-9a-f]+")
_UUID = re.compile(
    rb"(?<![0-9a-f])[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}(?![0-9a-f])"
)
_HASH = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_NUMBER = re.compile(rb"(?<![0-9])(?:[0-9]{11,12}|[0-9]{4} [0-9]{4} [0-9]{4})(?![0-9])")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{20,}")
_CURSOR_LENGTH = 16
_FILES = {"method_draft.text", "method_version.text"}  # read line by line: a mark ends a line


def places() -> list[tuple[str, str, str]]:
    """Return every column that can hold words: table, column, and whether it is text or JSON."""
    kinds = {"AutoString": "text", "Text": "text", "String": "text", "JSONB": "json"}
    return [
        (table.name, column.name, kinds[name])
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if (name := type(column.type).__name__) in kinds
    ]


def _statement(number: int, table: str, column: str, kind: str) -> str:
    """Return what marks a column: the end of every text in it, inside JSON too."""
    mark, at = f"{MARK}{number}.", f'"{column}"'
    whole = f"{at} || '{mark}' || substr(md5(ctid::text), 1, 8)"
    # Inside JSON a text ends in a sign that no key of ours ends in; a key is followed by a colon.
    inside = f"regexp_replace({at}::text, '({_WORDS})\"(?!:)', '\\1{mark}a\"', 'g')"
    if f"{table}.{column}" in _FILES:
        marked = f"regexp_replace({at}, '({_WORDS})(?=\n)', '\\1{mark}a', 'g')"
    elif kind == "json":
        marked = f"({inside})::jsonb"
    else:
        marked = f"CASE WHEN left({at}, 1) = '{{' THEN {inside} ELSE {whole} END"
    return f"UPDATE \"{table}\" SET {at} = {marked} WHERE {at}::text ~ '{_WORDS}'"


async def plant(side: Side) -> dict[str, int]:
    """Mark every text that somebody wrote in this county; return how often, by column."""
    planted = {}
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {side.county.schema}"))
        for number, (table, column, kind) in enumerate(places()):
            statement = _statement(number, table, column, kind)
            try:
                async with connection.begin_nested():
                    done = await connection.exec_driver_sql(statement)
                planted[f"{table}.{column}"] = done.rowcount
            except DBAPIError:  # a constraint says what may stand there: nobody writes into it
                planted[f"{table}.{column}"] = 0
    return planted


@dataclass(frozen=True)
class Needles:
    """What belongs to one county alone: ids, hashes and numbers; its texts bear the mark."""

    ids: frozenset[str]
    words: frozenset[str]

    def inside(self, data: bytes) -> set[str]:
        """Return everything of that county in these bytes, however it is written."""
        found = {one.decode() for one in _MARKED.findall(data)}
        found |= self.ids & {one.decode().replace("-", "") for one in _UUID.findall(data)}
        found |= self.words & {one.decode() for one in _HASH.findall(data)}
        found |= self.words & {one.decode().replace(" ", "") for one in _NUMBER.findall(data)}
        for part in _decoded(data):
            found |= {one.decode() for one in _MARKED.findall(part)}
            found |= self.ids & {one.decode().replace("-", "") for one in _UUID.findall(part)}
            if len(part) == _CURSOR_LENGTH:
                found |= self.ids & {part.hex()}
        return found

    def asked(self, data: bytes) -> set[str]:
        """Return what somebody brought along, in an address too."""
        return self.inside(data) | self.inside(unquote_to_bytes(data))


def _decoded(data: bytes) -> Iterator[bytes]:
    """Yield what stands inside global ids and cursors."""
    for found in set(_BASE64.findall(data)):
        plain = found.replace(b"-", b"+").replace(b"_", b"/")
        try:
            yield base64.b64decode(plain + b"=" * (-len(plain) % 4))
        except binascii.Error:
            continue


async def needles(victim: Side, attacker: Side) -> Needles:
    """Read what belongs to the one county and not to the other."""
    theirs, ours = await _values(victim), await _values(attacker)
    # A work method is of the release, not of the county that used it first.
    methods = {
        one for row in await victim.as_owner("SELECT * FROM work_method") for one in _texts(row)
    }
    nobody = {UUID(int=0).hex, "0" * 64}
    alone = theirs - ours - methods - nobody
    ids = {one for one in alone if len(one) == 32}
    return Needles(frozenset(ids), frozenset(alone - ids))


async def _values(side: Side) -> set[str]:
    found: set[str] = set(side.phones.values())
    for table in SQLModel.metadata.sorted_tables:
        for row in await side.as_owner(f'SELECT * FROM "{table.name}"'):
            for value in row:
                found |= set(_parts(value))
    return found


def _texts(row: Any) -> set[str]:
    return {value for value in row if isinstance(value, str)}


def _parts(value: Any) -> Iterator[str]:
    """Yield ids in 32 digits, hashes, codes and telephone numbers."""
    if isinstance(value, UUID):
        yield value.hex
    elif isinstance(value, dict):
        for one in value.values():
            yield from _parts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _parts(one)
    elif isinstance(value, str):
        data = value.encode()
        if value.startswith("aesgcm1:fields:"):  # not what only a box's own key opens
            data = crypto.unseal(value).encode()
        yield from (one.decode().replace("-", "") for one in _UUID.findall(data))
        yield from (one.decode() for one in _HASH.findall(data))
        yield from (one.decode().replace(" ", "") for one in _NUMBER.findall(data))
    elif isinstance(value, bytes):
        yield value.hex()
