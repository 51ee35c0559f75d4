"""The shape of a method that can run: a vote, a way back, everything published, an end."""

from collections.abc import Mapping

from services.decisions.method_types import ON_REJECT_FAIL, ON_REJECT_SUSPEND, Method, Step
from services.decisions.vocabulary import (
    MEETING_KINDS,
    Level,
    Population,
    Publication,
    StepKind,
)
from services.decisions.yaml_reading import Entry
from tenants.authorization.permissions import Permission


def check_shape(entry: Entry, method: Method) -> None:
    """Report a method that could never run: no vote, no way back, nothing published."""
    keys = [step.key for step in method.steps]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        entry.report(entry.line, f"步骤 {key} 重复", f"step {key} is repeated")
    for number, step in enumerate(method.steps):
        _check_step(entry, step, set(keys[: number + 1]))
        _check_asking(entry, method, step)
    for kind, publishes in _NEEDED:
        if method.first(kind, publishes) is None:
            what = f"{kind.value} {publishes.value}" if publishes else kind.value
            entry.report(entry.line, f"缺少步骤 {what}", f"a step {what} is missing")
    _check_order(entry, method)


_NEEDED: tuple[tuple[StepKind, Publication | None], ...] = (
    (StepKind.PROPOSE, None),
    (StepKind.RESOLVE, None),
    (StepKind.POST, Publication.RESOLUTION),
    (StepKind.EXECUTE, None),
    (StepKind.POST, Publication.RESULT),
    (StepKind.ARCHIVE, None),
)


def _check_order(entry: Entry, method: Method) -> None:
    found = [method.first(kind, publishes) for kind, publishes in _NEEDED]
    order = [method.index(step.key) for step in found if step is not None]
    last_vote = max(
        (n for n, s in enumerate(method.steps) if s.kind is StepKind.RESOLVE), default=0
    )
    post = method.first(StepKind.POST, Publication.RESOLUTION)
    if order != sorted(order) or (post is not None and method.index(post.key) < last_vote):
        entry.report(
            entry.line,
            "步骤次序须为：提议、表决、公布决议、实施、公布结果、归档",
            "the order must be: propose, resolve, post, execute, post the result, archive",
        )
    elif method.steps and method.steps[-1].kind is not StepKind.ARCHIVE:
        entry.report(entry.line, "最后一步须为归档", "the last step must be the archive")
    elif len(order) == len(_NEEDED) and method.level is Level.VILLAGE:
        _check_places(entry, method)


def _check_places(entry: Entry, method: Method) -> None:
    """Report a step where no verb would ever close it, or where it says nothing."""
    found = [method.first(kind, publishes) for kind, publishes in _NEEDED]
    proposed, vote, posted, work, result, _ = (method.index(step.key) for step in found if step)
    before, end = (proposed + 1, vote), len(method.steps)
    places = {
        StepKind.COLLECT: (0, proposed),
        StepKind.CONSULT: before,
        StepKind.DELIBERATE: before,
        StepKind.EVALUATE: (result + 1, end),
        StepKind.HEARING: before,
        StepKind.PLAN_VOTE: (posted + 1, work),
        StepKind.RATE: before,
        StepKind.REPORT: (work + 1, end),
        StepKind.REVIEW: (proposed + 1, end),
        StepKind.SOLICIT: before,
        StepKind.SUPERVISE: (work + 1, result),
    }
    for step in method.steps:
        first, last = places.get(step.kind, (0, end))
        if step.publishes is Publication.PROPOSAL:
            first, last = before
        if not first <= method.index(step.key) < last:
            _misplaced(entry, step)
    for step in method.steps:
        if step.kind in _ONCE and method.first(step.kind, step.publishes) is not step:
            _misplaced(entry, step)


_ONCE = {StepKind.ARCHIVE, StepKind.EXECUTE, StepKind.POST, StepKind.PROPOSE}


def _misplaced(entry: Entry, step: Step) -> None:
    entry.report(
        entry.line,
        f"{step.key}（{step.kind.value}）放在这个位置不起作用",
        f"{step.key} ({step.kind.value}) has no meaning at this place",
    )


def _check_step(entry: Entry, step: Step, earlier: set[str]) -> None:
    if step.kind in MEETING_KINDS and not step.meets:
        entry.report(entry.line, f"{step.key} 缺少 body", f"{step.key} needs a body")
    if step.meets and step.kind not in MEETING_KINDS:
        entry.report(entry.line, f"{step.key} 不能有 body", f"{step.key} cannot have a body")
    if (step.kind is StepKind.POST) != (step.publishes is not None):
        entry.report(
            entry.line,
            f"{step.key}：publishes 只能且必须用于公布",
            f"{step.key}: publishes belongs to post steps, and to every one",
        )
    ways_back = {*earlier, ON_REJECT_SUSPEND, ON_REJECT_FAIL}
    can_refuse = step.meets or step.kind in _REFUSING
    if can_refuse and step.on_reject not in ways_back:
        entry.report(
            entry.line,
            f"{step.key} 的 on_reject 须为此前的步骤、suspend 或 reject",
            f"on_reject of {step.key} must be an earlier step, suspend or reject",
        )


_REFUSING = {StepKind.HEARING, StepKind.REVIEW, StepKind.SUPERVISE}
_ASKED = {Population.HOUSEHOLDS, Population.REPRESENTATIVES}

# Whoever performs a step must hold what its verb asks for; anything else could never be closed.
PERMISSIONS: Mapping[StepKind, Permission] = {
    StepKind.ARCHIVE: Permission.MATTER_ADVANCE,
    StepKind.COLLECT: Permission.MATTER_RECORD_HEARD,
    StepKind.CONSULT: Permission.MEETING_CALL,
    StepKind.DELIBERATE: Permission.MEETING_CALL,
    StepKind.EVALUATE: Permission.EVALUATION_SUBMIT,
    StepKind.EXECUTE: Permission.EXECUTION_REPORT,
    StepKind.HEARING: Permission.MATTER_RECORD_HEARD,
    StepKind.PLAN_VOTE: Permission.MEETING_CALL,
    StepKind.POST: Permission.MATTER_ADVANCE,
    StepKind.PROPOSE: Permission.MATTER_PROPOSE,
    StepKind.RATE: Permission.MATTER_ADVANCE,
    StepKind.REPORT: Permission.EXECUTION_REPORT,
    StepKind.RESOLVE: Permission.MEETING_CALL,
    StepKind.REVIEW: Permission.REVIEW_DECIDE,
    StepKind.SOLICIT: Permission.MATTER_ADVANCE,
    StepKind.SUPERVISE: Permission.INSPECTION_RECORD,
}


def _check_asking(entry: Entry, method: Method, step: Step) -> None:
    """Report what could never be closed: a rating that asks nobody, a merger with nothing."""
    if step.kind is StepKind.RATE and step.responses is None:
        entry.report(entry.line, f"{step.key} 缺少 responses", f"{step.key} needs responses")
    if step.responses is not None and step.kind not in {StepKind.RATE, StepKind.SOLICIT}:
        entry.report(
            entry.line, f"{step.key} 不能有 responses", f"{step.key} cannot have responses"
        )
    if step.responses is not None and step.responses.of not in _ASKED:
        entry.report(
            entry.line,
            f"{step.key}：意见表只能问 households 或 representatives",
            f"{step.key}: sheets go to households or representatives",
        )
    if method.level is Level.VILLAGE and step.permission is not PERMISSIONS[step.kind]:
        wanted = PERMISSIONS[step.kind].value
        entry.report(
            entry.line,
            f"{step.key} 的 permission 须为 {wanted}",
            f"permission of {step.key} must be {wanted}",
        )
    following = method.steps[method.index(step.key) + 1 :]
    if step.merge_with and (not following or following[0].key != step.merge_with):
        entry.report(
            entry.line,
            f"{step.key} 只能与紧接着的一步合并",
            f"{step.key} can only be held together with the step right after it",
        )
