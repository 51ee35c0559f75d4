"""Take out any one gate, and the matrix notices: a sample in every run, all in `make soak`."""

import itertools
import logging
from collections.abc import Awaitable, Callable

import httpx
import pytest

from tenants.registry import Tenant
from tests.schema.authorization import drawing, noticing, planting
from tests.schema.authorization.world import World
from tests.schema.decisions import test_who_sees
from tests.schema.elections import test_results
from tests.schema.initiatives import test_demands
from tests.schema.people import test_identity, test_offices
from tests.services.decisions import test_sheet_todos, test_tracking

_told = logging.getLogger(__name__)

# Taken out alone these change no answer, because of the gates that stand beside them: each is
# noticed when those are gone as well. The name of a root field stands for its gate.
_OFFICES = "services/people/service/offices.py _check_term if"
_EVENTS = "schema/people/types/life.py RollEvent.load_visible"
_TOKENS = "schema/accounts/mutations/api_token_create.py api_token_create"
_BESIDE = {
    "schema/accounts/mutations/api_token_revoke.py api_token_revoke"
    " if ask.viewer.account_id is None:": ("apiTokenRevoke",),
    "schema/audit/types.py AuditEvent.load_visible viewer.require_factors(Permission.AUDIT_READ)": (
        "schema/core/node.py Node.resolve_nodes viewer.require_second_factor(cls.read_permission)",
    ),
    "schema/decisions/downloads.py _of_agenda"
    " viewer.may(Permission.MATTER_READ, meeting.village_code)": (
        "schema/decisions/downloads.py _seen visibility.sees(viewer, one)",
    ),
    "schema/decisions/mutations/matter_annul.py matter_annul"
    " ask.viewer.require(Permission.MATTER_ANNUL, township_of(row.village_code))": (
        "schema/decisions/touch.py matter ask.viewer.require(permission, row.village_code)",
    ),
    "schema/decisions/mutations/opinion_merge.py opinion_merge"
    " ask.viewer.require(Permission.OPINION_TAKE_UP, opinion.village_code)": (
        "schema/decisions/touch.py matter ask.viewer.require(permission, row.village_code)",
        "schema/decisions/touch.py _is_seen visibility.is_inside(ask.viewer, village_code)",
    ),
    "schema/decisions/visibility.py reading_prefixes viewer.prefixes(Permission.MATTER_READ)": (
        "schema/decisions/visibility.py seen_matters sees(info.context.viewer, one)",
    ),
    "schema/people/types/life.py RollEvent.people"
    " info.context.viewer.may(Permission.PEOPLE_READ, self.village_code)": (
        f"{_EVENTS} viewer.may(Permission.PEOPLE_READ, row.village_code)",
    ),
    "tenants/api_tokens.py create if viewer.account_id is None:": (
        "apiTokenCreate",
        f"{_TOKENS} ask.viewer.require_factors(Permission.API_TOKEN_MANAGE)",
    ),
    "tenants/accounts.py _refuse_conflict if conflict:": (f"{_OFFICES} clash:",),
}

_AGENDA = "schema/decisions/types/agenda.py AgendaItem"
_MEETING = "schema/decisions/types/meeting.py Meeting"
_TRACKER = "services/decisions/service/tracking.py _name if"
# Where it depends on how far something is, the matrix has nothing to ask: these tests ask.
_TRIED: dict[str, Callable[[Tenant], Awaitable[None]]] = {
    **dict.fromkeys(
        (
            "schema/decisions/queries.py todo viewer.prefixes(Permission.INITIATIVE_JUDGE)",
            (
                "schema/initiatives/types.py Demand.disputes"
                " viewer.may(Permission.INITIATIVE_JUDGE, self.village_code)"
            ),
            "schema/initiatives/types.py Demand.disputes row.resident_id == own",
            (
                "schema/initiatives/visibility.py judges"
                " viewer.may(Permission.INITIATIVE_JUDGE, row.village_code)"
            ),
        ),
        test_demands.test_what_the_committee_answered_is_judged_by_the_township,
    ),
    "schema/initiatives/visibility.py is_county"
    " viewer.may(Permission.INITIATIVE_JUDGE, viewer.tenant.code)": (
        test_demands.test_an_answer_is_disputed_by_a_signer_and_decided_above_who_answered
    ),
    "schema/initiatives/downloads.py sheet"
    " viewer.require(Permission.INITIATIVE_CHECK, demand.village_code, DemandUnknown())": (
        test_demands.test_the_photo_of_a_sheet_is_served_to_those_who_check
    ),
    **dict.fromkeys(
        (
            "schema/elections/types.py Election.my_decision first == viewer.resident_id",
            "schema/elections/types.py Election.my_decision visibility.runs(viewer, self.dossier)",
            (
                "schema/elections/types.py Election.proxies"
                " visibility.runs(info.context.viewer, self.dossier)"
            ),
            "schema/elections/types.py Election.result_put_forward self._works(info)",
        ),
        test_results.test_a_result_that_waits_is_seen_and_announced_by_its_committee,
    ),
    **dict.fromkeys(
        (
            (
                "schema/elections/types.py Election.my_decision"
                " visibility.plans(viewer, self.village_code)"
            ),
            (
                "schema/elections/mutations/election_decide.py election_decide"
                " ask.viewer.require_factors(Permission.ELECTION_PLAN)"
            ),
            (
                "schema/elections/mutations/election_decide.py election_decide"
                " visibility.plans(ask.viewer, row.village_code)"
            ),
        ),
        test_results.test_a_branchs_result_is_announced_from_above_with_both_factors,
    ),
    "services/decisions/service/sheet_todos.py _seats"
    " resident_id in await subjects(uow, one, wanted)": test_sheet_todos.who_is_told,
    f"{_AGENDA}.conflicts viewer.may(Permission.MEETING_PRESIDE, self.place)": (
        test_who_sees.test_a_stake_is_told_to_who_presides_and_its_reason_inside
    ),
    f"{_AGENDA}.conflicts viewer.may(Permission.MEETING_RECORD, self.place)": (
        test_who_sees.test_a_stake_is_told_to_who_presides_and_its_reason_inside
    ),
    f"{_AGENDA}.recusals visibility.is_inside(info.context.viewer, self.place)": (
        test_who_sees.test_a_stake_is_told_to_who_presides_and_its_reason_inside
    ),
    f"{_MEETING}.roll self._is_inside(info.context.viewer)": (
        test_who_sees.test_why_somebody_does_not_come_is_read_inside
    ),
    f"{_MEETING}.line self._is_inside(info.context.viewer)": (
        test_who_sees.test_why_somebody_does_not_come_is_read_inside
    ),
    f"{_MEETING}.proxy_holders"
    " info.context.viewer.may(Permission.MEETING_RECORD, self.village_code)": (
        test_who_sees.test_only_the_clerk_reads_who_could_hold_a_proxy
    ),
    "schema/decisions/mutations/meeting_leave.py meeting_leave"
    " ask.viewer.require(Permission.MEETING_RECORD, row.village_code)": (
        test_who_sees.test_a_member_says_only_of_oneself_that_one_left
    ),
    "schema/decisions/mutations/meeting_leave.py meeting_leave"
    " member.actor_id != ask.viewer.resident_id": (
        test_who_sees.test_a_member_says_only_of_oneself_that_one_left
    ),
    "schema/people/identity_queries.py identity_numbers"
    " viewer.may(Permission.IDENTITY_MANAGE, uow.tenant.code)": (
        test_identity.test_how_many_numbers_are_kept_is_told_to_who_manages_them
    ),
    "schema/people/types/roll.py OfficeTerm._told"
    " info.context.viewer.may(Permission.PEOPLE_MANAGE, self.village_code)": (
        test_offices.test_why_a_term_ended_is_told_to_who_keeps_the_offices_alone
    ),
    "schema/representation/types.py RepresentativeChoice.of"
    " viewer.may(Permission.PEOPLE_READ, code)": (
        test_who_sees.test_objections_to_a_list_are_read_by_who_reads_the_roll
    ),
    f"{_TRACKER} any((Office(one.office) in COMMITTEE for one in held)):": (
        test_tracking.test_a_representative_on_the_committee_does_not_follow_it
    ),
    "services/decisions/service/tracking.py _name one.resident_id == resident_id": (
        test_tracking.test_who_does_the_work_does_not_follow_it
    ),
    f"{_TRACKER} resident_id in works:": test_tracking.test_who_does_the_work_does_not_follow_it,
}


_SITES = {str(one): one for one in planting.sites()}
_NAMED = {one.name: one for one in planting.sites()}


@pytest.mark.parametrize("name", drawing.drawn({one: one for one in planting.root_gates()}))
async def test_an_open_root_field_is_noticed(
    name: str, the_world: World, client: httpx.AsyncClient
) -> None:
    noticed = await noticing.notice_root(client, the_world, name)

    _told.info("%s: %s", name, noticed)
    assert noticed != "", drawing.told()


@pytest.mark.parametrize("where", drawing.drawn({key: site.name for key, site in _SITES.items()}))
async def test_a_missing_gate_inside_is_noticed(
    where: str, the_world: World, client: httpx.AsyncClient, county: Tenant
) -> None:
    site = _SITES[where]
    if site.name in _TRIED:
        with planting.without(site), pytest.raises((AssertionError, pytest.fail.Exception)):
            await _TRIED[site.name](county)
        return
    beside = [_NAMED.get(one, one) for one in _BESIDE.get(site.name, ())]
    noticed = await noticing.notice(client, the_world, site, *beside)

    _told.info("%s: %s", site.name, noticed)
    assert noticed != "", f"{site.text} ({drawing.told()})"


def test_every_gate_has_a_name_of_its_own() -> None:
    assert len(_SITES) == len(_NAMED) == len(planting.sites())
    named = {*_BESIDE, *_TRIED, *itertools.chain(*_BESIDE.values())}
    assert named <= {*_NAMED, *planting.root_gates()}


def test_another_seed_draws_others_and_the_same_seed_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = {str(number): str(number) for number in range(300)}
    monkeypatch.setattr(drawing, "ALL", False)
    drawn = {}
    for seed in ("a", "b", "a"):
        monkeypatch.setattr(drawing, "seed", lambda seed=seed: seed)
        assert drawn.setdefault(seed, drawing.drawn(names)) == drawing.drawn(names)

    assert len(drawn["a"]) == drawing.SAMPLE
    assert len({*drawn["a"], *drawn["b"]}) > drawing.SAMPLE
