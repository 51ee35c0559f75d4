"""The notices that an election must hang: the day, the list, candidates, proxies and places."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import dossiers, notices, timetable, workflow
from services.elections.dossiers import Dossier
from services.elections.errors import ElectionUnknown
from services.elections.models import Election
from services.elections.vocabulary import ElectionState, Step
from services.elections.workflow import Reason
from services.people import service as people
from services.people.kin import Relation
from services.people.workflow import OFFICE_NAMES, Office
from tenants.unit_of_work import UnitOfWork

_STATES = {
    Step.ANNOUNCED: frozenset({ElectionState.PREPARING}),
    Step.VOTERS_POSTED: frozenset({ElectionState.PREPARING}),
    Step.CANDIDATES_POSTED: frozenset({ElectionState.STANDING}),
    Step.PROXIES_POSTED: frozenset({ElectionState.STANDING}),
}
_RELATIONS = {
    Relation.SPOUSE: "配偶",
    Relation.PARENT: "父母",
    Relation.CHILD: "子女",
    Relation.SIBLING: "兄弟姐妹",
    Relation.GRANDPARENT: "祖父母、外祖父母",
    Relation.GRANDCHILD: "孙子女、外孙子女",
}


async def post(uow: UnitOfWork, election_id: UUID, step: Step) -> Election:
    """Draft the notice of a step; somebody else approves it, and the step is done when it shows."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    row = dossier.step(step)
    if step not in _STATES or row is None:
        raise ElectionUnknown(path=("step",))
    workflow.require_state(dossier.election.state, _STATES[step])
    workflow.refuse(tuple(_missing(dossier, step)))
    row.bulletin_id = await notices.draft(
        uow,
        subject=row.id,
        village_code=dossier.election.village_code,
        title=notices.titled(dossier.kind, _TITLES[step]),
        record=await _record(uow, dossier, step),
    )
    await audit.record(
        uow,
        AuditTag.ELECTIONS_NOTICE_POST,
        subject=election_id,
        village=dossier.election.village_code,
        step=step.value,
    )
    return dossier.election


_TITLES = {
    Step.ANNOUNCED: "选举日和选民登记公告",
    Step.VOTERS_POSTED: "选民名单公告",
    Step.CANDIDATES_POSTED: "候选人名单公告",
    Step.PROXIES_POSTED: "委托投票和投票地点公告",
}


def _missing(dossier: Dossier, step: Step) -> list[Reason]:
    if step is Step.VOTERS_POSTED and not dossier.voters:
        return [Reason("NO_VOTERS", "还没有生成选民名单", "there is no voter list yet")]
    if step is Step.ANNOUNCED and not dossier.sitting:
        return [Reason("NO_COMMITTEE", "还没有选举委员会", "there is no election committee")]
    if step is Step.PROXIES_POSTED and not dossier.stations:
        return [Reason("NO_STATION", "还没有登记投票站", "there is no polling station")]
    return []


async def _record(uow: UnitOfWork, dossier: Dossier, step: Step) -> Mapping[str, Any]:
    election = dossier.election
    day = f"{election.election_day:%Y年%-m月%-d日}"
    if step is Step.ANNOUNCED:
        names = await _names(uow, [one.resident_id for one in dossier.sitting])
        rows = [
            ["主任" if one.is_chair else "委员", notices.name(names[one.resident_id])]
            for one in dossier.sitting
        ]
        return {
            "text": f"选举日定为{day}。到选举日年满十八周岁的村民，请到村民选举委员会登记。",
            "basis": "《村民委员会组织法》第十二条、第十三条",
            "table": notices.table("村民选举委员会", ["职务", "姓名"], rows),
        }
    if step is Step.VOTERS_POSTED:
        return _voters(dossier, day)
    if step is Step.CANDIDATES_POSTED:
        return await _candidates(uow, dossier, day)
    return await _places(uow, dossier, day)


def _voters(dossier: Dossier, day: str) -> Mapping[str, Any]:
    """Say how many and how to object; the names themselves hang on the wall alone."""
    until = dossiers.objections_until(clock.today())
    return {
        "text": (
            f"选举日{day}，登记参加选举的村民共 {dossier.voters} 人，名单张贴在村务公开栏。"
            "本人是否在名单上，也可以登录后自己查。"
            f"异议从公布之日起五日内提出，今天公布的到 {until} 截止。"
        ),
        "basis": "《村民委员会组织法》第十三条、第十四条",
        "how_to_object": notices.OBJECT,
        "posted_days": timetable.LIST_DAYS,
    }


async def _candidates(uow: UnitOfWork, dossier: Dossier, day: str) -> Mapping[str, Any]:
    rows = []
    for contest in dossier.present_contests:
        stands = dossier.standing(contest)
        names = await _names(uow, [one.resident_id for one in stands])
        office = OFFICE_NAMES[Office(contest.office)][0]
        rows += [[office, str(one.number), notices.name(names[one.resident_id])] for one in stands]
    return {
        "text": f"{day}投票。候选人名单如下，按提名票数排列。",
        "basis": "《村民委员会组织法》第十五条",
        "table": notices.table("候选人", ["职务", "票上号数", "姓名"], rows),
    }


async def _places(uow: UnitOfWork, dossier: Dossier, day: str) -> Mapping[str, Any]:
    wanted = {key for one in dossier.proxies for key in (one.principal_id, one.holder_id)}
    names = await _names(uow, list(wanted))
    places = "；".join(f"{one.name}：{one.place}" for one in dossier.stations)
    rows = [
        [
            notices.name(names[one.principal_id]),
            notices.name(names[one.holder_id]),
            notices.name(_RELATIONS[Relation(one.relation)]),
        ]
        for one in dossier.proxies
    ]
    head = ["委托人", "受托人", "受托人是委托人的"]
    return {
        "text": f"{day}投票，地点：{places}。委托投票共 {len(rows)} 人。",
        "basis": "《村民委员会组织法》第十五条",
        "table": notices.table("委托投票名单", head, rows),
    }


async def _names(uow: UnitOfWork, ids: list[UUID]) -> dict[UUID, str]:
    found = await people.load_residents(uow, ids)
    return {key: found[key].name if key in found else "" for key in ids}
