"""Decide a review."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import ReviewDecideInput
from schema.decisions.matter_verbs import review_place
from schema.decisions.types import Matter
from schema.decisions.words import ReviewDecision
from services.decisions import models, service
from services.decisions.errors import (
    OwnWorkReviewed,
    ReasonNeeded,
    StepBlocked,
    TransitionRefused,
    WrongStep,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.REVIEW_DECIDE,
    returns={"matter": Matter},
    refuses=(OwnWorkReviewed, ReasonNeeded, StepBlocked, TransitionRefused, WrongStep),
    description="Approve a matter or return it; a township's check is the township's.",
)
async def review_decide(ask: Ask, input: ReviewDecideInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.REVIEW_DECIDE)
    dossier = (await service.load_many_dossiers(ask.uow, [row.id]))[row.id]
    ask.viewer.require(Permission.REVIEW_DECIDE, review_place(dossier))
    return await service.decide_review(
        ask.uow,
        row.id,
        approve=input.decision is ReviewDecision.APPROVE,
        reason_codes=[input.reason_code] if input.reason_code else [],
        reason=input.reason,
    )
