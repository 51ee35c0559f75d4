import pytest
from strawberry import relay

from infra.errors import NotFound
from schema.core.node import local_id
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tests.schema import toy
from tests.schema.toy import Note, asker, nobody, run

NODE = "query($id: ID!) { node(id: $id) { ... on Note { text } } }"
NOTE = next(iter(toy.NOTES))


def global_id(type_name: str, key: object) -> str:
    return str(relay.GlobalID(type_name, str(key)))


async def test_an_object_is_found_by_its_global_id(county: Tenant) -> None:
    viewer = asker(county, Permission.MATTER_READ)

    outcome = await run(viewer, NODE, id=global_id("Note", NOTE))

    assert outcome.data == {"node": {"text": "note 0"}}


async def test_node_does_not_walk_round_the_gate(county: Tenant) -> None:
    asked = global_id("Note", NOTE)

    for viewer in (nobody(), asker(county, Permission.AUDIT_READ)):
        assert (await run(viewer, NODE, id=asked)).data == {"node": None}


@pytest.mark.parametrize(
    "asked",
    [
        global_id("Note", toy.HIDDEN),
        global_id("Note", "1"),
        global_id("Note", ""),
        global_id("Query", NOTE),
        global_id("Nothing", NOTE),
        global_id("Fen", NOTE),
    ],
    ids=["hidden", "no-uuid", "empty", "root", "unknown-type", "scalar"],
)
async def test_what_may_not_be_seen_is_not_there(county: Tenant, asked: str) -> None:
    outcome = await run(asker(county, Permission.MATTER_READ), NODE, id=asked)

    assert outcome.data == {"node": None}
    assert outcome.errors == ()


@pytest.mark.parametrize("asked", ["", "1", "Note", "汉", "Tm90ZQ=="])
async def test_a_malformed_id_is_refused_and_no_defect(county: Tenant, asked: str) -> None:
    outcome = await run(asker(county, Permission.MATTER_READ), NODE, id=asked)

    assert (outcome.data or {}).get("node") is None
    assert "INTERNAL" not in str(outcome.errors)


def test_an_id_of_another_type_is_not_found() -> None:
    assert local_id(relay.GlobalID("Note", str(NOTE)), Note) == NOTE
    for wrong in (relay.GlobalID("Other", str(NOTE)), relay.GlobalID("Note", "1")):
        with pytest.raises(NotFound) as caught:
            local_id(wrong, Note, "noteId")
        assert caught.value.path == ("noteId",)


async def test_a_gate_tells_the_anonymous_to_sign_in_and_others_that_they_may_not(
    county: Tenant,
) -> None:
    codes = [
        (await run(viewer, "{ secret }")).errors[0]["extensions"]["code"]
        for viewer in (nobody(), asker(county, Permission.MATTER_READ))
    ]

    assert codes == ["SIGN_IN_NEEDED", "NOT_ALLOWED"]
    allowed = await run(asker(county, Permission.AUDIT_READ), "{ secret }")
    assert allowed.data == {"secret": "secret"}


def test_gates_are_seen_in_the_schema() -> None:
    shown = toy.TOY.as_str()

    assert 'secret: String! @requires(permission: "audit:read")' in shown
    assert "broken: String @public" in shown
