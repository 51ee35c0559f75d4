"""The verb that forgets a person who left the roll: words and numbers go, proofs stay.

What stays says that somebody stood there, not who: ids, days, commitments to reasons, and what
statute keeps as the village's archive (Organic Law art. 34).
"""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import (
    ErasureTooEarly,
    ResidentErased,
    ResidentOnRoll,
    UnknownResident,
)
from services.people.identity import repository as identities
from services.people.interests import repository as interests
from services.people.models import Resident
from services.people.rights import repository as rights
from services.people.roll import repository as life
from services.people.roll import rules
from services.people.workflow import Gender, ResidentState
from tenants import accounts
from tenants.unit_of_work import UnitOfWork

ERASED_NAME = "已删除"
_DOCUMENT = Words("document", "依据的文号", "document", 100)


def is_erased(person: Resident) -> bool:
    """Say whether nothing tells any more who this was."""
    return person.state != ResidentState.LIVING and person.name == ERASED_NAME


async def list_departed(
    uow: UnitOfWork,
    village_code: str,
    *,
    household_id: UUID | None = None,
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[Resident]:
    """Return who died or left the county from this village's roll, erased ones too."""
    return await repository.departed_residents(
        uow.session, village_code, household_id=household_id, after=after, first=first
    )


async def load_days_left(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, date]:
    """Return the day on which each of those who left did so, for loaders."""
    return await life.last_day_of_each(uow.session, ids)


async def erase_resident(uow: UnitOfWork, resident_id: UUID, document: str = "") -> Resident:
    """Erase who left: three years after leaving, or earlier by a lawful request's document.

    个人信息保护法 art. 47. Who is still on the roll cannot be erased: the roll is a duty of law.
    """
    basis = _DOCUMENT.read(document)
    person = await repository.find_resident_for_update(uow.session, resident_id)
    if person is None:
        raise UnknownResident(path=("resident_id",))
    if person.state == ResidentState.LIVING:
        raise ResidentOnRoll(path=("resident_id",), name=person.name)
    if is_erased(person):
        raise ResidentErased(path=("resident_id",))
    left = await life.last_days(uow.session, [resident_id])
    _check(left, clock.today(), basis)
    _blank(person)
    await life.forget_words(uow.session, resident_id)
    await interests.forget(uow.session, resident_id)
    await identities.forget(uow.session, resident_id)
    await rights.forget(uow.session, resident_id)
    await repository.forget_endings(uow.session, resident_id, ERASED_NAME)
    account = await accounts.find_for_resident(uow, resident_id)
    if account is not None:
        await accounts.forget(uow, account.id, ERASED_NAME)
    await audit.record(
        uow,
        AuditTag.PEOPLE_RESIDENT_ERASE,
        subject=resident_id,
        village=person.village_code,
        basis="request" if basis else "retention",
        document=basis or None,
    )
    return person


def _check(left: date | None, today: date, basis: str) -> None:
    due = rules.erasable_on(left) if left else today
    if today < due and not basis:
        raise ErasureTooEarly(path=("document",), due=due)


def _blank(person: Resident) -> None:
    person.name, person.relation, person.gender = ERASED_NAME, "", Gender.UNKNOWN
    person.birth_date = person.phone_sealed = person.phone_index = None
    person.away_since = person.away_province = None
