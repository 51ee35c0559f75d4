"""What the roll holds about the viewer, gathered for them (个人信息保护法 art. 45)."""

from infra import clock
from schema.core.context import Info
from schema.people.types import CorrectionRequest, IdentityReading, MyRecord, RightsLoss, RollEvent
from schema.people.words import office_name, province_name
from services.people import service
from services.people.roll import rules
from services.people.roll.rows import GENDERS

_GENDERS = {gender.value: word for word, gender in GENDERS.items()}
_MOST = 20


async def my_record_of(info: Info) -> MyRecord | None:
    """Return what is held, or None for somebody who is on no roll."""
    me, locale = info.context.viewer.resident_id, info.context.viewer.locale
    if me is None:
        return None
    async with info.context.unit_of_work() as uow:
        person = (await service.load_residents(uow, [me])).get(me)
        if person is None:
            return None
        village = await service.find_village(uow, person.village_code)
        household = (await service.load_households(uow, [person.household_id]))[person.household_id]
        group = (await service.load_groups(uow, [household.group_id]))[household.group_id]
        members = (await service.load_residents_of_households(uow, [household.id]))[household.id]
        held = await service.offices_of(uow, me)
        events = await service.list_events(uow, resident_id=me, first=_MOST)
        asked = await service.list_corrections(uow, resident_id=me, first=_MOST)
        number = await service.own_identity(uow, me)
        readings = await service.identity_readings(uow, me)
        losses = await service.list_rights_losses(uow, me, first=_MOST)
        placed = group.natural_village_id
        settlements = await service.load_natural_villages(uow, [placed] if placed else [])
    born = person.birth_date
    return MyRecord(
        name=person.name,
        gender=_GENDERS.get(person.gender, ""),
        birth_date=born,
        of_age=rules.is_of_age(born, clock.today()) if born else None,
        phone=service.phone_of(person),
        identity_number=number,
        identity_readings=[
            IdentityReading(at=one.at, reader=one.reader, purpose=one.purpose) for one in readings
        ],
        rights_losses=[RightsLoss.of(one) for one in losses],
        relation=person.relation,
        is_head=person.is_head,
        village_name=village.name,
        group_name=group.name,
        natural_village_name=settlements[placed].name if placed else "",
        household_number=household.number,
        household_people=[one.name for one in members],
        away_province=province_name(person.away_province, locale),
        away_since=person.away_since,
        offices=[office_name(term.office, locale) for term in held],
        events=[RollEvent.of(one) for one in events],
        corrections=[CorrectionRequest.of(one) for one in reversed(asked)],
    )
