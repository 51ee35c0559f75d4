"""The verbs of representation: choose, confirm, post, object, decide, seat; lose a seat."""

from services.representation.service.certificates import Certificate, certificate, term_of
from services.representation.service.choosing import (
    confirm,
    drop,
    nominate,
    record_confirmations,
)
from services.representation.service.listing import decide, give_up, object_to, post, seat
from services.representation.service.owed import list_owed, lost_seats
from services.representation.service.reading import (
    Choice,
    Nominee,
    Waiting,
    choice_of,
    list_waiting,
    unconfirmed,
)
from services.representation.service.seats import (
    GroupQuota,
    Representation,
    Seat,
    end_lost_seat,
    record_households,
    representation_of,
)

__all__ = [
    "Certificate",
    "Choice",
    "GroupQuota",
    "Nominee",
    "Representation",
    "Seat",
    "Waiting",
    "certificate",
    "choice_of",
    "confirm",
    "decide",
    "drop",
    "end_lost_seat",
    "give_up",
    "list_owed",
    "list_waiting",
    "lost_seats",
    "nominate",
    "object_to",
    "post",
    "record_confirmations",
    "record_households",
    "representation_of",
    "seat",
    "term_of",
    "unconfirmed",
]
