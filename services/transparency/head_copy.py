"""The copy of the newest signed head outside the database, which a restore cannot rewind."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra import clock
from infra.settings import settings

_HEAD = "head.note"


def _folder(county: str) -> Path:
    folder = settings().home / "checkpoints" / county
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read(county: str) -> str | None:
    """Return the newest head that was kept, if any."""
    path = settings().home / "checkpoints" / county / _HEAD
    return path.read_text(encoding="utf-8") if path.exists() else None


@contextmanager
def locked(county: str) -> Iterator[None]:
    """Keep other processes from reading and writing the copy at the same time."""
    with (_folder(county) / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write(county: str, size: int, note: str) -> None:
    """Put a head on disk under its size and as the newest, fsynced before this returns."""
    folder = _folder(county)
    _write_through(folder / f"{size:012d}.note", note)
    _write_through(folder / _HEAD, note)


def set_aside(county: str) -> Path | None:
    """Move the heads of an erased county away and return where to; none kept, nothing moved."""
    folder = settings().home / "checkpoints" / county
    if not folder.exists():
        return None
    return folder.rename(folder.with_name(f"{county}-erased-{clock.now():%Y%m%dT%H%M%SZ}"))


def report_incident(county: str, name: str, facts: dict[str, str | int]) -> None:
    """Leave an incident file beside the heads, where no rollback reaches it; once per incident."""
    folder = _folder(county) / "incidents"
    folder.mkdir(exist_ok=True)
    path = folder / f"{'-'.join([name, *map(str, facts.values())])}.json"
    if path.exists():
        return
    seen = {"incident": name, "at": clock.now().isoformat(), **facts}
    _write_through(path, json.dumps(seen, sort_keys=True) + "\n")


def _write_through(path: Path, text: str) -> None:
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    with scratch.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
