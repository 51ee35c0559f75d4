"""The address that the web process listens on, and the one that posters and links carry."""

import ipaddress
import socket

from infra.errors import DomainError
from infra.settings import settings

# Reserved for documentation (RFC 5737). Connecting a datagram socket sends nothing; it only asks
# the system which of its own addresses it would use.
_ELSEWHERE = ("192.0.2.1", 9)


class PublicUrlMissing(DomainError):
    """Others can reach this machine, but what is printed would lead them to their own."""

    code = "PUBLIC_URL_MISSING"
    zh = (
        "没有设置 MINGBAI_PUBLIC_URL：海报二维码会印成 {wrong}，别人扫了打不开。"
        "请设为村民能打开的网址，例如 MINGBAI_PUBLIC_URL=https://mingbai.example.gov.cn，再启动。"
    )
    en = (
        "MINGBAI_PUBLIC_URL is not set: posters would carry {wrong}, which opens nothing on a"
        " phone. Set it to the address that villagers open, for instance"
        " MINGBAI_PUBLIC_URL=https://mingbai.example.gov.cn, and start again."
    )


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a host; an unknown name may be reached by all."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def missing_public_url() -> PublicUrlMissing | None:
    """Return what is wrong with the printed address of a real installation, if anything."""
    if settings().profile == "demo" or settings().public_url:
        return None
    return PublicUrlMissing(wrong=settings().base_url)


def require_public_url(host: str) -> None:
    """Refuse to serve others under an address that only this machine knows."""
    missing = missing_public_url()
    if missing and not is_loopback(host):
        raise missing


def lan_address() -> str | None:
    """Return this machine's address in its own network, or nothing without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if is_loopback(address) or address == "0.0.0.0" else address  # noqa: S104 - compared


def phone_hint() -> str:
    """Tell how phones in the same network can scan the demonstration's posters."""
    if not is_loopback(settings().host):
        return f"手机连同一网络即可扫码 phones in the same network can scan: {settings().base_url}"
    lan = lan_address() or "<LAN address>"
    return (
        "手机要扫码，请这样启动（此前印好的海报不变） for phones to scan, start so"
        " (posters printed before keep their address):\n"
        f"  MINGBAI_HOST=0.0.0.0 MINGBAI_PUBLIC_URL=http://{lan}:{settings().port} make demo"
    )
