"""The rail: every step of a work method as it is drawn for one matter."""

from datetime import datetime
from enum import StrEnum
from typing import Self

import strawberry

from infra import clock
from schema.decisions.names import body_name, in_language
from schema.decisions.words import State, StepKind
from services.decisions import rails
from services.decisions.attendance import body_of
from services.decisions.dossiers import Dossier
from tenants.viewer import Locale


@strawberry.enum(description="How a step of the rail is drawn.")
class RailStatus(StrEnum):
    DONE = "done"
    NOW = "now"
    LATE = "late"
    TODO = "todo"
    ANNULLED = "annulled"
    RETURNED = "returned"


@strawberry.type(description="One step of the rail.")
class RailStep:
    key: str = strawberry.field(description="The step's key in its work method.")
    name: str = strawberry.field(description="What the step is called, in the viewer's language.")
    kind: StepKind = strawberry.field(description="What happens in it.")
    actor: str = strawberry.field(description="Whose turn it is, in the viewer's language.")
    body: str = strawberry.field(description="The body that meets; empty where nobody meets.")
    status: RailStatus = strawberry.field(description="How it is drawn.")
    due_at: datetime | None = strawberry.field(description="When it should be closed.")
    done_at: datetime | None = strawberry.field(description="When it was closed.")

    @classmethod
    def all_of(cls, dossier: Dossier, locale: Locale) -> list[Self]:
        """Draw the whole rail."""
        drawn = rails.rail(dossier, clock.now())
        turn = in_language(locale, (drawn.next_zh, drawn.next_en))
        return [cls._of(stop, dossier, locale, turn) for stop in drawn.steps]

    @classmethod
    def open_of(cls, dossier: Dossier, locale: Locale) -> Self | None:
        """Return the step whose turn it is."""
        waiting = {RailStatus.NOW, RailStatus.LATE, RailStatus.RETURNED}
        return next((one for one in cls.all_of(dossier, locale) if one.status in waiting), None)

    @classmethod
    def _of(cls, stop: rails.RailStep, dossier: Dossier, locale: Locale, turn: str) -> Self:
        step = dossier.method.step(stop.key)
        own = in_language(locale, (stop.actor_zh, stop.actor_en))
        open_now = stop.state in {rails.RailState.NOW, rails.RailState.LATE}
        return cls(
            key=stop.key,
            name=in_language(locale, (stop.zh, stop.en)),
            kind=step.kind,
            actor=turn if open_now and turn else own,
            body=body_name(body_of(dossier, step), locale) if step.meets else "",
            status=_status(stop.state, dossier),
            due_at=stop.due_at,
            done_at=stop.closed_at,
        )


def _status(state: rails.RailState, dossier: Dossier) -> RailStatus:
    here = state in {rails.RailState.NOW, rails.RailState.LATE}
    if here and dossier.progress.state is State.RETURNED:
        return RailStatus.RETURNED
    return RailStatus(state.value)
