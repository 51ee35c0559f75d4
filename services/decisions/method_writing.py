"""Writing a work method as YAML: what a form changes, a person can read and change by hand."""

from collections.abc import Iterator
from typing import Any

import yaml

from services.decisions.law import Rule
from services.decisions.method_types import Days, Method, Step
from services.decisions.vocabulary import Level, Population


class _Dumper(yaml.SafeDumper):
    """Keeps the order, writes lists and mappings of one line as one line."""


def written(method: Method) -> str:
    """Return the method as YAML that reads back to the same method."""
    whole: dict[str, Any] = {
        "id": method.id,
        "version": method.version,
        "name": _Line(zh=method.name_zh, en=method.name_en),
    }
    if method.origin:
        whole["origin"] = method.origin
    whole["law_version"] = method.law_version
    if method.level is not Level.VILLAGE:
        whole["level"] = method.level.value
    if method.empty:
        whole["empty"] = True
    else:
        whole["steps"] = [dict(_step(step)) for step in method.steps]
    return yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Line(dict[str, Any]):
    """A mapping that stands on one line."""


def _one_line(dumper: yaml.SafeDumper, data: _Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


_Dumper.add_representer(_Line, _one_line)


def _step(step: Step) -> Iterator[tuple[str, Any]]:
    yield "key", step.key
    yield "kind", step.kind.value
    yield "name", _Line(zh=step.name_zh, en=step.name_en)
    yield "actor", step.actor.value
    yield "permission", step.permission.value
    if step.meets:
        yield "body", "routed" if step.body is None else step.body.value
    for key, rule in (
        ("quorum", step.quorum),
        ("pass", step.passing),
        ("responses", step.responses),
    ):
        if rule is not None:
            yield key, _threshold(rule)
    for key, days in (
        ("notice_days", step.notice),
        ("posting_days", step.posting),
        ("deadline_days", step.deadline),
        ("report_every_days", step.report_every),
    ):
        if days is not None:
            yield key, _days(days)
    yield from _words(step)


def _words(step: Step) -> Iterator[tuple[str, Any]]:
    if step.publishes is not None:
        yield "publishes", step.publishes.value
    if step.evidence:
        yield "evidence", [one.value for one in step.evidence]
    if step.on_reject:
        yield "on_reject", step.on_reject
    if step.merge_with:
        yield "merge_with", step.merge_with
    yield "source", step.source.value
    if step.note:
        yield "note", step.note


def _threshold(rule: Rule) -> _Line:
    line = _Line()
    if rule.of is not Population.MEMBERS:
        line["of"] = rule.of.value
    line["base"] = rule.base.value
    line["fraction"] = [rule.numerator, rule.denominator]
    if rule.strict:
        line["strict"] = True
    line["source"] = rule.source.value
    return line


def _days(days: Days) -> _Line:
    return _Line(days=days.days, source=days.source.value)
