"""Files on disk under their county's code, named by their content."""

import asyncio
import hashlib
import mimetypes
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from infra import disk
from infra.errors import NotFound, Trouble
from infra.settings import settings

# Written down here, because the system's own table may change and a name is for good.
_SUFFIXES = {
    "application/pdf": ".pdf",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}

_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,10}")
_PIECE_BYTES = 1 << 20


class Spoilt(Trouble):
    """A file on the disk is no longer what its name says: restore it from the backup."""


def _root() -> Path:
    return settings().home / "files"


def _write(path: Path, data: bytes) -> None:
    """Write, fsync and rename, so that a crash leaves the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with scratch.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)


async def put(county: str, name: str, data: bytes, content_type: str) -> str:
    """Keep a file and return its key; the same content twice is the same key."""
    suffix = _SUFFIXES.get(content_type) or mimetypes.guess_extension(content_type)
    suffix = suffix or Path(name).suffix or ".bin"
    key = _key(county, hashlib.sha256(data).hexdigest(), suffix)
    path = _root() / key
    if not path.exists():
        await asyncio.to_thread(_write, path, data)
    return key


async def take(county: str, name: str, data: bytes, content_type: str) -> str:
    """Keep a file that somebody sent, as `put` does; raises DiskNearlyFull."""
    await asyncio.to_thread(disk.require_room)
    return await put(county, name, data, content_type)


def _key(county: str, sha256: str, suffix: str) -> str:
    return f"{county}/{sha256[:2]}/{sha256}{suffix}"


def sha256_of(key: str) -> str:
    """Return the hash in a file's key."""
    return Path(key).stem


async def get(county: str, key: str) -> bytes:
    """Return a file of this county; a key of another county or a crooked one is not found."""
    path = (_root() / key).resolve()
    if not key.startswith(f"{county}/") or not path.is_relative_to((_root() / county).resolve()):
        raise NotFound
    if not path.is_file():
        raise NotFound
    return await asyncio.to_thread(path.read_bytes)


async def get_exact(county: str, sha256: str, content_type: str) -> bytes:
    """Return what was kept under this hash; a file swapped on the disk is not handed out."""
    data = await get(county, _key(county, sha256, _SUFFIXES[content_type]))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Spoilt(sha256)
    return data


def names(county: str) -> Iterator[str]:
    """Return the names of a county's files, `ab/<sha256>.pdf`, in order."""
    root = _root() / county
    for folder in sorted(root.iterdir()) if root.exists() else ():
        yield from (f"{folder.name}/{one.name}" for one in sorted(folder.glob("[!.]*")))


def copy_out(county: str, name: str, target: Path) -> bool:
    """Copy a file out of the county; say whether it is still what its name says."""
    return _copy(_root() / county / name, target)


def take_in(county: str, name: str, source: Path) -> bool:
    """Copy a file into the county; say whether there was one and it is what its name says."""
    return bool(_NAME.fullmatch(name)) and _copy(source, _root() / county / name)


def _copy(source: Path, target: Path) -> bool:
    """Copy in pieces through a scratch file, fsynced; a file of another content is not kept."""
    if not source.is_file():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch, digest = target.with_name(f".{target.name}.{secrets.token_hex(4)}"), hashlib.sha256()
    with source.open("rb") as given, scratch.open("wb") as file:
        while data := given.read(_PIECE_BYTES):
            digest.update(data)
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != target.name.partition(".")[0]:
        scratch.unlink()
        return False
    scratch.replace(target)
    return True


async def clear(county: str) -> None:
    """Remove every file of a county; none there is as good."""
    await asyncio.to_thread(shutil.rmtree, _root() / county, ignore_errors=True)
