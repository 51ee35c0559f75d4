"""Look at a village's roll before it is imported."""

import base64

from schema.core.mutations import Ask, mutation
from schema.people.inputs import RollPreviewInput
from schema.people.types import RollUpload
from services.people import service
from services.people.errors import RollFileTooLarge, UnknownVillage, VillageNotActive
from services.people.service.rolls import RollPreview
from tenants.authorization.permissions import Permission

MOST_ENCODED = 3_000_000


@mutation(
    Permission.PEOPLE_IMPORT,
    returns={"upload": RollUpload},
    refuses=(
        RollFileTooLarge,
        UnknownVillage,
        VillageNotActive,
    ),
    description="Check a spreadsheet against a village's roll; nothing is written yet.",
)
async def roll_preview(ask: Ask, input: RollPreviewInput) -> RollPreview:
    ask.viewer.require(Permission.PEOPLE_IMPORT, input.village_code)
    data = _decoded(input.content)
    return await service.preview_roll(ask.uow, input.village_code, data, input.filename)


def _decoded(content: str) -> bytes:
    """Return the bytes; what is no base64 is no spreadsheet either, and is told so as one."""
    if len(content) > MOST_ENCODED:
        raise RollFileTooLarge(path=("content",), megabytes=MOST_ENCODED // 1_000_000)
    try:
        return base64.b64decode(content, validate=True)
    except ValueError:  # letters outside ASCII, as well as a wrong length
        return b"\0"
