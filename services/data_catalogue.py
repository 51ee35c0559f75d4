"""Gathers the labels of every table and writes them down: `python -m services.data_catalogue`."""

import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from infra.privacy import Class, Label, Labels, Mask, Retention

_ROOT = Path(__file__).parent.parent
FILE = _ROOT / "docs" / "data-catalogue.md"
_HEAD = """\
# What is kept about people

Written by `python -m services.data_catalogue` from the `privacy.py` beside each capability's
models; a test compares, and fails on a column without a label. Do not edit.

Classes grade what a leak would do (数据安全法 art. 21; 个人信息保护法 arts. 28 and 51). The mask
says what those see who have no duty with the value: the public, and officials of other places.
`public` is what is published on purpose; only through a column of that class may a name come onto
a public page, and `tests/privacy` plants names and numbers in all others and looks for them.
"""


def modules() -> list[str]:
    """Return the modules that hold labels."""
    found = [*_ROOT.glob("tenants/privacy.py"), *_ROOT.glob("services/*/privacy.py")]
    return sorted(".".join(path.relative_to(_ROOT).with_suffix("").parts) for path in found)


def labels() -> dict[str, Mapping[str, Label]]:
    """Return the labels of every table by its name; the registry's stand under `registry.`."""
    found: dict[str, Mapping[str, Label]] = {}
    for name in modules():
        part: Labels = importlib.import_module(name).LABELS
        twice = found.keys() & part.keys()
        if twice:
            raise ValueError(f"labelled twice: {sorted(twice)}")
        found.update(part)
    return dict(sorted(found.items()))


def rendered() -> str:
    """Return the whole file."""
    return "\n".join([_HEAD, *_ends(), *_tables(labels())]) + "\n"


def _ends() -> Iterator[str]:
    yield "## How long\n"
    yield "| end | rule | whose | goes by |"
    yield "|---|---|---|---|"
    for one in Retention:
        rule = one.value
        sweep = f"`{rule.sweep}`" if rule.sweep else "-"
        yield f"| {_name(one)} | {rule.words} | {rule.basis.value} | {sweep} |"


def _tables(found: Mapping[str, Mapping[str, Label]]) -> Iterator[str]:
    for table, columns in found.items():
        yield f"\n## {table}\n"
        yield "| column | class | purpose | end | mask |"
        yield "|---|---|---|---|---|"
        for label, names in _grouped(columns):
            yield (
                f"| {', '.join(names)} | {label.data_class.value} | {label.purpose.value}"
                f" | {_name(label.retention)} | {_mask(label)} |"
            )


def _grouped(columns: Mapping[str, Label]) -> Iterable[tuple[Label, list[str]]]:
    """Join the columns that share a label into one line."""
    found: dict[Label, list[str]] = {}
    for name, label in columns.items():
        found.setdefault(label, []).append(name)
    return found.items()


def _name(retention: Retention) -> str:
    return retention.name.lower().replace("_", " ")


def _mask(label: Label) -> str:
    plain = label.data_class in {Class.PUBLIC, Class.INTERNAL} and label.mask is Mask.NONE
    return "-" if plain else label.mask.value


def main() -> int:
    """Write the file."""
    FILE.write_text(rendered(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
