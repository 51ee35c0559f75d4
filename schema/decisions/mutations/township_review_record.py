"""Record a township's review."""

from infra.errors import NotFound
from schema.core.mutations import Ask, mutation
from schema.decisions.method_inputs import TownshipReviewRecordInput
from services.decisions import service
from services.decisions.errors import (
    EmptyText,
    ReviewDone,
    ReviewNotDue,
    ReviewUnknown,
)
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import TOWNSHIP_DIGITS


@mutation(
    Permission.TOWNSHIP_RECORD,
    returns={"period": str},
    refuses=(
        EmptyText,
        ReviewDone,
        ReviewNotDue,
        ReviewUnknown,
    ),
    description="Record a township's review of a period that is over; once.",
)
async def township_review_record(ask: Ask, input: TownshipReviewRecordInput) -> dict[str, str]:
    ask.viewer.require(Permission.TOWNSHIP_RECORD, input.township_code)
    if len(input.township_code) != TOWNSHIP_DIGITS:
        raise NotFound(path=("township_code",))
    await service.record_township_review(
        ask.uow,
        input.township_code,
        method_id=input.method_key,
        key=input.key,
        period=input.period,
        finding=input.finding,
    )
    return {"period": input.period}
