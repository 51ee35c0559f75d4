"""The Jinja environment and `render`: one template gives the full page and its named fragments."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    Undefined,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from infra import clock
from portals.kit import amounts, csrf, dates, language, shell
from portals.kit.assets import asset, seal
from portals.kit.forms import BLANK, Form
from portals.kit.language import Locale

PORTALS = Path(__file__).parent.parent
COMPONENTS = PORTALS / "kit" / "templates" / "components"
_MACRO = re.compile(r"{%-?\s*macro\s+([a-z]\w*)")
_FRAGMENT = re.compile(r"^[a-z][a-z0-9_]{0,40}$")


class Absent(Undefined):
    """A key that a dictionary lacks: `{% if row.note %}` is false, printing it is an error."""

    def __str__(self) -> str:
        """Refuse to print nothing in the place of a value."""
        return self._fail_with_undefined_error()


class PageEnvironment(Environment):
    """Reads `data.items` of a dictionary as its key, never as the dictionary's method."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's own signature
        """Return a key of a dictionary before anything else."""
        if not isinstance(obj, dict):
            return super().getattr(obj, attribute)
        if attribute in obj:
            return obj[attribute]
        found = super().getattr(obj, attribute)
        return Absent(name=attribute, obj=obj) if isinstance(found, Undefined) else found


class Components:
    """Gives templates every macro of the kit as `ui.<name>`, with this page's context inside."""

    def __init__(self, environment: Environment, context: dict[str, Any]) -> None:
        """Remember the page; modules are made when a macro of theirs is first used."""
        self._environment = environment
        self._context = context
        self._modules: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a Jinja macro is untyped
        """Return the macro of this name."""
        file = macro_files().get(name)
        if file is None:
            raise AttributeError(name)
        if file not in self._modules:
            template = self._environment.get_template(f"components/{file}")
            self._modules[file] = template.make_module({**self._context, "ui": self})
        return getattr(self._modules[file], name)


@lru_cache(maxsize=1)
def macro_files() -> dict[str, str]:
    """Return which component file holds which macro."""
    found: dict[str, str] = {}
    for path in sorted(COMPONENTS.glob("*.html")):
        for name in _MACRO.findall(path.read_text("utf-8")):
            if name in found:
                raise ValueError(f"macro {name} stands in {found[name]} and {path.name}")
            found[name] = path.name
    return found


def _gettext(locale: Locale) -> Callable[..., str]:
    """Return the templates' `_`: as Jinja's own, but it knows the count when it chooses a form."""

    @pass_context
    def gettext(context: Context, text: str, /, **facts: object) -> str:
        words = language.worded(locale, text, facts)
        found = Markup(words) if context.eval_ctx.autoescape else words  # noqa: S704 - our own
        return found % facts

    return gettext


@lru_cache(maxsize=2)
def templates(locale: Locale) -> Environment:
    """Return the environment of one language; all portals' templates under their own names."""
    environment = PageEnvironment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        language.translations(locale), newstyle=True
    )
    environment.globals.update(
        gettext=_gettext(locale),
        asset=asset,
        seal=seal,
        clock_now=clock.now,
        mark=partial(language.mark, locale),
        new_key=lambda: str(uuid4()),
        today=clock.today,
    )
    environment.filters.update(
        money=partial(amounts.money, locale=locale),
        short_money=partial(amounts.short_money, locale=locale),
        number=amounts.number,
        masked_phone=amounts.masked_phone,
        masked_identity=amounts.masked_identity,
        masked_name=amounts.masked_name,
        day=partial(dates.day, locale=locale),
        moment=partial(dates.moment, locale=locale),
        month=partial(dates.month, locale=locale),
        until=partial(dates.until, locale=locale),
        since=partial(dates.since, locale=locale),
        last_day=dates.last_day,
        remaining=partial(dates.remaining, locale=locale),
        days_left=dates.days_left,
        minutes_left=dates.minutes_left,
        urgency=dates.urgency,
    )
    return environment


def _loader() -> BaseLoader:
    folders = {path.parent.name: path for path in sorted(PORTALS.glob("*/templates"))}
    kit = folders.pop("kit")
    return ChoiceLoader(
        [
            FileSystemLoader(kit),
            PrefixLoader({name: FileSystemLoader(path) for name, path in folders.items()}),
        ]
    )


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
    *,
    form: Form = BLANK,
    frame: shell.Shell | None = None,
) -> Response:
    """Return the page, or only its named block where the script asks for a fragment."""
    locale = language.of(request)
    environment = templates(locale)
    page = environment.get_template(template)
    values = _context(request, locale, context or {}, form, frame)
    values["ui"] = Components(environment, values)
    fragment = request.headers.get("x-fragment", "")
    headers = {"Vary": "X-Fragment, Cookie, Accept-Language", "Cache-Control": "no-store"}
    if _FRAGMENT.match(fragment) and fragment in page.blocks:
        headers["X-Fragment"] = fragment
        return HTMLResponse(_block(page, fragment, values), status, headers)
    return HTMLResponse(page.render(values), status, headers)


def _context(
    request: Request,
    locale: Locale,
    context: Mapping[str, Any],
    form: Form,
    frame: shell.Shell | None,
) -> dict[str, Any]:
    county = shell.county_path(request)
    here = _here(request)
    return {
        "notice": None,
        "request_path": here,
        "back": quote(here, safe=""),
        "query": dict(request.query_params),
        "county_path": county,
        "to": lambda path: f"{county}{path}",
        "scale": shell.scale(request),
        "keys_off": request.cookies.get(shell.KEYS_COOKIE) == "off",
        "shell": frame or getattr(request.state, "shell", None) or shell.Shell(home=f"{county}/"),
        "csrf_token": csrf.token(request),
        "form": form,
        "locale": locale,
        "lang": "zh-CN" if locale == "zh" else "en",
        **context,
    }


def _here(request: Request) -> str:
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


def _block(page: Template, name: str, values: dict[str, Any]) -> str:
    return "".join(page.blocks[name](page.new_context(values)))
