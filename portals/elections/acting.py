"""What is sent from the desk: one address an act, each a named operation."""

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from portals.elections import desk
from portals.elections.frame import ELECTION
from portals.elections.pages import WISHES
from portals.kit import forms
from portals.kit.forms import UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.workplace.factors import factor_first

Said = dict[str, Any]
Read = Callable[[Request, Form], Awaitable[Said]]
_SEPARATORS = str.maketrans({"、": "\n", "，": "\n", ",": "\n", " ": "\n"})


async def person(request: Request, form: Form, field: str, label: str) -> str:
    """Return the key of the person whose name was typed; two of one name are told apart by group.

    A name shared by two people is typed as 姓名/小组.
    """
    typed = form.text(field, label, longest=60)
    found = await people(request, typed)
    if typed and len(found) != 1:
        words = N_("本村没有叫“%(who)s”的人，请核对")
        if found:
            words = N_("有 %(n)s 人叫“%(who)s”，请写成 姓名/小组")
        form.wrong(field, words, who=typed, n=len(found))
    return found[0]["key"] if found else ""


async def people(request: Request, typed: str) -> list[dict[str, Any]]:
    """Return who bears a name, cut by the group behind a stroke."""
    name, _, group = typed.partition("/")
    if not name.strip():
        return []
    asked = {"id": request.path_params["id"], "names": [name.strip()]}
    election = (await run(request, "ElectionPeople", **asked)).data["election"]
    found = election["people"] if election else []
    return [one for one in found if not group or one["groupName"] == group.strip()]


async def photo(form: Form, field: str, label: str) -> str:
    """Return an uploaded photo in base64."""
    upload = form.file(field, label)
    return "" if upload is None else base64.b64encode(await upload.read()).decode()


async def _nothing(_request: Request, _form: Form) -> Said:
    return {}


async def _committee(request: Request, form: Form) -> Said:
    typed = form.text("officials", N_("选举委员会成员"), required=False, longest=400)
    keys = []
    for name in typed.translate(_SEPARATORS).split():
        found = await people(request, name)
        if len(found) != 1:
            form.wrong("officials", N_("“%(who)s”没有对上唯一的人"), who=name)
        keys += [one["key"] for one in found[:1]]
    chosen = form.date("chosen_on", N_("哪一天"))
    return {
        "members": keys,
        "source": form.text("source", N_("推选它的会议或者文件"), longest=200),
        "chosenOn": str(chosen) if chosen else None,
    }


async def _move(_request: Request, form: Form) -> Said:
    return {"electionDay": str(form.date("new_day", N_("新的投票日")))}


async def _call_off(_request: Request, form: Form) -> Said:
    return {"reason": form.text("off_reason", N_("取消的理由"), longest=500)}


async def _audit(_request: Request, form: Form) -> Said:
    return {
        "residentKey": form.value("audited"),
        "auditor": form.text("auditor", N_("审计机关"), longest=100),
        "result": form.text("audit_result", N_("审计结果"), longest=5000),
    }


async def _review(_request: Request, form: Form) -> Said:
    return {
        "candidateKey": form.value("reviewed"),
        "bar": form.choice("bar", N_("结论"), desk.BARS, required=False),
        "reason": form.text("review_reason", N_("依据"), required=False, longest=500),
    }


async def _secretary(request: Request, form: Form) -> Said:
    return {
        "residentKey": await person(request, form, "secretary", N_("书记")),
        "document": form.text("document", N_("批复文号"), longest=100),
    }


async def _voter(request: Request, form: Form) -> Said:
    return {
        "residentKey": await person(request, form, "voter", N_("姓名")),
        "wish": form.choice("voter_wish", N_("登记或除名"), WISHES),
        "reason": form.text("voter_reason", N_("依据"), longest=500),
    }


async def _objection(request: Request, form: Form) -> Said:
    upheld = form.choice("upheld", N_("结论"), ("yes", "no")) == "yes"
    key = await person(request, form, "concerned", N_("名单上的谁")) if upheld else None
    return {
        "objectionKey": form.value("objection"),
        "upheld": upheld,
        "decision": form.text("decision", N_("处理意见"), longest=1000),
        "residentKey": key,
    }


async def _post(_request: Request, form: Form) -> Said:
    return {"step": form.value("step")}


async def _nominate(request: Request, form: Form) -> Said:
    return {
        "contestKey": form.value("contest"),
        "residentKey": await person(request, form, "nominee", N_("被提名人")),
        "nominations": form.integer("nominations", N_("提名票数"), most=100_000),
    }


async def _withdraw(_request: Request, form: Form) -> Said:
    return {
        "candidateKey": form.value("leaving"),
        "reason": form.text("leaving_reason", N_("依据"), longest=500),
    }


async def _proxy(request: Request, form: Form) -> Said:
    return {
        "principalKey": await person(request, form, "principal", N_("委托人")),
        "holderKey": await person(request, form, "holder", N_("受托人")),
        "relation": form.choice("relation", N_("受托人是委托人的"), desk.RELATIONS),
        "sheetBase64": await photo(form, "paper", N_("委托书照片")),
    }


async def _proxy_strike(_request: Request, form: Form) -> Said:
    return {
        "proxyKey": form.text("struck_proxy", N_("撤销哪一份"), longest=40),
        "reason": form.text("proxy_reason", N_("撤销的理由"), longest=500),
    }


async def _station(_request: Request, form: Form) -> Said:
    return {
        "name": form.text("station_name", N_("投票站名称"), longest=40),
        "kind": form.choice("station_kind", N_("哪一种"), desk.STATIONS),
        "place": form.text("station_place", N_("地点"), longest=100),
    }


async def _strike(_request: Request, form: Form) -> Said:
    return {
        "countKey": form.value("entered"),
        "reason": form.text("strike_reason", N_("作废的理由"), longest=500),
    }


async def _handover(_request: Request, form: Form) -> Said:
    return {
        "item": form.value("item"),
        "note": form.text("note", N_("交接情况"), longest=500),
    }


# The address's last part: operation, how the form is read, where errors of the input belong.
ACTS: dict[str, tuple[str, Read, dict[str, str]]] = {
    "committee": (
        "ElectionCommitteeForm",
        _committee,
        {"members": "officials", "chosenOn": "chosen_on"},
    ),
    "move": ("ElectionMove", _move, {"electionDay": "new_day"}),
    "call-off": ("ElectionCallOff", _call_off, {"reason": "off_reason"}),
    "audit": ("ElectionAuditRecord", _audit, {"result": "audit_result"}),
    "review": ("ElectionCandidateReview", _review, {"reason": "review_reason"}),
    "secretary": ("ElectionSecretaryApprove", _secretary, {"residentId": "secretary"}),
    "draw": ("ElectionVotersDraw", _nothing, {}),
    "freeze": ("ElectionVotersFreeze", _nothing, {}),
    "confirm": ("ElectionCandidatesConfirm", _nothing, {}),
    "put-forward": ("ElectionResultPutForward", _nothing, {}),
    "decide": ("ElectionDecide", _nothing, {}),
    "voter": ("ElectionVoterCorrect", _voter, {"residentId": "voter", "reason": "voter_reason"}),
    "objection": ("ElectionObjectionDecide", _objection, {"residentId": "concerned"}),
    "post": ("ElectionNoticePost", _post, {}),
    "nominate": ("ElectionCandidateNominate", _nominate, {"residentId": "nominee"}),
    "withdraw": ("ElectionCandidateWithdraw", _withdraw, {"reason": "leaving_reason"}),
    "proxy": ("ElectionProxyRecord", _proxy, {"holderId": "holder", "sheetBase64": "paper"}),
    "proxy-strike": (
        "ElectionProxyStrike",
        _proxy_strike,
        {"proxyKey": "struck_proxy", "reason": "proxy_reason"},
    ),
    "station": ("ElectionStationAdd", _station, {"name": "station_name", "place": "station_place"}),
    "strike": ("ElectionCountStrike", _strike, {"reason": "strike_reason"}),
    "handover": ("ElectionHandoverRecord", _handover, {}),
}


async def act(request: Request, form: Form) -> Response:
    """Do one act and come back to the desk, with what was wrong if it was refused."""
    if request.path_params["act"] not in ACTS:
        raise HTTPException(404)
    operation, read, fields = ACTS[request.path_params["act"]]
    said = {"electionId": request.path_params["id"], **await read(request, form)}
    if not form.errors:
        name = operation[0].lower() + operation[1:]
        payload = (await run(request, operation, input=said, key=form.key)).payload(name)
        here = f"/elections/{request.path_params['id']}/desk"
        factor = await factor_first(request, payload, here)
        if factor is not None:
            return factor
        if not form.take_errors(payload, fields):
            return ELECTION.back(request, "/desk?done=1")
    return await desk.show(request, form)


routes = [
    forms.post("/{county}/elections/{id}/desk/{act}", act, most_bytes=UPLOAD_BYTES),
]
