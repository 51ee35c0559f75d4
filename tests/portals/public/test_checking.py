"""Is this notice genuine?"""

from services.disclosure import service as disclosure
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Browser, Village


async def _code(visitor: Browser, village: Village) -> str:
    listed = await visitor.open(f"/v/{village.code}/bulletins?kind=RESOLUTION")
    return listed.link("/d/").rpartition("/")[2]


async def test_a_published_code_is_genuine_however_it_comes(
    visitor: Browser, village: Village
) -> None:
    code = await _code(visitor, village)
    spaced = f"{code[:4]} {code[4:8]}-{code[8:]}"

    typed = await visitor.open(f"/check?code={spaced}")
    scanned = await visitor.open(await _scan(village, code))

    for page in (typed, scanned):
        assert "这张公告是真的" in page.title
        assert "全村饮水安全" in page.words
        assert "日志的总指纹" in page.words


async def _scan(village: Village, code: str) -> str:
    """Return the path below the county that the QR on a sheet leads to."""
    async with unit_of_work(village.county) as uow:
        bulletin = await disclosure.find_by_code(uow, code)
    assert bulletin is not None
    return bulletin.statement_url.rpartition(village.county.code)[2]


async def test_a_scan_shows_what_the_county_signed(visitor: Browser, village: Village) -> None:
    code = await _code(visitor, village)

    scanned = await visitor.open(await _scan(village, code))
    typed = await visitor.open(f"/c/{code}")

    assert "二维码里县里签了名的内容" in scanned.words
    assert "同意 17，反对 0，弃权 0" in scanned.words
    assert "￥186,400.00" in scanned.words
    assert "签了名的内容" not in typed.words


async def test_a_changed_statement_is_a_forged_paper(visitor: Browser, village: Village) -> None:
    path = await _scan(village, await _code(visitor, village))
    other = "B" if path[-80] != "B" else "C"

    page = await visitor.open(f"{path[:-80]}{other}{path[-79:]}")

    assert "这张纸是假的，或者被改过" in page.title
    assert "不是县里签发的" in page.words
    assert "这张公告是真的" not in page.html
    assert "看真的公告" in page.buttons
    assert "日志的总指纹" not in page.words


async def test_something_after_the_code_that_nobody_signed_is_forged(
    visitor: Browser, village: Village
) -> None:
    code = await _code(visitor, village)

    page = await visitor.open(f"/C/{code}:ANYTHING")

    assert "这张纸是假的，或者被改过" in page.title


async def test_one_digit_changed_is_malformed(visitor: Browser, village: Village) -> None:
    code = await _code(visitor, village)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)

    page = await visitor.open(f"/c/{wrong}")

    assert "校验码不对" in page.title
    assert "您可以这样做" in page.words


async def test_the_front_check_leads_to_the_county(visitor: Browser, village: Village) -> None:
    code = await _code(visitor, village)

    page = await visitor.visit(f"/check?county={village.county.code}&code={code}")

    assert page.path == f"{visitor.home}/c/{code}"
    assert "这张公告是真的" in page.title


async def test_the_empty_form_asks_for_twelve_digits(visitor: Browser) -> None:
    assert "12 位校验码" in (await visitor.open("/check")).words
    assert "哪个县的公告" in (await visitor.visit("/check")).words
