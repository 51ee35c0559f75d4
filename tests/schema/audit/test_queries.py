"""The audit trail is for auditors, each at their own places, with both factors."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from strawberry.relay import to_base64

from infra.database import owner_engine
from infra.ids import new_id
from schema.core import execution
from schema.core.context import RequestContext
from schema.core.execution import Outcome
from schema.schema import GRAPHQL
from services.audit import service, tasks
from services.audit.tags import AuditTag
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tenants.viewer import Viewer, anonymous

TAG = AuditTag.TRANSPARENCY_LEAF_APPEND
EVENTS = """query($first: Int! = 20, $after: String, $subject: String, $tag: AuditTag) {
  auditEvents(first: $first, after: $after, subject: $subject, tag: $tag) {
    edges { node { id tag actor villageCode facts { name value } } }
    pageInfo { hasNextPage endCursor } } }"""


def auditor(county: Tenant, place: str = "", *, second_factor: bool = True) -> Viewer:
    grants = frozenset({(Permission.AUDIT_READ, place or county.code)})
    return Viewer(
        county,
        new_id(),
        None,
        "审计员",
        "en",
        grants,
        second_factor=second_factor,
        stepped_up=second_factor,
    )


async def ask(viewer: Viewer, document: str, **variables: object) -> Outcome:
    return await execution.run(GRAPHQL, RequestContext(viewer), document, variables)


async def listed(viewer: Viewer, **variables: object) -> dict[str, Any]:
    outcome = await ask(viewer, EVENTS, **variables)
    assert outcome.data is not None, outcome.errors
    assert not outcome.errors, outcome.errors
    found: dict[str, Any] = outcome.data["auditEvents"]
    return found


async def record(county: Tenant, village: str = "", tag: AuditTag = TAG, **facts: int) -> UUID:
    subject = uuid4()
    async with unit_of_work(county, Actor(None, None, "clerk")) as uow:
        await service.record(uow, tag, subject=subject, village=village, **facts)
    return subject


def villages(page: dict[str, Any]) -> list[str]:
    return [edge["node"]["villageCode"] for edge in page["edges"]]


async def test_a_county_auditor_reads_everything_newest_first(county: Tenant) -> None:
    village = f"{county.code}108217"
    await record(county, village, index=3)
    await record(county)

    page = await listed(auditor(county))

    assert villages(page) == ["", village]
    node = page["edges"][1]["node"]
    assert (node["tag"], node["actor"]) == ("transparency:leaf:append", "clerk")
    assert node["facts"] == [{"name": "index", "value": "3"}]


async def test_a_township_auditor_reads_only_the_townships_villages(county: Tenant) -> None:
    mine, other = f"{county.code}108217", f"{county.code}109201"
    for village in (mine, other, ""):
        await record(county, village)

    assert villages(await listed(auditor(county, f"{county.code}108"))) == [mine]


async def test_events_are_found_by_object_and_by_tag(county: Tenant) -> None:
    subject = await record(county)
    await record(county, tag=AuditTag.TRANSPARENCY_VALUE_ERASE)

    by_object = await listed(auditor(county), subject=str(subject))
    by_tag = await listed(auditor(county), tag="TRANSPARENCY_VALUE_ERASE")

    assert [edge["node"]["tag"] for edge in by_object["edges"]] == ["transparency:leaf:append"]
    assert [edge["node"]["tag"] for edge in by_tag["edges"]] == ["transparency:value:erase"]


async def test_an_object_id_of_another_form_is_not_found(county: Tenant) -> None:
    outcome = await ask(auditor(county), EVENTS, subject="hello")

    assert [error["extensions"]["code"] for error in outcome.errors] == ["NOT_FOUND"]


async def test_pages_follow_each_other_without_gap(county: Tenant) -> None:
    for _ in range(5):
        await record(county)
    seen: list[str] = []
    after = None
    while True:
        page = await listed(auditor(county), first=2, after=after)
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize(
    "document", ["{ auditEvents { edges { cursor } } }", "{ auditChain { intact } }"]
)
async def test_others_are_refused(county: Tenant, document: str) -> None:
    stranger = Viewer(county, new_id(), None, "村民", "en", frozenset())
    for viewer, code in [
        (anonymous(county, "en"), "SIGN_IN_NEEDED"),
        (stranger, "NOT_ALLOWED"),
        (auditor(county, second_factor=False), "SECOND_FACTOR_NEEDED"),
    ]:
        outcome = await ask(viewer, document)
        assert [error["extensions"]["code"] for error in outcome.errors] == [code]


async def test_the_node_meets_the_same_gate(county: Tenant) -> None:
    subject = await record(county, f"{county.code}108217")
    page = await listed(auditor(county), subject=str(subject))
    global_id = page["edges"][0]["node"]["id"]
    document = "query($id: ID!) { node(id: $id) { ... on AuditEvent { tag } } }"

    shown = await ask(auditor(county), document, id=global_id)
    hidden = [
        await ask(viewer, document, id=global_id)
        for viewer in (anonymous(county, "en"), auditor(county, f"{county.code}109"))
    ]
    unknown = await ask(auditor(county), document, id=to_base64("AuditEvent", str(uuid4())))

    assert shown.data == {"node": {"tag": "transparency:leaf:append"}}
    assert [outcome.data for outcome in [*hidden, unknown]] == [{"node": None}] * 3


async def test_the_chain_is_intact_until_somebody_changes_a_row(county: Tenant) -> None:
    for _ in range(3):
        await record(county)
    await tasks.seal(county)
    document = "{ auditChain { intact brokenAt sealed unsealed head } }"

    before = await ask(auditor(county), document)
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {county.schema}"))
        await connection.execute(
            text(
                "UPDATE audit_event SET actor = 'nobody'"
                " WHERE id = (SELECT event_id FROM audit_seal WHERE seq = 2)"
            )
        )
    after = await ask(auditor(county), document)

    assert before.data is not None
    assert before.data["auditChain"].pop("head") != ""
    assert before.data["auditChain"] == {
        "intact": True, "brokenAt": None, "sealed": 3, "unsealed": 0,
    }  # fmt: skip
    assert after.data == {
        "auditChain": {"intact": False, "brokenAt": 2, "sealed": 1, "unsealed": 0, "head": ""}
    }
