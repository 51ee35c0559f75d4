"""The styleguide's pages: every component on the layout of phone, desk or public site."""

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import Form
from portals.kit.pages import render
from portals.styleguide import samples

LAYOUTS = ("phone", "desk", "public")
PAGES = ("home", "notice", "board", "waiting")


async def show(request: Request) -> Response:
    """Show all components."""
    locale = language.of(request)
    words = partial(language.translate, locale)
    asked = request.query_params.get("layout", "phone")
    layout = asked if asked in LAYOUTS else "phone"
    wrong = request.query_params.get("state") == "wrong"
    return render(
        request,
        "styleguide/components.html",
        {"layout": f"{layout}.html", "layout_name": layout, **samples.context(words)},
        form=samples.wrong_form(words) if wrong else Form.filled({"budget": "186,400"}),
        frame=samples.frame(locale),
        status=422 if wrong else 200,
    )


async def send(request: Request, form: Form) -> Response:
    """Take the sample form, as any portal would."""
    form.text("title", language.N_("事项名称"), longest=60)
    form.money_fen("budget", language.N_("预算"))
    form.date("starts_on", language.N_("开工日期"))
    if form.errors:
        locale = language.of(request)
        context = {"layout": "phone.html", "layout_name": "phone"}
        context.update(samples.context(partial(language.translate, locale)))
        return render(
            request,
            "styleguide/components.html",
            context,
            form.status,
            form=form,
            frame=samples.frame(locale),
        )
    return RedirectResponse(request.url_for("styleguide_done"), 303)


async def sample(request: Request) -> Response:
    """Show one of the sample pages: a villager's home, a published notice, a board."""
    name = request.path_params["name"]
    if name not in PAGES:
        raise HTTPException(404)
    locale = language.of(request)
    context = samples.context(partial(language.translate, locale))
    return render(request, f"styleguide/{name}.html", context, frame=samples.frame(locale))


async def done(request: Request) -> Response:
    """Show the receipt."""
    return render(request, "styleguide/done.html", frame=samples.frame(language.of(request)))


routes = [
    Route("/styleguide", show, methods=["GET"]),
    Route("/styleguide/done", done, methods=["GET"], name="styleguide_done"),
    Route("/styleguide/{name}", sample, methods=["GET"]),
    forms.post("/styleguide", send),
]
