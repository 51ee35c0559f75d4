"""The certificate of a representative: who, of which group, which heads chose them and how."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import service as people
from services.people.errors import UnknownTerm
from services.people.models import OfficeTerm, Village
from services.people.workflow import Office
from services.representation import repository
from tenants.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Household:
    """One household: its number, its head today, and how the head confirmed; nothing: not here."""

    number: str
    head: str
    confirmed_at: datetime | None
    on_paper: bool


@dataclass(frozen=True)
class Certificate:
    """What stands on 村民代表证."""

    number: str
    term: OfficeTerm
    village: Village
    township_name: str
    name: str
    group_name: str
    households: list[Household]


async def term_of(uow: UnitOfWork, term_id: UUID) -> OfficeTerm:
    """Return the present term of a representative."""
    term = (await people.load_terms_by_ids(uow, [term_id])).get(term_id)
    if term is None or term.office != Office.REPRESENTATIVE or term.until is not None:
        raise UnknownTerm(path=("term_id",))
    return term


async def certificate(uow: UnitOfWork, term_id: UUID) -> Certificate:
    """Return what is printed; where heads confirmed before this system, they sign the paper."""
    term = await term_of(uow, term_id)
    person = (await people.load_residents(uow, [term.resident_id]))[term.resident_id]
    village = await people.find_village(uow, term.village_code)
    township = (await people.load_townships(uow, [village.township_code]))[village.township_code]
    home = (await people.load_households(uow, [person.household_id]))[person.household_id]
    group = (await people.load_groups(uow, [home.group_id]))[home.group_id]
    await audit.record(
        uow,
        AuditTag.REPRESENTATION_CERTIFICATE_PRINT,
        subject=term.id,
        village=term.village_code,
    )
    return Certificate(
        number=await people.term_number(uow, term),
        term=term,
        village=village,
        township_name=township.name,
        name=person.name,
        group_name=group.name,
        households=await _households(uow, term),
    )


async def _households(uow: UnitOfWork, term: OfficeTerm) -> list[Household]:
    links = (await people.load_representations(uow, [term.resident_id]))[term.resident_id]
    homes = await people.load_households(uow, [one.household_id for one in links])
    heads = await people.load_residents_of_households(uow, list(homes))
    nominee = await repository.nominee_of_term(uow.session, term.id)
    rows = await repository.confirmations_of(uow.session, [nominee.id] if nominee else [])
    said = {one.household_id: one for one in rows}
    return [
        Household(
            number=home.number,
            head=next((one.name for one in heads[key] if one.is_head), ""),
            confirmed_at=clock.local(said[key].at) if key in said else None,
            on_paper=key in said and bool(said[key].sheet_key),
        )
        for key, home in sorted(homes.items(), key=lambda item: item[1].number)
    ]
