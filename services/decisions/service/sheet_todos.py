"""Who is asked for an opinion sheet is told until it is in: representatives, or a household."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from services.decisions.asking import subjects
from services.decisions.dossiers import Dossier
from services.decisions.service.todo_items import TodoItem
from services.decisions.vocabulary import Population, StepKind
from services.decisions.workflow import ALLOWED, Event
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

_ASKING = {StepKind.RATE, StepKind.SOLICIT}
_VERB = ("submit_sheet", "填意见表", "Fill in the opinion sheet")


async def owed(uow: UnitOfWork, resident_id: UUID, files: Sequence[Dossier]) -> list[TodoItem]:
    """Return the sheets that somebody, or their household, is asked for and has not handed in."""
    asking = [file for file in files if _population(file) is not None]
    if not asking:
        return []
    resident = (await people.load_residents(uow, [resident_id])).get(resident_id)
    if resident is None:
        return []
    here = [file for file in asking if file.matter.village_code == resident.village_code]
    seats = await _seats(uow, resident_id, here)
    found = []
    for file in here:
        subject: UUID | None = resident_id
        if _population(file) is Population.HOUSEHOLDS:
            # A household may read it, and so be told its name, once it was published.
            subject = resident.household_id if file.released_versions else None
        elif file.matter.village_code not in seats:
            subject = None
        if subject is not None and all(row.subject_id != subject for row in file.sheets_here):
            found.append(_item(file))
    return found


def _population(file: Dossier) -> Population | None:
    """Return who is asked in the open step; None where nobody is."""
    step = file.step
    moving = file.progress.state in ALLOWED[Event.ADVANCE]
    if step is None or step.kind not in _ASKING or step.responses is None or not moving:
        return None
    return step.responses.of


async def _seats(uow: UnitOfWork, resident_id: UUID, files: Iterable[Dossier]) -> set[str]:
    """Return in which of the villages that ask their representatives this person is one."""
    wanted = Population.REPRESENTATIVES
    villages = {file.matter.village_code for file in files if _population(file) is wanted}
    return {one for one in villages if resident_id in await subjects(uow, one, wanted)}


def _item(file: Dossier) -> TodoItem:
    row = file.open_step
    return TodoItem(
        *_VERB,
        title=file.matter.title,
        village_code=file.matter.village_code,
        due_at=row.due_at if row else None,
        matter_id=file.matter.id,
    )
