"""Nobody's name, number, words or id comes out where no label says that it is public."""

from pathlib import Path

import pytest

from tests.privacy import asking, canaries, collecting
from tests.privacy.canaries import EXEMPT, Canaries
from tests.privacy.searching import Thing, masked_phones, search
from tests.privacy.world import World


def test_every_column_about_people_is_planted_or_says_why_not(planted: Canaries) -> None:
    guarded = {
        place
        for place in canaries.guarded()
        if place not in EXEMPT and canaries.kind_of(place) != "time"
    }
    assert " ".join(sorted(guarded - planted.planted)) == ""


def test_no_exemption_outlives_its_column() -> None:
    assert set(EXEMPT) - set(canaries.guarded()) == set()


def test_the_canaries_are_many_and_of_every_sort(planted: Canaries) -> None:
    assert len(planted.words) > 1500
    assert len(planted.ids) > 500


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_no_public_page_file_or_poster_holds_one(
    language: str, county_at_work: World, planted: Canaries
) -> None:
    starts = ["/", "/check", "/help", f"/{county_at_work.county.code}/", "/healthz", "/readyz"]
    things = await collecting.crawl(county_at_work, starts, language)

    assert sum(one.data.startswith(b"%PDF") for one in things) >= 20
    assert len(things) > 80
    assert search(things, planted.all) == {}
    assert masked_phones(things) == {}


async def test_no_address_tells_more_when_it_is_guessed(
    county_at_work: World, planted: Canaries
) -> None:
    things = await collecting.forced(county_at_work)

    assert len(things) > 400
    assert search(things, planted.all) == {}


async def test_no_answer_of_the_api_to_a_stranger_holds_one(
    county_at_work: World, planted: Canaries
) -> None:
    things = await asking.answers(county_at_work)

    assert sum(b'"__typename"' in one.data for one in things) > 50
    assert search(things, planted.all) == {}


async def test_no_refusal_holds_one(county_at_work: World, planted: Canaries) -> None:
    assert search(await collecting.errors(county_at_work), planted.all) == {}


async def test_the_exported_log_holds_none(
    county_at_work: World, planted: Canaries, tmp_path: Path
) -> None:
    things = await collecting.exported(county_at_work, tmp_path / "log")

    assert len(things) > 10
    assert search(things, planted.all) == {}


async def test_valkey_holds_no_name_number_or_word(
    county_at_work: World, planted: Canaries
) -> None:
    """Queues name accounts by id and limits by keyed hash: nobody can be told from those."""
    things = await collecting.cached()

    assert any("accounts.send_code" in str(one.data) for one in things)
    assert search(things, planted.words) == {}


async def test_no_log_line_and_no_engine_holds_one(
    county_at_work: World, planted: Canaries
) -> None:
    with collecting.listening() as heard:
        await collecting.errors(county_at_work)
        await asking.answers(county_at_work, only=("bulletins", "publicMatters", "village"))
    log = Thing("log", f"{county_at_work.log}\n{heard.getvalue()}".encode())

    assert search([log, *collecting.engines()], planted.words) == {}
