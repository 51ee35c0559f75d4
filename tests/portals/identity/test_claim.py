"""Claiming an account: by a code to the phone of the roll, by a printed slip."""

from services.people import service as people
from services.people.models import Resident
from tenants import one_time_codes, repository
from tenants.phone_numbers import index
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Browser, Village


async def _unclaimed(village: Village, *, phone: bool) -> Resident:
    """Return somebody of the roll who has no account."""
    async with unit_of_work(village.county) as uow:
        rows = await people.list_residents(uow, village.code)
    return next(
        one
        for one in reversed(rows)
        if bool(one.phone_sealed) is phone and one.name not in village.phones
    )


async def test_the_phone_of_the_roll_opens_the_account(village: Village, visitor: Browser) -> None:
    resident = await _unclaimed(village, phone=True)
    phone = people.phone_of(resident)
    assert phone

    asked = await visitor.send(await visitor.open("/claim"), "/claim", phone=phone)
    async with unit_of_work(village.county) as uow:
        code = await repository.newest_code_for_update(uow.session, "claim", index(phone))
    assert code is not None
    digits = one_time_codes.digits(village.county.code, code.id)
    page = await visitor.send(asked, "/claim/code", code=digits)

    assert asked.path == f"{visitor.home}/claim/code"
    assert page.path == f"{visitor.home}/my"
    assert resident.name in page.words


async def test_a_number_that_is_not_on_the_roll_gets_the_same_answer(visitor: Browser) -> None:
    page = await visitor.send(await visitor.open("/claim"), "/claim", phone="13900008888")
    wrong = await visitor.send(page, "/claim/code", code="123456")

    assert "如果在名册上" in page.words
    assert wrong.status == 422


async def test_a_slip_opens_the_account_once(village: Village, visitor: Browser) -> None:
    resident = await _unclaimed(village, phone=False)
    async with unit_of_work(village.county) as uow:
        slip = await people.issue_claim_slip(uow, resident.id)
    typed = {"slip": slip.lower(), "phone": "13900007777", "password": "井水变甜 2026"}

    start = await visitor.open("/claim/slip")
    weak = await visitor.send(start, "/claim/slip", **{**typed, "password": "12345678"})
    page = await visitor.send(start, "/claim/slip", **typed)
    other = Browser(village.county.code)
    again = await other.send(await other.open("/claim/slip"), "/claim/slip", **typed)

    assert weak.status == 422
    assert page.path == f"{visitor.home}/my"
    assert again.status == 422
