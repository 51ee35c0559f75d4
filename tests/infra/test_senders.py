import asyncio
import json
import stat
from pathlib import Path

import httpx
import pytest

from infra.errors import Trouble
from infra.senders import (
    ConsoleSender,
    FileSender,
    HttpGatewaySender,
    Message,
    MessageRefused,
)

MESSAGE = Message("150523", "sms", "13800000001", "验证码 123456", "k1")
URL = "https://sms.example/send"


async def test_the_file_holds_one_json_line_a_message(tmp_path: Path) -> None:
    path = tmp_path / "sent" / "messages.jsonl"
    sender = FileSender(path)

    await asyncio.gather(*[sender.send(MESSAGE) for _ in range(20)])

    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(lines) == 20
    assert {line["text"] for line in lines} == {"验证码 123456"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_the_console_shows_the_message(capsys: pytest.CaptureFixture[str]) -> None:
    await ConsoleSender().send(MESSAGE)

    shown = json.loads(capsys.readouterr().out)
    assert (shown["to"], shown["text"]) == ("13800000001", "验证码 123456")


async def test_the_gateway_gets_the_message_once_by_its_key() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(202)

    await HttpGatewaySender(URL, "secret", httpx.MockTransport(answer)).send(MESSAGE)

    (request,) = seen
    assert request.headers["authorization"] == "Bearer secret"
    assert request.headers["idempotency-key"] == "150523:k1"
    assert json.loads(request.content)["to"] == "13800000001"


@pytest.mark.parametrize(
    ("status", "failure"),
    [(500, Trouble), (503, Trouble), (429, Trouble), (400, MessageRefused), (302, MessageRefused)],
)
async def test_what_the_gateway_answers_decides_about_a_second_try(
    status: int, failure: type[Exception]
) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, headers={"location": URL}))

    with pytest.raises(failure):
        await HttpGatewaySender(URL, "secret", transport).send(MESSAGE)


async def test_a_silent_gateway_is_trouble() -> None:
    def silence(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("silence", request=request)

    with pytest.raises(Trouble, match="does not answer"):
        await HttpGatewaySender(URL, "secret", httpx.MockTransport(silence)).send(MESSAGE)


def test_a_gateway_without_tls_is_refused() -> None:
    with pytest.raises(ValueError, match="https"):
        HttpGatewaySender("http://sms.example/send", "secret")
