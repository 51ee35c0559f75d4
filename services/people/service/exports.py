"""The verb that takes a village's roll out as a file."""

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import UnknownVillage
from services.people.roll import exporting
from services.people.roll.exporting import Kind
from services.people.service.residents import phone_of
from services.people.service.rolls import register_of
from tenants.unit_of_work import UnitOfWork


async def export_roll(
    uow: UnitOfWork, village_code: str, kind: Kind, *, whole_phones: bool
) -> bytes:
    """Return a village's roll as it stands; imported again it changes nothing.

    Who may see whole phone numbers is the caller's question; it is written down which were given.
    """
    villages = await repository.load_villages(uow.session, [village_code])
    if not villages:
        raise UnknownVillage(village_code=village_code)
    register = await register_of(uow, village_code)
    phones = {str(one.id): phone_of(one) or "" for one in register.people.values()}
    lines = list(exporting.rows(register, phones, whole=whole_phones))
    await audit.record(
        uow,
        AuditTag.PEOPLE_ROLL_EXPORT,
        subject=villages[0].id,
        village=village_code,
        rows=len(lines),
        kind=kind,
        phones="whole" if whole_phones else "masked",
    )
    return exporting.file(lines, kind)
