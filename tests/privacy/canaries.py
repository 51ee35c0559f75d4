"""Reads out of the tables, by their labels, what no public byte may hold."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel

import services.tables  # noqa: F401 - fills the metadata
from infra import crypto
from infra.privacy import Class, Label
from services import data_catalogue
from tenants.unit_of_work import SYSTEM
from tests.privacy.world import World

GUARDED = {Class.PERSONAL, Class.SENSITIVE, Class.SECRET}
_SHORTEST = 6  # a shorter text stands in a page by chance

# Columns whose value alone tells of nobody; what they say of whom is guarded by the others.
EXEMPT: Mapping[str, str] = {
    "account.failed_count": "a number",
    "ballot.choice": "a word of a closed list; the voter's id is guarded",
    "evaluation.answer": "a word of a closed list; the villager's id is guarded",
    "idempotency_key.answer": "ids of what was made, such as a question, that may be public",
    "matter.opinion_id": "an id of no person; whose need it is stands in the need",
    "matter_draft.attachments": "the same files as the published version's",
    "matter_draft.change_note": "the same words as the published version's",
    "matter_draft.text": "the same words as the published version's",
    "meeting.shortened_reason": "no notice was shortened here; the words stand in minutes alone",
    "meeting_member.acting": "nobody came for another here; a proxy's holder is guarded",
    "meeting_member.acting_id": "nobody came for another here; guarded as a resident's id",
    "meeting_proxy.sheet_key": "a hash of the picture",
    "meeting_change.before": "a presider's name, as in meeting.presider, which is guarded",
    "meeting_change.member_id": "a line of a roll; the member's id is guarded",
    "meeting_member.left_at": "nobody left early here; a moment, and the member is guarded",
    "meeting_member.how": "a word of a closed list",
    "meeting_member.woman": "yes or no; the member's id and name are guarded",
    "meeting_member.recusal": "empty since a stake belongs to an item",
    "meeting_member.recusal_reason": "empty since a stake belongs to an item",
    "meeting_member.recused_at": "empty since a stake belongs to an item",
    "recusal.stake": "a word of a closed list; the member's id is guarded",
    "office_term.end_reason": "a word of a closed list; the holder's id is guarded",
    "milestone.attachments": "hashes of pictures of the place; the report is published",
    "inspection.attachments": "empty until checks take files",
    "inspection.inspector_id": "a member of the board; guarded as a resident's id",
    "audit_event.facts": "ids of what was changed, and words of closed lists",
    "correction_request.field": "a word of a closed list",
    "sealed_ballot.member_id": "no secret vote was held here; a member's id is guarded",
    "secret_ballot.choice": "a word of a closed list, and nothing leads to the voter",
    "resident.away_province": "the two digits of a province; who is away is guarded",
    "resident.away_since": "a day; the resident's id and name are guarded",
    "resident.gender": "a word of a closed list; the resident's id and name are guarded",
    "resident.state": "a word of a closed list",
    "posting_receipt.photo_key": "a hash of the picture; the picture itself is searched for",
    "resolution_signature.sheet_key": "signatures on paper were not used here",
    "annulment.recorded_by": "no decision was annulled here",
    "annulment.recorded_by_id": "no decision was annulled here",
    "demand_signature.channel": "a word of a closed list; the signer's id is guarded",
    "demand_voice.is_representative": "yes or no; the villager's id is guarded",
    "demand_voice.is_villager": "yes or no; the villager's id is guarded",
    "election_candidate.bar": "a word of a closed list; the candidate's id is guarded",
    "election_candidate.state": "a word of a closed list; the candidate's id is guarded",
    "election_contest.target_id": "nobody is recalled here; guarded as a resident's id",
    "election_proxy.relation": "a word of a closed list; both ids are guarded",
    "election_voter.group_name": "a group's name is public; the voter's id and name are guarded",
    "interest.relation": "a word of a closed list; the holder's and the relative's are guarded",
    "interest.relative_id": "who is declared here is on no roll; guarded as a resident's id",
    "opinion_sheet.score": "a number; who gave it is guarded",
    "opinion_sheet.stance": "a word of a closed list; who took it is guarded",
    "rights_loss.since": "a day; the judgment and the person's id are guarded",
    "rights_loss.until": "a day; the judgment and the person's id are guarded",
    "representative_nominee.state": "a word of a closed list; the nominee's id is guarded",
    "township_review.recorded_by_id": "an official, who is on no roll here",
}
# What is published from elsewhere: a name in here is allowed only if its source is public.
_DERIVED = {
    "bulletin.record",
    "bulletin.openings",
    "bulletin.difference",
    "bulletin.title",
    "log_leaf.body",
    "log_opening.field",
    "outgoing_text.text",
    "outgoing_text.fields",
}


@dataclass(frozen=True)
class Canaries:
    """What to look for, by the column it was read from; keyed hashes and ids apart from words."""

    words: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    planted: frozenset[str] = frozenset()

    @property
    def all(self) -> dict[str, str]:
        return {**self.words, **self.ids}


def guarded() -> dict[str, Label]:
    """Return the columns that nobody outside may see into."""
    return {
        f"{table}.{column}": label
        for table, columns in data_catalogue.labels().items()
        if not table.startswith("registry.")
        for column, label in columns.items()
        if label.data_class in GUARDED
    }


async def read(world: World) -> Canaries:
    """Read every guarded column of the county."""
    shown = await _shown(world)
    words: dict[str, str] = {}
    ids: dict[str, str] = {}
    planted = set()
    for place in guarded():
        if place in EXEMPT:
            continue
        found = [one for value in await _values(world, place) for one in _needles(place, value)]
        planted |= {place} if found else set()
        for needle, is_id in found:
            if needle not in shown:
                (ids if is_id else words)[needle] = place
    for phone in world.phones.values():
        words[phone] = "account.phone_sealed, unsealed"
    for (sealed,) in await world.as_owner("SELECT phone_sealed FROM resident WHERE is_head"):
        words[crypto.unseal(sealed)] = "resident.phone_sealed, unsealed"
    return Canaries(words, ids, frozenset(planted))


async def _values(world: World, place: str) -> list[Any]:
    table, column = place.split(".")
    kind = kind_of(place)
    if kind == "json":
        rows = await world.as_owner(f'SELECT "{column}"::text FROM "{table}"')
        return [leaf for (value,) in rows for leaf in _leaves(json.loads(value))]
    rows = await world.as_owner(f'SELECT DISTINCT "{column}"::text FROM "{table}"')
    if kind == "uuid":
        return [UUID(value) for (value,) in rows if value]
    if kind == "time":
        return []
    return [value for (value,) in rows if value]


def kind_of(place: str) -> str:
    """Return what sort of value a column holds."""
    table, column = place.split(".")
    name = type(SQLModel.metadata.tables[table].columns[column].type).__name__
    return {"JSONB": "json", "Uuid": "uuid", "DateTime": "time", "Date": "date"}.get(name, "text")


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, str):
        yield value


def _needles(place: str, value: Any) -> Iterator[tuple[str, bool]]:
    """Yield how a value would look; ids with and without hyphens, names without the surname."""
    if isinstance(value, UUID):
        yield str(value), True
        yield value.hex, True
        return
    text = str(value)
    keyed = place.endswith(("_index", "_hash", "_sealed"))
    is_id = _is_uuid(text) and not place.endswith(".salt")
    if len(text) >= _SHORTEST and not is_id:  # people's ids are in columns of ids
        yield text, keyed
    if text.startswith("欧阳雀"):
        yield text.removeprefix("欧"), False


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


async def _shown(world: World) -> set[str]:
    """Return the values that a public column holds, and the names of those in public office."""
    found = {
        SYSTEM.label,
        *world.shown_names,
        *(name.removeprefix("欧") for name in world.shown_names),
    }
    for table, columns in data_catalogue.labels().items():
        for column, label in columns.items():
            place = f"{table}.{column}"
            if label.data_class is not Class.PUBLIC or place in _DERIVED or "registry" in table:
                continue
            found |= {str(value) for value in await _values(world, place)}
    return found
