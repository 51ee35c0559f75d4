"""Reading a work method from YAML: typed, complete, in an order that can run."""

from services.decisions import yaml_reading
from services.decisions.errors import MethodInvalid
from services.decisions.law import Rule
from services.decisions.method_types import (
    ON_REJECT_FAIL,
    ON_REJECT_SUSPEND,
    Days,
    Method,
    Step,
)
from services.decisions.vocabulary import (
    Base,
    Body,
    Evidence,
    Population,
    Publication,
    RuleKind,
    Source,
    StepKind,
)
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role

ROUTED = "routed"

_METHOD_KEYS = frozenset({"id", "version", "name", "origin", "law_version", "steps"})
_STEP_KEYS = frozenset(
    {
        *("key", "kind", "name", "actor", "body", "quorum", "pass", "notice_days", "posting_days"),
        *("evidence", "deadline_days", "on_reject", "permission", "publishes", "source", "note"),
    }
)
_THRESHOLD_KEYS = frozenset({"of", "base", "fraction", "strict", "source"})
_DAYS_KEYS = frozenset({"days", "source"})


def read(text: str) -> Method:
    """Read a method from text; refuse it with every mistake and its line."""
    entry = yaml_reading.read(text, _METHOD_KEYS)
    name = entry.pair("name")
    steps = tuple(_step(item, name) for item in entry.children("steps", _STEP_KEYS))
    method = Method(
        id=entry.text("id"),
        version=entry.text("version"),
        name_zh=name[0],
        name_en=name[1],
        origin=entry.text("origin", ""),
        law_version=entry.text("law_version"),
        steps=steps,
    )
    check_shape(entry, method)
    if entry.problems:
        zh, en = yaml_reading.listed(entry.problems)
        raise MethodInvalid(problems_zh=zh, problems_en=en)
    return method


def _step(entry: yaml_reading.Entry, name: tuple[str, str]) -> Step:
    words, body = entry.pair("name"), entry.text("body", "")
    return Step(
        key=entry.text("key"),
        kind=entry.choice("kind", StepKind),
        name_zh=words[0],
        name_en=words[1],
        actor=entry.choice("actor", Role),
        permission=entry.choice("permission", Permission),
        source=entry.choice("source", Source),
        body=None if body in {"", ROUTED} else entry.choice("body", Body),
        routed=body == ROUTED,
        quorum=_threshold(entry, "quorum", RuleKind.QUORUM, name, words),
        passing=_threshold(entry, "pass", RuleKind.PASS, name, words),
        notice=_days(entry, "notice_days"),
        posting=_days(entry, "posting_days"),
        deadline=_days(entry, "deadline_days"),
        evidence=_evidence(entry),
        on_reject=entry.text("on_reject", ""),
        publishes=entry.choice("publishes", Publication) if entry.has("publishes") else None,
        note=entry.text("note", ""),
    )


def _threshold(
    parent: yaml_reading.Entry,
    key: str,
    kind: RuleKind,
    method_name: tuple[str, str],
    step_name: tuple[str, str],
) -> Rule | None:
    entry = parent.child(key, _THRESHOLD_KEYS)
    if entry is None:
        return None
    numerator, denominator = entry.fraction("fraction")
    return Rule(
        id=f"{parent.text('key')}.{key}",
        kind=kind,
        body=None,
        statute="METHOD",
        article="-",
        authority_zh=f"{method_name[0]}“{step_name[0]}”",
        authority_en=f"{method_name[1]}, “{step_name[1]}”",
        zh="",
        en="",
        base=entry.choice("base", Base),
        of=entry.choice("of", Population, Population.MEMBERS),
        numerator=numerator,
        denominator=denominator,
        strict=entry.flag("strict"),
        source=entry.choice("source", Source),
    )


def _days(parent: yaml_reading.Entry, key: str) -> Days | None:
    entry = parent.child(key, _DAYS_KEYS)
    if entry is None:
        return None
    if not entry.has("days"):
        entry.report(entry.line, f"{key} 缺少 days", f"{key} lacks days")
    return Days(entry.integer("days"), entry.choice("source", Source))


def _evidence(entry: yaml_reading.Entry) -> tuple[Evidence, ...]:
    known = {word.value: word for word in Evidence}
    for text in entry.texts("evidence"):
        if text not in known:
            entry.report(entry.line, f"不认识的证据 {text}", f"unknown evidence {text}")
    return tuple(known[text] for text in entry.texts("evidence") if text in known)


def check_shape(entry: yaml_reading.Entry, method: Method) -> None:
    """Report a method that could never run: no vote, no way back, nothing published."""
    keys = [step.key for step in method.steps]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        entry.report(entry.line, f"步骤 {key} 重复", f"step {key} is repeated")
    for number, step in enumerate(method.steps):
        _check_step(entry, step, set(keys[: number + 1]))
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


def _check_order(entry: yaml_reading.Entry, method: Method) -> None:
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


def _check_step(entry: yaml_reading.Entry, step: Step, earlier: set[str]) -> None:
    deciding = {StepKind.RESOLVE, StepKind.DELIBERATE}
    if step.kind in deciding and not step.meets:
        entry.report(entry.line, f"{step.key} 缺少 body", f"{step.key} needs a body")
    if step.meets and step.kind not in {*deciding, StepKind.CONSULT}:
        entry.report(entry.line, f"{step.key} 不能有 body", f"{step.key} cannot have a body")
    if (step.kind is StepKind.POST) != (step.publishes is not None):
        entry.report(
            entry.line,
            f"{step.key}：publishes 只能且必须用于公布",
            f"{step.key}: publishes belongs to post steps, and to every one",
        )
    ways_back = {*earlier, ON_REJECT_SUSPEND, ON_REJECT_FAIL}
    can_refuse = step.meets or step.kind in {StepKind.REVIEW, StepKind.SUPERVISE}
    if can_refuse and step.on_reject not in ways_back:
        entry.report(
            entry.line,
            f"{step.key} 的 on_reject 须为此前的步骤、suspend 或 reject",
            f"on_reject of {step.key} must be an earlier step, suspend or reject",
        )
