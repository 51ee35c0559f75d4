"""Measures pieces of work in turn, so that a drifting machine spoils neither side."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """Two measured sides; seconds of CPU or of the wall clock, median over the rounds."""

    title: str
    ours: float
    baseline: float
    ours_name: str
    baseline_name: str
    per: str = ""
    note: str = ""

    def line(self) -> str:
        """Return the printed line: the ratio first, absolute figures after it."""
        ratio = self.ours / self.baseline if self.baseline else float("inf")
        per = f" per {self.per}" if self.per else ""
        figures = (
            f"{self.ours_name} {self.ours * 1000:.3f} ms, "
            f"{self.baseline_name} {self.baseline * 1000:.3f} ms{per}"
        )
        return f"{self.title}: {ratio:.3g} x  ({figures}){'  ' + self.note if self.note else ''}"


async def in_turn(
    ours: Callable[[], Awaitable[object]],
    baseline: Callable[[], Awaitable[object]],
    *,
    rounds: int,
    clock: Callable[[], float] = time.process_time,
) -> tuple[float, float]:
    """Return the median seconds of both sides, measured alternately after one warm-up each."""
    samples: tuple[list[float], list[float]] = ([], [])
    await ours()
    await baseline()
    for _ in range(rounds):
        for side, work in zip(samples, (ours, baseline), strict=True):
            began = clock()
            await work()
            side.append(clock() - began)
    return statistics.median(samples[0]), statistics.median(samples[1])
