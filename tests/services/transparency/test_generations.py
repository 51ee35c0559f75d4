"""What is signed before a county was erased, seen after it was opened again."""

from datetime import date

import pytest

from services.transparency import note, scanned, service
from services.transparency.origin import county_of, earlier
from tenants import provisioning
from tenants.registry import Tenant
from tests.services.transparency.logs import append, publish


async def poster(county: Tenant) -> str:
    leaf = await append(county)
    return service.landing_url(
        leaf,
        county,
        village_code=f"{county.code}108217",
        number="1",
        day=date(2026, 11, 22),
        facts="16:1:0",
    )


async def test_a_head_of_one_opening_is_not_taken_for_one_of_another(county: Tenant) -> None:
    await append(county)
    first = await publish(county)
    await provisioning.erase(county.code)
    again = await provisioning.open_tenant(county.code, county.name)
    await append(again)
    second = await publish(again)

    for head, own, other in ((first, county, again), (second, again, county)):
        assert note.open_checkpoint(head.note, service.verifier(own.log)).size == 1
        with pytest.raises(note.NoteError, match="no signature by the expected key"):
            note.open_checkpoint(head.note, service.verifier(other.log))


async def test_an_old_poster_is_still_known_to_be_the_countys(county: Tenant) -> None:
    old = await poster(county)
    await provisioning.erase(county.code)
    again = await provisioning.open_tenant(county.code, county.name)
    new = await poster(again)

    for url in (old, new):
        assert scanned.claim_of(again.code, again.log, url) is not None
    assert scanned.claim_of(county.code, county.log, new) is None


def test_only_our_own_names_belong_to_a_county() -> None:
    assert [county_of(f"mingbai/{one}") for one in ("150523", "15", "150523/2", "150523/10")] == [
        "150523",
        "15",
        "150523",
        "150523",
    ]
    for name in ("mingbai/150523/1", "mingbai/150523/02", "mingbai/1505", "x/150523", "150523"):
        assert county_of(name) == ""
    assert earlier("150523/3") == ["150523/2", "150523"]
