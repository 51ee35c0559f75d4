"""Publish a draft as the next version."""

from schema.core.mutations import Ask, mutation
from schema.decisions.method_inputs import MethodPublishInput
from services.decisions import service
from services.decisions.errors import (
    LawVersionEmpty,
    LawVersionUnknown,
    MethodEmpty,
    MethodInvalid,
    MethodLooserThanLaw,
    MethodNameTaken,
    MethodNotNew,
    MethodOfTownships,
    MethodVersionChanged,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"method_key": str, "version": int, "hash": str},
    refuses=(
        LawVersionEmpty,
        LawVersionUnknown,
        MethodEmpty,
        MethodInvalid,
        MethodLooserThanLaw,
        MethodNameTaken,
        MethodNotNew,
        MethodOfTownships,
        MethodVersionChanged,
    ),
    description="Publish a draft as the next version; running matters keep theirs.",
)
async def method_publish(ask: Ask, input: MethodPublishInput) -> dict[str, str | int]:
    ask.viewer.require(Permission.METHOD_MANAGE, ask.viewer.tenant.code)
    draft = await service.find_method_draft(ask.uow, input.method_key)
    version = await service.publish_method(ask.uow, draft.id)
    return {"method_key": version.method_id, "version": version.number, "hash": version.hash}
