"""Every text of decisions has its limit in the services, whatever a form allows."""

from datetime import date
from typing import Any

import pytest

from infra import clock
from infra.ids import new_id
from infra.texts import ListTooLong, TextTooLong, TextUnreadable
from services.decisions import service
from services.decisions.proposal import Funding, Proposal
from services.decisions.routing import MatterType
from services.decisions.vocabulary import Annuller, Answer, OpinionCategory
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work

VILLAGE = "150523108201"
MATTER = new_id()
BEGUN: dict[str, Any] = {
    "village_code": VILLAGE,
    "matter_type": MatterType.PUBLIC_WELFARE,
    "method_id": "siquansizhi",
}
ANNULLED: dict[str, Any] = {
    "annuller": Annuller.COURT,
    "decided_on": date(2026, 1, 1),
    "document": "判决书",
    "reason": "程序违法",
}


async def every_verb(uow: UnitOfWork, note: str, title: str, text: str) -> Any:
    """Yield a call of each verb for each of its texts; refused before anything is looked up."""
    now = clock.now()
    opinion = {"village_code": VILLAGE, "category": OpinionCategory.ROAD}
    delegated = {
        "village_code": VILLAGE,
        "matter_type": MatterType.PUBLIC_WELFARE,
        "since": now.date(),
        "until": now.date(),
    }
    funding = Proposal(title="题", funding=(Funding(title, 1),))
    for name, call in {
        "submit_opinion": service.submit_opinion(uow, **opinion, text=text),  # type: ignore[arg-type]
        "answer_opinion": service.answer_opinion(uow, MATTER, text),
        "draft_matter title": service.draft_matter(uow, **BEGUN, proposal=Proposal(title=title)),
        "draft_matter text": service.draft_matter(uow, **BEGUN, proposal=Proposal("题", text)),
        "draft_matter funding": service.draft_matter(uow, **BEGUN, proposal=funding),
        "edit_draft": service.edit_draft(uow, MATTER, Proposal(title="题"), change_note=note),
        "record_heard name": service.record_heard(uow, MATTER, name=title),
        "record_heard view": service.record_heard(uow, MATTER, name="某人", view=note),
        "comment": service.comment(uow, MATTER, note),
        "reconsider": service.reconsider(uow, MATTER, note),
        "record_visit visited": service.record_visit(uow, MATTER, visited=title, note="好"),
        "record_visit note": service.record_visit(uow, MATTER, visited="某户", note=note),
        "record_delegation": service.record_delegation(uow, **delegated, source=note),  # type: ignore[arg-type]
        "call_meeting": service.call_meeting(uow, MATTER, scheduled_at=now, place=title),
        "adjourn_meeting": service.adjourn_meeting(uow, MATTER, note),
        "record_excuse": service.record_excuse(uow, MATTER, MATTER, note),
        "withdraw": service.withdraw(uow, MATTER, note),
        "decide_review": service.decide_review(uow, MATTER, approve=True, reason=note),
        "plan_milestone": service.plan_milestone(uow, MATTER, title=title),
        "report_milestone": service.report_milestone(uow, MATTER, note=note),
        "inspect": service.inspect(uow, MATTER, passed=True, note=note),
        "evaluate": service.evaluate(uow, MATTER, Answer.YES, note),
        "annul document": service.annul(uow, MATTER, **{**ANNULLED, "document": title}),
        "annul reason": service.annul(uow, MATTER, **{**ANNULLED, "reason": note}),
    }.items():
        yield name, call


async def test_a_text_that_is_too_long_is_refused_with_its_limit(county: Tenant) -> None:
    limits = {}
    async with unit_of_work(county) as uow:
        async for name, call in every_verb(uow, "字" * 1001, "字" * 101, "字" * 5001):
            with pytest.raises(TextTooLong) as refused:
                await call
            limits[name] = refused.value.facts["limit"]

    assert len(limits) == 24
    assert {name for name, limit in limits.items() if limit == 5000} == {
        "submit_opinion",
        "answer_opinion",
        "draft_matter text",
    }
    assert set(limits.values()) == {100, 1000, 5000}


async def test_nul_and_lone_surrogates_are_refused_in_every_text(county: Tenant) -> None:
    for bad in ("好\0", "好\ud800"):
        async with unit_of_work(county) as uow:
            async for _name, call in every_verb(uow, f"{bad}吗", f"{bad}吗", f"{bad}吗"):
                with pytest.raises(TextUnreadable):
                    await call


async def test_lists_have_their_limit_too(county: Tenant) -> None:
    many = Proposal(title="题", funding=tuple(Funding("村集体", 1) for _ in range(51)))
    async with unit_of_work(county) as uow:
        with pytest.raises(ListTooLong):
            await service.draft_matter(uow, **BEGUN, proposal=many)
        with pytest.raises(ListTooLong):
            await service.record_signatures(uow, MATTER, [new_id() for _ in range(501)], "x")
