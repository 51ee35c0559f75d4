"""Reading a work method from YAML: typed, complete, in an order that can run."""

from collections.abc import Iterator

from services.decisions import yaml_reading
from services.decisions.errors import MethodInvalid
from services.decisions.law import Rule
from services.decisions.method_shape import check_shape
from services.decisions.method_types import (
    Days,
    Method,
    Review,
    Step,
)
from services.decisions.vocabulary import (
    Base,
    Body,
    Cadence,
    Evidence,
    Level,
    Population,
    Publication,
    RuleKind,
    Source,
    StepKind,
)
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role

ROUTED = "routed"

_METHOD_KEYS = frozenset(
    {"id", "version", "name", "origin", "law_version", "steps", "level", "empty", "reviews"}
)
MOST_STEPS = 40
_MOST_DAYS = 366
_REVIEW_KEYS = frozenset({"key", "name", "every", "within_days"})
_STEP_KEYS = frozenset(
    {
        *("key", "kind", "name", "actor", "body", "quorum", "pass", "notice_days", "posting_days"),
        *("evidence", "deadline_days", "on_reject", "permission", "publishes", "source", "note"),
        *("merge_with", "responses", "report_every_days"),
    }
)
_THRESHOLD_KEYS = frozenset({"of", "base", "fraction", "strict", "source"})
_DAYS_KEYS = frozenset({"days", "source"})


def read(text: str) -> Method:
    """Read a method from text; refuse it with every mistake and its line."""
    method, problems = attempt(text)
    if problems:
        zh, en = yaml_reading.listed(problems)
        raise MethodInvalid(problems_zh=zh, problems_en=en)
    return method


def attempt(text: str, *, shape: bool = True) -> tuple[Method, list[yaml_reading.Problem]]:
    """Read as much of a method as can be read, with what is wrong with it."""
    entry = yaml_reading.read(text, _METHOD_KEYS)
    name = entry.pair("name")
    empty = entry.flag("empty")
    steps = () if empty else tuple(_steps(entry, name))
    method = Method(
        id=entry.text("id"),
        version=entry.text("version"),
        name_zh=name[0],
        name_en=name[1],
        origin=entry.text("origin", ""),
        law_version=entry.text("law_version"),
        steps=steps,
        level=entry.choice("level", Level, Level.VILLAGE),
        empty=empty,
        reviews=tuple(_reviews(entry)),
    )
    if len(steps) > MOST_STEPS:
        most = f"最多 {MOST_STEPS} 步", f"at most {MOST_STEPS} steps"
        entry.report(entry.line, *most)
    elif shape and not empty:
        check_shape(entry, method)
    return method, entry.problems


def _steps(entry: yaml_reading.Entry, name: tuple[str, str]) -> Iterator[Step]:
    for item in entry.children("steps", _STEP_KEYS):
        yield _step(item, name)


def _reviews(entry: yaml_reading.Entry) -> Iterator[Review]:
    if not entry.has("reviews"):
        return
    for item in entry.children("reviews", _REVIEW_KEYS):
        words = item.pair("name")
        within = _days(item, "within_days") or Days(0, Source.DEFAULT)
        yield Review(item.text("key"), *words, item.choice("every", Cadence), within)


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
        merge_with=entry.text("merge_with", ""),
        responses=_threshold(entry, "responses", RuleKind.RESPONSES, name, words),
        report_every=_days(entry, "report_every_days"),
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
        base=entry.choice("base", Base, Base.ALL if kind is RuleKind.RESPONSES else None),
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
    days = entry.integer("days")
    if days > _MOST_DAYS:
        entry.report(entry.line, f"{key} 最多 {_MOST_DAYS} 天", f"{key}: at most {_MOST_DAYS} days")
    return Days(days, entry.choice("source", Source))


def _evidence(entry: yaml_reading.Entry) -> tuple[Evidence, ...]:
    known = {word.value: word for word in Evidence}
    for text in entry.texts("evidence"):
        if text not in known:
            entry.report(entry.line, f"不认识的证据 {text}", f"unknown evidence {text}")
    return tuple(known[text] for text in entry.texts("evidence") if text in known)
