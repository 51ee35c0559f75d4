from uuid import UUID

from sqlalchemy import text

from infra import crypto
from services.people import service as people
from services.people.ending import TermEnd
from services.people.models import Group, Household, Resident
from services.people.service import accounts as residents_accounts
from services.people.workflow import Office
from tenants import accounts, one_time_codes
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.accounts.asking import ME, Browser
from tests.tenants.people import PASSWORD, new_phone, township, village


async def resident(county: Tenant, phone: str | None) -> UUID:
    """Put one household with one person on the roll of a village."""
    async with unit_of_work(county) as uow:
        await people.seed_divisions(
            uow, [(township(county), "吉日嘎郎吐镇")], [(village(county), "三苗树村")]
        )
        await uow.session.flush()
        group = Group(village_code=village(county), name="一社")
        uow.session.add(group)
        await uow.session.flush()
        household = Household(village_code=village(county), group_id=group.id, number="001")
        uow.session.add(household)
        await uow.session.flush()
        person = Resident(
            household_id=household.id,
            village_code=village(county),
            name="李福",
            phone_sealed=crypto.seal(phone) if phone else None,
            phone_index=crypto.blind_index(phone) if phone else None,
        )
        uow.session.add(person)
    return person.id


async def code_for(county: Tenant, browser: Browser, phone: str) -> str:
    await browser.do("oneTimeCodeRequest", "validMinutes", phone=phone, purpose="CLAIM")
    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(text("SELECT id FROM one_time_code ORDER BY id DESC"))
        return one_time_codes.digits(county.code, rows.scalars().first())  # type: ignore[arg-type]


async def test_the_phone_on_the_roll_claims_the_account(county: Tenant) -> None:
    phone, browser = new_phone(), Browser(county)
    person = await resident(county, phone)
    async with unit_of_work(county) as uow:
        await people.record_term(uow, person, Office.PARTY_MEMBER, source="组织部通知")

    payload = await browser.do(
        "accountClaim",
        "me { name }",
        phone=phone,
        code=await code_for(county, browser, phone),
    )

    assert payload == {"me": {"name": "李福"}, "errors": []}
    me = (await browser.ask(ME))["me"]
    assert [(one["role"], one["place"]) for one in me["roles"]] == [
        ("VILLAGER", village(county)),
        ("PARTY_MEMBER", village(county)),
    ]
    async with unit_of_work(county) as uow:
        tags = await uow.session.execute(
            text("SELECT tag FROM audit_event WHERE tag LIKE 'accounts:%' ORDER BY id")
        )
        assert list(tags.scalars()) == ["accounts:code:request", "accounts:account:claim"]


async def test_a_resident_claims_once(county: Tenant) -> None:
    phone, browser = new_phone(), Browser(county)
    await resident(county, phone)
    code = await code_for(county, browser, phone)
    assert await browser.codes("accountClaim", phone=phone, code=code) == []

    assert await Browser(county).codes("accountClaim", phone=phone, code=code) == ["CODE_REFUSED"]


async def test_a_phone_that_is_not_on_the_roll_gets_the_same_answer_and_no_account(
    county: Tenant,
) -> None:
    await resident(county, new_phone())
    phone, browser = new_phone(), Browser(county)

    code = await code_for(county, browser, phone)

    assert await browser.codes("accountClaim", phone=phone, code=code) == ["CODE_REFUSED"]
    assert browser.token == ""


async def test_a_slip_claims_with_a_password_and_the_number_gets_no_codes(county: Tenant) -> None:
    person, phone, browser = await resident(county, None), new_phone(), Browser(county)
    async with unit_of_work(county) as uow:
        slip = await people.issue_claim_slip(uow, person)

    assert await browser.codes("accountClaim", phone=phone, slip=slip) == ["PASSWORD_WEAK"]
    assert (
        await browser.codes("accountClaim", phone=phone, slip=slip.lower(), password=PASSWORD) == []
    )
    assert await Browser(county).codes(
        "accountClaim", phone=new_phone(), slip=slip, password=PASSWORD
    ) == ["SLIP_REFUSED"]

    assert await Browser(county).codes("signInWithPassword", phone=phone, password=PASSWORD) == []
    await browser.do("oneTimeCodeRequest", "validMinutes", phone=phone)
    async with unit_of_work(county) as uow:
        wanted = await uow.session.execute(text("SELECT deliver FROM one_time_code"))
        assert wanted.scalar_one() is False


async def test_guessing_slips_from_one_address_is_limited(county: Tenant) -> None:
    browser, codes = Browser(county), []
    for _ in range(12):
        codes += await browser.codes(
            "accountClaim", phone=new_phone(), slip="AAAA-BBBB-CCCC", password=PASSWORD
        )

    assert codes == ["SLIP_REFUSED"] * 10 + ["TOO_MANY_ATTEMPTS"] * 2


async def test_roles_follow_the_offices(county: Tenant) -> None:
    phone, browser = new_phone(), Browser(county)
    person = await resident(county, phone)
    await browser.codes("accountClaim", phone=phone, code=await code_for(county, browser, phone))
    async with unit_of_work(county) as uow:
        term = await people.record_term(uow, person, Office.PARTY_SECRETARY, source="任职文件")
        await residents_accounts.sync_roles(uow, person)
    async with unit_of_work(county) as uow:
        account = await accounts.find_for_resident(uow, person)
        assert account
        held = (await accounts.load_holdings(uow, [account.id]))[account.id]
        await people.end_term(uow, term.id, reason=TermEnd.RESIGNED)
        await residents_accounts.sync_roles(uow, person)
        after = (await accounts.load_holdings(uow, [account.id]))[account.id]

    assert [one.role.value for one in held] == ["villager", "party_secretary"]
    assert [one.role.value for one in after] == ["villager"]
