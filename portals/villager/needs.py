"""My say: a need is written, looked over, sent; its receipt and its way can be read again."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.villager.frame import frame, run_here, village_of
from portals.villager.saying import FILE_FIELDS, files_of
from portals.villager.words import CATEGORIES, SETTLED_STATES

_LONGEST_TEXT = 1000


async def write(request: Request, form: Form = BLANK) -> Response:
    """Show the form, empty or with what has to be put right."""
    data = (await run_here(request, "VillagerFrame")).data
    return render(
        request,
        "villager/needs/write.html",
        {"categories": CATEGORIES},
        form.status,
        form=form,
        frame=await frame(request, data, "say"),
    )


def _read(form: Form) -> dict[str, str]:
    return {
        "category": form.choice("category", N_("是哪方面的事"), dict(CATEGORIES)),
        "text": form.text("text", N_("您的需要"), required=False, longest=_LONGEST_TEXT),
    }


async def check(request: Request, form: Form) -> Response:
    """Show what was written once more before it is sent; nothing is kept yet."""
    need = _read(form)
    if form.errors or form.ticked("edit"):
        return await write(request, form)
    return await _looked_over(request, form, need)


async def _looked_over(request: Request, form: Form, need: dict[str, str]) -> Response:
    data = (await run_here(request, "VillagerFrame")).data
    word = dict(CATEGORIES)[need["category"]]
    return render(
        request,
        "villager/needs/check.html",
        {**data, "need": need, "category_word": word},
        form.status,
        form=form,
        frame=await frame(request, data, "say"),
    )


async def send(request: Request, form: Form) -> Response:
    """Send the need to the village; the receipt has an address of its own."""
    need = _read(form)
    if form.errors:
        return await write(request, form)
    said = {**need, "villageCode": await village_of(request), "files": await files_of(form)}
    payload = (await run(request, "SayNeed", input=said, key=form.key)).payload("opinionSubmit")
    if form.take_errors(payload, FILE_FIELDS):
        # Words are mended where they are written; a file is chosen again where it was chosen.
        return await (write if "text" in form.errors else _again)(request, form)
    path = f"{county_path(request)}/my/opinions/{payload['opinion']['id']}/sent"
    return RedirectResponse(path, 303)


async def _again(request: Request, form: Form) -> Response:
    return await _looked_over(request, form, _read(form))


async def _one(request: Request, template: str) -> Response:
    found = await run_here(request, "VillagerOpinion", id=request.path_params["id"])
    opinion = found.data["node"]
    if not opinion:
        raise HTTPException(404)
    return render(
        request,
        template,
        {
            "opinion": opinion,
            "category_word": dict(CATEGORIES)[opinion["category"]],
            "settled_states": SETTLED_STATES,
        },
        frame=await frame(request, found.data, "say"),
    )


async def receipt(request: Request) -> Response:
    """Show the receipt of a need."""
    return await _one(request, "villager/needs/sent.html")


async def show(request: Request) -> Response:
    """Show how far a need has come, and its answer."""
    return await _one(request, "villager/needs/opinion.html")


async def listed(request: Request) -> Response:
    """List the reader's own needs, newest first."""
    after = request.query_params.get("after") or None
    data = (await run_here(request, "VillagerOpinions", after=after)).data
    return render(
        request,
        "villager/needs/opinions.html",
        {**data, "words": dict(CATEGORIES), "settled_states": SETTLED_STATES},
        frame=await frame(request, data, "say"),
    )


async def _write(request: Request) -> Response:
    return await write(request)


routes = [
    Route("/{county}/my/say", _write, methods=["GET"]),
    forms.post("/{county}/my/say", check),
    Route("/{county}/my/say/send", _write, methods=["GET"]),
    forms.post("/{county}/my/say/send", send, most_bytes=UPLOAD_BYTES),
    Route("/{county}/my/opinions", listed, methods=["GET"]),
    Route("/{county}/my/opinions/{id}", show, methods=["GET"]),
    Route("/{county}/my/opinions/{id}/sent", receipt, methods=["GET"]),
]
