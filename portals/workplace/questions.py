"""What villagers ask about published bulletins: the list of those who answer, and the answer."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace import bulletins
from portals.workplace.factors import factor_first
from portals.workplace.places import Office, frame, place_of
from portals.workplace.today import first_page, next_page

_TABS = (("waiting", N_("等着答复"), False), ("answered", N_("已答复"), True))
_LONGEST = 1000
_SHOWN = 60


def _rows(request: Request, edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def say(text: str) -> str:
        return language.translate(language.of(request), text)

    home = county_path(request)
    return [
        {
            "href": f"{home}/bulletins/{one['bulletin']['id']}#questions",
            "label": one["text"] if len(one["text"]) <= _SHOWN else f"{one['text'][:_SHOWN]}…",
            "note": one["bulletin"]["title"],
            "due": None if one["answered"] else one["dueAt"],
            "tag": say(N_("已答复")) if one["answered"] else "",
            "kind": "ok",
        }
        for one in (edge["node"] for edge in edges)
    ]


def listed_for(office: Office) -> Callable[[Request], Awaitable[Response]]:
    """Return the page that lists the questions an office answers."""

    async def listed(request: Request) -> Response:
        await place_of(request, office)
        here = request.query_params.get("state", _TABS[0][0])
        answered = next((found for key, _, found in _TABS if key == here), _TABS[0][2])
        after = request.query_params.get("after") or None
        result = await run(request, "WorkplaceQuestions", answered=answered, after=after)
        found = result.data["questions"]
        values = {
            "rows": _rows(request, found["edges"]),
            "tabs": [(key, label) for key, label, _ in _TABS],
            "here": here,
            "office": office,
            "first": first_page(request),
            "after": next_page(request, found["pageInfo"]),
        }
        shell = await frame(request, office, "bulletins")
        return render(request, "workplace/questions.html", values, frame=shell)

    return listed


async def answer(request: Request, form: Form) -> Response:
    """Answer one question; the answer is public once somebody else has approved its bulletin."""
    question = form.picked("question", N_("哪个提问"))
    field = f"answer:{question}"
    text = form.text(field, N_("答复"), longest=_LONGEST)
    here = f"/bulletins/{request.path_params['id']}"
    if not form.errors:
        said = {"questionId": question, "text": text}
        result = await run(request, "QuestionAnswer", input=said, key=form.key)
        payload = result.payload("questionAnswer")
        factor = await factor_first(request, payload, f"{here}#questions", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"text": field}):
            return RedirectResponse(f"{county_path(request)}{here}?done=answered#questions", 303)
    return await bulletins.show(request, form)


routes = [
    forms.post("/{county}/bulletins/{id}/answer", answer, name="answer_question"),
    *(
        Route(f"/{{county}}{office.path}/questions", listed_for(office), methods=["GET"])
        for office in bulletins.ANSWERING
    ),
]
