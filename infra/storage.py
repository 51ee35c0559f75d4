"""Files on disk under their county's code, named by their content."""

import asyncio
import hashlib
import mimetypes
import os
import secrets
from pathlib import Path

from infra.errors import NotFound
from infra.settings import settings


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
    digest = hashlib.sha256(data).hexdigest()
    suffix = mimetypes.guess_extension(content_type) or Path(name).suffix or ".bin"
    key = f"{county}/{digest[:2]}/{digest}{suffix}"
    path = _root() / key
    if not path.exists():
        await asyncio.to_thread(_write, path, data)
    return key


async def get(county: str, key: str) -> bytes:
    """Return a file of this county; a key of another county or a crooked one is not found."""
    path = (_root() / key).resolve()
    if not key.startswith(f"{county}/") or not path.is_relative_to((_root() / county).resolve()):
        raise NotFound
    if not path.is_file():
        raise NotFound
    return await asyncio.to_thread(path.read_bytes)
