"""The short name of a device, from what its browser calls itself."""

import pytest

from schema.core.devices import readable

KIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0) {KIT} Chrome/126.0 Safari/537.36", "Chrome · Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {KIT} Chrome/126 Safari/537 Edg/126", "Edge · Windows"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 17) {KIT} Mobile/15E148 Safari", "Safari · iPhone"),
        (f"Mozilla/5.0 (Linux; Android 14) {KIT} Chrome/1 MicroMessenger/8", "WeChat · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Firefox · Linux"),
        ("python-httpx/0.28.1", "python-httpx"),
        ("", ""),
        ("\x1b[31mred", ""),
    ],
)
def test_a_device_has_a_short_name(user_agent: str, name: str) -> None:
    assert readable(user_agent) == name
