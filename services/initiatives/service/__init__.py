"""The verbs of initiatives: open, sign, sign on paper, take back, fulfil, order; none refuses."""

from services.initiatives.service.answers import Candidate, candidates, find_candidate
from services.initiatives.service.duties import Answer, fulfil, order
from services.initiatives.service.opening import open_demand
from services.initiatives.service.reading import (
    Due,
    OwnVoice,
    Progress,
    Signatory,
    find,
    has_signed,
    is_overdue,
    list_demands,
    list_due,
    list_overdue,
    load_many,
    load_progress,
    own_voices,
    signatories,
    signed_by,
)
from services.initiatives.service.signing import PaperName, lapse, record_sheet, sign, withdraw

__all__ = [
    "Answer",
    "Candidate",
    "Due",
    "OwnVoice",
    "PaperName",
    "Progress",
    "Signatory",
    "candidates",
    "find",
    "find_candidate",
    "fulfil",
    "has_signed",
    "is_overdue",
    "lapse",
    "list_demands",
    "list_due",
    "list_overdue",
    "load_many",
    "load_progress",
    "open_demand",
    "order",
    "own_voices",
    "record_sheet",
    "sign",
    "signatories",
    "signed_by",
    "withdraw",
]
