"""Photos and recordings from phones: known by their content and kept without metadata."""

import hashlib
from collections.abc import Sequence

from infra import storage
from infra.documents import photo, voice
from services.decisions.attachment_errors import (
    AttachmentTooLarge,
    NeitherPhotoNorVoice,
    TooManyOpinionFiles,
)
from services.decisions.proposal import Attachment
from tenants.unit_of_work import UnitOfWork

MOST_FILES = 3
_MEGABYTE = 1_000_000


async def keep(
    uow: UnitOfWork, files: Sequence[bytes], *, voices: bool = True, field: str = "files"
) -> list[Attachment]:
    """Keep the files that came in a field; the same one twice is kept once."""
    if len(files) > MOST_FILES:
        raise TooManyOpinionFiles(path=(field,), most=MOST_FILES)
    found: dict[str, Attachment] = {}
    for data in files:
        clean = _checked(data, voices=voices, field=field)
        sha256 = hashlib.sha256(clean.data).hexdigest()
        if sha256 not in found:
            await storage.take(uow.tenant.code, "opinion", clean.data, clean.content_type)
            title = _title(clean.content_type)
            found[sha256] = Attachment(title, sha256, clean.content_type, len(clean.data))
    return list(found.values())


def _checked(data: bytes, *, voices: bool, field: str) -> photo.Photo | voice.Voice:
    if len(data) > voice.MOST_BYTES:
        most = voice.MOST_BYTES // _MEGABYTE
        raise AttachmentTooLarge(path=(field,), most_mb=most)
    try:
        return photo.cleaned(data)
    except photo.NotAPhoto as error:
        if not voices:
            raise NeitherPhotoNorVoice(path=(field,)) from error
    try:
        return voice.cleaned(data)
    except voice.NotAVoice as error:
        raise NeitherPhotoNorVoice(path=(field,)) from error


def _title(content_type: str) -> str:
    return "录音" if content_type.startswith("audio/") else "照片"
