"""Turns what the form of a step says into what the service changes."""

from schema.decisions.method_inputs import MethodStepWriteInput, ShareInput
from services.decisions.errors import MethodStepUnknown, ShareImpossible
from services.decisions.method_editing import Share, StepForm
from tenants.authorization.roles import Role

_MOST = 1_000


def step_form(said: MethodStepWriteInput) -> StepForm:
    """Return the step as the form has it; refuse shares and days that cannot be."""
    roles = {role.value: role for role in Role}
    if said.actor not in roles:
        raise MethodStepUnknown(path=("actor",), step=said.actor)
    return StepForm(
        key=said.key,
        kind=said.kind,
        name_zh=said.name_zh,
        name_en=said.name_en,
        actor=roles[said.actor],
        body=said.body,
        on_reject=said.on_reject,
        publishes=said.publishes,
        notice_days=_days(said.notice_days, "notice_days"),
        posting_days=_days(said.posting_days, "posting_days"),
        deadline_days=_days(said.deadline_days, "deadline_days"),
        quorum=_share(said.quorum, "quorum"),
        passing=_share(said.passing, "passing"),
        responses=_share(said.responses, "responses"),
        evidence=tuple(dict.fromkeys(said.evidence)),
    )


def _days(days: int | None, field: str) -> int | None:
    if days is not None and not 0 <= days <= _MOST:
        raise ShareImpossible(path=(field,))
    return days


def _share(said: ShareInput | None, field: str) -> Share | None:
    if said is None:
        return None
    if not 0 < said.numerator <= said.denominator <= _MOST:
        raise ShareImpossible(path=(field,))
    return Share(said.numerator, said.denominator, said.strict, said.base, said.of)
