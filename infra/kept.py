"""What is kept outside the database, where neither a restore nor a superuser of it reaches.

`name` is that of a log; the slash before its generation becomes a dash among files.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from infra import clock
from infra.settings import settings

_FOLDER = "checkpoints"
_STANDSTILL = "standstill-"


def path_of(name: str) -> Path:
    """Return the folder of this name, whether it is there or not."""
    return settings().home / _FOLDER / name.replace("/", "-")


def folder(name: str) -> Path:
    """Return the folder of this name, made if need be."""
    made = path_of(name)
    made.mkdir(parents=True, exist_ok=True)
    return made


def read(name: str, file: str) -> str | None:
    """Return the text of a file, if it is there."""
    path = path_of(name) / file
    return path.read_text(encoding="utf-8") if path.exists() else None


def write_through(path: Path, text: str) -> None:
    """Put a file on disk, whole or not at all, fsynced before this returns."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    with scratch.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)
    parent = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


@contextmanager
def locked(name: str, lock: str = "lock") -> Iterator[None]:
    """Keep other processes from reading and writing what is kept at the same time."""
    with (folder(name) / lock).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def report_incident(name: str, incident: str, facts: Mapping[str, str | int]) -> None:
    """Leave an incident file, once per incident, and say from now on that `name` stands still."""
    incidents = folder(name) / "incidents"
    incidents.mkdir(exist_ok=True)
    path = incidents / f"{'-'.join([incident, *map(str, facts.values())])}.json"
    said = json.dumps({"incident": incident, "at": clock.now().isoformat(), **facts}) + "\n"
    if not path.exists():
        write_through(path, said)
    standstill = folder(name) / f"{_STANDSTILL}{incident}"
    if not standstill.exists():
        write_through(standstill, said)


def clear_incident(name: str, incident: str) -> None:
    """Go on after an incident: the file of the incident stays, the standstill ends."""
    (path_of(name) / f"{_STANDSTILL}{incident}").unlink(missing_ok=True)


def standstills(name: str) -> list[str]:
    """Return the incidents for which `name` stands still."""
    found = path_of(name).glob(f"{_STANDSTILL}*")
    return sorted(path.name.removeprefix(_STANDSTILL) for path in found)


def standstill_since(name: str, incident: str) -> str | None:
    """Return the moment at which an incident that still lasts was noticed, in ISO 8601."""
    said = read(name, f"{_STANDSTILL}{incident}")
    return str(json.loads(said)["at"]) if said else None
