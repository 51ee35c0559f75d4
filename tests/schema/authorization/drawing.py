"""Which few mutants a run tries: others whenever a line of the product changes."""

import hashlib
import os
from functools import lru_cache
from pathlib import Path

SAMPLE = 7
ALL = bool(os.environ.get("ALL_MUTANTS"))
_ROOT = Path(__file__).parents[3]
_FOLDERS = ("schema", "services", "tenants")


@lru_cache(maxsize=1)
def seed() -> str:
    """Return MUTANTS_SEED, or else what the files that hold the gates add up to.

    The same files draw the same mutants, in every worker and when a failure is looked into.
    """
    if given := os.environ.get("MUTANTS_SEED"):
        return given
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted((_ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def drawn(names: dict[str, str]) -> list[str]:
    """Return all keys, or a few that the seed and their names choose."""

    def place(key: str) -> bytes:
        return hashlib.sha256(f"{seed()} {names[key]}".encode()).digest()

    every = sorted(names, key=place)
    return every if ALL else every[:SAMPLE]


def told() -> str:
    """Return the line that says how to draw the same again."""
    return "mutants: all" if ALL else f"mutants: drawn with MUTANTS_SEED={seed()}"
