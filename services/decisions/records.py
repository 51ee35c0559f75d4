"""What a posting hands over for publication: plain facts, dates and whole numbers only."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from infra import clock
from services.decisions import routing
from services.decisions.dossiers import Dossier
from services.decisions.models import Inspection, MatterVersion, Milestone, Vote
from services.decisions.rails import rail
from services.decisions.routing import MatterType
from services.decisions.vocabulary import BODY_NAMES, Body, Publication
from tenants.authorization.roles import is_seat

_OBJECT = "公示期内可以扫二维码写意见，也可以找村党支部、村务监督委员会提。"
_OBJECT_LATER = "有疑问可以扫二维码问一句，也可以找村党支部、村务监督委员会提。"
_TOWNSHIP = (
    "公示期内有意见，可以到乡镇党政办当面提或者书面提。",
    "有疑问可以到乡镇党政办问。",
)
_HOW = {False: (_OBJECT, _OBJECT_LATER), True: _TOWNSHIP}
# Who carries it out and who supervises (domain.md 1.5: 政府实施, 社会监督).
_WORKERS = {False: ("村民委员会", "村务监督委员会"), True: ("乡镇人民政府", "乡镇审核人")}


def record_of(
    dossier: Dossier, version: MatterVersion, kind: Publication, days: int, until: datetime
) -> dict[str, Any]:
    """Return the record of a proposal, a resolution or a result."""
    shared = {**_proposal(dossier, version, until), "posted_days": days}
    if not days:
        shared["how_to_object"] = _HOW[is_seat(dossier.matter.village_code)][1]
    if kind is Publication.PROPOSAL:
        return shared
    if kind is Publication.RESOLUTION:
        return {**shared, **_resolution(dossier)}
    return {**shared, **_result(dossier, version)}


def _proposal(dossier: Dossier, version: MatterVersion, until: datetime) -> dict[str, Any]:
    matter = dossier.matter
    route = routing.route(MatterType(matter.matter_type))
    return {
        "matter_number": matter.number,
        "matter_type": route.zh,
        "version": version.version_no,
        "text": version.text,
        "text_sha256": version.sha256,
        "budget_fen": version.budget_fen,
        "funding": version.funding,
        "attachments": version.attachments,
        "proposer": matter.proposer,
        "basis": route.basis,
        "body": BODY_NAMES[Body(matter.body)][0],
        "method": dossier.method.name_zh,
        "how_to_object": _HOW[is_seat(matter.village_code)][0],
        "posted_until": clock.local(until - timedelta(seconds=1)).date(),  # its last day, to 24:00
        "rail": _rail(dossier),
    }


def _rail(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {
            "zh": stop.zh,
            "en": stop.en,
            "state": stop.state.value,
            "on": clock.local(stop.closed_at).date() if stop.closed_at else "",
        }
        for stop in rail(dossier, clock.now()).steps
    ]


def _vote_of(dossier: Dossier) -> Vote | None:
    resolution = dossier.resolution
    wanted = resolution.vote_id if resolution else None
    return next((vote for vote in dossier.votes if vote.id == wanted), None)


def _resolution(dossier: Dossier) -> dict[str, Any]:
    vote, resolution = _vote_of(dossier), dossier.resolution
    if vote is None or resolution is None:
        return {}
    return {
        "resolution_number": resolution.number,
        "attendance": {"all": vote.members, "due": vote.due, "present": vote.present},
        "tally": {
            "in_favour": vote.in_favour,
            "against": vote.against,
            "abstain": vote.abstain,
            "invalid": vote.invalid,
            "not_voted": vote.not_voted,
        },
        "passed": True,
        "outcome": resolution.text,
        "derivation": [_line(line) for line in vote.derivation],
        "signatures": dossier.signatures,
        **_workers(dossier),
    }


def _workers(dossier: Dossier) -> dict[str, str]:
    executor, supervisor = _WORKERS[is_seat(dossier.matter.village_code)]
    return {"executor": executor, "supervisor": supervisor}


def _line(line: dict[str, Any]) -> dict[str, Any]:
    return {
        "zh": line["zh"],
        "en": line["en"],
        "met": line["met"],
        "citation": line["citation_zh"],
    }


def _result(dossier: Dossier, version: MatterVersion) -> dict[str, Any]:
    spent = sum(row.spent_fen for row in dossier.milestones)
    return {
        "stage": "已完成",
        "spent_fen": spent,
        "variance_fen": version.budget_fen - spent,
        "milestones": [_milestone(row) for row in dossier.milestones],
        "acceptance": _acceptance(dossier.inspections),
        **_workers(dossier),
    }


def _milestone(row: Milestone) -> dict[str, Any]:
    done = clock.local(row.done_at).date() if row.done_at else ""
    return {"title": row.title, "done_on": done, "spent_fen": row.spent_fen, "note": row.note}


def _acceptance(inspections: Sequence[Inspection]) -> str:
    return inspections[-1].note if inspections else ""
