"""What is attached to a text, as the API shows it."""

from typing import Protocol, Self

import strawberry


class Listed(Protocol):
    """A file as a record or a version lists it."""

    @property
    def title(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def size_bytes(self) -> int: ...
    @property
    def sha256(self) -> str: ...


@strawberry.type(description="A file attached to a text and frozen with it: a PDF or a photo.")
class Attachment:
    title: str = strawberry.field(description="What it is, in words.")
    content_type: str = strawberry.field(description="application/pdf, image/jpeg or image/png.")
    size_bytes: int = strawberry.field(description="Its size in bytes, at most 5,000,000.")
    sha256: str = strawberry.field(description="The SHA-256 of its bytes, in hex.")
    path: str = strawberry.field(description="Where it is downloaded, below the site's address.")

    @classmethod
    def of(cls, file: Listed, folder: str) -> Self:
        """Show a file with its address below a folder."""
        return cls(
            title=file.title,
            content_type=file.content_type,
            size_bytes=file.size_bytes,
            sha256=file.sha256,
            path=f"{folder}/{file.sha256}",
        )


def folder_of(county: str, bulletin_id: object) -> str:
    """Return where the files of a bulletin are downloaded."""
    return f"/{county}/bulletins/{bulletin_id}/files"
