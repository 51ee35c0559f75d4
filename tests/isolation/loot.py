"""What the attackers know of the other county, and how they put it into any argument."""

import base64
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from graphql import get_named_type
from sqlmodel import SQLModel
from strawberry.relay import to_base64

from infra import clock, storage
from schema.core.connection import to_cursor
from services.decisions import parameters
from services.elections.vocabulary import HANDOVER_ITEMS
from tenants.authorization.roles import seat_of
from tests import objects
from tests.factories import papers
from tests.isolation import shapes
from tests.isolation.canaries import MARK
from tests.isolation.shapes import Shape
from tests.isolation.world import Side

OWN = 0.06  # of the ids are the attackers' own, so that some questions get further
_MOST_IDS = 60
_KINDS = {
    "also": "Matter",
    "bar": "CountyBar",
    "group": "VillagerGroup",
    "head": "Resident",
    "into": "Household",
    "loss": "RightsLoss",
    "member": "MeetingMember",
    "members": "MeetingMember",
    "oldHead": "Resident",
    "presider": "Resident",
    "request": "CorrectionRequest",
    "tellers": "MeetingMember",
    "scrutineer": "MeetingMember",
    "term": "OfficeTerm",
    "upload": "RollUpload",
}
# No file of the victims': equal bytes have equal hashes, which then would tell of nobody.
_FILE = base64.b64encode(papers.photo("JPEG")).decode()
_SCALARS: Mapping[str, Any] = {"Fen": 100, "Boolean": True, "Float": 1.0}


@dataclass(frozen=True)
class Loot:
    """Everything of a county that somebody could have got hold of."""

    side: Side
    ids: Mapping[str, Sequence[UUID]]
    names: Mapping[str, Sequence[str]]  # what bears no id: notices, villages, methods
    hashes: Sequence[str]
    phones: Sequence[str]
    keys: Sequence[str]
    words: Sequence[str]
    steps: Sequence[str]
    files: Sequence[str]

    def any_id(self, rng: random.Random) -> UUID:
        return rng.choice(self.ids[rng.choice(sorted(self.ids))])

    def of_kind(self, rng: random.Random, kind: str) -> UUID:
        known = self.ids.get(objects.table_of(kind))
        return rng.choice(known) if known and rng.random() > 0.05 else self.any_id(rng)

    def place(self, rng: random.Random) -> str:
        code = self.side.code
        return rng.choice((code[:6], code[:9], seat_of(code), code, code))


async def of(side: Side) -> Loot:
    """Read it out of the tables."""

    async def column(statement: str) -> list[Any]:
        return [row[0] for row in await side.as_owner(statement)]

    ids = {}
    for name, table in SQLModel.metadata.tables.items():
        keys = list(table.primary_key.columns)
        if len(keys) == 1 and type(keys[0].type).__name__ == "Uuid":
            statement = f'SELECT "{keys[0].name}" FROM "{name}" ORDER BY random() LIMIT {_MOST_IDS}'
            if found := await column(statement):
                ids[name] = found
    attached = "jsonb_path_query(attachments, '$[*].sha256') #>> '{}' FROM matter_draft"
    return Loot(
        side,
        ids,
        {
            "bulletin": await column("SELECT code FROM bulletin WHERE code IS NOT NULL") or ["0"],
            "method": await column("SELECT method_id FROM method_draft"),
            "township": [side.code[:9]],
            "village": [side.code],
        },
        [
            *await column(f"SELECT DISTINCT {attached}"),
            *await column(f"SELECT DISTINCT {attached.replace('matter_draft', 'opinion')}"),
            *await column("SELECT sha256 FROM bulletin_file"),
            *await column("SELECT sha256 FROM posting_receipt"),
        ],
        list(side.phones.values()),
        [*await column("SELECT DISTINCT key FROM idempotency_key"), "a-key"],
        await column("SELECT name FROM resident UNION SELECT number FROM household"),
        await column("SELECT DISTINCT step_key FROM matter_step"),
        list(storage.names(side.county.code)),
    )


@dataclass(frozen=True)
class Filler:
    """Puts what is known of a county into the variables of a document."""

    theirs: Loot
    ours: Loot
    own: float = OWN  # of what is given is the attackers' own
    gaps: float = 0.4  # of what may be left out is left out

    def _pick(self, rng: random.Random) -> Loot:
        return self.ours if rng.random() < self.own else self.theirs

    def variables(self, rng: random.Random, shape: Shape) -> dict[str, Any]:
        found = {}
        for slot in shape.slots:
            if not str(slot.kind).endswith("!") and rng.random() < self.gaps:
                continue
            kind = slot.node or _returned(slot.field)
            found[slot.name] = self.value(rng, slot.kind, slot.argument, kind, slot.field)
        return found

    def value(self, rng: random.Random, kind: Any, name: str, returned: str, field: str) -> Any:
        """Return a value of an input type, after the name of its argument or field."""
        bare = shapes.unwrapped(kind)
        if shapes.is_list(kind):
            return [
                self.value(rng, bare.of_type, name, returned, field)
                for _ in range(rng.randint(1, 2))
            ]
        if shapes.is_input(kind):
            return self._object(rng, bare, returned, field)
        if shapes.is_enum(kind):
            return rng.choice(sorted(bare.values))
        return self._scalar(rng, bare.name, name, returned, field)

    def _object(self, rng: random.Random, kind: Any, returned: str, field: str) -> dict[str, Any]:
        given = {}
        for name, one in kind.fields.items():
            needed = str(one.type).endswith("!")
            if kind.is_one_of or (not needed and rng.random() < self.gaps):
                continue
            given[name] = self.value(rng, one.type, name, returned, field)
        if kind.is_one_of:
            name = rng.choice(sorted(kind.fields))
            given = {name: self.value(rng, kind.fields[name].type, name, returned, field)}
        return given

    def _scalar(self, rng: random.Random, kind: str, name: str, returned: str, field: str) -> Any:
        if kind == "ID":
            wanted = _kind_of(name, returned)
            return to_base64(wanted, str(self._pick(rng).of_kind(rng, wanted)))
        if kind == "Int":
            return rng.randint(1, 5) if name in {"first", "second"} else rng.randint(1, 60)
        if kind == "Date":
            return f"{clock.today()}"
        if kind == "DateTime":
            return (clock.now() + timedelta(days=rng.randint(-1, 9))).isoformat()
        if kind in _SCALARS:
            return rng.random() < 0.5 if kind == "Boolean" else _SCALARS[kind]
        return self._text(rng, name, field)

    def _text(self, rng: random.Random, name: str, field: str) -> str:
        low = name.lower()
        loot = self.theirs if low == "after" else self._pick(rng)
        if (field, low) in _KEPT or (low == "name" and field not in _LOOKED_UP):
            loot = self.ours
        if low == "code":
            known_codes = _CODES.get(field)
            return rng.choice(known_codes(loot)) if known_codes else "000000"
        if low in ROWS:
            return str(rng.choice(loot.ids.get(ROWS[low]) or [loot.any_id(rng)]))
        if low.endswith(("code", "codes")) or low in {"place", "places", "into"}:
            return loot.side.code[:9] if "township" in low else loot.place(rng)
        if low.endswith("base64"):
            return _FILE
        known = _TEXTS.get(low)
        return known(loot, rng) if known else rng.choice(_OTHERWISE)


_CODES: Mapping[str, Callable[[Loot], Sequence[str]]] = {
    "bulletinByCode": lambda loot: loot.names["bulletin"],
    "logProof": lambda loot: loot.names["bulletin"],
    "verification": lambda loot: loot.names["bulletin"],
    "village": lambda loot: loot.names["village"],
}
# The tables whose bare ids an argument takes that is a text.
ROWS: Mapping[str, str] = {
    "candidatekey": "election_candidate",
    "contestkey": "election_contest",
    "countkey": "election_count",
    "holderkey": "resident",
    "listobjectionkey": "representative_objection",
    "members": "resident",
    "nomineekey": "representative_nominee",
    "objectionkey": "election_objection",
    "principalkey": "resident",
    "proxykey": "election_proxy",
    "residentkey": "resident",
    "scrutineer": "resident",
    "signaturekey": "demand_signature",
    "stationkey": "election_station",
    "tellers": "resident",
}
_TEXTS: Mapping[str, Callable[[Loot, random.Random], str]] = {
    "after": lambda loot, rng: to_cursor(loot.any_id(rng)),
    "basedon": lambda loot, rng: rng.choice([*loot.names["method"], "532"]),
    "content": lambda _loot, _rng: _FILE,
    "file": lambda _loot, _rng: _FILE,
    "files": lambda _loot, _rng: _FILE,
    "household": lambda loot, rng: rng.choice(loot.words),
    "idempotencykey": lambda loot, rng: rng.choice([*loot.keys, f"key {rng.random()}"]),
    "item": lambda _loot, rng: rng.choice(sorted(HANDOVER_ITEMS)),
    "key": lambda loot, rng: rng.choice([*loot.names["method"], *parameters.catalogue()]),
    "methodkey": lambda loot, rng: rng.choice([*loot.names["method"], "wuhuan_fujin"]),
    "name": lambda loot, rng: rng.choice(loot.words),
    "numbers": lambda loot, rng: rng.choice(loot.words),
    "period": lambda _loot, rng: rng.choice(["2026", "2026-1", "2026-2"]),
    "phone": lambda loot, rng: rng.choice(loot.phones),
    "photos": lambda _loot, _rng: _FILE,
    "photo": lambda _loot, _rng: _FILE,
    "search": lambda loot, rng: rng.choice([*loot.words[:20], MARK]),
    "sha256": lambda loot, rng: rng.choice(loot.hashes),
    "stepkey": lambda loot, rng: rng.choice(loot.steps),
    "subject": lambda loot, rng: rng.choice([str(loot.any_id(rng)), *loot.words[:3]]),
}
# Kept as it was written and told again to who wrote it: a name of theirs would look like a leak.
# So is a name, but where somebody is looked up by it; and a method of theirs has their hash.
_KEPT = {("methodBegin", "methodkey")}
_LOOKED_UP = {"demandPaperOpen", "demandSheetRecord", "opinionRecord"}
_OTHERWISE = ("试一试", "siquansizhi", "PUBLIC_WELFARE", "title")


def means_something(kind: Any, name: str) -> bool:
    """Say whether it is known what stands in an argument that names an object."""
    bare = shapes.unwrapped(kind)
    if shapes.is_list(kind):
        return means_something(bare.of_type, name)
    if shapes.is_input(kind):
        return all(means_something(one.type, inner) for inner, one in bare.fields.items())
    if bare.name == "ID" and name != "id":
        return objects.table_of(_kind_of(name, "")) in SQLModel.metadata.tables
    is_key = bare.name == "String" and name.endswith("Key")
    return not is_key or name.lower() in {*ROWS, *_TEXTS}


def _returned(field: str) -> str:
    """Return the kind of object that a root field is about."""
    fields = {**shapes.root("Query"), **shapes.root("Mutation")}
    return str(get_named_type(fields[field].type).name)


def _kind_of(name: str, returned: str) -> str:
    """Return which object an argument means: `matterId` a matter, `id` what the field returns."""
    stem = re.sub(r"Ids?$", "", name)
    if stem in _KINDS:
        return _KINDS[stem]
    if name == "id":
        return returned
    return stem[:1].upper() + stem[1:]
