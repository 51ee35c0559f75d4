"""What is installed is what is developed: the wheel holds every file of the packages."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("infra", "tenants", "services", "schema", "portals")
MADE = ("*.pyc", "__pycache__", "*.mo")
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"


def files(root: Path) -> set[str]:
    return {
        path.relative_to(root).as_posix()
        for package in PACKAGES
        for path in (root / package).rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree, so that building leaves nothing in it."""
    copy = tmp_path_factory.mktemp("source")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns(*MADE))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, copy)
    return copy


@pytest.fixture(scope="module")
def packed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in the wheel, built with what is installed and no network."""
    target = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(target)],
        cwd=source,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    with zipfile.ZipFile(next(target.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_the_wheel_holds_every_file_of_the_packages(source: Path, packed: set[str]) -> None:
    assert files(source) - packed == set()


@pytest.mark.parametrize(
    "needed",
    [
        "tenants/divisions/divisions.bin",
        "tenants/authorization/roles.csv",
        "tenants/authorization/model.conf",
        "services/decisions/methods/siquansizhi.yaml",
        "services/decisions/law/OL2018.yaml",
        "infra/documents/templates/poster.typ",
        "infra/migrations/script.py.mako",
        "portals/public/templates/verification.html",
        "portals/public/operations/public.graphql",
        "portals/kit/static/src/foundation.css",
        "portals/locale/en/LC_MESSAGES/public.po",
        "portals/developer/static/vendor/graphiql.js",
        "portals/developer/static/vendor/LICENSE.graphiql",
        "schema/schema.graphql",
    ],
)
def test_what_the_program_reads_at_run_time_is_packed(packed: set[str], needed: str) -> None:
    assert needed in packed


def test_neither_tests_nor_data_nor_caches_are_packed(packed: set[str]) -> None:
    tops = {name.partition("/")[0] for name in packed if ".dist-info/" not in name}
    assert tops == set(PACKAGES)
    assert not [name for name in packed if "__pycache__" in name or name.endswith((".pyc", ".mo"))]
