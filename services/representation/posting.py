"""The list of those who sit, as a notice: a village that came in with them posts it once."""

from datetime import timedelta
from uuid import UUID, uuid5

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.disclosure import service as disclosure
from services.disclosure.models import Bulletin
from services.disclosure.workflow import Kind
from services.people import service as people
from services.people.models import Village
from services.representation import notices
from services.representation.service import Representation, lawful, representation_of
from services.representation.workflow import POSTED_DAYS
from tenants.unit_of_work import UnitOfWork

_OBJECT = "对名单有异议的，请在公示期内在本公告下提问，或向村民委员会、乡镇人民政府书面提出。"


def _subject(village: Village, found: Representation) -> UUID:
    """Return what the notice is about: these seats; with another one it is another list."""
    return uuid5(village.id, ",".join(sorted(str(one.term.id) for one in found.seats)))


async def list_notice(uow: UnitOfWork, village: Village, found: Representation) -> Bulletin | None:
    """Return the notice of the list as it is now, if it was drafted."""
    subject = _subject(village, found)
    return (await disclosure.load_by_subjects(uow, [subject])).get(subject, [None])[-1]


async def post_list(uow: UnitOfWork, village_code: str) -> UUID:
    """Draft the notice of the list; somebody else approves it, and it hangs for seven days.

    A list whose meeting is not made up as Organic Law art. 25 asks, or of which a group has more
    or fewer than its quota, is refused.
    """
    village = await people.find_village(uow, village_code)
    found = await representation_of(uow, village_code)
    lawful.refuse(lawful.standing(found))
    bulletin_id = await disclosure.prepare(
        uow,
        kind=Kind.ELECTION.value,
        subject=_subject(village, found),
        village_code=village_code,
        title_zh="村民代表名单公示",
        record=_record(found),
    )
    await audit.record(
        uow,
        AuditTag.REPRESENTATION_LIST_POST,
        subject=bulletin_id,
        village=village_code,
        seats=len(found.seats),
    )
    return bulletin_id


def _record(found: Representation) -> dict[str, object]:
    return {
        "text": f"村民代表共 {len(found.seats)} 人，由各社（组）推选，现予公示 {POSTED_DAYS} 天。",
        "meeting_on": clock.today(),
        "basis": notices.BASIS,
        "posted_days": POSTED_DAYS,
        "posted_until": clock.today() + timedelta(days=POSTED_DAYS),  # later if released later
        "how_to_object": _OBJECT,
        "table": notices.table([(one.group_name, one.name, one.households) for one in found.seats]),
        "derivation": [
            {"zh": line.zh, "en": line.en, "met": line.met, "citation": line.citation}
            for line in found.composition.derivation
        ],
    }
