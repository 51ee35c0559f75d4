"""What can be done with a matter: each act reads its form and runs one operation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portals.kit import forms
from portals.kit.forms import FORM_BYTES, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.shell import county_path
from portals.matters.page import show
from portals.matters.words import ANNULLERS, REASONS, STANCES
from portals.villager.saying import files_of
from portals.workplace.factors import factor_first

_LONGEST_TEXT = 5000
_LONGEST_WORDS = 500
_LONGEST_DOCUMENT = 100
_SOURCES = 3
_SCORES = ("1", "2", "3", "4", "5")
_TOO_LATE = "STEP_CLOSED_ALREADY"
Said = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """A verb in the address, the operation it runs, and how its form is read."""

    verb: str
    operation: str
    payload: str
    read: Callable[[Form], Said]
    fields: dict[str, str] = field(default_factory=dict)
    with_matter: bool = True
    takes_photos: bool = False


def _nothing(_form: Form) -> Said:
    return {}


def _edit(form: Form) -> Said:
    sources = []
    for number in range(1, _SOURCES + 1):
        name = form.text(f"source{number}", N_("资金来源"), required=number == 1, longest=60)
        amount = form.money_fen(f"amount{number}", N_("金额"), required=bool(name))
        if name:
            sources.append({"name": name, "amountFen": amount or 0})
    return {
        "title": form.text("title", N_("事项名称"), longest=60),
        "text": form.text("text", N_("方案"), longest=_LONGEST_TEXT),
        "budgetFen": form.money_fen("budget", N_("预算")),
        "fundingSources": sources,
        "changeNote": form.text("note", N_("改了什么"), required=False, longest=_LONGEST_WORDS),
    }


def _advance(form: Form) -> Said:
    return {"stepKey": form.value("step_key")}


def _heard(form: Form) -> Said:
    return {
        "name": form.text("heard_name", N_("听取了谁的意见"), longest=40),
        "opinion": form.text("heard_opinion", N_("说了什么"), longest=_LONGEST_WORDS),
    }


def _reason(form: Form) -> Said:
    return {"reason": form.text("reason", N_("原因"), longest=_LONGEST_WORDS)}


def _approve(form: Form) -> Said:
    opinion = form.text("opinion", N_("审核意见"), required=False, longest=_LONGEST_WORDS)
    return {"decision": "APPROVE", "reason": opinion}


def _return(form: Form) -> Said:
    return {
        "decision": "RETURN",
        "reasonCode": form.choice("code", N_("退回原因"), [key for key, _ in REASONS]),
        "reason": form.text("reason", N_("要补正什么"), longest=_LONGEST_WORDS),
    }


def _call(form: Form) -> Said:
    moment = form.moment("at", N_("开会时间"))
    return {
        "scheduledAt": moment.isoformat() if moment else None,
        "place": form.text("place", N_("地点"), longest=60),
        "also": form.many("also"),
        "unit": form.value("unit") or "PERSON",
        "presiderId": form.value("presider") or None,
        "shortenedBy": form.value("shortened_by") or None,
        "shortenedReason": form.text(
            "shortened_reason",
            N_("缩短通知的理由"),
            required=bool(form.value("shortened_by")),
            longest=_LONGEST_WORDS,
        ),
    }


def _party(form: Form) -> Said:
    return {
        "kind": form.choice("party_kind", N_("是人还是单位"), ["PERSON", "FIRM"]),
        "name": form.text("party_name", N_("姓名或单位名称"), longest=60),
        "householdNumber": form.text("party_household", N_("户号"), required=False, longest=20),
        "part": form.text("part", N_("与这件事的关系"), longest=200),
    }


def _party_end(form: Form) -> Said:
    return {"number": form.integer("party_number", N_("涉及谁"))}


def _start(form: Form) -> Said:
    milestones = []
    for number in range(1, _SOURCES + 1):
        title = form.text(f"step{number}", N_("节点"), required=number == 1, longest=60)
        due = form.date(f"due{number}", N_("完成日期"), required=False)
        if title:
            milestones.append({"title": title, "dueOn": due.isoformat() if due else None})
    return {"milestones": milestones}


def _plan(form: Form) -> Said:
    due = form.date("due", N_("完成日期"), required=False)
    title = form.text("step", N_("节点"), longest=60)
    return {"title": title, "dueOn": due.isoformat() if due else None}


def _report(form: Form) -> Said:
    return {
        "milestoneId": form.value("milestone"),
        "note": form.text("done_note", N_("办得怎么样"), longest=_LONGEST_WORDS),
        "spentFen": form.money_fen("spent", N_("花了多少钱"), required=False) or 0,
    }


def _inspect(form: Form) -> Said:
    verdict = form.choice("verdict", N_("监督意见"), ["true", "false"])
    by = form.date("mend_by", N_("哪天以前改好"), required=False)
    return {
        "passed": verdict == "true",
        "opinion": form.text("inspection", N_("看到了什么"), longest=_LONGEST_WORDS),
        "mendBy": by.isoformat() if by and verdict == "false" else None,
    }


def _annul(form: Form) -> Said:
    day = form.date("decided", N_("决定日期"))
    return {
        "annuller": form.choice("annuller", N_("谁撤销的"), [key for key, _, _ in ANNULLERS]),
        "document": form.text("document", N_("文书名称和文号"), longest=_LONGEST_DOCUMENT),
        "decidedOn": day.isoformat() if day else None,
        "reason": form.text("annul_reason", N_("撤销原因"), longest=_LONGEST_WORDS),
    }


def _visit(form: Form) -> Said:
    return {
        "visited": form.text("visited", N_("走访了谁"), longest=40),
        "words": form.text("words", N_("担心什么，希望怎么改"), longest=_LONGEST_WORDS),
    }


def _hearing(form: Form) -> Said:
    experts = []
    for number in range(1, _SOURCES + 1):
        name = form.text(f"expert{number}", N_("专家"), required=number == 1, longest=40)
        trade = form.text(f"trade{number}", N_("专业"), required=bool(name), longest=40)
        if name:
            experts.append({"name": name, "profession": trade})
    day = form.date("held", N_("论证会日期"))
    verdict = form.choice("feasible", N_("论证结论"), ["true", "false"])
    return {
        "heldOn": day.isoformat() if day else None,
        "experts": experts,
        "conclusion": form.text("conclusion", N_("专家怎么说"), longest=_LONGEST_TEXT),
        "feasible": verdict == "true",
    }


def _sheet(form: Form) -> Said:
    score = form.choice("score", N_("打几分"), _SCORES) if form.value("rated") else ""
    return {
        "stance": form.choice("stance", N_("意见"), [key for key, _ in STANCES]),
        "score": int(score) if score in _SCORES else None,
        "text": form.text("sheet", N_("说明"), required=False, longest=_LONGEST_WORDS),
    }


def _paper_sheet(form: Form) -> Said:
    subject = form.text("subject", N_("户号、户主或代表姓名"), longest=40)
    return {**_sheet(form), "subject": subject}


def _work_plan(form: Form) -> Said:
    return {"text": form.text("work_plan", N_("实施方案"), longest=_LONGEST_TEXT)}


def _work_report(form: Form) -> Said:
    return {"text": form.text("work_report", N_("执行情况"), longest=_LONGEST_TEXT)}


def _extra(form: Form) -> Said:
    day = form.date("paper_day", N_("文书日期"))
    return {
        "key": form.text("extra", N_("办的是哪一项"), longest=40),
        "document": form.text("paper", N_("文书名称和文号"), longest=_LONGEST_DOCUMENT),
        "heldOn": day.isoformat() if day else None,
    }


def _objection(form: Form) -> Said:
    return {
        "number": form.integer("number", N_("异议")),
        "answer": form.text("objection_answer", N_("答复"), longest=_LONGEST_WORDS),
        "sendBack": form.choice("verdict_objection", N_("怎么办"), ("true", "false")) == "true",
    }


def _tracker(form: Form) -> Said:
    return {"residentId": form.picked("tracker", N_("跟踪代表"))}


def _tracked(form: Form) -> Said:
    return {"text": form.text("tracking", N_("跟踪情况"), longest=_LONGEST_WORDS)}


_OBJECTED = {"answer": "objection_answer"}
_DONE = {"note": "done_note", "photos": "photo"}
_ANNULLED = {"decidedOn": "decided", "reason": "annul_reason"}
_PAPER = {"key": "extra", "document": "paper", "heldOn": "paper_day"}
_AT = {
    "scheduledAt": "at_date",
    "presiderId": "presider",
    "shortenedBy": "shortened_by",
    "shortenedReason": "shortened_reason",
}
ACTS = (
    Act("edit", "MatterEdit", "matterEdit", _edit, {"budgetFen": "budget", "funding": "source1"}),
    Act("propose", "MatterPropose", "matterPropose", _nothing),
    Act("heard", "MatterRecordHeard", "matterRecordHeard", _heard, {"name": "heard_name"}),
    Act("advance", "MatterAdvance", "matterAdvance", _advance),
    Act("reconsider", "MatterReconsider", "matterReconsider", _reason),
    Act("withdraw", "MatterWithdraw", "matterWithdraw", _reason),
    Act("approve", "ReviewDecide", "reviewDecide", _approve),
    Act("return", "ReviewDecide", "reviewDecide", _return, {"reasonCode": "code"}),
    Act("call", "MeetingCall", "meetingCall", _call, _AT),
    Act("party", "MatterPartyRecord", "matterPartyRecord", _party, {"name": "party_name"}),
    Act("party-end", "MatterPartyEnd", "matterPartyEnd", _party_end),
    Act("objection", "ObjectionAnswer", "objectionAnswer", _objection, _OBJECTED),
    Act("start", "ExecutionStart", "executionStart", _start),
    Act("plan", "MilestonePlan", "milestonePlan", _plan, {"title": "step"}),
    Act("report", "MilestoneReport", "milestoneReport", _report, _DONE, False, takes_photos=True),
    Act("inspect", "InspectionRecord", "inspectionRecord", _inspect, {"opinion": "inspection"}),
    Act("annul", "MatterAnnul", "matterAnnul", _annul, _ANNULLED),
    Act("hearing", "HearingRecord", "hearingRecord", _hearing, {"heldOn": "held"}),
    Act("sheet", "OpinionSheetSubmit", "opinionSheetSubmit", _sheet, {"text": "sheet"}),
    Act("sheet-for", "OpinionSheetRecord", "opinionSheetRecord", _paper_sheet, {"text": "sheet"}),
    Act("work-plan", "WorkPlanWrite", "workPlanWrite", _work_plan, {"text": "work_plan"}),
    Act("work-report", "WorkReport", "workReport", _work_report, {"text": "work_report"}),
    Act("extra", "MatterExtraRecord", "matterExtraRecord", _extra, _PAPER),
    Act("township-extra", "TownshipExtraRecord", "townshipExtraRecord", _extra, _PAPER),
    Act("tracker", "TrackerName", "trackerName", _tracker, {"residentId": "tracker"}),
    Act("track", "TrackingReport", "trackingReport", _tracked, {"text": "tracking"}),
    Act("visit", "ObjectorVisitRecord", "objectorVisitRecord", _visit),
)


def _handler(act: Act) -> forms.Handler:
    async def handle(request: Request, form: Form) -> Response:
        said = act.read(form)
        if act.with_matter:
            said["matterId"] = request.path_params["id"]
        if act.takes_photos:
            said["photos"] = await files_of(form)
        if not form.errors:
            result = await run(request, act.operation, input=said, key=form.key)
            payload = result.payload(act.payload)
            back = f"/matters/{request.path_params['id']}"
            factor = await factor_first(request, payload, back, form)
            if factor is not None:
                return factor
            here = f"{county_path(request)}/matters/{request.path_params['id']}"
            if any(one["code"] == _TOO_LATE for one in payload["errors"]):
                return RedirectResponse(f"{here}?done=already", 303)
            if not form.take_errors(payload, act.fields):
                return RedirectResponse(f"{here}?done={act.verb}", 303)
        return await show(request, form)

    return handle


routes = [
    forms.post(
        f"/{{county}}/matters/{{id}}/{act.verb}",
        _handler(act),
        most_bytes=UPLOAD_BYTES if act.takes_photos else FORM_BYTES,
    )
    for act in ACTS
]
