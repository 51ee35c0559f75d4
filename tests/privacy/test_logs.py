"""What a row says stays out of logs and queues when something goes wrong with it."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from dramatiq import Message
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import portals
from infra import valkey
from infra.broker import broker
from infra.logging import logger
from infra.settings import settings
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.privacy.collecting import listening

NAME, PHONE = "欧阳雀九千", "19987654321"


async def broken_row(county: Tenant) -> DBAPIError:
    """Return what PostgreSQL answers to a row that breaks a rule; it quotes the row."""
    statement = text(
        "INSERT INTO account (id, name, phone_sealed, phone_index, phone_verified, state,"
        " failed_count, created_at)"
        " VALUES (gen_random_uuid(), :name, :phone, :phone, true, 'nobody', 0, now())"
    )
    with pytest.raises(DBAPIError) as refused:
        async with unit_of_work(county) as uow:
            await uow.session.execute(statement, {"name": NAME, "phone": PHONE})
    return refused.value


def said(error: BaseException | None) -> str:
    """Return the words of an error and of its causes."""
    return f"{error}\n{said(error.__cause__)}" if error else ""


async def test_the_error_of_a_broken_row_quotes_it_and_the_log_does_not(county: Tenant) -> None:
    error = await broken_row(county)
    assert NAME in said(error)  # by PostgreSQL's DETAIL, whatever SQLAlchemy hides

    with listening() as heard:
        logger().error("graphql.defect", exc_info=error)
        logging.getLogger("dramatiq.worker").error("Failed to process message.", exc_info=error)
    lines = [json.loads(line) for line in heard.getvalue().splitlines()]

    assert NAME not in heard.getvalue()
    assert PHONE not in heard.getvalue()
    assert [line["event"] for line in lines] == ["graphql.defect", "Failed to process message."]
    for line in lines:
        assert line["failure"][0]["kind"] == "sqlalchemy.exc.IntegrityError"
        assert line["failure"][-1]["constraint_name"] == "account_state"
        assert any("tests/privacy/test_logs.py" in one for one in line["failure"][0]["places"])


async def test_the_engine_s_own_log_does_not_quote_the_row(county: Tenant) -> None:
    await broken_row(county)
    log = (settings().home / "postgres.log").read_text(errors="replace")
    assert 'violates check constraint "account_state"' in log
    assert NAME not in log
    assert PHONE not in log


def test_only_words_of_the_program_itself_are_written_down() -> None:
    with listening() as heard:
        for error in (KeyError(NAME), ValueError(f"{NAME} is no number"), AttributeError("no x")):
            logger().error("page.defect", exc_info=error)
    assert NAME not in heard.getvalue()
    assert '"words": "no x"' in heard.getvalue()


def test_what_asyncio_adds_below_its_first_line_is_left_out() -> None:
    with listening() as heard:
        said = f"Task exception was never retrieved\nfuture: <Task exception=ValueError('{NAME}')>"
        logging.getLogger("asyncio").error(said)
    assert json.loads(heard.getvalue())["event"] == "Task exception was never retrieved"


async def test_a_message_that_goes_back_to_the_queue_carries_no_words_of_its_failure(
    server: None,
) -> None:
    message: Message[None] = Message(
        queue_name="privacy",
        actor_name="nobody.runs_this",
        args=("150523",),
        kwargs={},
        options={"retries": 1, "traceback": f"LookupError: {NAME}"},
    )
    broker().declare_queue("privacy")
    sent = broker().enqueue(message, delay=60_000)
    key = "dramatiq:privacy.DQ.msgs"
    kept = await valkey.client().hget(key, sent.options["redis_message_id"])

    assert kept is not None
    assert json.loads(kept)["options"]["retries"] == 1
    assert "LookupError" not in str(kept)
    await valkey.client().delete(key, "dramatiq:privacy.DQ")


_PROCESS = """
import logging
from infra import logging as ours
ours.configure()
logging.getLogger("dramatiq.worker").warning("Consumer %s", "restarts")
ours.logger().warning("job.refused", code="X")
"""


def test_a_process_logs_json_whoever_speaks() -> None:
    done = subprocess.run([sys.executable, "-c", _PROCESS], capture_output=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]

    assert [line["event"] for line in lines] == ["Consumer restarts", "job.refused"]
    assert all(line["level"] == "warning" and line["timestamp"].endswith("Z") for line in lines)


def test_the_worker_sets_its_log_up_itself() -> None:
    """dramatiq would write lines of its own kind, with tracebacks that quote rows."""
    packages = Path(portals.__file__).parent
    commands = "".join(one.read_text("utf-8") for one in packages.rglob("*.py"))
    actors = packages.parent / "services" / "actors.py"

    assert '"services.actors"' in commands
    assert '"--skip-logging"' in commands
    assert "logging.configure()" in actors.read_text("utf-8")
