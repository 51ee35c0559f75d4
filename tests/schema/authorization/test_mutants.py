"""Take out any one gate, and the matrix notices: a sample in every run, all of them on demand."""

import hashlib
import itertools
import logging
import os

import httpx
import pytest

from tests.schema.authorization import noticing, planting
from tests.schema.authorization.world import World

SAMPLE = 7
ALL = bool(os.environ.get("ALL_MUTANTS"))
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


def _drawn(names: dict[str, str]) -> list[str]:
    """Return all keys, or a few that stay the same when others come and lines move."""
    every = sorted(names, key=lambda key: hashlib.sha256(names[key].encode()).digest())
    return every if ALL else every[:SAMPLE]


_SITES = {str(one): one for one in planting.sites()}
_NAMED = {one.name: one for one in planting.sites()}


@pytest.mark.parametrize("name", _drawn({one: one for one in planting.root_gates()}))
async def test_an_open_root_field_is_noticed(
    name: str, the_world: World, client: httpx.AsyncClient
) -> None:
    noticed = await noticing.notice_root(client, the_world, name)

    _told.info("%s: %s", name, noticed)
    assert noticed != ""


@pytest.mark.parametrize("where", _drawn({key: site.name for key, site in _SITES.items()}))
async def test_a_missing_gate_inside_is_noticed(
    where: str, the_world: World, client: httpx.AsyncClient
) -> None:
    site = _SITES[where]
    beside = [_NAMED.get(one, one) for one in _BESIDE.get(site.name, ())]
    noticed = await noticing.notice(client, the_world, site, *beside)

    _told.info("%s: %s", site.name, noticed)
    assert noticed != "", site.text


def test_every_gate_has_a_name_of_its_own() -> None:
    assert len(_SITES) == len(_NAMED) == len(planting.sites())
    named = {*_BESIDE, *itertools.chain(*_BESIDE.values())}
    assert named <= {*_NAMED, *planting.root_gates()}
