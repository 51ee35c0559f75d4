"""The verbs of disclosure: draft, preview, approve, publish, withdraw, correct, post, answer."""

from services.disclosure.service.approving import approve_and_queue, withdraw
from services.disclosure.service.boards import post_receipt
from services.disclosure.service.drafting import (
    Preview,
    correct,
    correct_fields,
    prepare,
    preview,
    previewed,
)
from services.disclosure.service.questions import answer, ask
from services.disclosure.service.reading import (
    count_reached,
    file_bytes,
    files,
    find,
    find_by_code,
    list_bulletins,
    list_mine,
    list_questions,
    load_by_subjects,
    load_corrections,
    load_files,
    load_many,
    load_questions,
    load_questions_of,
    load_receipts,
    load_texts,
    readable,
)

__all__ = [
    "Preview",
    "answer",
    "approve_and_queue",
    "ask",
    "correct",
    "correct_fields",
    "count_reached",
    "file_bytes",
    "files",
    "find",
    "find_by_code",
    "list_bulletins",
    "list_mine",
    "list_questions",
    "load_by_subjects",
    "load_corrections",
    "load_files",
    "load_many",
    "load_questions",
    "load_questions_of",
    "load_receipts",
    "load_texts",
    "post_receipt",
    "prepare",
    "preview",
    "previewed",
    "readable",
    "withdraw",
]
