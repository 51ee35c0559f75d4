"""Verbs of the nightly check: search a village's assignments, keep what stands, mend what went."""

from collections.abc import Collection, Sequence
from uuid import UUID

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people.assignments import repository
from services.people.assignments.models import AssignmentFinding
from services.people.assignments.rules import Finding, Person, search
from services.people.service.bars import bars_in
from services.people.service.interests import paired, village_kin
from services.people.service.villages import find_village
from services.people.workflow import ROLE_OF_OFFICE, Office
from tenants import accounts
from tenants.authorization.roles import Role
from tenants.unit_of_work import UnitOfWork


async def villages_to_check(uow: UnitOfWork) -> Sequence[str]:
    """Return the villages whose assignments are searched."""
    return await repository.villages_with_officers(uow.session)


async def check_assignments(uow: UnitOfWork, village_code: str) -> list[AssignmentFinding]:
    """Search one village; what is found anew is written, what is gone gets its day."""
    people = await _people(uow, village_code)
    residents = {one.resident_id for one in people if one.resident_id is not None}
    kin = paired(residents, await village_kin(uow, village_code))
    bars = await bars_in(uow, village_code)
    found = {(one.kind.value, one.subject): one for one in search(bars, people, kin)}
    standing = {
        (row.kind, row.subject): row for row in await repository.standing(uow.session, village_code)
    }
    for key in standing.keys() - found.keys():
        standing[key].mended_at = clock.now()
    added = [_row(village_code, found[key]) for key in sorted(found.keys() - standing.keys())]
    uow.session.add_all(added)
    gone = len(standing.keys() - found.keys())
    if added or gone:
        village = await find_village(uow, village_code)
        await audit.record(
            uow,
            AuditTag.PEOPLE_ASSIGNMENTS_CHECK,
            subject=village.id,
            village=village_code,
            found=len(added),
            mended=gone,
        )
    return added


def _row(village_code: str, found: Finding) -> AssignmentFinding:
    return AssignmentFinding(
        village_code=village_code,
        kind=found.kind,
        subject=found.subject,
        name=found.person.name,
        holds=list(found.holds),
        citation_zh=found.citation_zh,
        citation_en=found.citation_en,
    )


async def _people(uow: UnitOfWork, village_code: str) -> list[Person]:
    """Return who holds something in or over a village: by the roll, by an account, or by both."""
    names: dict[UUID, str] = {}
    offices: dict[UUID, set[str]] = {}
    roles: dict[UUID, set[Role]] = {}
    residents: dict[UUID, UUID | None] = {}
    for resident, name, office in await repository.officers_of(uow.session, village_code):
        names[resident], residents[resident] = name, resident
        offices.setdefault(resident, set()).add(office)
        roles.setdefault(resident, set()).add(ROLE_OF_OFFICE[Office(office)])
    for account, held in (await accounts.load_posts_over(uow, village_code)).values():
        key = account.resident_id or account.id
        names.setdefault(key, account.name)
        residents.setdefault(key, account.resident_id)
        roles.setdefault(key, set()).update(held)
    return [
        Person(
            key,
            residents[key],
            names[key],
            frozenset(offices.get(key, ())),
            frozenset(roles[key]),
        )
        for key in sorted(names)
    ]


async def list_findings(
    uow: UnitOfWork, prefixes: Collection[str], *, after: UUID | None = None, first: int
) -> Sequence[AssignmentFinding]:
    """Return what stands in these places, the oldest first."""
    if not prefixes:
        return []
    return await repository.listed(uow.session, prefixes, after=after, first=first)


async def load_findings(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, AssignmentFinding]:
    """Return findings by id, for loaders."""
    return {row.id: row for row in await repository.by_ids(uow.session, ids)}
