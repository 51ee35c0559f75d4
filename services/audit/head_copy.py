"""The newest seal written down outside the database: a chain that was cut off or rebuilt shows."""

import json
from dataclasses import dataclass

from infra import kept

_HEAD = "audit-head.json"
CUT = "audit-cut"


@dataclass(frozen=True)
class Head:
    """A seal as it was written down."""

    seq: int
    hash: bytes


def read(log: str) -> Head | None:
    """Return the newest seal that was written down, if any."""
    said = kept.read(log, _HEAD)
    if said is None:
        return None
    found = json.loads(said)
    return Head(int(found["seq"]), bytes.fromhex(found["hash"]))


def write(log: str, head: Head) -> None:
    """Write a seal down, unless a newer one is there; fsynced before this returns."""
    with kept.locked(log, "audit-lock"):
        known = read(log)
        if known is None or known.seq < head.seq:
            said = json.dumps({"seq": head.seq, "hash": head.hash.hex()})
            kept.write_through(kept.folder(log) / _HEAD, f"{said}\n")
    kept.clear_incident(log, CUT)


def report(log: str, head: Head, sealed: int) -> None:
    """Leave an incident file: the database does not hold the seal that was written down."""
    kept.report_incident(log, CUT, {"stored": head.seq, "sealed": sealed})
