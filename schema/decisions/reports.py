"""The report of a village over a period as a file: a workbook, or an accessible PDF."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from infra import clock
from infra.documents import posters, spreadsheet
from infra.documents.report import Report
from infra.errors import NotFound
from schema import authentication
from schema.core import files
from services.decisions import service
from services.decisions.figures import read_period
from services.decisions.service import PeriodReport
from tenants import registry
from tenants.authorization.permissions import Permission
from tenants.unit_of_work import unit_of_work

_FIGURES = ("项目", "数")
_MATTERS = ("编号", "事项", "现在的状态")
_MEETINGS = ("日期", "会议", "到会 / 应到")
_NOTE = "数字全部由系统从办理记录算出，没有一个是填报的。意见按提出的日期计入本期。"


async def workbook(request: Request) -> Response:
    """Serve the report as a workbook."""
    found = await _found(request)
    return files.made(_workbook(found), spreadsheet.TYPE, f"{_title(found)}.xlsx")


async def printed(request: Request) -> Response:
    """Serve the report as a PDF, typeset by a process of its own."""
    found = await _found(request)
    data = await posters.printed_report(_printed(found))
    return files.made(data, "application/pdf", f"{_title(found)}.pdf")


async def _found(request: Request) -> PeriodReport:
    """Return the report to whoever reads the village's matters."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    viewer = await authentication.identify(request, tenant, "zh")
    period = read_period(asked["period"])
    if period is None or not viewer.may(Permission.MATTER_READ, asked["village"]):
        raise NotFound
    async with unit_of_work(tenant) as uow:
        return await service.period_report(uow, asked["village"], period)


def _title(found: PeriodReport) -> str:
    return f"{found.village}{found.period.zh}村务情况报告"


def _workbook(found: PeriodReport) -> bytes:
    return spreadsheet.workbook(
        [
            ("数字", [_FIGURES, *found.figure_lines]),
            ("事项", [_MATTERS, *found.matters]),
            ("会议", [_MEETINGS, *found.meetings]),
            ("说明", [(_title(found),), (_NOTE,), (_made_at(),)]),
        ]
    )


def _printed(found: PeriodReport) -> Report:
    figures = [[name, str(count)] for name, count in found.figure_lines]
    return {
        "title": _title(found),
        "place": found.village,
        "note": f"{_NOTE}{_made_at()}",
        "tables": [
            {"title": "数字", "head": [*_FIGURES], "rows": figures},
            {
                "title": "提出的事项",
                "head": [*_MATTERS],
                "rows": [[*line] for line in found.matters],
            },
            {
                "title": "开过的会",
                "head": [*_MEETINGS],
                "rows": [[*line] for line in found.meetings],
            },
        ],
    }


def _made_at() -> str:
    return f"{clock.local(clock.now()):%Y-%m-%d %H:%M} 制表"


routes: list[BaseRoute] = [
    Route("/{county}/reports/{village}/{period}/report.xlsx", workbook),
    Route("/{county}/reports/{village}/{period}/report.pdf", printed),
]
