"""Writes a played case again for another village: other ids, names, numbers and frozen rolls."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from infra import clock
from portals.demo.load.bulk import NULL, cell, unescaped
from portals.demo.load.identity import copied
from portals.demo.load.leaves import Leaves
from portals.demo.load.tape import Columns, Tape
from services.decisions.attendance import roll_hash
from services.decisions.models import MeetingMember
from services.transparency import service as transparency
from services.transparency import statement

_TOKEN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(?<!\d)(?:\d{12}|\d{9})(?!\d)"
    r"|(?<!\d)\d{4} \d{4} \d{4}(?!\d)"
    r'|"resolution_number": ?"\d{4}-\d+'
    r"|(?<![\d-])20\d\d-\d{1,4}(?![\d-])"
    r"|第\d+[村镇]"
)
_NUMBERED = {"matter": "{year}-{serial:03d}", "bulletin": "{year}-{serial}"}
_RESOLUTION = '"resolution_number": "{year}-{serial:03d}'
SERIALS = ("matter", "resolution", "bulletin")


@dataclass(frozen=True)
class Cast:
    """Who and what stands for whom and what of the played village in another one."""

    village_code: str
    words: Mapping[str, str]


@dataclass
class Copier:
    """Collects the rows of copies by table."""

    columns: Columns
    leaves: Leaves
    lines: dict[str, list[str]] = field(default_factory=dict)
    serials: dict[tuple[str, str, str], int] = field(default_factory=dict)
    made: int = 0
    _given: dict[str, str] = field(default_factory=dict)

    def add(self, tape: Tape, cast: Cast) -> None:
        """Write a case again for another village."""
        self.made += 1
        words = {**cast.words, **self._ids(tape)}
        words |= self._numbers(tape, cast.village_code)

        def said(text: str) -> str:
            return _TOKEN.sub(lambda found: words.get(found[0], found[0]), text)

        for leaf in tape.leaves:
            self.leaves.append(leaf, cast.village_code, said, words)
        rows = {
            table: [one.split("\t") for one in said("\n".join(rows)).split("\n")]
            for table, rows in tape.rows.items()
        }
        self._renumber(tape, rows)
        self._freeze(rows)
        self._point(rows)
        for table, cells in rows.items():
            self.lines.setdefault(table, []).extend("\t".join(row) for row in cells)

    def _ids(self, tape: Tape) -> dict[str, str]:
        return {
            (id_ := row.partition("\t")[0]): copied(id_, self.made)
            for table, rows in tape.rows.items()
            if self.columns[table][0] == "id"
            for row in rows
        }

    def _numbers(self, tape: Tape, village: str) -> dict[str, str]:
        """Give out the village's next numbers; return the new ones by the old ones."""
        found = {}
        for table in SERIALS:
            year_at, serial_at = (self._at(table, name) for name in ("year", "serial"))
            for row in tape.rows.get(table, ()):
                cells = row.split("\t")
                year, key = cells[year_at], (table, village, cells[year_at])
                self.serials[key] = self.serials.get(key, 0) + 1
                old, new = int(cells[serial_at]), self.serials[key]
                form = _NUMBERED.get(table, _RESOLUTION)
                name = form.format(year=year, serial=old)
                found[name] = form.format(year=year, serial=new)
                found[name.replace(": ", ":")] = found[name].replace(": ", ":")
                found[f"{table} {cells[0]}"] = str(new)
        self._given = found
        return found

    def _renumber(self, tape: Tape, rows: dict[str, list[list[str]]]) -> None:
        for table in SERIALS:
            at = self._at(table, "serial")
            for old, cells in zip(tape.rows.get(table, ()), rows.get(table, ()), strict=True):
                cells[at] = self._given[f"{table} {old.partition(chr(9))[0]}"]

    def _freeze(self, rows: dict[str, list[list[str]]]) -> None:
        """Hash the copied rolls again: other people sit on them."""
        members: dict[str, list[MeetingMember]] = {}
        columns = self.columns["meeting_member"]
        for cells in rows.get("meeting_member", ()):
            one = dict(zip(columns, cells, strict=True))
            members.setdefault(one["meeting_id"], []).append(
                MeetingMember(
                    meeting_id=UUID(one["meeting_id"]),
                    resident_id=UUID(one["resident_id"]),
                    name=one["name"],
                    capacity=one["capacity"],
                    representative=one["representative"] == "t",
                    present_at=None if one["present_at"] == NULL else clock.now(),
                )
            )
        for table, key, presence in (("meeting", "id", False), ("vote", "meeting_id", True)):
            at, id_at = self._at(table, "roll_hash"), self._at(table, key)
            for cells in rows.get(table, ()):
                if cells[at]:
                    cells[at] = roll_hash(members[cells[id_at]], presence=presence)

    def _point(self, rows: dict[str, list[list[str]]]) -> None:
        """Let the copied bulletins point at their own leaves and sign their QR texts."""
        names = ("id", "kind", "log_index", "statement_url", "village_code", "year", "serial")
        at = {name: self._at("bulletin", name) for name in names}
        for cells in rows.get("bulletin", ()):
            if cells[at["log_index"]] == NULL:
                continue
            leaf = self.leaves.of_subject[cells[at["kind"]], cells[at["id"]]]
            claim, _ = statement.parse(unescaped(cells[at["statement_url"]]))
            cells[at["log_index"]] = str(leaf.index)
            cells[at["statement_url"]] = cell(
                transparency.landing_url(
                    leaf,
                    self.leaves.tenant,
                    village_code=cells[at["village_code"]],
                    number=f"{cells[at['year']]}-{cells[at['serial']]}",
                    day=claim.day,
                    facts=claim.facts,
                )
            )

    def _at(self, table: str, column: str) -> int:
        return self.columns[table].index(column)
