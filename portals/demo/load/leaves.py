"""Leaves of the public log in bulk: every one is hashed, coded and grown into the tree."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from portals.demo.load.bulk import copy_in, line
from portals.demo.load.identity import Ids
from portals.demo.load.tape import Leaf
from services.audit.tags import AuditTag
from services.transparency import code as codes
from services.transparency import merkle
from services.transparency import record as records
from services.transparency.appending import envelope
from services.transparency.merkle import Node
from services.transparency.models import LogLeaf
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork

_LEAF = ("index", "previous", "kind", "subject", "supersedes", "code", "hash", "body", "at")
_AUDIT = (
    *("id", "at", "tag", "subject", "village_code", "account_id", "actor", "facts"),
    "request_id",
)


@dataclass
class Leaves:
    """The log as it stands, and what is to be appended to it."""

    tenant: Tenant
    ids: Ids
    nodes: dict[Node, bytes] = field(default_factory=dict)
    size: int = 0
    codes: set[str] = field(default_factory=set)
    of_subject: dict[tuple[str, str], LogLeaf] = field(default_factory=dict)
    _lines: dict[str, list[str]] = field(default_factory=dict)

    def begin(self, played: Iterable[LogLeaf]) -> None:
        """Take up the log where the played cases left it."""
        for leaf in played:
            self._grow(leaf.hash)
            self.codes.add(leaf.code)
        self._lines = {}

    def append(
        self, leaf: Leaf, village: str, said: Callable[[str], str], words: dict[str, str]
    ) -> None:
        """Append the leaf of a copied item; the words learn its code and where it stands."""
        record = json.loads(said(json.dumps(leaf.public, ensure_ascii=False)))
        old, subject = leaf.row, UUID(words[str(leaf.row.subject)])
        after = words.get(f"leaf {old.supersedes}")
        supersedes = int(after) if after else None
        whole = envelope(self.tenant.code, old.kind, subject, old.at, supersedes, record)
        body = records.canonical(whole)
        made = LogLeaf(
            index=self.size,
            previous=self.size - 1 if self.size else None,
            kind=old.kind,
            subject=subject,
            supersedes=supersedes,
            code="",
            hash=merkle.leaf_hash(body),
            body=body.decode(),
            at=old.at,
        )
        made.code = self._code(made.hash)
        self._grow(made.hash)
        self._keep(made, village, records.openings(record))
        words |= {
            old.code: made.code,
            codes.printed(old.code): codes.printed(made.code),
            f"leaf {old.index}": str(made.index),
        }
        self.of_subject[old.kind, str(subject)] = made

    def _code(self, leaf: bytes) -> str:
        attempt = 0
        while (code := codes.of_leaf(self.tenant.code, leaf, attempt)) in self.codes:
            attempt += 1
        self.codes.add(code)
        return code

    def _grow(self, leaf: bytes) -> None:
        made = merkle.grow(self.size, leaf, self.nodes)
        self.nodes |= made
        self.size += 1
        self._lines.setdefault("log_node", []).extend(
            line(node.level, node.place, hash_) for node, hash_ in made.items()
        )

    def _keep(self, leaf: LogLeaf, village: str, opened: dict[str, records.Record]) -> None:
        values = (getattr(leaf, name) for name in _LEAF)
        self._lines.setdefault("log_leaf", []).append(line(*values))
        self._lines.setdefault("log_opening", []).extend(
            line(leaf.index, path, field_) for path, field_ in opened.items()
        )
        facts = {"index": leaf.index, "kind": leaf.kind}
        tag = AuditTag.TRANSPARENCY_LEAF_APPEND.value
        self._lines.setdefault("audit_event", []).append(
            line(self.ids.new(), leaf.at, tag, leaf.subject, "", None, "system", facts, "")
        )

    async def write(self, uow: UnitOfWork) -> None:
        """Write what was appended."""
        lines, self._lines = self._lines, {}
        for table, columns in (
            ("log_leaf", _LEAF),
            ("log_node", ("level", "place", "hash")),
            ("log_opening", ("leaf_index", "path", "field")),
            ("audit_event", _AUDIT),
        ):
            await copy_in(uow, table, columns, lines.get(table, ()))
