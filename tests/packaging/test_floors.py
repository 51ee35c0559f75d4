"""No pin is below the version that an advisory asks for (SECURITY 37)."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((ROOT / "infra/floors.toml").read_text("utf-8"))
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==([0-9][^ ]*)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / "requirements" / name).read_text("utf-8")))


def below(pinned: dict[str, str]) -> list[str]:
    return [
        f"{name} {version}"
        for name, version in pinned.items()
        if name in FLOORS and Version(version) < Version(FLOORS[name]["minimum"])
    ]


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_what_is_pinned_stands_on_its_floor(name: str) -> None:
    pinned = pins(name)

    assert {"starlette", "strawberry-graphql", "python-multipart"} <= set(pinned)
    assert below(pinned) == []


def test_a_pin_below_its_floor_is_found() -> None:
    low = {"starlette": "1.0.0", "strawberry-graphql": "0.313.9", "python-multipart": "0.0.26"}

    assert below({**low, "authlib": "1.7.10"}) == [f"{name} {low[name]}" for name in low]


def test_each_floor_says_why() -> None:
    assert {"starlette", "strawberry-graphql", "authlib", "python-multipart"} <= set(FLOORS)
    for name, floor in FLOORS.items():
        assert floor.keys() == {"minimum", "advisory", "why"}, name
        assert all(floor.values()), name
