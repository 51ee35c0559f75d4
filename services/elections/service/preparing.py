"""Before the vote: the leaving officers' audits, proxies in writing, polling stations."""

from uuid import UUID

from infra import clock
from infra.texts import TEXT, Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import dossiers, notices, repository, workflow
from services.elections.dossiers import Dossier
from services.elections.errors import (
    AuditUnneeded,
    PlaceNeeded,
    ProxyListPosted,
    ProxyUnknown,
    ReasonMissing,
    RelativeNeeded,
    SheetMissing,
)
from services.elections.models import Election, Proxy, Station
from services.elections.vocabulary import (
    CandidateState,
    ElectionKind,
    ElectionState,
    StationKind,
    Step,
)
from services.people import service as people
from services.people.kin import Relation
from services.people.workflow import OFFICE_NAMES, Office
from tenants.unit_of_work import UnitOfWork

_RESULT = Words("result", "审计结果", "audit result", most=TEXT, public=True)
_REASON = Words("reason", "理由", "reason", most=500)
_AUDITOR = Words("auditor", "审计机关", "auditor", most=100, public=True)
_NAME = Words("name", "投票站名称", "station's name", most=40, public=True)
_PLACE = Words("place", "地点", "place", most=100, public=True)
_READY = frozenset({ElectionState.REGISTERED, ElectionState.STANDING})


async def record_audit(
    uow: UnitOfWork, election_id: UUID, resident_id: UUID, *, auditor: str, result: str
) -> Election:
    """Record the audit of a leaving member and draft its notice (OL18 art. 35).

    Again, once that notice was taken back: the audit is not posted then.
    """
    dossier = await dossiers.locked(uow, election_id)
    workflow.require_state(dossier.election.state, workflow.BEFORE_VOTE)
    row = next((one for one in dossier.audits if one.resident_id == resident_id), None)
    due = row is not None and dossier.audit_due(row)
    person = (await people.load_residents(uow, [resident_id])).get(resident_id)
    if row is None or not due:
        raise AuditUnneeded(path=("resident_id",), name=person.name if person else "")
    found, by = _RESULT.read(result), _AUDITOR.read(auditor)
    if not found or not by:
        field = "result" if by else "auditor"
        raise ReasonMissing(path=(field,), limit=_RESULT.most if by else _AUDITOR.most)
    office = OFFICE_NAMES[Office(row.office)][0]
    name = person.name if person else ""
    bulletin_id = await notices.draft(
        uow,
        subject=row.id,
        village_code=dossier.election.village_code,
        title=notices.titled(dossier.kind, f"{office}离任经济责任审计结果"),
        record={
            "text": found,
            "basis": "《村民委员会组织法》第三十五条",
            "table": notices.table("审计对象", ["职务", "姓名"], [[office, notices.name(name)]]),
            "supervisor": by,
        },
    )
    row.result, row.auditor, row.at, row.bulletin_id = found, by, clock.now(), bulletin_id
    await _audit(uow, dossier, AuditTag.ELECTIONS_AUDIT_RECORD, resident=str(resident_id))
    return dossier.election


async def record_proxy(
    uow: UnitOfWork,
    election_id: UUID,
    *,
    principal_id: UUID,
    holder_id: UUID,
    relation: Relation,
    sheet_key: str,
) -> Election:
    """Record a written proxy of a voter who is away, given to a near relative (OL18 art. 15).

    Until the list of proxies is drafted: it hangs whole before the vote.
    """
    dossier = await dossiers.run_by_actor(uow, election_id)
    workflow.require_state(dossier.election.state, _READY)
    _refuse_listed(dossier)
    if not sheet_key:
        raise SheetMissing(path=("sheet",))
    await _check_proxy(uow, dossier, principal_id, holder_id)
    uow.session.add(
        Proxy(
            election_id=election_id,
            principal_id=principal_id,
            holder_id=holder_id,
            relation=relation.value,
            sheet_key=sheet_key,
            recorded_by=uow.actor.label,
        )
    )
    await _audit(uow, dossier, AuditTag.ELECTIONS_PROXY_RECORD, principal=str(principal_id))
    return dossier.election


def _refuse_listed(dossier: Dossier) -> None:
    """OL18 art. 15: the list is published before the vote; what it does not say nobody holds."""
    row = dossier.step(Step.PROXIES_POSTED)
    listed = row is not None and dossier.notice_stands(row.bulletin_id)
    if listed or clock.today() >= dossier.vote_day:
        raise ProxyListPosted


async def strike_proxy(uow: UnitOfWork, election_id: UUID, proxy_id: UUID, reason: str) -> Election:
    """Strike a written proxy before the list is posted, with the reason; the paper is kept."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    workflow.require_state(dossier.election.state, _READY)
    row = next((one for one in dossier.proxies if one.id == proxy_id), None)
    if row is None:
        raise ProxyUnknown(path=("proxy_key",))
    _refuse_listed(dossier)
    said = _REASON.read(reason)
    if not said:
        raise ReasonMissing(path=("reason",), limit=_REASON.most)
    row.struck_at, row.struck_reason, row.struck_by = clock.now(), said, uow.actor.label
    await _audit(uow, dossier, AuditTag.ELECTIONS_PROXY_STRIKE, proxy=str(proxy_id))
    return dossier.election


async def _check_proxy(
    uow: UnitOfWork, dossier: Dossier, principal_id: UUID, holder_id: UUID
) -> None:
    """OL18 art. 15; that candidates hold none, nor anybody more than three, is our default."""
    both = (principal_id, holder_id)
    listed = [await repository.find_voter(uow.session, dossier.election.id, one) for one in both]
    held = sum(one.holder_id == holder_id for one in dossier.proxies)
    stands = {one.resident_id for one in dossier.candidates if one.state == CandidateState.STANDING}
    gone = {one.principal_id for one in dossier.proxies}
    holders = {one.holder_id for one in dossier.proxies}
    refused = (
        (dossier.kind is ElectionKind.PARTY_BRANCH, "党员不能委托投票", "members vote themselves"),
        (
            any(one is None or one.struck_at is not None for one in listed),
            "委托人和受托人都应在选民名单上",
            "both are on the voter list",
        ),
        (principal_id == holder_id, "不能委托本人", "a voter is no proxy of their own"),
        (principal_id in gone, "这名选民已经办理委托", "the voter has a proxy already"),
        (
            holder_id in gone or principal_id in holders,
            "受托人不能再委托他人",
            "a proxy does not pass the vote on",
        ),
        (holder_id in stands, "候选人不能接受委托", "candidates hold no proxies"),
        (
            held >= workflow.PROXIES_MOST,
            f"一人接受委托不得超过 {workflow.PROXIES_MOST} 人",
            f"nobody votes for more than {workflow.PROXIES_MOST}",
        ),
    )
    for wrong, zh, en in refused:
        if wrong:
            raise RelativeNeeded(path=("holder_id",), why_zh=zh, why_en=en)


async def add_station(
    uow: UnitOfWork, election_id: UUID, *, name: str, kind: StationKind, place: str
) -> Election:
    """Register a polling station, a branch of it or a box that is carried round."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    workflow.require_state(dossier.election.state, _READY | {ElectionState.PREPARING})
    called, where = _NAME.read(name), _PLACE.read(place)
    if not called or not where:
        raise PlaceNeeded(path=("name" if where else "place",), limit=_PLACE.most)
    uow.session.add(Station(election_id=election_id, name=called, kind=kind.value, place=where))
    await _audit(uow, dossier, AuditTag.ELECTIONS_STATION_ADD, kind=kind.value)
    return dossier.election


async def _audit(uow: UnitOfWork, dossier: Dossier, tag: AuditTag, **facts: str | int) -> None:
    await audit.record(
        uow, tag, subject=dossier.election.id, village=dossier.election.village_code, **facts
    )
