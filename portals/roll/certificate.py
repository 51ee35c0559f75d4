"""村民代表证: a representative's certificate as PDF, with the households that chose them."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra.documents.certificate import Certificate
from portals.kit import certificates, language
from portals.kit.certificates import day, day_of
from portals.kit.language import N_
from portals.kit.operations import run


def printed(found: dict[str, Any]) -> Certificate:
    """Return what is printed: in Chinese, as every paper of the village."""
    village = f"{found['townshipName']}{found['villageName']}"
    chosen = f"{day(found['electedOn'])}" if found["electedOn"] else ""
    return Certificate(
        title="村民代表证",
        number=found["number"],
        name=found["name"],
        text=(
            f"{chosen}由{village}{found['groupName']} {len(found['households'])} 户推选，"
            f"为{village}村民代表，自 {day(found['since'])}起任职，与本届村民委员会任期相同。"
        ),
        basis=f"依据：《村民委员会组织法》第二十五条；{found['source']}",
        roster={
            "title": "推选的户",
            "head": ["户号", "户主", "确认", "户主签字"],
            "rows": [
                [one["number"], one["head"], _confirmed(one), ""] for one in found["households"]
            ],
        },
        issuer=f"{village}村民委员会",
        day=day(found["since"]),
        note="本证由系统按登记的推选和确认记录打印，加盖村民委员会公章有效。",
    )


def _confirmed(household: dict[str, Any]) -> str:
    if not household["confirmedAt"]:
        return "未在本系统确认，请户主签字"
    way = "推选单签字" if household["onPaper"] else "户主登录确认"
    return f"{day_of(household['confirmedAt'])} {way}"


async def hand(request: Request, found: dict[str, Any] | None) -> Response:
    """Hand a certificate out, or say that there is none."""
    if found is None:
        text = language.translate(language.of(request), N_("没有这份代表证"))
        raise HTTPException(404, text)
    return await certificates.handed(printed(found), f"certificate-{found['number']}.pdf")


async def sheet(request: Request) -> Response:
    """Print the certificate of one representative of the village."""
    data = (await run(request, "RollCertificate", term=request.path_params["id"])).data
    return await hand(request, data["representativeCertificate"])


routes = [Route("/{county}/roll/{code}/certificates/{id}.pdf", sheet, methods=["GET"])]
