"""Routing: the kind of matter decides the body."""

import pytest

from services.decisions import law, routing
from services.decisions.errors import MatterTypeOutsideMethods
from services.decisions.routing import MatterType
from services.decisions.vocabulary import Body, RuleKind


def test_every_kind_of_matter_has_a_route() -> None:
    assert set(routing.ROUTES) == set(MatterType)


def test_every_deciding_body_has_a_quorum_and_a_passing_rule() -> None:
    rules = law.load("OL2018").rules
    bodies = {route.body for route in routing.ROUTES.values()} - {None}
    bodies |= {route.delegate for route in routing.ROUTES.values()} - {None}

    # No statute that was read binds a township's committee: its method asks (default).
    for body in bodies - {Body.TOWNSHIP_PARTY_COMMITTEE}:
        kinds = {rule.kind for rule in rules if rule.body is body}
        assert {RuleKind.QUORUM, RuleKind.PASS} <= kinds, body


def test_public_works_go_to_the_representatives_only_by_delegation() -> None:
    route = routing.route(MatterType.PUBLIC_WELFARE)

    assert route.chosen(delegated=False) is Body.VILLAGERS_ASSEMBLY
    assert route.chosen(delegated=True) is Body.REPRESENTATIVES_MEETING


@pytest.mark.parametrize(
    ("matter_type", "body"),
    [
        (MatterType.VILLAGE_RULES, Body.VILLAGERS_ASSEMBLY),
        (MatterType.LAND_COMPENSATION, Body.MEMBERS_ASSEMBLY),
        (MatterType.LAND_CONTRACTING, Body.MEMBERS_ASSEMBLY),
        (MatterType.CHARTER_AND_MEMBERSHIP, Body.MEMBERS_ASSEMBLY),
    ],
)
def test_some_powers_cannot_be_delegated(matter_type: MatterType, body: Body) -> None:
    assert routing.route(matter_type).chosen(delegated=True) is body


def test_an_election_does_not_run_as_a_work_method() -> None:
    with pytest.raises(MatterTypeOutsideMethods):
        routing.route(MatterType.COMMITTEE_ELECTION).chosen(delegated=False)
