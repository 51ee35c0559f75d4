"""What a matter's keys are called: found out once for all matters that share them."""

from functools import cache
from typing import NamedTuple

from schema.decisions.names import body_name, in_language
from schema.decisions.words import Body, MatterType, State
from services.decisions import routing, workflow
from tenants.viewer import Locale


class Words(NamedTuple):
    """What a matter's keys are called; many matters share them."""

    kind: MatterType
    kind_name: str
    state: State
    state_name: str
    body: Body
    body_name: str


@cache
def words_of(matter_type: str, state: str, body: str, locale: Locale) -> Words:
    """Return type, state and body of a matter with their names."""
    kind, where, who = MatterType(matter_type), State(state), Body(body)
    route = routing.route(kind)
    return Words(
        kind,
        in_language(locale, (route.zh, route.en)),
        where,
        in_language(locale, workflow.STATE_NAMES[where]),
        who,
        body_name(who, locale),
    )
