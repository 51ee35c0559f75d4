"""A child ends with the process that started it, even where that one was killed (Linux)."""

import ctypes
import functools
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
# Loaded before any fork: after it, the child of a process with threads must not import.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _tie(parent: int, number: int) -> None:
    if _libc is None:
        return
    _libc.prctl(_PARENT_DEATH_SIGNAL, number, 0, 0, 0)
    if os.getppid() != parent:  # it died before the kernel was asked
        os.kill(os.getpid(), number)


def tied(number: signal.Signals) -> Callable[[], None]:
    """Return what a child runs before its program, so that it gets this signal when we end.

    Linux means the thread that starts the child: start it from one that lives as long as we do.
    """
    return functools.partial(_tie, os.getpid(), int(number))


def tie(number: signal.Signals) -> None:
    """Let this process get the signal when the one that forked it by `multiprocessing` ends."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        _tie(parent.pid, int(number))
