"""The audit trail for the auditor: who did what to which object, and whether the chain holds."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.office.audit_words import GROUPS, TAGS
from portals.office.frame import frame
from portals.workplace.places import COUNTY, place_of
from portals.workplace.today import first_page, next_page

_HERE = "/office/audit"
_NO_SUBJECT = N_("对象编号有 36 位。请从一条记录的“只看这个对象”点进来，或者整段粘贴。")
_NOTHING: dict[str, Any] = {"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}


def _enum(tag: str) -> str:
    """Return a tag as the API's enum names it."""
    return tag.upper().replace(":", "_")


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


async def listed(request: Request) -> Response:
    """List events, newest first: of one kind, about one object, or all."""
    await place_of(request, COUNTY)
    asked, locale = request.query_params, language.of(request)
    tag, subject = asked.get("tag", ""), asked.get("subject", "").strip()
    readable = not subject or _is_id(subject)
    found = _NOTHING
    if readable:
        wanted = {"tag": _enum(tag) if tag in TAGS else None, "subject": subject or None}
        after = asked.get("after") or None
        found = (await run(request, "OfficeAudit", after=after, **wanted)).data["auditEvents"]
    values = {
        "rows": [_row(request, edge["node"]) for edge in found["edges"]],
        "kinds": [(key, _named(locale, key, " · ")) for key in TAGS],
        "notice": None if readable else Notice(language.translate(locale, _NO_SUBJECT), "warn"),
        "first": first_page(request),
        "after": next_page(request, found["pageInfo"]),
    }
    return render(request, "office/audit.html", values, frame=await frame(request, "audit"))


def _named(locale: language.Locale, tag: str, between: str) -> str:
    group = language.translate(locale, GROUPS[tag.partition(":")[0]])
    return f"{group}{between}{language.translate(locale, TAGS[tag])}"


def _row(request: Request, event: dict[str, Any]) -> dict[str, Any]:
    tag = event["tag"]
    known = tag in TAGS  # the trail outlives the words: an older release's tag may be gone
    whole = not UUID(event["subject"]).int
    about = f"{county_path(request)}{_HERE}?{urlencode({'subject': event['subject']})}"
    return {
        **event,
        "what": language.translate(language.of(request), TAGS[tag]) if known else tag,
        "about": "" if whole else about,
    }


async def chain(request: Request) -> Response:
    """Recompute the whole chain and say in words what came out."""
    await place_of(request, COUNTY)
    found = (await run(request, "OfficeAuditChain")).data["auditChain"]
    shell = await frame(request, "audit")
    return render(request, "office/audit_chain.html", {"chain": found}, frame=shell)


routes = [
    Route(f"/{{county}}{_HERE}", listed, methods=["GET"]),
    Route(f"/{{county}}{_HERE}/chain", chain, methods=["GET"]),
]
