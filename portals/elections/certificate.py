"""当选证书: the certificate of somebody elected, as PDF for who runs it and for its holder."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra.documents.certificate import Certificate
from portals.elections.frame import ELECTION
from portals.kit import certificates, language
from portals.kit.certificates import day_of
from portals.kit.language import N_


def printed(election: dict[str, Any], one: dict[str, Any]) -> Certificate:
    """Return what is printed: in Chinese, as every paper of the village."""
    village = f"{election['townshipName']}{election['villageName']}"
    day = day_of(one["issuedOn"])
    branch = election["kind"] == "PARTY_BRANCH"
    body = "党支部委员会" if branch else "村民委员会"
    what = f"经 {day}选举，当选为{village}{one['office']}，任期与本届{body}相同。"
    return Certificate(
        title="当选通知书" if branch else "当选证书",
        number=one["number"],
        name=one["name"],
        text=what,
        basis="依据：《中国共产党基层组织选举工作条例》"
        if branch
        else "依据：《村民委员会组织法》第十一条、第十五条",
        roster={"title": "", "head": [], "rows": []},
        issuer=f"中国共产党{village}支部委员会" if branch else f"{village}村民选举委员会",
        day=day,
        note="本证由系统按公布的选举结果打印，编号可以在选举页面核对，加盖公章有效。",
    )


async def sheet(request: Request) -> Response:
    """Print the certificate that bears a number."""
    election = await ELECTION.find(request, "ElectionCertificates")
    wanted = request.query_params.get("number", "")
    works = election["myRun"] or election["myPlan"]
    for one in election["certificates"]:
        if one["number"] == wanted and (works or one["mine"]):
            return await certificates.handed(printed(election, one), f"elected-{wanted}.pdf")
    raise HTTPException(404, language.translate(language.of(request), N_("没有这份当选证书")))


routes = [Route("/{county}/elections/{id}/certificate.pdf", sheet, methods=["GET"])]
