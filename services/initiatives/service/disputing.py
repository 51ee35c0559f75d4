"""Whoever signed says that an answer is none; the township, or the county, decides."""

from datetime import datetime
from uuid import UUID

from infra import calendar, clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.initiatives import repository, rules, workflow
from services.initiatives.errors import (
    DisputedAlready,
    DisputeOfSigners,
    DisputeTextNeeded,
    JudgedByCounty,
    NothingDisputed,
)
from services.initiatives.models import Demand, DemandDispute
from services.initiatives.service.signing import locked, signer
from services.initiatives.vocabulary import DemandState, DisputeState
from services.initiatives.workflow import Act
from tenants.unit_of_work import UnitOfWork

_TEXT = Words("text", "哪里没有办", "what was not done", most=1_000)
_DECISION = Words("decision", "认定的理由", "reason of the decision", most=1_000, public=True)
_CALLED_OFF = "罢免表决已被取消，这项联名重新待办。"


def disputable_until(demand: Demand) -> datetime | None:
    """Return until when the answer of a demand can be disputed; none while there is no answer."""
    if demand.answered_at is None:
        return None
    return calendar.deadline(demand.answered_at, rules.DISPUTE_DAYS)


def _require_open(demand: Demand) -> None:
    workflow.require_state(demand.state, DemandState.FULFILLED)
    until = disputable_until(demand)
    assert until is not None  # noqa: S101 - fulfilled means answered
    workflow.require_disputable(until, clock.now())


def _about(demand: Demand, text: str, resident_id: UUID | None = None) -> DemandDispute:
    """Return a dispute with the answer that it is about."""
    assert demand.answered_at is not None  # noqa: S101 - fulfilled means answered
    return DemandDispute(
        demand_id=demand.id,
        resident_id=resident_id,
        text=text,
        answer_kind=demand.answer_kind,
        answer_id=demand.answer_id,
        answer_text=demand.answer_text,
        answered_at=demand.answered_at,
    )


async def dispute(uow: UnitOfWork, demand_id: UUID, text: str) -> Demand:
    """Say, as one of those who signed, that what was recorded does not answer the demand."""
    said = _TEXT.read(text)
    if not said:
        raise DisputeTextNeeded(path=("text",))
    resident_id = signer(uow)
    demand = await locked(uow, demand_id)
    if await repository.signature(uow.session, demand_id, resident_id) is None:
        raise DisputeOfSigners
    _require_open(demand)
    known = await repository.disputes_of(uow.session, [demand_id])
    if any(
        one.resident_id == resident_id and one.answered_at == demand.answered_at for one in known
    ):
        raise DisputedAlready
    uow.session.add(_about(demand, said, resident_id))
    await audit.record(
        uow, AuditTag.INITIATIVES_DISPUTE_MAKE, subject=demand_id, village=demand.village_code
    )
    return demand


async def decide(
    uow: UnitOfWork, demand_id: UUID, *, upheld: bool, decision: str, from_county: bool = False
) -> Demand:
    """Decide whether the demand was answered; if not it is open again, its last day as it was.

    What the township recorded itself is decided by the county. Without anybody's dispute whoever
    decides may still find, within the same days, that the answer is none [our default].
    """
    said = _DECISION.read(decision)
    if not said:
        raise DisputeTextNeeded(path=("decision",))
    demand = await locked(uow, demand_id)
    workflow.require_state(demand.state, DemandState.FULFILLED)
    if demand.answered_above and not from_county:
        raise JudgedByCounty
    rows = [
        one
        for one in await repository.disputes_of(uow.session, [demand_id])
        if one.state == DisputeState.RECEIVED
    ]
    if not rows:
        if not upheld:
            raise NothingDisputed
        _require_open(demand)
        rows = [_about(demand, said)]
    await _settle(uow, demand, rows, said, upheld=upheld)
    return demand


async def _settle(
    uow: UnitOfWork, demand: Demand, rows: list[DemandDispute], said: str, *, upheld: bool
) -> None:
    for row in rows:
        row.state = (DisputeState.UPHELD if upheld else DisputeState.REJECTED).value
        row.decision, row.decided_at, row.decided_by = said, clock.now(), uow.actor.label
        uow.session.add(row)
    if upheld:
        _reopen(demand)
    await audit.record(
        uow,
        AuditTag.INITIATIVES_DISPUTE_DECIDE,
        subject=demand.id,
        village=demand.village_code,
        upheld=int(upheld),
        disputes=len(rows),
    )


def _reopen(demand: Demand) -> None:
    demand.state = workflow.advance(demand.state, Act.REOPEN)
    demand.answer_kind, demand.answer_id, demand.answer_text = "", None, ""
    demand.answered_at, demand.answered_by, demand.answered_above = None, "", False
    demand.notice_id = None
    demand.refuted += 1


async def reopen_called_off(uow: UnitOfWork, election_id: UUID) -> None:
    """Open the demand again whose recall was to be voted on and is called off."""
    demand = await repository.answered_by_for_update(uow.session, election_id)
    if demand is not None:
        await _settle(uow, demand, [_about(demand, _CALLED_OFF)], _CALLED_OFF, upheld=True)
