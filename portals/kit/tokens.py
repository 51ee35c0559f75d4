"""The one dictionary of colours, sizes and type, for stylesheets, SVG and printed sheets."""

from collections.abc import Mapping
from types import MappingProxyType

COLOUR: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#f7f5ee",
        "card": "#fffdf8",
        "ink": "#1c211f",
        "ink-2": "#4a524e",
        "line": "#d9d5c7",
        "rule": "#e3b9a9",  # cinnabar mixed with paper: old browsers know no alpha
        "edge": "#5b625f",
        "pine": "#0c5a45",
        "pine-d": "#08402f",
        "pine-t": "#e4efe9",
        "indigo": "#1d4a78",
        "seal": "#a8281e",
        "gold": "#e7b75f",
        "ok": "#16703f",
        "ok-t": "#e3f2e8",
        "warn": "#8a5200",
        "warn-t": "#fdf0d5",
        "bad": "#a8281e",
        "bad-t": "#fbe6e3",
        "none": "#5b625f",
        "none-t": "#ececea",
        "focus": "#ffbf47",
        "b-bg": "#0b1411",
        "b-fg": "#f3f0e6",
        "b-ok": "#4fd38a",
        "b-ok-quiet": "#6fa98a",
        "b-warn": "#ffc145",
        "b-bad": "#ff6b5b",
        "b-none": "#8b9892",
    }
)

TYPE: Mapping[str, str] = MappingProxyType(
    {
        "song": '"Noto Serif CJK SC","Source Han Serif SC","Songti SC",STSong,SimSun,serif',
        "hei": (
            'system-ui,-apple-system,"PingFang SC","HarmonyOS Sans SC",MiSans,'
            '"Noto Sans CJK SC","Microsoft YaHei",sans-serif'
        ),
    }
)

SIZE: Mapping[str, str] = MappingProxyType(
    {
        "fs": "1.125rem",
        "fs-s": "1rem",
        "fs-l": "1.375rem",
        "fs-xl": "1.75rem",
        "num": "2.25rem",
        "lh": "1.6",
        "s1": ".25rem",
        "s2": ".5rem",
        "s3": ".75rem",
        "s4": "1rem",
        "s6": "1.5rem",
        "s8": "2rem",
        "tap": "3rem",
        "r": ".375rem",
        "measure": "34em",
        "wide": "88rem",
    }
)

# 字号三档: the second and third step of the type scale, and the officials' denser one.
SCALES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        ".dense": {
            "fs": "1rem",
            "fs-s": ".875rem",
            "fs-l": "1.25rem",
            "tap": "2.5rem",
            "lh": "1.5",
        },
        ".fs-2": {
            "fs": "1.375rem",
            "fs-s": "1.25rem",
            "fs-l": "1.625rem",
            "fs-xl": "2rem",
            "tap": "3.75rem",
        },
        ".fs-3": {
            "fs": "1.875rem",
            "fs-s": "1.625rem",
            "fs-l": "2.125rem",
            "fs-xl": "2.5rem",
            "tap": "4.25rem",
        },
    }
)


def custom_properties() -> str:
    """Return the stylesheet head that declares every token as a CSS custom property."""
    root = {**COLOUR, **TYPE, **SIZE}
    rules = [(":root", root), *SCALES.items()]
    return "\n".join(f"{selector}{{{_declarations(values)}}}" for selector, values in rules)


def _declarations(values: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())
