"""A disk that can be filled: a small tmpfs where this machine lets us mount one.

Elsewhere the same is done by RLIMIT_FSIZE: while the disk is "full", no process of the
installation can write to a file (EFBIG in place of ENOSPC); that needs no right at all.
"""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.crash import killing

SIZE_MIB = 400
_CHUNKS = (1 << 24, 1 << 20, 1 << 16, 1 << 12)
_NO_BYTES = 1


@dataclass
class SmallDisk:
    """Where the installation lives, and how its disk is filled and freed."""

    folder: Path
    mounted: bool

    def fill(self, process: int) -> None:
        """Leave no room for the installation of this process."""
        if not self.mounted:
            self._limit(process, _NO_BYTES)
            return
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            for chunk in _CHUNKS:
                with suppress(OSError):
                    while True:
                        ballast.write(bytes(chunk))

    def free(self, process: int) -> None:
        """Give the room back; nothing else is done for the installation."""
        if self.mounted:
            (self.folder / "ballast").unlink()
        else:
            self._limit(process, resource.RLIM_INFINITY)

    def _limit(self, process: int, soft: int) -> None:
        for pid in (process, *killing.descendants(process)):
            with suppress(ProcessLookupError):
                hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


def _mount(folder: str) -> bool:
    program = shutil.which("mount")
    if program is None or os.geteuid() != 0 or os.environ.get("CRASH_NO_MOUNT"):
        return False
    options = f"size={SIZE_MIB}m,mode=755"
    command = [program, "-t", "tmpfs", "-o", options, "mingbai-crash", folder]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def small_disk() -> Iterator[SmallDisk]:
    """Yield a disk of few megabytes, or what comes nearest to it here."""
    with tempfile.TemporaryDirectory(prefix="mingbai-disk-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        mounted = _mount(folder)
        try:
            yield SmallDisk(Path(folder), mounted)
        finally:
            if mounted:
                subprocess.run(["umount", "--lazy", folder], check=True)
