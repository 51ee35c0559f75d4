"""Files that a record lists: open to whoever may read the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra import storage
from services.disclosure.errors import UnknownBulletin
from services.disclosure.models import Bulletin
from services.disclosure.service.reading import readable
from services.disclosure.workflow import State
from tenants.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Attached:
    """A file as the record lists it."""

    title: str
    sha256: str
    content_type: str
    size_bytes: int


def attached_in(content: Mapping[str, Any]) -> list[Attached]:
    """Return the files that the content of a record lists."""
    return [
        Attached(
            title=str(each["title"]),
            sha256=str(each["sha256"]),
            content_type=str(each["content_type"]),
            size_bytes=int(each["size_bytes"]),
        )
        for each in content.get("attachments") or []
    ]


def find_attached(bulletin: Bulletin, sha256: str) -> Attached:
    """Return a file of a bulletin by its hash; a withdrawn bulletin has none any more."""
    listed = attached_in(readable(bulletin)["content"])
    found = next((one for one in listed if one.sha256 == sha256), None)
    if found is None or bulletin.state == State.WITHDRAWN:
        raise UnknownBulletin
    return found


async def attached_bytes(uow: UnitOfWork, file: Attached) -> bytes:
    """Return the bytes whose hash stands in the record; nothing else is handed out."""
    return await storage.get_exact(uow.tenant.code, file.sha256, file.content_type)
