"""Ids that sort by time as all others do, counted out so that a seed gives the same ones."""

from infra import clock

_HALF = 1 << 48


class Ids:
    """A supply of UUIDs (version 7) as text; the seed keeps two counties' ids apart."""

    def __init__(self, seed: int) -> None:
        milliseconds = int(clock.now().timestamp() * 1000)
        self._base = milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | (seed % (1 << 14)) << 48
        self._next = 0

    def new(self) -> str:
        """Return the next id."""
        self._next += 1
        return spelled(self._base | self._next)


def copied(id_: str, number: int) -> str:
    """Return the id of the n-th copy of a row; copies sort as their originals do."""
    return spelled(int(id_.replace("-", ""), 16) ^ (number % _HALF))


def spelled(value: int) -> str:
    """Return an id in its usual spelling."""
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
