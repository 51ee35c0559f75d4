"""Files that people attach: PDF or photos, told apart by their content; nothing is opened here."""

import re
from dataclasses import dataclass

from infra.documents import photo

MOST_BYTES = 5_000_000
PDF = "application/pdf"
_HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
# Read from the plain parts of the file: a password stands there always, the others nearly always.
# Names of seven letters and more do not come up in compressed pictures by chance.
_LOCKED_OR_ACTIVE = re.compile(rb"/(Encrypt|JavaScript|Launch|EmbeddedFile|RichMedia)\b")
_TAIL_BYTES = 1024  # a reader looks for the end of a PDF in its last kilobyte


class TooLarge(Exception):
    """More bytes than one file may have."""


class NotAttachable(Exception):
    """Neither a whole PDF that everybody can read nor a whole photo."""


@dataclass(frozen=True)
class AttachedFile:
    """A file as it is kept, with the kind that its content shows."""

    data: bytes
    content_type: str


def checked(data: bytes) -> AttachedFile:
    """Return the file as it may be kept (SECURITY 26): photos lose their metadata."""
    if len(data) > MOST_BYTES:
        raise TooLarge(len(data))
    if _is_pdf(data):
        if _LOCKED_OR_ACTIVE.search(data):
            raise NotAttachable("a PDF with a password, a script or a file inside")
        return AttachedFile(data, PDF)
    try:
        picture = photo.cleaned(data)
    except photo.NotAPhoto as error:
        raise NotAttachable(str(error)) from error
    return AttachedFile(picture.data, picture.content_type)


def _is_pdf(data: bytes) -> bool:
    """Say whether the file begins and ends as a PDF does; one that breaks off has no end."""
    tail = data[-_TAIL_BYTES:]
    return bool(_HEADER.match(data)) and b"startxref" in tail and b"%%EOF" in tail
