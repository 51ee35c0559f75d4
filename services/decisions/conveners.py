"""Who may convene a body: whom the method's step names, and whom the law names; pure."""

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from services.decisions import yaml_reading
from services.decisions.errors import LawInvalid
from services.decisions.law import FOLDER
from services.decisions.meeting_errors import NotTheConvener
from services.decisions.method_types import Step
from services.decisions.models import Meeting
from services.decisions.vocabulary import BODY_NAMES, ROLE_NAMES, Body, Source
from tenants.authorization.roles import Role, RoleHolding


@dataclass(frozen=True)
class Convener:
    """Whose it is to convene a body, by which article, and where that comes from."""

    roles: tuple[Role, ...]
    basis_zh: str
    basis_en: str
    source: Source


@functools.cache
def catalogue() -> Mapping[Body, Convener]:
    """Return who convenes each body."""
    text = (FOLDER / "conveners.yaml").read_text(encoding="utf-8")
    entry = yaml_reading.read(text, frozenset({"conveners"}))
    keys = frozenset({"body", "roles", "basis", "source"})
    found = {
        one.choice("body", Body): Convener(
            tuple(Role(role) for role in one.texts("roles")),
            *one.pair("basis"),
            one.choice("source", Source),
        )
        for one in entry.children("conveners", keys)
    }
    if entry.problems:
        zh, en = yaml_reading.listed(entry.problems)
        raise LawInvalid(problems_zh=zh, problems_en=en)
    return found


def allowed(step: Step, body: Body) -> tuple[Role, ...]:
    """Return the roles that may convene for a step: its own actor, then the body's convener."""
    return tuple(dict.fromkeys((step.actor, *catalogue()[body].roles)))


def may_convene(held: Collection[RoleHolding], place: str, step: Step, body: Body) -> bool:
    """Say whether somebody with these roles may convene a body for a step."""
    roles = allowed(step, body)
    return any(one.role in roles and place.startswith(one.place) for one in held)


def conducts(
    held: Collection[RoleHolding],
    resident_id: UUID | None,
    meeting: Meeting,
    steps: Collection[Step],
) -> bool:
    """Say whether somebody may put questions in a meeting: who presides, or may convene it."""
    if resident_id is not None and resident_id == meeting.presider_id:
        return True
    place, body = meeting.village_code, Body(meeting.body)
    return any(may_convene(held, place, step, body) for step in steps)


def refusal(step: Step, body: Body) -> NotTheConvener:
    """Return the refusal that says whose it is, and by which article."""
    (body_zh, body_en), rule = BODY_NAMES[body], catalogue()[body]
    names = [ROLE_NAMES[role] for role in allowed(step, body)]
    return NotTheConvener(
        body_zh=body_zh,
        body_en=body_en,
        who_zh="或者".join(zh for zh, _ in names),
        who_en=" or the ".join(en for _, en in names),
        basis_zh=rule.basis_zh,
        basis_en=rule.basis_en,
    )
