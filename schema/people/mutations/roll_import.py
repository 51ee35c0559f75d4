"""Write a previewed roll."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.inputs import RollImportInput
from schema.people.types import RollUpload
from services.people import service
from services.people.errors import (
    DayInFuture,
    ElectionRecordNeeded,
    RollHasProblems,
    RollUploadExpired,
    RollUploadUnknown,
    UnknownVillage,
    VillageNotActive,
)
from tenants.authorization.permissions import Permission
from tenants.errors import RolesIncompatible


@mutation(
    Permission.PEOPLE_IMPORT,
    returns={"upload": RollUpload, "adds": int, "changes": int},
    refuses=(
        DayInFuture,
        ElectionRecordNeeded,
        RollHasProblems,
        RollUploadExpired,
        RollUploadUnknown,
        UnknownVillage,
        VillageNotActive,
        RolesIncompatible,
    ),
    description="Write a previewed roll: all of it or nothing; writing it again changes nothing.",
)
async def roll_import(ask: Ask, input: RollImportInput) -> dict[str, Any]:
    upload_id = local_id(input.upload_id, RollUpload, "uploadId")
    upload = (await service.load_uploads(ask.uow, [upload_id])).get(upload_id)
    missing = RollUploadUnknown(path=("uploadId",))
    if upload is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_IMPORT, upload.village_code, missing)
    election = service.ElectionRecord(input.elected_on, input.election_record)
    result = await service.import_roll(ask.uow, upload.village_code, upload_id, election)
    return {"upload": upload, "adds": result.adds, "changes": result.changes}
