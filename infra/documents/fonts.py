"""Where the Chinese print fonts are, and plain words when they are missing."""

from functools import cache
from pathlib import Path

import typst

from infra.errors import Trouble

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
)
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC")


class FontsMissing(Trouble):
    """No Chinese font is installed: the sheet would come out as empty boxes."""


@cache
def load() -> typst.Fonts:
    """Read the installed fonts once a process; refuse to print without a Chinese one."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder.expanduser()) for folder in FOLDERS],
    )
    families = set(fonts.families())
    if not families.intersection(SERIF) or not families.intersection(SANS):
        raise FontsMissing(
            "No Chinese fonts found, so posters cannot be printed. "
            "Install them: apt-get install fonts-noto-cjk"
        )
    return fonts
