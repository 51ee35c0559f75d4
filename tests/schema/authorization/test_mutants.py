"""Take out any one gate, and the matrix notices: a sample in every run, all of them on demand."""

import os
import random

import httpx
import pytest

from tests.schema.authorization import noticing, planting
from tests.schema.authorization.planting import Site
from tests.schema.authorization.world import World

SAMPLE = 6
ALL = bool(os.environ.get("ALL_MUTANTS"))

_AUDIT = "only a county's auditor holds it, for the whole county"
_IDENTITY = "tests/identity takes it out by itself"
# Removed alone these change no answer here, because of what is said beside them.
DOUBLED = {
    "schema/accounts/mutations/password_change.py": _IDENTITY,
    "schema/accounts/mutations/totp_confirm.py": _IDENTITY,
    "schema/accounts/mutations/totp_enrol.py": _IDENTITY,
    "schema/audit/queries.py audit_events info.context.viewer.prefixes": _AUDIT,
    "schema/audit/types.py AuditEvent.load_visible": f"{_AUDIT}; Node asks for the factor too",
    "schema/decisions/mutations/matter_annul.py": "only townships hold it; touch.matter asks first",
    "schema/decisions/queries.py todo": "an offer: bulletinApprove refuses it where it is done",
    "schema/decisions/sheets.py counted_sheet": "Sheet refuses fewer than three people as well",
    "schema/decisions/types/vote.py Vote.paper_count": "tests/schema/decisions asks an open count",
    "schema/people/types/imports.py ClaimSlip.of": "tests/schema/people asks for another's slip",
}


def _drawn(every: list[str]) -> list[str]:
    return every if ALL else sorted(random.Random(20261122).sample(every, SAMPLE))


def _sites() -> dict[str, Site]:
    every = planting.sites()
    return {str(one): one for one in every if not one.name.startswith(tuple(DOUBLED))}


@pytest.mark.parametrize("name", _drawn(planting.root_gates()))
async def test_an_open_root_field_is_noticed(
    name: str, the_world: World, client: httpx.AsyncClient
) -> None:
    assert await noticing.notice_root(client, the_world, name) != ""


@pytest.mark.parametrize("where", _drawn(list(_sites())))
async def test_a_missing_gate_inside_is_noticed(
    where: str, the_world: World, client: httpx.AsyncClient
) -> None:
    assert await noticing.notice(client, the_world, _sites()[where]) != ""
