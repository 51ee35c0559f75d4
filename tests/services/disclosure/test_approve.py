"""Approval needs a second person, and queues the publication in the same transaction."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from infra import clock
from services.audit.models import AuditEvent
from services.disclosure import service
from services.disclosure.errors import MakerIsChecker, NobodyApproves, WrongBulletinState
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.disclosure.conftest import CHECKER, MAKER, Draft
from tests.services.disclosure.steps import NOON, approve, queued, read


async def test_the_author_of_a_draft_may_not_approve_it(county: Tenant, draft: Draft) -> None:
    bulletin = await draft("proposal")
    async with unit_of_work(county, MAKER) as uow:
        with pytest.raises(MakerIsChecker):
            await service.approve_and_queue(uow, bulletin)

    assert (await read(county, bulletin)).state == "draft"


async def test_nobody_may_approve_without_signing_in(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    async with unit_of_work(county) as uow:
        with pytest.raises(NobodyApproves):
            await service.approve_and_queue(uow, bulletin)


async def test_an_approval_queues_the_publication_and_fixes_the_days(
    county: Tenant, draft: Draft
) -> None:
    with clock.at(NOON):
        bulletin = await draft()
        await approve(county, bulletin)

    found = await read(county, bulletin)
    assert found.state == "queued"
    assert found.checker_id == CHECKER.account_id
    assert found.record["posted_from"] == "2026-11-22"
    assert found.record["posted_until"] == "2026-12-02"
    async with unit_of_work(county) as uow:
        jobs = await queued(uow, "disclosure.publish")
        assert [row.arguments for row in jobs] == [{"bulletin_id": str(bulletin)}]
        tags = await uow.session.scalars(
            select(col(AuditEvent.tag))
            .where(col(AuditEvent.subject) == bulletin)
            .order_by(col(AuditEvent.id))
        )
        assert list(tags) == ["disclosure:bulletin:draft", "disclosure:bulletin:approve"]


async def test_a_bulletin_is_approved_once(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    await approve(county, bulletin)

    with pytest.raises(WrongBulletinState):
        await approve(county, bulletin)


async def test_a_later_end_of_posting_is_taken_from_the_record(
    county: Tenant, draft: Draft
) -> None:
    with clock.at(NOON):
        bulletin = await draft(posted_until="2026-12-31")
        await approve(county, bulletin)

    assert (await read(county, bulletin)).record["posted_until"] == "2026-12-31"
