"""The loaded county at a hundredth of its size: exact counts, a whole log, an unbroken trail."""

from pathlib import Path

import pytest

from infra import crypto
from portals.demo import load
from portals.demo.load import bulk, profile
from portals.identity.homes import HOMES
from services.audit import service as audit
from services.decisions.attendance import roll_hash
from services.decisions.models import MeetingMember
from services.transparency import service as transparency
from services.transparency import verify
from tenants.unit_of_work import unit_of_work
from tests.conftest import fresh_code
from tests.portals.site import Browser

SMALL = load.COUNTY_YEAR.scaled(0.01)
COUNTS = {
    "SELECT count(*) FROM township": 1,
    "SELECT count(*) FROM village": 5,
    "SELECT count(*) FROM household": 2000,
    "SELECT count(*) FROM resident": 7000,
    "SELECT count(*) FROM roll_change": 7000,
    "SELECT count(*) FROM office_term WHERE office = 'representative'": 100,
    "SELECT count(DISTINCT resident_id) FROM office_term WHERE office LIKE 'party%'": 260,
    "SELECT count(*) FROM meeting": 27,
    "SELECT count(*) FROM matter": 24,
    "SELECT count(*) FROM opinion": 130,
}
# Whatever these find would be a broken promise of the services that the bulk paths go round.
BROKEN = (
    (
        "SELECT m.id FROM matter m LEFT JOIN serial_number s ON s.kind = 'matter'"
        " AND s.village_code = m.village_code AND s.year = m.year"
        " WHERE m.serial > coalesce(s.last, 0)"
    ),
    (
        "SELECT r.id FROM resolution r JOIN matter m ON m.id = r.matter_id"
        " WHERE r.village_code <> m.village_code"
    ),
    (
        "SELECT b.id FROM bulletin b LEFT JOIN log_leaf l ON l.index = b.log_index"
        " AND l.code = b.code AND l.subject = b.id"
        " WHERE b.log_index IS NOT NULL AND l.index IS NULL"
    ),
    "SELECT b.id FROM bulletin b WHERE b.record ->> 'number' <> b.year || '-' || b.serial",
    "SELECT b.id FROM bulletin b WHERE b.record ->> 'village_code' <> b.village_code",
    (
        "SELECT v.id FROM vote v WHERE v.form = 'named' AND v.outcome <> 'open' AND v.in_favour <>"
        " (SELECT count(*) FROM ballot b WHERE b.vote_id = v.id AND b.choice = 'in_favour')"
    ),
    (
        "SELECT x.id FROM meeting_member x JOIN meeting m ON m.id = x.meeting_id"
        " JOIN resident r ON r.id = x.resident_id"
        " WHERE r.village_code <> m.village_code OR r.name <> x.name"
    ),
)


@pytest.fixture(scope="module")
async def loaded(server: None) -> tuple[load.Made, audit.ChainState]:
    """The county and its trail as the load left them: whoever signs in later is recorded too."""
    made = await load.make(SMALL, code=fresh_code(), name="规模县", seed=7)
    async with unit_of_work(made.tenant) as uow:
        return made, await audit.verify_chain(uow)


@pytest.fixture(scope="module")
def made(loaded: tuple[load.Made, audit.ChainState]) -> load.Made:
    return loaded[0]


async def _asked(made: load.Made, question: str) -> list[tuple[object, ...]]:
    async with unit_of_work(made.tenant) as uow:
        return [tuple(row) for row in await (await bulk.driver(uow)).fetch(question)]


@pytest.mark.parametrize("question", COUNTS)
async def test_the_counts_are_exact(made: load.Made, question: str) -> None:
    assert await _asked(made, question) == [(COUNTS[question],)]


@pytest.mark.parametrize("question", BROKEN)
async def test_what_the_services_promise_holds(made: load.Made, question: str) -> None:
    assert await _asked(made, question) == []


async def test_matters_stand_in_every_kind_of_stage(made: load.Made) -> None:
    states = await _asked(made, "SELECT DISTINCT state FROM matter ORDER BY 1")

    assert {str(state) for (state,) in states} >= {
        *("annulled", "archived", "draft", "executing", "in_steps", "published", "reconsidering"),
        *("resolved", "result_published", "returned", "withdrawn"),
    }


async def test_frozen_rolls_are_the_hashes_of_their_members(made: load.Made) -> None:
    rows = await _asked(
        made,
        "SELECT m.roll_hash, x.meeting_id, x.resident_id, x.name, x.capacity, x.representative,"
        " x.present_at FROM meeting m JOIN meeting_member x ON x.meeting_id = m.id"
        " WHERE m.roll_hash <> ''",
    )
    names = ("meeting_id", "resident_id", "name", "capacity", "representative", "present_at")
    rolls: dict[object, list[MeetingMember]] = {}
    for hash_, *values in rows:
        member = MeetingMember(**dict(zip(names, values, strict=True)))
        rolls.setdefault((hash_, values[0]), []).append(member)

    assert len(rolls) > 10
    assert all(roll_hash(members, presence=False) == hash_ for (hash_, _), members in rolls.items())


async def test_the_public_log_verifies(made: load.Made, tmp_path: Path) -> None:
    async with unit_of_work(made.tenant) as uow:
        leaves = await transparency.export(uow, tmp_path / "log")

    report = verify.verify_folder(tmp_path / "log")

    assert leaves >= 20
    assert [line.en for line in report.lines if not report.genuine] == []


async def test_every_qr_text_is_signed_and_agrees_with_its_leaf(made: load.Made) -> None:
    texts = await _asked(made, "SELECT statement_url FROM bulletin WHERE code IS NOT NULL")

    async with unit_of_work(made.tenant) as uow:
        results = {(await transparency.verify(uow, str(text))).result for (text,) in texts}

    assert results == {"genuine"}


def test_the_audit_trail_is_sealed_without_a_gap(
    loaded: tuple[load.Made, audit.ChainState],
) -> None:
    _, state = loaded

    assert state.unsealed == 0
    assert state.sealed > 1000


async def _browser(made: load.Made, phone: str) -> Browser:
    browser = Browser(made.tenant.code)
    browser.client.headers["accept"] = "text/html"
    page = await browser.sign_in(phone)
    assert "/sign-in" not in page.path, page.words
    await browser.show_second_factor()
    return browser


async def _walk(browser: Browser, start: str) -> dict[str, int]:
    """Open a page and every page of the county to which it leads; return how each answered."""
    first = await browser.open(start)
    found = {start: first.status}
    for link in sorted(set(first.links)):
        if link.startswith(browser.home):
            found[link] = (await browser.visit(link)).status
    return found


async def test_every_page_of_each_role_opens(made: load.Made) -> None:
    phones = {one.role: one.phone for one in made.lines}
    opened: dict[str, int] = {}
    for role, phone in phones.items():
        opened |= await _walk(await _browser(made, phone), HOMES[role.upper()].path)

    assert {path: status for path, status in opened.items() if status != 200} == {}
    assert len(opened) > 40


async def test_the_pages_of_a_copied_village_open(made: load.Made) -> None:
    ((village,),) = await _asked(
        made,
        "SELECT village_code FROM bulletin WHERE code IS NOT NULL"
        f" AND village_code <> '{made.villages[0].code}' LIMIT 1",
    )
    opened: dict[str, int] = {}
    sealed = await _asked(
        made,
        "SELECT a.phone_sealed FROM account a JOIN resident r ON r.id = a.resident_id"
        f" WHERE r.village_code = '{village}' AND r.name IN ('党支部01', '代表03', '监委01')",
    )
    for (phone,) in sealed:
        browser = await _browser(made, crypto.unseal(str(phone)))
        for home in ("/my", "/rep", "/secretary", "/supervision"):
            walked = await _walk(browser, home)
            opened |= walked if walked[home] == 200 else {}
    opened |= await _walk(Browser(made.tenant.code), f"/v/{village}")

    assert len(sealed) == 3
    assert {path: status for path, status in opened.items() if status != 200} == {}
    assert all(any(f"/{one}/" in path for path in opened) for one in ("m", "d"))


def test_the_profile_is_dealt_out_exactly() -> None:
    dealt = profile.places("511923", load.COUNTY_YEAR)

    assert len(dealt) == 550
    assert len({one.code[:9] for one in dealt}) == 25
    assert sum(one.residents for one in dealt) == 700_000
    assert sum(one.households for one in dealt) == 200_000
    assert sum(one.representatives for one in dealt) == 10_000
    assert sum(one.party_members for one in dealt) == 26_000


def test_cases_are_chosen_so_that_both_totals_come_out() -> None:
    counts = profile.mix([0, 0, 1, 2], 100, 90)

    assert (sum(counts), counts[2] + 2 * counts[3]) == (100, 90)


def test_a_scale_at_which_a_village_has_too_few_people_is_refused() -> None:
    with pytest.raises(profile.ProfileTooSmall):
        profile.places("511923", load.COUNTY_YEAR.scaled(0.001))
