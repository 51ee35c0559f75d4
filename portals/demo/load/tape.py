"""What a case wrote into a county: every new row, ready to be written again for another village."""

import json
from dataclasses import dataclass

from infra import table_copy
from portals.demo.load.bulk import copy_out, driver
from services.transparency.models import LogLeaf, LogOpening
from services.transparency.published import public_record
from services.transparency.record import Record
from tenants.unit_of_work import UnitOfWork

# Rows of the county itself, of sessions and jobs, and those that are made anew for each copy.
OWN = frozenset(
    {
        *("account", "account_session", "alembic_version", "api_token", "audit_seal", "inbox"),
        *("bulletin_file", "idempotency_key", "log_checkpoint", "log_head_copy", "log_leaf"),
        *("log_node", "log_opening", "one_time_code", "outbox", "role_holding", "serial_number"),
        *("sign_in_event", "totp_device", "work_method"),
    }
)
Columns = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Leaf:
    """A leaf that a case appended, with its personal values open."""

    row: LogLeaf
    public: Record


@dataclass(frozen=True)
class Tape:
    """The rows of one case by table, in COPY's text, and its leaves."""

    rows: dict[str, list[str]]
    leaves: tuple[Leaf, ...]

    def count(self, table: str) -> int:
        """Return how many rows of a table the case wrote."""
        return len(self.rows.get(table, ()))


class Recorder:
    """Tells the rows that came since the last look from those that were there."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._seen: dict[str, set[str]] = {}
        self._leaves = 0

    async def look(self, uow: UnitOfWork) -> Tape:
        """Return what is new; nobody else may write into the county meanwhile."""
        rows: dict[str, list[str]] = {}
        for table, columns in self.columns.items():
            found = await copy_out(uow, table, columns)
            seen = self._seen.setdefault(table, set())
            new = [one for one in found if one.partition("\t")[0] not in seen]
            seen.update(one.partition("\t")[0] for one in new)
            rows[table] = [one for one in new if not _is_of_the_log(table, one)]
        leaves = await _leaves(uow, self._leaves)
        self._leaves += len(leaves)
        return Tape({table: new for table, new in rows.items() if new}, leaves)


def _is_of_the_log(table: str, row: str) -> bool:
    return table == "audit_event" and "\ttransparency:" in row


async def recorder(uow: UnitOfWork) -> Recorder:
    """Return a recorder to which everything that is there is old."""
    columns = await table_copy.columns_of(await uow.session.connection(), uow.tenant.schema)
    made = Recorder({table: names for table, names in columns.items() if table not in OWN})
    await made.look(uow)
    return made


async def _leaves(uow: UnitOfWork, start: int) -> tuple[Leaf, ...]:
    connection = await driver(uow)
    openings: dict[int, list[LogOpening]] = {}
    for row in await connection.fetch("SELECT * FROM log_opening WHERE leaf_index >= $1", start):
        one = LogOpening(**{**row, "field": json.loads(row["field"])})
        openings.setdefault(one.leaf_index, []).append(one)
    leaves = [
        LogLeaf(**row)
        for row in await connection.fetch(
            "SELECT * FROM log_leaf WHERE index >= $1 ORDER BY index", start
        )
    ]
    return tuple(Leaf(one, public_record(one, openings.get(one.index, []))) for one in leaves)
