"""The copy of the newest signed head outside the database, which a restore cannot rewind."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra import clock
from infra.settings import settings
from services.transparency.origin import file_name

_HEAD = "head.note"


def path_of(log: str) -> Path:
    """Return the folder of a log's heads, whether it is there or not."""
    return settings().home / "checkpoints" / file_name(log)


def _folder(log: str) -> Path:
    folder = path_of(log)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read(log: str) -> str | None:
    """Return the newest head that was kept, if any."""
    path = path_of(log) / _HEAD
    return path.read_text(encoding="utf-8") if path.exists() else None


@contextmanager
def locked(log: str) -> Iterator[None]:
    """Keep other processes from reading and writing the copy at the same time."""
    with (_folder(log) / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write(log: str, size: int, note: str) -> None:
    """Put a head on disk under its size and as the newest, fsynced before this returns."""
    folder = _folder(log)
    _write_through(folder / f"{size:012d}.note", note)
    _write_through(folder / _HEAD, note)


def report_incident(log: str, name: str, facts: dict[str, str | int]) -> None:
    """Leave an incident file beside the heads, where no rollback reaches it; once per incident."""
    folder = _folder(log) / "incidents"
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
