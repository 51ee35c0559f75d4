"""The closed lists of the people face: the service's own enums, shown to GraphQL."""

import enum

import strawberry

from services.people.workflow import OFFICE_NAMES, Gender, Office, ResidentState, VillageState


class VillageChangeKind(enum.StrEnum):
    ADDED = "added"
    RENAMED = "renamed"
    MERGED = "merged"
    CLOSED = "closed"


class Departure(enum.StrEnum):
    MOVED = "moved"
    DIED = "died"


strawberry.enum(Departure, description="Why somebody is on the roll no longer.")
strawberry.enum(Gender, description="The gender on the household roll.")
strawberry.enum(Office, description="An office that a resident can hold in the village.")
strawberry.enum(ResidentState, description="Whether somebody still lives in the village.")
strawberry.enum(VillageChangeKind, description="What happened to a village.")
strawberry.enum(VillageState, description="Whether a village exists, was closed, or was merged.")


def office_name(office: str, locale: str) -> str:
    """Return what an office is called in the viewer's language."""
    zh, en = OFFICE_NAMES[Office(office)]
    return zh if locale == "zh" else en


__all__ = [
    "Departure",
    "Gender",
    "Office",
    "ResidentState",
    "VillageChangeKind",
    "VillageState",
    "office_name",
]
