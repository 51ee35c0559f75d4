"""Small pieces of table definitions that every table of this capability shares."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

INSERT_ONLY: dict[str, Any] = {"info": {"insert_only": True}}
FEW_ATTACHMENTS = "jsonb_array_length(attachments) <= 10"
HASHED_ATTACHMENTS = (
    "NOT jsonb_path_exists(attachments, "
    """'$[*] ? (!(@.sha256 like_regex "^[0-9a-f]{64}$"))')"""
)
# A matter's place is a village, or a township's own seat (…000): each has its own bodies (ADR 31).
BODY_OF_PLACE = "(body = 'township_party_committee') = (village_code LIKE '%000')"
VILLAGE_CODE = "village_code ~ '^[0-9]{12}$'"


def one_of(column: str, words: Iterable[StrEnum], *, empty: bool = False) -> str:
    """Return the CHECK that keeps a text column to a closed list of words."""
    values = [word.value for word in words if word.value] + ([""] if empty else [])
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
