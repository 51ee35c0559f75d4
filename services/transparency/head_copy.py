"""The copy of the newest signed head outside the database, which a restore cannot rewind."""

from contextlib import AbstractContextManager
from pathlib import Path

from infra import kept

_HEAD = "head.note"
REWOUND = "log-rewound"
DAMAGED = "log-damaged"


def path_of(log: str) -> Path:
    """Return the folder of a log's heads, whether it is there or not."""
    return kept.path_of(log)


def read(log: str) -> str | None:
    """Return the newest head that was kept, if any."""
    return kept.read(log, _HEAD)


def locked(log: str) -> AbstractContextManager[None]:
    """Keep other processes from reading and writing the copy at the same time."""
    return kept.locked(log)


def write(log: str, size: int, note: str) -> None:
    """Put a head on disk under its size and as the newest, fsynced before this returns."""
    folder = kept.folder(log)
    kept.write_through(folder / f"{size:012d}.note", note)
    kept.write_through(folder / _HEAD, note)


def report_rewind(log: str, stored: int, size: int) -> None:
    """Leave an incident file beside the heads, where no rollback reaches it; once per incident."""
    kept.report_incident(log, REWOUND, {"stored": stored, "size": size})


def clear_rewind(log: str) -> None:
    """Say that database and copy agree again."""
    kept.clear_incident(log, REWOUND)


def report_damage(log: str, what: str) -> None:
    """Leave an incident file about rows that contradict each other."""
    kept.report_incident(log, DAMAGED, {"what": what.replace("/", "-")})


def clear_damage(log: str) -> None:
    """Say that the rows lead to the signed head again."""
    kept.clear_incident(log, DAMAGED)


def still_since(log: str) -> str | None:
    """Return since when nothing is published because the log was rewound or damaged, if so."""
    return kept.standstill_since(log, REWOUND) or kept.standstill_since(log, DAMAGED)
