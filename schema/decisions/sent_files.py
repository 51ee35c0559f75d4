"""The files of a suggestion: sent in base64, shown to those who know its author."""

from collections.abc import Sequence
from typing import Self

import strawberry

from schema.core.encoded import decoded
from services.decisions.attachment_errors import (
    AttachmentTooLarge,
    NeitherPhotoNorVoice,
    TooManyOpinionFiles,
)
from services.decisions.models import Opinion
from services.decisions.proposal import Attachment

KEEPING_FILES = (AttachmentTooLarge, NeitherPhotoNorVoice, TooManyOpinionFiles)


def decoded_files(files: Sequence[str], field: str = "files") -> list[bytes]:
    """Return the bytes of every file that was sent in a field."""
    return [decoded(one, NeitherPhotoNorVoice(path=(field,))) for one in files]


@strawberry.type(description="A photo or a recording that came with a suggestion.")
class OpinionFile:
    title: str = strawberry.field(description="照片 or 录音.")
    content_type: str = strawberry.field(description="Its media type.")
    size_bytes: int = strawberry.field(description="Its size in bytes.")
    sha256: str = strawberry.field(description="The hash of its bytes.")
    path: str = strawberry.field(description="Where it is downloaded.")

    @classmethod
    def of(cls, row: Opinion, file: Attachment, county: str) -> Self:
        """Show one file."""
        return cls(
            title=file.title,
            content_type=file.content_type,
            size_bytes=file.size_bytes,
            sha256=file.sha256,
            path=f"/{county}/opinions/{row.id}/files/{file.sha256}",
        )
