"""Who reads about people, or reads the audit trail, is written down: by list and by id."""

import pytest
from sqlalchemy import text
from strawberry.relay import to_base64

from schema.core import execution
from schema.core.context import RequestContext
from schema.schema import GRAPHQL
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer
from tests.factories import villages
from tests.tenants.people import person

NODE = "query($id: ID!) { node(id: $id) { __typename id } }"


async def reader(county: Tenant, permission: Permission) -> Viewer:
    account = await person(county)
    grants = frozenset({(permission, county.code)})
    return Viewer(
        county, account.id, None, "读者", "zh", grants, second_factor=True, stepped_up=True
    )


async def ask(viewer: Viewer, document: str, **variables: object) -> object:
    outcome = await execution.run(GRAPHQL, RequestContext(viewer), document, variables)
    assert not outcome.errors
    return outcome.data


async def written(viewer: Viewer, tag: str) -> int:
    async with unit_of_work(viewer.tenant) as uow:
        return int(
            await uow.session.scalar(
                text("SELECT count(*) FROM audit_event WHERE tag = :tag AND account_id = :account"),
                {"tag": tag, "account": viewer.account_id},
            )
            or 0
        )


@pytest.mark.parametrize(
    ("permission", "document", "tag"),
    [
        (Permission.ACCOUNT_READ, "{ accounts { edges { cursor } } }", "accounts:account:read"),
        (Permission.AUDIT_READ, "{ auditEvents { edges { cursor } } }", "audit:event:read"),
        (Permission.AUDIT_READ, "{ auditChain { sealed } }", "audit:chain:verify"),
    ],
)
async def test_a_list_is_recorded(
    county: Tenant, permission: Permission, document: str, tag: str
) -> None:
    viewer = await reader(county, permission)

    await ask(viewer, document)

    assert await written(viewer, tag) == 1


@pytest.mark.parametrize(("kind", "table"), [("Resident", "resident"), ("Household", "household")])
async def test_the_roll_read_by_id_is_recorded(county: Tenant, kind: str, table: str) -> None:
    await villages.sanmiaoshu(county)
    viewer = await reader(county, Permission.PEOPLE_READ)
    async with unit_of_work(county) as uow:
        row = await uow.session.scalar(text(f"SELECT id FROM {table} ORDER BY id LIMIT 1"))

    await ask(viewer, NODE, id=to_base64(kind, str(row)))

    assert await written(viewer, "people:roll:read") == 1


async def test_an_account_read_by_id_is_recorded_and_ones_own_is_not(county: Tenant) -> None:
    viewer = await reader(county, Permission.ACCOUNT_READ)
    other = await person(county)

    await ask(viewer, NODE, id=to_base64("Account", str(viewer.account_id)))
    assert await written(viewer, "accounts:account:read") == 0
    await ask(viewer, NODE, id=to_base64("Account", str(other.id)))
    assert await written(viewer, "accounts:account:read") == 1


async def test_an_audit_event_read_by_id_is_recorded(county: Tenant) -> None:
    viewer = await reader(county, Permission.AUDIT_READ)
    async with unit_of_work(county) as uow:
        await audit.record(uow, AuditTag.PEOPLE_GROUP_ADD, subject=audit.WHOLE_COUNTY)
    async with unit_of_work(county) as uow:
        row = await uow.session.scalar(text("SELECT id FROM audit_event LIMIT 1"))

    await ask(viewer, NODE, id=to_base64("AuditEvent", str(row)))

    assert await written(viewer, "audit:event:read") == 1


async def test_what_is_not_shown_is_not_recorded_as_read(county: Tenant) -> None:
    await villages.sanmiaoshu(county)
    viewer = await reader(county, Permission.AUDIT_READ)
    async with unit_of_work(county) as uow:
        row = await uow.session.scalar(text("SELECT id FROM resident LIMIT 1"))

    found = await ask(viewer, NODE, id=to_base64("Resident", str(row)))

    assert found == {"node": None}
    assert await written(viewer, "people:roll:read") == 0
