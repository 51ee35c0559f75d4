"""Files of matters for those who see the text, and of suggestions for those who know the author."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from infra.errors import NotFound
from schema import authentication
from schema.core import files
from schema.decisions import opinion_sight, visibility
from schema.decisions.sittings import by_households, home_of, own_line
from services.decisions import proposal, service
from services.decisions.attachment_errors import UnknownAttachment
from services.decisions.dossiers import Dossier
from services.decisions.models import MatterVersion
from tenants import registry
from tenants.authorization.permissions import Permission
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tenants.viewer import Viewer


async def attached(request: Request) -> Response:
    """Serve a file of a version that the viewer may read, or of the text being written."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    viewer = await authentication.identify(request, tenant, "zh")
    async with unit_of_work(tenant) as uow:
        matter = asked["matter"]
        dossier = (await service.load_many_dossiers(uow, [matter])).get(matter)
        if dossier is None or not visibility.sees(viewer, dossier):
            raise NotFound
        versions = (await service.load_many_versions(uow, [matter])).get(matter, [])
        return await _one_of(uow, _readable(viewer, dossier, versions), asked["sha256"])


async def of_meeting(request: Request) -> Response:
    """Serve a paper of a meeting, or a file of a text on its agenda, to those who see it."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    viewer = await authentication.identify(request, tenant, "zh")
    async with unit_of_work(tenant) as uow:
        files = await _of_agenda(uow, viewer, asked["meeting"])
        return await _one_of(uow, files, asked["sha256"])


async def _of_agenda(uow: UnitOfWork, viewer: Viewer, meeting_id: UUID) -> list[Mapping[str, Any]]:
    """Return the files that a viewer may have of a meeting; a member of it has them all."""
    meeting = await service.find_meeting(uow, meeting_id)
    if not viewer.may(Permission.MATTER_READ, meeting.village_code):
        raise NotFound
    roll = (await service.load_many_members(uow, [meeting_id]))[meeting_id]
    agenda = (await service.load_many_items(uow, [meeting_id]))[meeting_id]
    ids = [item.matter_id for item in agenda]
    dossiers = await service.load_many_dossiers(uow, ids)
    home = await home_of(uow, viewer) if by_households(roll) else None
    belongs = own_line(viewer, roll, home) is not None
    seen = set(ids) if belongs else _seen(viewer, dossiers)
    if not seen:
        raise NotFound
    versions = await service.load_many_versions(uow, list(seen))
    texts = [
        row.attachments
        for item in agenda
        for row in versions.get(item.matter_id, [])
        if row.version_no == item.version_no
    ]
    papers = (await service.load_many_meeting_papers(uow, [meeting_id]))[meeting_id]
    own = [asdict(service.file_of(paper)) for paper in papers]
    return [*own, *(one for text in texts for one in text)]


def _seen(viewer: Viewer, dossiers: Mapping[UUID, Dossier]) -> set[UUID]:
    return {key for key, one in dossiers.items() if visibility.sees(viewer, one)}


async def of_milestone(request: Request) -> Response:
    """Serve a photo of the work to those who see the matter."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    viewer = await authentication.identify(request, tenant, "zh")
    async with unit_of_work(tenant) as uow:
        row = await service.find_milestone(uow, asked["milestone"])
        dossier = (await service.load_many_dossiers(uow, [row.matter_id])).get(row.matter_id)
        if dossier is None or not visibility.sees(viewer, dossier):
            raise NotFound
        return await _one_of(uow, row.attachments, asked["sha256"])


async def of_opinion(request: Request) -> Response:
    """Serve a photo or a recording to those who may know whose suggestion it is."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    viewer = await authentication.identify(request, tenant, "zh")
    async with unit_of_work(tenant) as uow:
        row = await service.find_opinion(uow, asked["opinion"])
        if not opinion_sight.knows_author(viewer, row):
            raise NotFound
        whole = await _one_of(uow, row.attachments, asked["sha256"])
    return files.part_of(whole, request.headers.get("range", ""))


async def _one_of(uow: UnitOfWork, listed: Sequence[Mapping[str, Any]], sha256: str) -> Response:
    """Return the file of this hash among those that a row lists."""
    try:
        file = service.find_attachment(proposal.attached(listed), sha256)
    except UnknownAttachment as unknown:
        raise NotFound from unknown
    data = await service.attachment_bytes(uow, file)
    name = f"{file.title}{files.SUFFIXES[file.content_type]}"
    return files.download(data, file.content_type, name, file.sha256, files.PRIVATE)


def _readable(
    viewer: Viewer, dossier: Dossier, versions: list[MatterVersion]
) -> list[Mapping[str, Any]]:
    """Return the files of what this viewer reads; the newest title of a file comes first."""
    inside = visibility.is_inside(viewer, dossier.matter.village_code)
    posted = visibility.posted_versions(dossier)
    texts = [row.attachments for row in versions if inside or row.version_no in posted]
    if inside and dossier.draft is not None:
        texts.append(dossier.draft.attachments)
    return [one for text in reversed(texts) for one in text]


routes: list[BaseRoute] = [
    Route("/{county}/matters/{matter:uuid}/files/{sha256}", attached),
    Route("/{county}/meetings/{meeting:uuid}/files/{sha256}", of_meeting),
    Route("/{county}/milestones/{milestone:uuid}/files/{sha256}", of_milestone),
    Route("/{county}/opinions/{opinion:uuid}/files/{sha256}", of_opinion),
]
