"""Which table keeps the objects of a kind, and what stands in each place of an address.

A new route, kind or argument that is not known here fails a test with what is to be added.
"""

import re
from collections.abc import Mapping, Sequence

from sqlmodel import SQLModel

import services.tables  # noqa: F401 - fills the metadata
from portals.elections import acting
from portals.kit import operations

_TABLES = {
    "ApiToken": "api_token",
    "PublicMatter": "matter",
    "Session": "account_session",
    "VillagerGroup": "village_group",
}
# The kinds of objects whose global id is `{id}` behind this word of an address.
_OBJECTS: Mapping[str, tuple[str, ...]] = {
    "accounts": ("Account",),
    "bulletins": ("Bulletin",),
    "certificates": ("OfficeTerm",),
    "corrections": ("CorrectionRequest",),
    "demands": ("Demand",),
    "elections": ("Election",),
    "households": ("Household",),
    "interests": ("Interest",),
    "m": ("PublicMatter", "Matter"),
    "matters": ("Matter",),
    "meetings": ("Meeting",),
    "needs": ("Opinion",),
    "opinions": ("Opinion",),
    "people": ("Resident",),
    "rolls": ("RollUpload",),
    "said": ("Opinion",),
    "slips": ("ClaimSlip",),
}
# Of what one of these places is the name behind this word of an address.
NAMES = {"code", "key", "township", "village"}
_NAMED: Mapping[str, str] = {
    "C": "bulletin",
    "c": "bulletin",
    "d": "bulletin",
    "delegations": "village",
    "methods": "method",
    "reports": "village",
    "roll": "village",
    "t": "township",
    "v": "village",
    "villages": "village",
}
# The tables whose ids stand in an address bare.
_BARE = {"receipt": "posting_receipt", "sheet": "demand_sheet"}
_WORDS: Mapping[str, Sequence[str]] = {
    "act": sorted(acting.ACTS),
    "digest": ["x"],
    "household": ["001", "013"],
    "form": ["a4", "a3", "a3_bw", "a4_bw"],
    "kind": ["csv", "xlsx"],
    "name": ["app.css"],
    "period": ["2026", "2026-1", "2026-2"],
}


def table_of(kind: str) -> str:
    """Return the table of a kind of object."""
    return _TABLES.get(kind, re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower())


def word_before(route: str, name: str) -> str:
    """Return the word of an address that stands before one of its places."""
    return route.partition(f"/{{{name}}}")[0].rpartition("/")[2]


def kinds_at(route: str) -> tuple[str, ...]:
    """Return the kinds of objects whose global id is the `{id}` of a route."""
    word = word_before(route, "id")
    assert word in _OBJECTS, (
        f"{route}: add the kind of object that `{{id}}` behind /{word} means to _OBJECTS in"
        " tests/objects.py"
    )
    return _OBJECTS[word]


def kinds() -> list[str]:
    """Return every kind of object that has an address."""
    return sorted({kind for known in _OBJECTS.values() for kind in known})


def named_at(route: str, name: str) -> str:
    """Return what bears the name or code in this place of a route: a bulletin, a village, …"""
    word = word_before(route, name)
    assert word in _NAMED, (
        f"{route}: add what `{{{name}}}` behind /{word} is the name of to _NAMED in"
        " tests/objects.py"
    )
    return _NAMED[word]


def bare_at(name: str) -> str:
    """Return the table whose id stands bare in a place such as `{matter:uuid}`."""
    stem = name.removesuffix(":uuid")
    table = _BARE.get(stem, table_of(stem))
    assert table in SQLModel.metadata.tables, (
        f"{{{name}}}: add the table of these ids to _BARE in tests/objects.py"
    )
    return table


def words_at(route: str, name: str) -> Sequence[str]:
    """Return words of ours, the same in every county, for a place of a route."""
    if name == "operation":
        return sorted(operations.documents())
    assert name in _WORDS, (
        f"{route}: add words that may stand for `{{{name}}}` to _WORDS in tests/objects.py"
    )
    return _WORDS[name]
