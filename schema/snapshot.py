"""Writes `schema.graphql`, or with `--check` says whether the checked-in copy is still true."""

import sys
from pathlib import Path

from schema.schema import sdl

FILE = Path(__file__).parent / "schema.graphql"


def is_current() -> bool:
    """Say whether the file holds the schema as the code makes it."""
    return FILE.exists() and FILE.read_text(encoding="utf-8") == sdl()


def main(arguments: list[str]) -> int:
    """Write the file, or check it; return the exit status."""
    if "--check" not in arguments:
        FILE.write_text(sdl(), encoding="utf-8")
        return 0
    if is_current():
        return 0
    sys.stderr.write("schema.graphql is out of date: run `python -m schema.snapshot`.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
