"""What a work method is made of: steps with an actor, a body, thresholds, days and evidence."""

import functools
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from services.decisions.law import Rule
from services.decisions.vocabulary import (
    Body,
    Cadence,
    Evidence,
    Level,
    Publication,
    Source,
    StepKind,
)
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role

ON_REJECT_SUSPEND = "suspend"
ON_REJECT_FAIL = "reject"


@dataclass(frozen=True)
class Days:
    """A number of days and where it comes from."""

    days: int
    source: Source


# In how many days villagers answer where a method says nothing: nobody closes it by hand, so that
# without a last day it would stay open for ever.
EVALUATION = Days(7, Source.DEFAULT)


@dataclass(frozen=True)
class Step:
    """One step of a work method."""

    key: str
    kind: StepKind
    name_zh: str
    name_en: str
    actor: Role
    permission: Permission
    source: Source
    body: Body | None
    routed: bool
    quorum: Rule | None
    passing: Rule | None
    notice: Days | None
    posting: Days | None
    deadline: Days | None
    evidence: tuple[Evidence, ...]
    on_reject: str
    publishes: Publication | None
    note: str
    merge_with: str = ""
    responses: Rule | None = None
    report_every: Days | None = None

    @property
    def due_in(self) -> Days | None:
        """Return in how many days it is due; an evaluation always ends, by our days if need be."""
        if self.kind is StepKind.EVALUATE and (self.deadline is None or not self.deadline.days):
            return EVALUATION
        return self.deadline

    @property
    def meets(self) -> bool:
        """Whether the step is settled by a vote in a meeting."""
        return self.routed or self.body is not None


@dataclass(frozen=True)
class Review:
    """Something a township looks at again every month, quarter, half-year or year."""

    key: str
    name_zh: str
    name_en: str
    every: Cadence
    within: Days


@dataclass(frozen=True)
class Method:
    """One version of a work method, named by the hash of its contents."""

    id: str
    version: str
    name_zh: str
    name_en: str
    origin: str
    law_version: str
    steps: tuple[Step, ...]
    level: Level = Level.VILLAGE
    empty: bool = False
    reviews: tuple[Review, ...] = ()

    @functools.cached_property
    def hash(self) -> str:
        """Return the SHA-256 of the contents in canonical JSON; comments do not count."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()

    def index(self, key: str) -> int:
        return next(number for number, step in enumerate(self.steps) if step.key == key)

    def step(self, key: str) -> Step:
        return self.steps[self.index(key)]

    def keys_of(self, kind: StepKind) -> frozenset[str]:
        """Return what this method calls its steps of a kind."""
        return frozenset(step.key for step in self.steps if step.kind is kind)

    def first(self, kind: StepKind, publishes: Publication | None = None) -> Step | None:
        """Return the first step of a kind (and of what it publishes)."""
        return next(
            (s for s in self.steps if s.kind is kind and publishes in {None, s.publishes}), None
        )


# Words that a method may hold since its text was first hashed: left out where they say nothing,
# so that a method without them keeps its name with the counties that use it.
_SINCE_VERSION_1 = {
    "empty": False,
    "level": Level.VILLAGE,
    "merge_with": "",
    "report_every": None,
    "responses": None,
    "reviews": (),
}


def canonical(method: Method) -> str:
    """Return the method as canonical JSON: what is hashed and kept with the matters."""
    whole = _spoken(asdict(method))
    whole["steps"] = [_spoken(step) for step in whole["steps"]]
    return json.dumps(whole, sort_keys=True, ensure_ascii=False, default=str)


def _spoken(words: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in words.items()
        if key not in _SINCE_VERSION_1 or value != _SINCE_VERSION_1[key]
    }
