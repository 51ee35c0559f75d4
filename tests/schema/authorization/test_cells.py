"""Every field and object × every role × every place, over HTTP, against the checked-in matrix."""

from collections.abc import Sequence
from datetime import timedelta

import httpx
import pytest

from infra import clock
from tenants.authorization.roles import Role
from tests.schema.authorization import asking, cells, samples, sheet, state
from tests.schema.authorization.cells import Cell
from tests.schema.authorization.world import World


def test_every_field_of_the_live_schema_has_a_sample_and_a_row() -> None:
    rows = {name for kind, name in sheet.lines() if kind != "Node"}

    assert samples.missing() == []
    assert rows == {name for kind in samples.SAMPLES for name in samples.root(kind).fields}


def test_every_kind_of_object_has_an_id_to_ask_for(the_world: World) -> None:
    named = [name for kind, name in sheet.lines() if kind == "Node"]

    assert [
        f"{name}: make one in tests/schema/authorization/world.py"
        for name in named
        if name not in the_world.here.ids
    ] == []


async def unharmed(
    client: httpx.AsyncClient, world: World, asked: Sequence[Cell], token: str | None = None
) -> list[str]:
    """Ask cells that are refused; say what was answered wrongly, and by which cell what changed."""
    counties = (world.here.county, world.elsewhere.county)
    before = await state.of(*counties)
    found = cells.wrong(await cells.ask(client, world, asked, token))
    after = await state.of(*counties)
    what_changed = state.changed(before, after)
    if not what_changed:
        return found
    for cell in asked:
        before = after
        await cells.ask(client, world, [cell], token)
        after = await state.of(*counties)
        found += [f"{cell} changed {what}" for what in state.changed(before, after)]
    return found or [f"not when each cell was asked again by itself, but: {what_changed}"]


@pytest.mark.parametrize("role", Role)
async def test_a_role_is_refused_what_the_matrix_refuses_and_nothing_changes(
    role: Role, the_world: World, client: httpx.AsyncClient
) -> None:
    refused = [one for one in cells.of_role(role, the_world) if one.expected != "answered"]

    assert len(refused) > 100
    assert await unharmed(client, the_world, refused) == []


@pytest.mark.parametrize("role", Role)
async def test_a_role_meets_no_gate_where_the_matrix_admits_it(
    role: Role, the_world: World, client: httpx.AsyncClient
) -> None:
    admitted = [one for one in cells.of_role(role, the_world) if one.expected == "answered"]

    with asking.rehearsal():
        answers = await cells.ask(client, the_world, admitted)

    assert len(admitted) > 50
    assert cells.wrong(answers) == []


@pytest.mark.parametrize("role", Role)
async def test_a_session_that_rested_ended_or_is_foreign_is_nobody(
    role: Role, the_world: World, client: httpx.AsyncClient
) -> None:
    asked = [Cell(line, role, "nobody") for line in sheet.lines().values()]
    refused = [one for one in asked if one.expected != "answered"]
    tokens = [*the_world.people[role].nobody, the_world.strangers[role].token]

    # Each way of being nobody meets a third of the rows with this role, and all with the others.
    number = list(Role).index(role)
    for at, token in enumerate(tokens):
        part = refused[(at + number) % 3 :: 3]
        assert await unharmed(client, the_world, part, token) == []


async def test_who_has_not_signed_in_is_nobody(the_world: World, client: httpx.AsyncClient) -> None:
    asked = [Cell(line, Role.VILLAGER, "nobody") for line in sheet.lines().values()]
    refused = [one for one in asked if one.expected != "answered"]
    public = [one for one in asked if one.expected == "answered"]

    assert await unharmed(client, the_world, refused, "") == []
    assert cells.wrong(await cells.ask(client, the_world, public, "")) == []
    assert {one.line.name for one in public} == {
        line.name for line in sheet.lines().values() if line.anonymous == "public"
    }


async def test_a_token_that_expired_or_is_foreign_opens_nothing_at_all(
    the_world: World, client: httpx.AsyncClient
) -> None:
    tokens = [the_world.expired_token, the_world.foreign_token]
    lines = [line for line in sheet.lines().values() if line.kind != "Node"]
    counties = (the_world.county, the_world.elsewhere.county)
    before = await state.of(*counties)

    verdicts = set()
    for at, line in enumerate(lines):
        aim = samples.Aim(the_world.here)
        field = (line.kind, line.name)
        who = tokens[at % 2]
        verdicts.add((await asking.ask(client, the_world.county, field, aim, token=who)).verdict)

    assert verdicts == {"401"}
    assert state.changed(before, await state.of(*counties)) == []


@pytest.mark.parametrize("session", ["one_factor", "stale"])
@pytest.mark.parametrize("role", Role)
async def test_the_factors_are_asked_for_where_the_matrix_says(
    role: Role, session: str, the_world: World, client: httpx.AsyncClient
) -> None:
    asked = [
        Cell(line, role, "own place", session)
        for line in sheet.lines().values()
        if line.cells[role] in {"yes", "own"}
    ]
    refused = [one for one in asked if one.expected != "answered"]
    admitted = [one for one in asked if one.expected == "answered"]

    assert await unharmed(client, the_world, refused) == []
    with asking.rehearsal():
        assert cells.wrong(await cells.ask(client, the_world, admitted)) == []


@pytest.mark.parametrize("role", Role)
async def test_what_is_not_ones_own_is_told_like_what_does_not_exist(
    role: Role, the_world: World, client: httpx.AsyncClient
) -> None:
    assert await cells.told_apart(client, the_world, role) == []


async def test_a_session_is_one_until_it_rested(
    the_world: World, client: httpx.AsyncClient
) -> None:
    line = sheet.lines()["Query", "matters"]
    cell = Cell(line, Role.CLERK, "own place")

    with clock.shifted(timedelta(hours=9)):
        [(_, late)] = await cells.ask(client, the_world, [cell])
    [(_, now)] = await cells.ask(client, the_world, [cell])

    assert late.verdict == "SIGN_IN_NEEDED"
    assert now.verdict == "answered"
