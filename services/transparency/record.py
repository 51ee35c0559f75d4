"""The bytes of a published record, and personal fields that can be erased under old proofs."""

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping, Sequence

Value = None | bool | int | str | Sequence["Value"] | Mapping[str, "Value"]
Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
Record = dict[str, Plain]
Visitor = Callable[[str, Record], Plain]

SALT_BYTES = 32
LARGEST_INTEGER = 2**53 - 1  # what every JSON reader keeps exactly
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_OPEN = {"salt", "value"}
_CLOSED = {"commitment"}


class RecordError(ValueError):
    """A value that has no canonical bytes, and why."""


def canonical(value: Value) -> bytes:
    """Return the one JSON spelling: sorted keys, UTF-8, no spaces, whole numbers only."""
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def parse(data: bytes) -> Plain:
    """Read canonical bytes; any other spelling of the same value is refused."""
    try:
        value = plain(json.loads(data.decode(), parse_float=_refuse, parse_constant=_refuse))
    except (ValueError, RecursionError) as error:
        raise RecordError("not JSON of this format") from error
    if canonical(value) != data:
        raise RecordError("not in canonical form")
    return value


def parse_record(data: bytes) -> Record:
    """Read the canonical bytes of a record, which is an object at the top."""
    value = parse(data)
    if not isinstance(value, dict):
        raise RecordError("a record is an object")
    return value


def plain(value: object) -> Plain:
    """Return the value as plain lists and dicts, refusing what JSON readers disagree about."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _integer(int(value))
    if isinstance(value, str):
        return _text(str(value))
    if isinstance(value, Mapping):
        return {_name(name): plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [plain(each) for each in value]
    raise RecordError(f"{type(value).__name__} has no place in a record")


def commit(salt: bytes, value: Value) -> bytes:
    """Return the commitment to a personal value: SHA-256 of the salt and the canonical bytes."""
    if len(salt) != SALT_BYTES:
        raise RecordError(f"a salt has {SALT_BYTES} bytes")
    return hashlib.sha256(salt + canonical(value)).digest()


def personal(value: Value) -> Plain:
    """Return the public form of a personal value, with a fresh salt."""
    return {"salt": secrets.token_hex(SALT_BYTES), "value": plain(value)}


def closed(value: Mapping[str, Value]) -> Record:
    """Return the form that the leaf holds: each personal value replaced by its commitment."""
    return _fields(value, lambda _, field: {"commitment": commitment(field)})


def opened(value: Mapping[str, Value]) -> Record:
    """Return the form that people read: bare values, and nothing where one was erased."""
    return _fields(value, lambda _, field: field.get("value"))


def openings(value: Mapping[str, Value]) -> dict[str, Record]:
    """Return the personal values that are still open, with their salts, by JSON pointer."""
    found: dict[str, Record] = {}

    def keep(path: str, field: Record) -> Plain:
        if field.keys() == _OPEN:
            found[path] = field
        return None

    _fields(value, keep)
    return found


def reopened(value: Mapping[str, Value], known: Mapping[str, Mapping[str, Plain]]) -> Record:
    """Return the public form: a leaf's record with the values that have not been erased."""
    return _fields(value, lambda path, field: dict(known.get(path, field)))


def erased_paths(value: Mapping[str, Value]) -> frozenset[str]:
    """Return where a personal value was erased, as JSON pointers."""
    found: set[str] = set()

    def note(path: str, field: Record) -> Plain:
        if field.keys() == _CLOSED:
            found.add(path)
        return None

    _fields(value, note)
    return frozenset(found)


def commitment(field: Mapping[str, Plain]) -> str:
    """Return the commitment of a personal field, open or closed, in hexadecimal."""
    if field.keys() == _OPEN:
        return commit(_hexadecimal(field["salt"]), field["value"]).hex()
    if len(_hexadecimal(field["commitment"])) != hashlib.sha256().digest_size:
        raise RecordError("a commitment has 32 bytes")
    return str(field["commitment"])


def _fields(value: Mapping[str, Value], visit: Visitor) -> Record:
    """Copy a record, which is never a personal field as a whole, through a visitor."""
    return {_name(name): _walk(plain(each), visit, f"/{name}") for name, each in value.items()}


def _walk(value: Plain, visit: Visitor, path: str) -> Plain:
    """Copy a value with every personal field replaced by what the visitor returns."""
    if isinstance(value, list):
        return [_walk(each, visit, f"{path}/{place}") for place, each in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if value.keys() in (_OPEN, _CLOSED):
        return visit(path, value)
    return {name: _walk(each, visit, f"{path}/{name}") for name, each in value.items()}


def _integer(value: int) -> int:
    if abs(value) > LARGEST_INTEGER:
        raise RecordError("a whole number beyond 2**53 is not read alike everywhere")
    return value


def _text(value: str) -> str:
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise RecordError("text holds neither NUL nor lone surrogates")
    return value


def _name(name: object) -> str:
    if not isinstance(name, str) or not _KEY.fullmatch(name):
        raise RecordError(f"{name!r} is not a field name: a-z, 0-9 and _")
    return name


def _hexadecimal(value: Plain) -> bytes:
    if not isinstance(value, str) or not re.fullmatch(r"([0-9a-f]{2})+", value):
        raise RecordError("not lower-case hexadecimal")
    return bytes.fromhex(value)


def _refuse(text: str) -> Plain:
    raise RecordError(f"{text} is not a whole number")
