"""Watches every mutation of a test run: what it writes, it must write down in the same transaction.

Statements are seen on the engine, so that no way of writing goes unseen; a commit that wrote
rows and no audit row is held against the test in which it happened.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from schema.core import mutations
from schema.schema import GRAPHQL
from services.audit.models import AuditEvent
from tests.audit.declared import declared, snake

# What carries or counts a request and changes nothing that people would call the county's.
TECHNICAL = frozenset(
    {"idempotency_key", "outbox", "one_time_code", "sign_in_event", "audit_event"}
)
UNCHANGED = frozenset({"idempotency_key"})
_CHOOSING = (
    "keyword", "markexpr", "collectonly", "lf", "stepwise", "deselect", "ignore", "ignore_glob"
)  # fmt: skip
_NEVER_DONE = Path(__file__).with_name("never_done.txt")
_WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(?:\w+\.)?\"?(\w+)", re.IGNORECASE)


@dataclass
class Transaction:
    """What one transaction wrote so far."""

    tables: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)


@dataclass
class Watched:
    """One run of a mutation: its open transactions and those that committed."""

    name: str
    open: dict[int, Transaction] = field(default_factory=dict)
    committed: list[Transaction] = field(default_factory=list)


@dataclass
class Findings:
    """What was seen: complaints of the present test, and each mutation's tags in the whole run."""

    complaints: list[str] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=dict)


FINDINGS = Findings()
_present: ContextVar[Watched | None] = ContextVar("watched_mutation", default=None)
_original: Callable[..., Any] = mutations._run


def _statement(connection: Connection, _cursor: Any, statement: str, *rest: Any) -> None:
    watched, found = _present.get(), _WRITE.match(statement)
    if watched is None or found is None:
        return
    transaction = watched.open.setdefault(id(connection), Transaction())
    transaction.tables.add(found[1])


def _row(_mapper: Any, connection: Connection, row: AuditEvent) -> None:
    watched = _present.get()
    if watched is not None:
        watched.open.setdefault(id(connection), Transaction()).tags.add(row.tag)


def _commit(connection: Connection) -> None:
    watched = _present.get()
    if watched is not None and (done := watched.open.pop(id(connection), None)) is not None:
        watched.committed.append(done)


def _rollback(connection: Connection) -> None:
    watched = _present.get()
    if watched is not None:
        watched.open.pop(id(connection), None)


def take_complaints() -> list[str]:
    """Return what is held against the present test, and forget it."""
    taken, FINDINGS.complaints = FINDINGS.complaints, []
    return taken


def seen() -> dict[str, set[str]]:
    """Return the tags of each mutation that was done in this run."""
    return FINDINGS.seen


def take_over(found: Mapping[str, Iterable[str]]) -> None:
    """Add what another process saw."""
    for name, tags in found.items():
        FINDINGS.seen.setdefault(name, set()).update(tags)


def is_whole(config: pytest.Config) -> bool:
    """Say whether this is a run of all tests, which must have done every mutation."""
    chosen = any(config.getoption(name, None) for name in _CHOOSING)
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen


def mutations_of_the_schema() -> set[str]:
    """Return the names of all mutations, as their bodies bear them."""
    found = GRAPHQL.mutation_type
    assert found is not None
    return {snake(name) for name in found.fields}


def unseen() -> set[str]:
    """Return the mutations that no test has done."""
    return mutations_of_the_schema() - FINDINGS.seen.keys()


def excepted() -> set[str]:
    """Return the mutations that are known to be done by no test."""
    lines = _NEVER_DONE.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if not line.startswith("#")}


def unexpected() -> set[str]:
    """Return the mutations that no test has done and nobody has said so: a whole run fails."""
    return unseen() - excepted()


def summary() -> str:
    """Return one line about the run."""
    known = mutations_of_the_schema()
    never = f"; never done: {', '.join(sorted(unseen()))}" if unseen() else ""
    line = f"audit: {len(known - unseen())} of {len(known)} mutations done and written down{never}"
    if done := excepted() - unseen():
        line += f"\naudit: strike from never_done.txt: {', '.join(sorted(done))}"
    if unexpected():
        line += f"\nFAILED audit: no test does {', '.join(sorted(unexpected()))}"
    return line


def judge(name: str, committed: list[Transaction]) -> list[str]:
    """Return what is wrong with a mutation that was done."""
    wrong = [
        f"{name} committed {sorted(one.tables - TECHNICAL)} without an audit row"
        for one in committed
        if one.tables - TECHNICAL and not one.tags
    ]
    tags = {tag for one in committed for tag in one.tags}
    if not wrong and not tags and any(one.tables - UNCHANGED for one in committed):
        wrong.append(f"{name} was done without an audit row")
    expected = declared().get(name)
    if expected is not None and tags and not tags & expected:
        wrong.append(f"{name} wrote {sorted(tags)}; docs/audit-trail.md says {sorted(expected)}")
    return wrong


async def _watched_run(spec: Any, info: Any, input_: Any, key: str) -> dict[str, Any]:
    watched = Watched(spec.name)
    token = _present.set(watched)
    try:
        stored: dict[str, Any] = await _original(spec, info, input_, key)
    finally:
        _present.reset(token)
    FINDINGS.complaints += judge(spec.name, watched.committed)
    FINDINGS.seen.setdefault(spec.name, set()).update(
        tag for one in watched.committed for tag in one.tags
    )
    return stored


_LISTENERS: tuple[tuple[Any, str, Callable[..., Any]], ...] = (
    (Engine, "before_cursor_execute", _statement),
    (Engine, "commit", _commit),
    (Engine, "rollback", _rollback),
    (AuditEvent, "before_insert", _row),
)


@contextmanager
def watching() -> Iterator[Findings]:
    """Watch every mutation that runs in this process."""
    for target, name, listener in _LISTENERS:
        event.listen(target, name, listener)
    mutations._run = _watched_run
    try:
        yield FINDINGS
    finally:
        mutations._run = _original
        for target, name, listener in _LISTENERS:
            event.remove(target, name, listener)
