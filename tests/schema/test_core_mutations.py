import asyncio
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from sqlalchemy.exc import DBAPIError

from schema.core.execution import Outcome
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.viewer import Viewer
from tests.schema import toy
from tests.schema.toy import asker, events, nobody, run

MAY = (Permission.MATTER_COMMENT, Permission.MATTER_READ)


@pytest.fixture(autouse=True)
def no_failures_left() -> Iterator[None]:
    yield
    toy.failures.clear()


async def write(viewer: Viewer, text: str, key: str = "k1") -> Outcome:
    return await run(viewer, toy.WRITE, text=text, key=key)


async def payload(viewer: Viewer, text: str, key: str = "k1") -> dict[str, Any]:
    outcome = await write(viewer, text, key)
    assert outcome.data is not None, outcome.errors
    found: dict[str, Any] = outcome.data["noteWrite"]
    return found


async def test_a_mutation_returns_the_changed_object(county: Tenant) -> None:
    found = await payload(asker(county, *MAY), "hello")

    assert found["note"]["text"] == "written"
    assert found["errors"] == []
    assert await events(county) == 1


async def test_a_repeated_key_answers_the_same_and_does_nothing(county: Tenant) -> None:
    viewer = asker(county, *MAY)

    first, second = await payload(viewer, "hello"), await payload(viewer, "hello")

    assert first == second
    assert await events(county) == 1


async def test_another_key_or_another_account_is_another_request(county: Tenant) -> None:
    viewer = asker(county, *MAY)

    await payload(viewer, "hello", "k1")
    await payload(viewer, "hello", "k2")
    await payload(asker(county, *MAY), "hello", "k1")

    assert await events(county) == 3


async def test_a_key_with_other_contents_is_refused(county: Tenant) -> None:
    viewer = asker(county, *MAY)
    await payload(viewer, "hello")

    found = await payload(viewer, "other")

    assert found["note"] is None
    assert [error["code"] for error in found["errors"]] == ["IDEMPOTENCY_KEY_REUSED"]
    assert await events(county) == 1


@pytest.mark.parametrize("key", ["", "k" * 101])
async def test_a_key_has_one_to_a_hundred_characters(county: Tenant, key: str) -> None:
    found = await payload(asker(county, *MAY), "hello", key)

    assert found["errors"] == [
        {
            "message": "The idempotency key must have 1 to 100 characters. Reload and send again.",
            "path": ["input", "idempotencyKey"],
            "code": "BAD_IDEMPOTENCY_KEY",
        }
    ]
    assert await events(county) == 0


async def test_the_same_request_at_the_same_moment_has_one_effect(county: Tenant) -> None:
    viewer = asker(county, *MAY)

    found = await asyncio.gather(*(payload(viewer, "slow") for _ in range(4)))

    codes = sorted(error["code"] for one in found for error in one["errors"])
    assert codes == ["IDEMPOTENCY_IN_FLIGHT"] * 3
    assert await events(county) == 1


async def test_a_declared_refusal_becomes_an_error_and_nothing_is_written(county: Tenant) -> None:
    found = await payload(asker(county, *MAY), "LOUD")

    assert found == {
        "note": None,
        "run": None,
        "errors": [
            {
                "message": "Too loud: LOUD. Speak lower.",
                "path": ["input", "text"],
                "code": "TOO_LOUD",
            }
        ],
    }
    assert await events(county) == 0


async def test_a_refused_request_may_be_mended_and_sent_again_with_its_key(county: Tenant) -> None:
    viewer = asker(county, *MAY)
    await payload(viewer, "LOUD")

    assert (await payload(viewer, "quiet"))["errors"] == []


async def test_refusals_speak_chinese_to_chinese_readers(county: Tenant) -> None:
    found = await payload(asker(county, *MAY, locale="zh"), "LOUD")

    assert found["errors"][0]["message"] == "太大声：LOUD。请小声些。"


async def test_an_undeclared_refusal_is_told_at_the_top(county: Tenant) -> None:
    outcome = await write(asker(county, *MAY), "undeclared")

    assert outcome.data is None
    assert [error["extensions"]["code"] for error in outcome.errors] == ["UNDECLARED"]


async def test_those_who_may_not_write_change_nothing(county: Tenant) -> None:
    for viewer in (nobody(), asker(county, Permission.MATTER_READ)):
        outcome = await write(viewer, "hello")
        assert outcome.data is None
    assert await events(county) == 0


async def test_the_answer_shows_no_object_that_the_writer_may_not_see(county: Tenant) -> None:
    found = await payload(asker(county, *MAY), "hidden")

    assert (found["note"], found["errors"]) == (None, [])
    assert await events(county) == 1


def conflict(kind: type[asyncpg.PostgresError]) -> DBAPIError:
    original = kind("again")
    return DBAPIError("statement", {}, original)


async def test_a_deadlock_is_tried_again(county: Tenant) -> None:
    toy.failures += [
        conflict(asyncpg.DeadlockDetectedError),
        conflict(asyncpg.SerializationError),
    ]

    found = await payload(asker(county, *MAY), "hello")

    assert found["errors"] == []
    assert await events(county) == 1


async def test_the_third_deadlock_is_a_defect(county: Tenant) -> None:
    toy.failures += [conflict(asyncpg.DeadlockDetectedError)] * 3

    outcome = await write(asker(county, *MAY), "hello")

    assert [error["extensions"]["code"] for error in outcome.errors] == ["INTERNAL"]
    assert await events(county) == 0


@pytest.mark.parametrize(
    "kind",
    [
        asyncpg.CannotConnectNowError,
        asyncpg.CrashShutdownError,
        asyncpg.ConnectionDoesNotExistError,
        asyncpg.DiskFullError,
        asyncpg.PostgresIOError,
    ],
)
async def test_a_database_that_is_away_or_full_is_no_defect(
    county: Tenant, kind: type[asyncpg.PostgresError]
) -> None:
    toy.failures.append(conflict(kind))

    outcome = await write(asker(county, *MAY), "hello")

    assert [error["extensions"]["code"] for error in outcome.errors] == ["AWAY"]
    assert outcome.away
    assert await events(county) == 0


async def test_a_statement_whose_time_was_up_is_no_defect(county: Tenant) -> None:
    toy.failures.append(conflict(asyncpg.QueryCanceledError))

    outcome = await write(asker(county, *MAY), "hello")

    assert [error["extensions"]["code"] for error in outcome.errors] == ["DEADLINE"]
    assert await events(county) == 0


async def test_other_database_errors_are_not_tried_again(county: Tenant) -> None:
    toy.failures.append(conflict(asyncpg.UniqueViolationError))

    outcome = await write(asker(county, *MAY), "hello")

    assert [error["extensions"]["code"] for error in outcome.errors] == ["INTERNAL"]
