"""Is this notice genuine?"""

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
    scanned = await visitor.open(f"/C/{code}?S=ANYTHING")

    for page in (typed, scanned):
        assert "这张公告是真的" in page.title
        assert "全村饮水安全" in page.words
        assert "日志的总指纹" in page.words


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
