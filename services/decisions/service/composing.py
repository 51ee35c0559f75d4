"""Whether the representatives' meeting is lawfully made up when it is called (ADR 41)."""

from datetime import date
from typing import Any

from infra import clock
from services.decisions import composition
from services.decisions.attendance import body_of
from services.decisions.composition import Makeup
from services.decisions.dossiers import Dossier
from services.decisions.vocabulary import Body
from services.people import service as people
from services.people.workflow import Gender, Office
from tenants.unit_of_work import UnitOfWork

Lines = list[dict[str, Any]]


async def composition_of(uow: UnitOfWork, village_code: str, body: str, on: date) -> Lines:
    """Return the reckoning of art. 25 for a village's meeting; nothing for other bodies."""
    if body != Body.REPRESENTATIVES_MEETING.value:
        return []
    roster = await people.roster(uow, village_code, body)
    known = await people.load_residents(uow, [one.resident_id for one in roster])
    seats = [known[one.resident_id] for one in roster if one.capacity == Office.REPRESENTATIVE]
    made = Makeup(len(roster), len(seats), sum(one.gender == Gender.FEMALE for one in seats))
    households = sum((await people.count_households(uow, village_code)).values())
    return composition.lines(village_code, made, households, on)


async def composition_for(uow: UnitOfWork, dossier: Dossier) -> Lines:
    """Return the same for the meeting that a matter waits for."""
    step = dossier.step
    if step is None:
        return []
    body = body_of(dossier, step).value
    return await composition_of(uow, dossier.matter.village_code, body, clock.today())
