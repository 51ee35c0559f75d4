"""Changing a method that is being written: a step by its form, a copy under another name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.decisions import method_reading, writing, yaml_reading
from services.decisions.errors import MethodIdInvalid, MethodInvalid, MethodStepUnknown
from services.decisions.law import Rule
from services.decisions.method_shape import PERMISSIONS
from services.decisions.method_types import Days, Method, Step
from services.decisions.vocabulary import (
    MEETING_KINDS,
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

_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True)
class Share:
    """A threshold as a form has it."""

    numerator: int
    denominator: int
    strict: bool
    base: Base = Base.ALL
    of: Population = Population.MEMBERS


@dataclass(frozen=True)
class StepForm:
    """One step as a form has it; what it does not say stays as it was."""

    key: str
    kind: StepKind
    name_zh: str
    name_en: str
    actor: Role
    body: Body | None = None
    on_reject: str = ""
    publishes: Publication | None = None
    notice_days: int | None = None
    posting_days: int | None = None
    deadline_days: int | None = None
    quorum: Share | None = None
    passing: Share | None = None
    responses: Share | None = None
    evidence: tuple[Evidence, ...] = ()


def checked_id(raw: str) -> str:
    """Return a method's name for machines, or refuse it."""
    if not _ID.fullmatch(raw):
        raise MethodIdInvalid(path=("method_id",))
    return raw


def copied(method: Method, method_id: str) -> Method:
    """Return a method as the first version of another."""
    return replace(method, id=method_id, version="1", empty=False)


def lenient(text: str) -> Method:
    """Read what is being written: mistakes of order may stand, mistakes of reading may not."""
    method, problems = method_reading.attempt(text, shape=False)
    if problems:
        zh, en = yaml_reading.listed(problems)
        raise MethodInvalid(problems_zh=zh, problems_en=en)
    return method


def with_step(method: Method, form: StepForm, *, key: str = "", after: str = "") -> Method:
    """Return the method with a step changed (`key`), or added after another (or as the first)."""
    keys = [step.key for step in method.steps]
    if not _ID.fullmatch(form.key) or (form.key != key and form.key in keys):
        raise MethodIdInvalid(path=("key",))
    for name in (key, after):
        if name and name not in keys:
            raise MethodStepUnknown(step=name)
    if key:
        return _renamed(method, key, form)
    place = keys.index(after) + 1 if after else 0
    made = _made(form, None)
    return replace(method, steps=(*method.steps[:place], made, *method.steps[place:]))


def _renamed(method: Method, key: str, form: StepForm) -> Method:
    """Return the method with a changed step; ways back to it follow its name."""
    steps = tuple(_made(form, step) if step.key == key else step for step in method.steps)
    return replace(
        method,
        steps=tuple(
            replace(
                step,
                on_reject=form.key if step.on_reject == key else step.on_reject,
                merge_with=form.key if step.merge_with == key else step.merge_with,
            )
            for step in steps
        ),
    )


def without_step(method: Method, key: str) -> Method:
    """Return the method without a step."""
    steps = tuple(step for step in method.steps if step.key != key)
    if len(steps) == len(method.steps):
        raise MethodStepUnknown(step=key)
    return replace(method, steps=steps)


def _made(form: StepForm, old: Step | None) -> Step:
    meets = form.kind in MEETING_KINDS
    return Step(
        key=form.key,
        kind=form.kind,
        name_zh=form.name_zh.strip(),
        name_en=form.name_en.strip(),
        actor=form.actor,
        permission=PERMISSIONS.get(form.kind, Permission.MATTER_ADVANCE),
        source=old.source if old else Source.LOCAL,
        body=form.body if meets else None,
        routed=meets and form.body is None,
        quorum=_rule(form.quorum, RuleKind.QUORUM, old.quorum if old else None),
        passing=_rule(form.passing, RuleKind.PASS, old.passing if old else None),
        notice=_days(form.notice_days, old.notice if old else None),
        posting=_days(form.posting_days, old.posting if old else None),
        deadline=_days(form.deadline_days, old.deadline if old else None),
        evidence=form.evidence,
        on_reject=form.on_reject,
        publishes=form.publishes if form.kind is StepKind.POST else None,
        note=old.note if old else "",
        merge_with=old.merge_with if old else "",
        responses=_rule(form.responses, RuleKind.RESPONSES, old.responses if old else None),
        report_every=old.report_every if old else None,
    )


def _days(number: int | None, old: Days | None) -> Days | None:
    if number is None:
        return None
    return old if old is not None and old.days == number else Days(number, Source.LOCAL)


def _rule(share: Share | None, kind: RuleKind, old: Rule | None) -> Rule | None:
    if share is None:
        return None
    made = Rule(
        id="",
        kind=kind,
        body=None,
        statute="METHOD",
        article="-",
        authority_zh="",
        authority_en="",
        zh="",
        en="",
        base=share.base,
        of=share.of,
        numerator=share.numerator,
        denominator=share.denominator,
        strict=share.strict,
        source=Source.LOCAL,
    )
    same = old is not None and _numbers(old) == _numbers(made)
    return old if same else made


def _numbers(rule: Rule) -> tuple[object, ...]:
    return (rule.base, rule.of, rule.numerator, rule.denominator, rule.strict)


def refuse_unreadable(method: Method) -> None:
    """Refuse names that cannot stand on a notice: too long, or with unseen characters."""
    for text in _texts(method):
        writing.METHOD_NAME.read(text)


def _texts(method: Method) -> Iterator[str]:
    yield from (method.name_zh, method.name_en, method.origin)
    for step in method.steps:
        yield from (step.name_zh, step.name_en, step.note)
