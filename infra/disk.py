"""How full the disk of the data folder is, and what is not begun any more when it fills."""

import shutil
from pathlib import Path

from infra.errors import DomainError
from infra.settings import settings

WARN_PERCENT = 80
"""From here on `/readyz` says so and stays ready (SECURITY 35)."""
UNFIT_PERCENT = 90
"""From here on `/readyz` answers 503."""
REFUSE_PERCENT = 95
"""From here on files are not taken and copies not written: the record needs the rest."""


class DiskNearlyFull(DomainError):
    """Files and copies wait; meetings, votes and publications go on as long as they can."""

    code = "DISK_NEARLY_FULL"
    zh = (
        "服务器磁盘快满了，暂时不收文件、不导出。不带文件的照常办理；"
        "请告诉系统管理员，腾出空间后再传。"
    )
    en = (
        "The server's disk is nearly full: files are not taken and nothing is exported for now. "
        "Everything without a file still works. Tell the system administrator, and send the file "
        "again when there is room."
    )


def used_percent(folder: Path | None = None) -> int:
    """Return how full the disk is that holds a folder (else the data folder), 0 to 100."""
    usage = shutil.disk_usage(folder if folder and folder.exists() else settings().home)
    return 100 * usage.used // usage.total


def require_room(folder: Path | None = None) -> None:
    """Refuse what can wait; raises DiskNearlyFull."""
    if used_percent(folder) >= REFUSE_PERCENT:
        raise DiskNearlyFull
