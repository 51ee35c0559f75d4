"""The fields of a step's form: from the form to what is sent, and from a step to the form."""

from typing import Any

from portals.kit.forms import Form
from portals.kit.language import N_
from portals.office import method_words as words

_LONGEST_NAME = 60
_LONGEST_KEY = 40
_MOST_DAYS = 366
_MOST = 1_000
_SHARES = (("quorum", "quorumShare"), ("passing", "passingShare"), ("responses", "responsesShare"))


def step_said(form: Form) -> dict[str, Any]:
    """Return what the form says of a step."""
    kind = form.choice("kind", N_("这一步做什么"), list(words.KINDS))
    body = form.value("body")
    publishes = form.value("publishes")
    return {
        "stepKey": form.value("step_key"),
        "after": form.value("after"),
        "key": form.text("step_id", N_("代号"), longest=_LONGEST_KEY),
        "kind": kind,
        "nameZh": form.text("name_zh", N_("中文名称"), longest=_LONGEST_NAME),
        "nameEn": form.text("name_en", N_("英文名称"), longest=_LONGEST_NAME),
        "actor": form.choice("actor", N_("谁来办"), list(words.ACTORS)),
        "body": body if body in words.BODIES else None,
        "onReject": form.text("on_reject", N_("不通过退到"), required=False, longest=_LONGEST_KEY),
        "publishes": publishes if publishes in words.PUBLISHES else None,
        "evidence": form.choices(
            "evidence", N_("要有的记录"), list(words.EVIDENCE), required=False
        ),
        **{
            field: form.integer(name, label, required=False, least=0, most=_MOST_DAYS)
            for field, name, label in words.DAYS
        },
        **{name: _share(form, name, label) for name, label in words.SHARES},
    }


def _share(form: Form, name: str, label: str) -> dict[str, Any] | None:
    top = form.integer(f"{name}_top", label, required=False, least=1, most=_MOST)
    bottom = form.integer(f"{name}_bottom", label, required=False, least=1, most=_MOST)
    if top is None or bottom is None:
        return None
    base, of = form.value(f"{name}_base"), form.value(f"{name}_of")
    return {
        "numerator": top,
        "denominator": bottom,
        "strict": form.ticked(f"{name}_strict"),
        "base": base if base in words.BASES else "ALL",
        "of": of if of in words.POPULATIONS else "MEMBERS",
    }


def filled(step: dict[str, Any] | None) -> dict[str, object]:
    """Return what the fields hold before anybody types."""
    if step is None:
        return {}
    values: dict[str, object] = {
        "step_id": step["key"],
        "kind": step["kind"],
        "name_zh": step["nameZh"],
        "name_en": step["nameEn"],
        "actor": step["actorKey"],
        "body": step["bodyKey"] or "",
        "on_reject": step["onReject"],
        "publishes": step["publishes"] or "",
    }
    for field, name, _label in words.DAYS:
        values[name] = "" if step[field] is None else str(step[field])
    for name, shown in _SHARES:
        values |= _share_filled(name, step[shown])
    return values


def _share_filled(name: str, share: dict[str, Any] | None) -> dict[str, object]:
    if share is None:
        return {}
    return {
        f"{name}_top": str(share["numerator"]),
        f"{name}_bottom": str(share["denominator"]),
        f"{name}_strict": "1" if share["strict"] else "",
        f"{name}_base": share["base"],
        f"{name}_of": share["of"],
    }
