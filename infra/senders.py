"""How a short text leaves the house: to the console, to a file, or through an SMS gateway."""

import asyncio
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from infra import clock
from infra.errors import Trouble
from infra.settings import settings

_TIMEOUT_SECONDS = 10
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Message:
    """One text to one receiver; two messages of the same county and key are one message."""

    county: str
    channel: str
    to: str
    text: str
    key: str


class Sender(Protocol):
    """Whatever takes a message; it raises Trouble when the same message should be tried again."""

    async def send(self, message: Message) -> None:
        """Hand the message over."""


class MessageRefused(Exception):
    """The gateway will not take this message, now or later."""


def _line(message: Message) -> str:
    facts = {"at": clock.now().isoformat(), **asdict(message)}
    return json.dumps(facts, ensure_ascii=False) + "\n"


class ConsoleSender:
    """Writes each message to standard output, for somebody who works at the machine."""

    async def send(self, message: Message) -> None:
        """Write one line."""
        sys.stdout.write(_line(message))
        sys.stdout.flush()


class FileSender:
    """Appends each message as a JSON line, for a demonstration and for a gateway that polls."""

    def __init__(self, path: Path) -> None:
        """Remember the file; it is made on first use and only its owner may read it."""
        self.path = path

    async def send(self, message: Message) -> None:
        """Append one line; a single write, so that lines of several processes do not mix."""
        await asyncio.to_thread(self._append, _line(message).encode())

    def _append(self, line: bytes) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line)
        finally:
            os.close(file)


class HttpGatewaySender:
    """Posts each message as JSON to an SMS gateway; it follows no redirect (SECURITY 27)."""

    def __init__(
        self, url: str, key: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        """Keep address and key; a key travels over TLS, or stays on this machine."""
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            reason = "MINGBAI_SMS_GATEWAY_URL must begin with https://"
            raise ValueError(reason)
        self.url, self.key, self.transport = url, key, transport

    async def send(self, message: Message) -> None:
        """Post the message; the gateway drops a second one with the same idempotency key."""
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Idempotency-Key": f"{message.county}:{message.key}",
        }
        try:
            async with httpx.AsyncClient(
                timeout=_TIMEOUT_SECONDS, follow_redirects=False, transport=self.transport
            ) as client:
                answer = await client.post(self.url, json=asdict(message), headers=headers)
        except httpx.TransportError as away:
            reason = "the SMS gateway does not answer"
            raise Trouble(reason) from away
        _check(answer.status_code)


def _check(status: int) -> None:
    reason = f"the SMS gateway answered {status}"
    if status in {408, 425, 429} or status >= 500:  # noqa: PLR2004 - HTTP: try again later
        raise Trouble(reason)
    if status >= 300:  # noqa: PLR2004 - HTTP: anything but a success
        raise MessageRefused(reason)


def sender() -> Sender:
    """Return the sender that this installation is set to use."""
    chosen = settings().sender
    if chosen == "gateway":
        return HttpGatewaySender(settings().sms_gateway_url, settings().sms_gateway_key)
    if chosen == "file":
        return FileSender(settings().home / "sent" / "messages.jsonl")
    return ConsoleSender()
