"""Was it really done? Three cards, words if one likes, a receipt."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.villager.frame import frame
from portals.villager.matters import found
from portals.villager.words import ANSWERS

_LONGEST_WORDS = 500


async def ask(request: Request, form: Form = BLANK) -> Response:
    """Ask whether it was done; who has said so already gets the receipt."""
    data = await found(request)
    if data["matter"]["myEvaluation"]:
        return RedirectResponse(_receipt(request), 303)
    return render(
        request,
        "villager/evaluation/ask.html",
        {**data, "answers": ANSWERS},
        form.status,
        form=form,
        frame=await frame(request, data, "today"),
    )


def _receipt(request: Request) -> str:
    return f"{county_path(request)}/my/matters/{request.path_params['id']}/evaluated"


async def say(request: Request, form: Form) -> Response:
    """Take the answer."""
    answers = [key for key, _, _ in ANSWERS]
    said = {
        "matterId": request.path_params["id"],
        "answer": form.choice("answer", N_("办得怎么样"), answers),
        "words": form.text("words", N_("您想说的"), required=False, longest=_LONGEST_WORDS),
    }
    if not form.errors:
        result = await run(request, "EvaluateMatter", input=said, key=form.key)
        if not form.take_errors(result.payload("evaluationSubmit")):
            return RedirectResponse(_receipt(request), 303)
    return await ask(request, form)


async def receipt(request: Request) -> Response:
    """Show the receipt; it can be opened again."""
    data = await found(request)
    if not data["matter"]["myEvaluation"]:
        path = f"{county_path(request)}/my/matters/{request.path_params['id']}/evaluate"
        return RedirectResponse(path, 303)
    word = {key: label for key, label, _ in ANSWERS}[data["matter"]["myEvaluation"]]
    return render(
        request,
        "villager/evaluation/done.html",
        {**data, "word": word},
        frame=await frame(request, data, "today"),
    )


async def _ask(request: Request) -> Response:
    return await ask(request)


routes = [
    Route("/{county}/my/matters/{id}/evaluate", _ask, methods=["GET"]),
    forms.post("/{county}/my/matters/{id}/evaluate", say),
    Route("/{county}/my/matters/{id}/evaluated", receipt, methods=["GET"]),
]
