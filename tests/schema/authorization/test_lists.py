"""Lists that name no place hold rows of the asker's own places, and no others."""

from collections.abc import Iterator

import httpx
import pytest
from graphql import GraphQLObjectType, get_named_type, is_required_argument

from tenants.authorization.roles import Role, place_digits
from tests.schema.authorization import asking, cells, samples, sheet
from tests.schema.authorization.test_fields import NODE
from tests.schema.authorization.world import Place, World

_TODO = "{ todo(first: 50) { bulletinId demandId villageCode } }"


def lists() -> Iterator[tuple[str, str]]:
    """Return the lists that not everybody may read, with the kind of object in them."""
    for name, field in samples.root("Query").fields.items():
        kind = get_named_type(field.type)
        if not isinstance(kind, GraphQLObjectType) or "edges" not in kind.fields:
            continue
        edge = get_named_type(kind.fields["edges"].type)
        assert isinstance(edge, GraphQLObjectType)
        of = get_named_type(edge.fields["node"].type)
        named = any(is_required_argument(one) for one in field.args.values())
        gated = sheet.lines()["Query", name].anonymous == "-"
        if NODE in getattr(of, "interfaces", ()) and gated and not named:
            yield name, of.name


def ids_of(place: Place, kind: str) -> set[str]:
    return {place.gid(name) for name in place.ids if name.partition(".")[0] == kind}


async def foreign_rows(world: World, client: httpx.AsyncClient, role: Role) -> list[str]:
    """Return the rows of lists that are not for a role: of other places, or not posted yet."""
    found = []
    for name, kind in lists():
        if sheet.lines()["Query", name].cells[role] == "-":
            continue
        text = f"{{ {name}(first: 100) {{ edges {{ node {{ id }} }} }} }}"
        body = await asking.post(client, world.county, text, session=world.people[role].token)
        shown = {edge["node"]["id"] for edge in body["data"][name]["edges"]}
        outside = ids_of(world.elsewhere, kind)
        if cells.outside(role):
            hidden = ("Matter.draft", "Matter.review", "Matter.waiting")
            outside |= {world.here.gid(name) for name in hidden}
        if place_digits(role) > 6:
            outside |= ids_of(world.there, kind)
        if shown & outside:
            found.append(f"{name} shows {role} what is not for it: {sorted(shown & outside)[:2]}")
    body = await asking.post(client, world.county, _TODO, session=world.people[role].token)
    asked = {one["bulletinId"] for one in body["data"]["todo"]}
    if asked & (ids_of(world.there, "Bulletin") | ids_of(world.elsewhere, "Bulletin")):
        found.append(f"todo asks {role} to approve what lies elsewhere")
    villages = {one["villageCode"] for one in body["data"]["todo"]}
    beyond = {world.elsewhere.code} | ({world.there.code} if place_digits(role) > 6 else set())
    if villages & beyond:
        found.append(f"todo asks {role} to act in a village elsewhere")
    due = {one["demandId"] for one in body["data"]["todo"]}
    below = ids_of(world.there, "Demand") if place_digits(role) > 6 else set()
    if due & (below | ids_of(world.elsewhere, "Demand")):
        found.append(f"todo asks {role} to act on what is demanded elsewhere")
    return found


@pytest.mark.parametrize("role", Role)
async def test_a_list_holds_no_rows_of_other_places(
    role: Role, the_world: World, client: httpx.AsyncClient
) -> None:
    assert await foreign_rows(the_world, client, role) == []


def test_the_lists_that_are_tried() -> None:
    tried = {name for name, _ in lists()}

    assert {"accounts", "bulletinDesk", "matters", "opinions", "questions"} <= tried
