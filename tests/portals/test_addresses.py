"""What posters carry: never an address that opens nothing on a phone, without a word."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.settings import publish
from portals import addresses

OPEN = {"MINGBAI_HOST": "0.0.0.0"}


@pytest.fixture
def real() -> Iterator[None]:
    publish(profile="production")
    yield
    publish(profile="demo", host="127.0.0.1", public_url="")


@pytest.mark.parametrize(
    ("host", "reached_by_this_machine_alone"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.23", False),
        ("mingbai.example", False),
    ],
)
def test_which_hosts_others_reach(host: str, reached_by_this_machine_alone: bool) -> None:
    assert addresses.is_loopback(host) is reached_by_this_machine_alone


@pytest.mark.usefixtures("real")
def test_a_real_site_that_others_reach_needs_its_public_address() -> None:
    with pytest.raises(addresses.PublicUrlMissing) as refused:
        addresses.require_public_url("0.0.0.0")
    addresses.require_public_url("127.0.0.1")
    warned = addresses.missing_public_url()
    publish(public_url="https://mingbai.kailu.gov.example")
    addresses.require_public_url("0.0.0.0")

    assert "http://127.0.0.1:8000" in refused.value.message("zh")
    assert "MINGBAI_PUBLIC_URL=https://" in refused.value.message("en")
    assert warned is not None
    assert addresses.missing_public_url() is None


def test_a_demonstration_may_print_its_own_address() -> None:
    addresses.require_public_url("0.0.0.0")

    assert addresses.missing_public_url() is None


@pytest.mark.usefixtures("real")
def test_the_hint_names_the_settings_until_they_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "lan_address", lambda: "192.168.1.23")
    before = addresses.phone_hint()
    publish(host="0.0.0.0", public_url="http://192.168.1.23:8000")

    assert "MINGBAI_HOST=0.0.0.0 MINGBAI_PUBLIC_URL=http://192.168.1.23:8000 make demo" in before
    assert addresses.phone_hint().endswith("can scan: http://192.168.1.23:8000")


@pytest.mark.parametrize(
    ("command", "bound"),
    [(["web", "--host", "0.0.0.0"], {}), (["web"], OPEN), (["worker"], OPEN)],
    ids=["by option", "by setting", "worker"],
)
def test_the_command_refuses_before_it_starts_anything(
    tmp_path: Path, command: list[str], bound: dict[str, str]
) -> None:
    inherited = {name: v for name, v in os.environ.items() if not name.startswith("MINGBAI_")}
    ended = subprocess.run(
        [sys.executable, "-m", "portals.cli", *command],
        env={**inherited, **bound, "MINGBAI_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ended.returncode == 2
    assert "[PUBLIC_URL_MISSING]" in ended.stderr
    assert list(tmp_path.iterdir()) == []
