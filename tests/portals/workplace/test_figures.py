"""The figures of a year on a page for each office, and a village's report as workbook and PDF."""

import io
import re

from openpyxl import load_workbook

from infra import clock
from portals.demo import journeys
from tests.portals.site import Browser, Village

LIGHTS = "村内主路安装太阳能路灯 40 盏"


async def opened(village: Village, name: str, path: str) -> tuple[Browser, str]:
    browser = await village.browser_of(name)
    return browser, (await browser.open(path)).words


async def test_each_office_reads_its_figures_and_takes_the_report_away(village: Village) -> None:
    year = clock.today().year
    secretary, own = await opened(village, "党支部01", f"/secretary/figures?period={year}")
    county, listed = await opened(village, "县民政", f"/office/figures?period={year}")
    unknown = await county.open("/office/figures?period=1999")
    base = f"/{village.county.code}/reports/{village.code}/{year}/report"
    book = await secretary.client.get(f"{base}.xlsx")
    printed = await secretary.client.get(f"{base}.pdf")
    stranger = Browser(village.county.code)

    proposed = int(re.findall(r"提出的事项 ([0-9]+)", own)[0])
    assert proposed >= 3  # those of the world; other tests of the folder may have added some
    assert "办成并公布结果" in own
    assert "三苗树村" in listed
    assert unknown.status == 404
    sheets = load_workbook(io.BytesIO(book.content))
    lines = {row[0].value: row[1].value for row in sheets["数字"].iter_rows(min_row=2)}
    assert lines["提出的事项"] == proposed
    assert lines["其中村民代表会议"] >= 1
    titles = [row[1].value for row in sheets["事项"].iter_rows(min_row=2)]
    assert journeys.WATER.title in titles
    assert LIGHTS not in titles  # what was never posted is not in it
    assert printed.content.startswith(b"%PDF-")
    assert printed.headers["content-disposition"].startswith("attachment")
    assert (await stranger.client.get(f"{base}.xlsx")).status_code == 404
