"""The closed words of choosing representatives: how far nominees, lists and objections are."""

from enum import StrEnum


class NomineeState(StrEnum):
    """How far somebody is who was put forward."""

    GATHERING = "gathering"
    LISTED = "listed"
    SEATED = "seated"
    DROPPED = "dropped"


class ListState(StrEnum):
    """How far a list is."""

    POSTED = "posted"
    SEATED = "seated"
    DROPPED = "dropped"


class ObjectionState(StrEnum):
    """What became of an objection."""

    RECEIVED = "received"
    UPHELD = "upheld"
    REJECTED = "rejected"


OPEN = (NomineeState.GATHERING, NomineeState.LISTED)
