"""The township's calendar of reviews: monthly, quarterly, half-yearly and yearly; late is red."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from infra import clock
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.workplace.factors import factor_first
from portals.workplace.places import TOWNSHIP, frame, may, place_of

_LONGEST = 2_000
_PERIODS = {
    "M": N_("%(year)s年%(n)s月"),
    "Q": N_("%(year)s年第%(n)s季度"),
    "H": N_("%(year)s年第%(n)s个半年"),
    "Y": N_("%(year)s年全年"),
}


def period_words(request: Request, period: str) -> str:
    """Return a period such as 2026-Q04 in words."""
    year, _, part = period.partition("-")
    facts = {"year": year, "n": int(part[1:])}
    return language.translate(language.of(request), _PERIODS[part[:1]], **facts)


def _asked_year(request: Request) -> int:
    """Return the year that the address asks for: this one, or the one before."""
    year = clock.today().year
    return year - 1 if request.query_params.get("year") == f"{year - 1}" else year


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show what the year owes, what was done, and a form for what is due.

    What the year before still owes stands first: December is reviewed in January.
    """
    place, year, this_year = (
        await place_of(request, TOWNSHIP),
        _asked_year(request),
        clock.today().year,
    )
    data = (await run(request, "TownshipReviews", code=place, year=year, before=year - 1)).data
    left = [one for one in data["before"] if not one["doneAt"]] if year == this_year else []
    duties: list[dict[str, Any]] = [*left, *data["townshipReviews"]]
    done = request.query_params.get("done") == "review"
    words = language.translate(language.of(request), N_("这一期已登记。"))
    values = {
        "duties": [{**one, "words": period_words(request, one["period"])} for one in duties],
        "year": year,
        "this_year": this_year,
        "may_record": may(data["me"], "TOWNSHIP_RECORD", place),
        "notice": Notice(words, "ok") if done else None,
    }
    shell = await frame(request, TOWNSHIP, "reviews")
    return render(request, "township/reviews.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def record(request: Request, form: Form) -> Response:
    """Record one review."""
    place = await place_of(request, TOWNSHIP)
    method, _, rest = form.text("duty", N_("哪一期"), longest=100).partition("/")
    key, _, period = rest.partition("/")
    said = {
        "townshipCode": place,
        "methodKey": method,
        "key": key,
        "period": period,
        "finding": form.text("finding", N_("督查考核情况"), longest=_LONGEST),
    }
    if not form.errors:
        result = await run(request, "TownshipReviewRecord", input=said, key=form.key)
        payload = result.payload("townshipReviewRecord")
        factor = await factor_first(request, payload, "/township/reviews", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"period": "duty"}):
            here = f"{county_path(request)}/township/reviews"
            return RedirectResponse(f"{here}?done=review", 303)
    return await show(request, form)


_HERE = "/{county}/township/reviews"
routes = [Route(_HERE, _show, methods=["GET"]), forms.post(_HERE, record)]
