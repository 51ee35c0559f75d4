"""The data file is made from the package, the same bytes each time, and read back whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tenants.divisions import build, catalogue
from tenants.divisions.errors import UnknownDivision

PACKAGE = {
    "provinces": 'code,name\n15,"内蒙古自治区"\n',
    "cities": 'code,name,provinceCode\n1505,"通辽市",15\n',
    "areas": 'code,name,cityCode\n150523,"开鲁县",1505\n150524,"库伦旗",1505\n',
    "streets": 'code,name,areaCode\n150523108,"吉日嘎郎吐镇",150523\n150524100,"库伦镇",150524\n',
    "villages": (
        'code,name,streetCode\n150523108200,"吉日嘎郎吐嘎查",150523108\n'
        '150523108202,"新艾力嘎查",150523108\n150524100001,"库伦社区",150524100\n'
    ),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "dist").mkdir()
    for name, content in PACKAGE.items():
        (tmp_path / "dist" / f"{name}.csv").write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def data_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the catalogue read another file for the time of a test."""
    file = tmp_path / "divisions.bin"
    monkeypatch.setattr(catalogue, "_FILE", file)
    for cache in (catalogue._index, catalogue._county):
        cache.cache_clear()
    yield file
    for cache in (catalogue._index, catalogue._county):
        cache.cache_clear()


def test_a_package_is_read_back_as_it_was(package: Path, data_file: Path) -> None:
    data_file.write_bytes(build.build(package))

    assert catalogue.counts() == {
        "province": 1,
        "city": 1,
        "county": 2,
        "township": 2,
        "village": 3,
    }
    assert [row.name for row in catalogue.villages("150523")] == ["吉日嘎郎吐嘎查", "新艾力嘎查"]
    assert catalogue.find("150524100001").name == "库伦社区"
    with pytest.raises(UnknownDivision):
        catalogue.find("150523108201")


def test_the_same_package_gives_the_same_bytes(package: Path) -> None:
    assert build.build(package) == build.build(package)


def test_the_command_writes_the_file(
    package: Path,
    data_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(build, "_TARGET", data_file)
    monkeypatch.setattr("sys.argv", ["build", str(package)])

    build.main()

    assert data_file.read_bytes() == build.build(package)
    assert capsys.readouterr().out.startswith("divisions.bin: ")


def test_a_file_of_another_kind_is_not_read(data_file: Path) -> None:
    data_file.write_bytes(b"PK\x03\x04 something else")

    with pytest.raises(ValueError, match="build it again"):
        catalogue.counts()
