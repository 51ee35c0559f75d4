"""Where one person is both secretary and director (一肩挑), two steps may be one meeting."""

from services.people import service as people
from tenants.unit_of_work import UnitOfWork

_BOTH = {"party_secretary", "committee_director"}


async def holder_of_both(uow: UnitOfWork, village_code: str) -> str | None:
    """Return the name of whoever leads the branch and the committee today (domain.md 1.3)."""
    roll = await people.roster(uow, village_code, "joint_committee")
    terms = await people.load_terms(uow, [entry.resident_id for entry in roll])
    for entry in roll:
        held = terms.get(entry.resident_id, ())
        offices = {
            term.office for term in held if term.village_code == village_code and term.until is None
        }
        if offices >= _BOTH:
            return entry.name
    return None
