"""Every query of the people capability; takes a session and plain values."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Select,
    bindparam,
    case,
    delete,
    extract,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.ending import TermEnd
from services.people.models import (
    ClaimSlip,
    Group,
    Household,
    NaturalVillage,
    OfficeTerm,
    RepresentativeHousehold,
    Resident,
    RollUpload,
    Township,
    Village,
    VillageChange,
)
from services.people.workflow import ResidentState, VillageState

_LIVING = col(Resident.state) == ResidentState.LIVING
_CURRENT = col(OfficeTerm.until).is_(None)
_REPRESENTED = col(RepresentativeHousehold.until).is_(None)
_BEGUN = func.coalesce(
    col(OfficeTerm.counted_from), col(OfficeTerm.elected_on), col(OfficeTerm.since)
)


# Townships and villages


async def list_townships(session: AsyncSession) -> Sequence[Township]:
    found = await session.scalars(select(Township).order_by(col(Township.code)))
    return found.all()


async def find_township_for_update(session: AsyncSession, code: str) -> Township | None:
    return await session.scalar(
        select(Township).where(col(Township.code) == code).with_for_update()
    )


async def village_codes_in(session: AsyncSession, township_code: str) -> set[str]:
    found = await session.scalars(
        select(col(Village.code)).where(col(Village.township_code) == township_code)
    )
    return set(found)


async def first_village_day(session: AsyncSession, township_code: str) -> date | None:
    return await session.scalar(
        select(func.min(col(Village.since))).where(col(Village.township_code) == township_code)
    )


async def find_village_by_name(
    session: AsyncSession, township_code: str, name: str
) -> Village | None:
    return await session.scalar(
        select(Village).where(
            col(Village.township_code) == township_code,
            col(Village.name) == name,
            col(Village.state) == VillageState.ACTIVE,
        )
    )


async def load_villages(session: AsyncSession, codes: Collection[str]) -> Sequence[Village]:
    found = await session.scalars(select(Village).where(col(Village.code).in_(codes)))
    return found.all()


@cache
def _village_names() -> Select[str, str]:
    """Return the statement behind every list that names villages; it is built once."""
    codes: BindParameter[Collection[str]] = bindparam("codes", expanding=True)
    return select(col(Village.code), col(Village.name)).where(col(Village.code).in_(codes))


async def village_names(session: AsyncSession, codes: Collection[str]) -> dict[str, str]:
    found = await session.execute(_village_names(), {"codes": list(codes)})
    return {row.code: row.name for row in found}


async def load_villages_for_update(
    session: AsyncSession, codes: Collection[str]
) -> Sequence[Village]:
    found = await session.scalars(
        select(Village)
        .where(col(Village.code).in_(codes))
        .order_by(col(Village.code))
        .with_for_update()
    )
    return found.all()


async def villages_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Village]:
    found = await session.scalars(select(Village).where(col(Village.id).in_(ids)))
    return found.all()


async def townships_by_codes(session: AsyncSession, codes: Collection[str]) -> Sequence[Township]:
    found = await session.scalars(select(Township).where(col(Township.code).in_(codes)))
    return found.all()


async def list_villages(
    session: AsyncSession,
    *,
    township_code: str | None,
    search: str,
    state: str | None,
    after: str | None,
    first: int,
) -> Sequence[Village]:
    statement = select(Village).order_by(col(Village.code)).limit(first)
    if township_code is not None:
        statement = statement.where(col(Village.township_code) == township_code)
    if state is not None:
        statement = statement.where(col(Village.state) == state)
    if search:
        by_name = col(Village.name).contains(search, autoescape=True)
        by_sound = col(Village.initials).startswith(search.lower(), autoescape=True)
        statement = statement.where(or_(by_name, by_sound))
    if after is not None:
        statement = statement.where(col(Village.code) > after)
    found = await session.scalars(statement)
    return found.all()


async def village_changes(
    session: AsyncSession, village_codes: Collection[str]
) -> Sequence[VillageChange]:
    found = await session.scalars(
        select(VillageChange)
        .where(col(VillageChange.village_code).in_(village_codes))
        .order_by(col(VillageChange.id))
    )
    return found.all()


async def count_living(session: AsyncSession, village_code: str) -> int:
    found = await session.scalar(
        select(func.count())
        .select_from(Resident)
        .where(col(Resident.village_code) == village_code, _LIVING)
    )
    return found or 0


async def move_roll(session: AsyncSession, source: Village, target_code: str) -> None:
    """Move a village's roll; groups and households take its name, so that none is ambiguous."""
    prefix = literal(source.name)
    await session.execute(
        update(NaturalVillage)
        .where(col(NaturalVillage.village_code) == source.code)
        .values(village_code=target_code, name=prefix.concat(col(NaturalVillage.name)))
    )
    await session.execute(
        update(Group)
        .where(col(Group.village_code) == source.code)
        .values(village_code=target_code, name=prefix.concat(col(Group.name)))
    )
    await session.execute(
        update(Household)
        .where(col(Household.village_code) == source.code)
        .values(village_code=target_code, number=prefix.concat("-").concat(col(Household.number)))
    )
    await session.execute(
        update(Resident)
        .where(col(Resident.village_code) == source.code)
        .values(village_code=target_code)
    )


async def end_offices(session: AsyncSession, village_code: str, until: date) -> set[UUID]:
    ended = (
        update(OfficeTerm)
        .where(col(OfficeTerm.village_code) == village_code, _CURRENT)
        .values(until=until, end_reason=TermEnd.VILLAGE_ENDED)
        .returning(col(OfficeTerm.resident_id))
    )
    holders = set(await session.scalars(ended))
    await session.execute(
        update(RepresentativeHousehold)
        .where(col(RepresentativeHousehold.representative_id).in_(holders), _REPRESENTED)
        .values(until=until)
    )
    return holders


# Groups, households, residents


async def list_groups(session: AsyncSession, village_code: str) -> Sequence[Group]:
    found = await session.scalars(
        select(Group).where(col(Group.village_code) == village_code).order_by(col(Group.id))
    )
    return found.all()


async def groups_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Group]:
    found = await session.scalars(select(Group).where(col(Group.id).in_(ids)))
    return found.all()


async def list_households(
    session: AsyncSession,
    village_code: str,
    *,
    search: str = "",
    after: UUID | None = None,
    first: int | None = None,
    ended: bool = False,
) -> Sequence[Household]:
    statement = (
        select(Household)
        .where(col(Household.village_code) == village_code)
        .order_by(col(Household.id))
        .limit(first)
    )
    if not ended:
        statement = statement.where(col(Household.until).is_(None))
    if search:
        named = select(col(Resident.household_id)).where(
            col(Resident.village_code) == village_code,
            col(Resident.name).contains(search, autoescape=True),
            _LIVING,
        )
        statement = statement.where(
            or_(
                col(Household.number).endswith(search, autoescape=True),
                col(Household.id).in_(named),
            )
        )
    if after is not None:
        statement = statement.where(col(Household.id) > after)
    found = await session.scalars(statement)
    return found.all()


async def households_by_group(session: AsyncSession, village_code: str) -> dict[UUID, int]:
    """Return how many households with people in them each group has."""
    inhabited = select(col(Resident.household_id)).where(
        col(Resident.village_code) == village_code, _LIVING
    )
    found = await session.execute(
        select(col(Household.group_id), func.count())
        .where(
            col(Household.village_code) == village_code,
            col(Household.until).is_(None),
            col(Household.id).in_(inhabited),
        )
        .group_by(col(Household.group_id))
    )
    return {group: int(count) for group, count in found}


async def households_by_numbers(
    session: AsyncSession, village_code: str, numbers: Collection[str]
) -> Sequence[Household]:
    found = await session.scalars(
        select(Household).where(
            col(Household.village_code) == village_code, col(Household.number).in_(numbers)
        )
    )
    return found.all()


async def households_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Household]:
    found = await session.scalars(select(Household).where(col(Household.id).in_(ids)))
    return found.all()


async def residents_of_households(
    session: AsyncSession, household_ids: Collection[UUID]
) -> Sequence[Resident]:
    found = await session.scalars(
        select(Resident)
        .where(col(Resident.household_id).in_(household_ids), _LIVING)
        .order_by(col(Resident.is_head).desc(), col(Resident.id))
    )
    return found.all()


async def departed_residents(
    session: AsyncSession,
    village_code: str,
    *,
    household_id: UUID | None,
    after: UUID | None,
    first: int,
) -> Sequence[Resident]:
    """Return who left a village's roll, or one household of it, the newest entry first."""
    statement = (
        select(Resident)
        .where(col(Resident.village_code) == village_code, ~_LIVING)
        .order_by(col(Resident.id).desc())
        .limit(first)
    )
    if household_id is not None:
        statement = statement.where(col(Resident.household_id) == household_id)
    if after is not None:
        statement = statement.where(col(Resident.id) < after)
    return (await session.scalars(statement)).all()


async def list_residents(session: AsyncSession, village_code: str) -> Sequence[Resident]:
    found = await session.scalars(
        select(Resident)
        .where(col(Resident.village_code) == village_code, _LIVING)
        .order_by(col(Resident.name), col(Resident.id))
    )
    return found.all()


async def search_residents(
    session: AsyncSession,
    village_code: str,
    *,
    search: str,
    office: str | None,
    after: UUID | None,
    first: int,
) -> Sequence[Resident]:
    statement = (
        select(Resident)
        .where(col(Resident.village_code) == village_code, _LIVING)
        .order_by(col(Resident.id))
        .limit(first)
    )
    if search:
        statement = statement.where(col(Resident.name).contains(search, autoescape=True))
    if office is not None:
        held = select(col(OfficeTerm.resident_id)).where(
            col(OfficeTerm.village_code) == village_code,
            col(OfficeTerm.office) == office,
            _CURRENT,
        )
        statement = statement.where(col(Resident.id).in_(held))
    if after is not None:
        statement = statement.where(col(Resident.id) > after)
    found = await session.scalars(statement)
    return found.all()


async def residents_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Resident]:
    found = await session.scalars(select(Resident).where(col(Resident.id).in_(ids)))
    return found.all()


async def find_resident_for_update(session: AsyncSession, resident_id: UUID) -> Resident | None:
    return await session.scalar(
        select(Resident).where(col(Resident.id) == resident_id).with_for_update()
    )


async def find_resident_by_phone_index(session: AsyncSession, phone_index: str) -> Resident | None:
    return await session.scalar(
        select(Resident).where(col(Resident.phone_index) == phone_index, _LIVING)
    )


async def phone_owners(session: AsyncSession, phone_indexes: Collection[str]) -> dict[str, UUID]:
    found = await session.execute(
        select(col(Resident.phone_index), col(Resident.id)).where(
            col(Resident.phone_index).in_(phone_indexes), _LIVING
        )
    )
    return {str(index): owner for index, owner in found}


# Offices and representatives


async def current_terms(session: AsyncSession, village_code: str) -> Sequence[OfficeTerm]:
    found = await session.scalars(
        select(OfficeTerm)
        .where(col(OfficeTerm.village_code) == village_code, _CURRENT)
        .order_by(col(OfficeTerm.id))
    )
    return found.all()


async def list_terms(
    session: AsyncSession,
    village_code: str,
    *,
    office: str | None,
    ended: bool,
    after: UUID | None,
    first: int,
) -> Sequence[OfficeTerm]:
    statement = (
        select(OfficeTerm)
        .where(
            col(OfficeTerm.village_code) == village_code,
            col(OfficeTerm.until).is_not(None) if ended else _CURRENT,
        )
        .order_by(col(OfficeTerm.id).desc())
        .limit(first)
    )
    if office is not None:
        statement = statement.where(col(OfficeTerm.office) == office)
    if after is not None:
        statement = statement.where(col(OfficeTerm.id) < after)
    return (await session.scalars(statement)).all()


async def current_terms_of(
    session: AsyncSession, resident_ids: Collection[UUID]
) -> Sequence[OfficeTerm]:
    found = await session.scalars(
        select(OfficeTerm)
        .where(col(OfficeTerm.resident_id).in_(resident_ids), _CURRENT)
        .order_by(col(OfficeTerm.id))
    )
    return found.all()


async def ever_held(session: AsyncSession, village_code: str, offices: Collection[str]) -> bool:
    found = await session.scalar(
        select(col(OfficeTerm.id))
        .where(col(OfficeTerm.village_code) == village_code, col(OfficeTerm.office).in_(offices))
        .limit(1)
    )
    return found is not None


async def terms_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[OfficeTerm]:
    found = await session.scalars(select(OfficeTerm).where(col(OfficeTerm.id).in_(ids)))
    return found.all()


async def ordinal_of_term(session: AsyncSession, term: OfficeTerm) -> int:
    """Return how many terms of this office began here in the term's year, up to this one."""
    found = await session.scalar(
        select(func.count())
        .select_from(OfficeTerm)
        .where(
            col(OfficeTerm.village_code) == term.village_code,
            col(OfficeTerm.office) == term.office,
            extract("year", col(OfficeTerm.since)) == term.since.year,
            col(OfficeTerm.id) <= term.id,
        )
    )
    return found or 0


async def officers(
    session: AsyncSession, village_codes: Collection[str], offices: Collection[str]
) -> list[tuple[str, tuple[str, str, date, date]]]:
    found = await session.execute(
        select(
            col(OfficeTerm.village_code),
            col(Resident.name),
            col(OfficeTerm.office),
            col(OfficeTerm.since),
            _BEGUN,
        )
        .join(Resident, col(OfficeTerm.resident_id) == col(Resident.id))
        .where(
            col(OfficeTerm.village_code).in_(village_codes),
            col(OfficeTerm.office).in_(offices),
            _CURRENT,
            _LIVING,
        )
        .order_by(col(OfficeTerm.id))
    )
    return [(code, (name, office, since, begun)) for code, name, office, since, begun in found]


async def find_term_for_update(session: AsyncSession, term_id: UUID) -> OfficeTerm | None:
    return await session.scalar(
        select(OfficeTerm).where(col(OfficeTerm.id) == term_id, _CURRENT).with_for_update()
    )


async def find_any_term_for_update(session: AsyncSession, term_id: UUID) -> OfficeTerm | None:
    return await session.scalar(
        select(OfficeTerm).where(col(OfficeTerm.id) == term_id).with_for_update()
    )


async def forget_endings(session: AsyncSession, resident_id: UUID, erased: str) -> None:
    """Blank the words about how somebody's terms ended; days and reasons without a name stay."""
    handed = col(OfficeTerm.handed_over_on).is_not(None)
    await session.execute(
        update(OfficeTerm)
        .where(col(OfficeTerm.resident_id) == resident_id)
        .values(end_source="", handover_note=case((handed, erased), else_=""))
    )


async def newest_count(
    session: AsyncSession, village_code: str, offices: Collection[str]
) -> date | None:
    """Return from which day the present term of these offices is counted, ended seats included."""
    return await session.scalar(
        select(func.max(_BEGUN)).where(
            col(OfficeTerm.village_code) == village_code, col(OfficeTerm.office).in_(offices)
        )
    )


async def find_holder(session: AsyncSession, village_code: str, office: str) -> Resident | None:
    return await session.scalar(
        select(Resident)
        .join(OfficeTerm, col(OfficeTerm.resident_id) == col(Resident.id))
        .where(
            col(OfficeTerm.village_code) == village_code,
            col(OfficeTerm.office) == office,
            _CURRENT,
        )
    )


async def holders(
    session: AsyncSession, village_code: str, offices: Collection[str]
) -> list[tuple[UUID, str, str]]:
    found = await session.execute(
        select(col(Resident.id), col(Resident.name), col(OfficeTerm.office))
        .join(OfficeTerm, col(OfficeTerm.resident_id) == col(Resident.id))
        .where(
            col(OfficeTerm.village_code) == village_code,
            col(OfficeTerm.office).in_(offices),
            _CURRENT,
            _LIVING,
        )
    )
    return [(resident_id, name, office) for resident_id, name, office in found]


async def representations_of(
    session: AsyncSession, representative_ids: Collection[UUID]
) -> Sequence[RepresentativeHousehold]:
    found = await session.scalars(
        select(RepresentativeHousehold)
        .where(col(RepresentativeHousehold.representative_id).in_(representative_ids), _REPRESENTED)
        .order_by(col(RepresentativeHousehold.id))
    )
    return found.all()


async def representations_of_households(
    session: AsyncSession, household_ids: Collection[UUID]
) -> Sequence[RepresentativeHousehold]:
    found = await session.scalars(
        select(RepresentativeHousehold).where(
            col(RepresentativeHousehold.household_id).in_(household_ids), _REPRESENTED
        )
    )
    return found.all()


async def end_representations(session: AsyncSession, ids: Collection[UUID], until: date) -> None:
    await session.execute(
        update(RepresentativeHousehold)
        .where(col(RepresentativeHousehold.id).in_(ids))
        .values(until=until)
    )


# Rolls and claim slips


async def find_upload_for_update(session: AsyncSession, upload_id: UUID) -> RollUpload | None:
    return await session.scalar(
        select(RollUpload).where(col(RollUpload.id) == upload_id).with_for_update()
    )


async def uploads_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[RollUpload]:
    found = await session.scalars(select(RollUpload).where(col(RollUpload.id).in_(ids)))
    return found.all()


async def slips_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ClaimSlip]:
    found = await session.scalars(select(ClaimSlip).where(col(ClaimSlip.id).in_(ids)))
    return found.all()


async def delete_expired_uploads(session: AsyncSession, moment: datetime) -> int:
    removed = await session.execute(
        delete(RollUpload).where(col(RollUpload.expires_at) < moment).returning(col(RollUpload.id))
    )
    return len(removed.all())


async def delete_slips(session: AsyncSession, before: datetime) -> int:
    removed = await session.execute(
        delete(ClaimSlip).where(col(ClaimSlip.expires_at) < before).returning(col(ClaimSlip.id))
    )
    return len(removed.all())


async def find_slip_for_update(session: AsyncSession, code_hash: str) -> ClaimSlip | None:
    return await session.scalar(
        select(ClaimSlip).where(col(ClaimSlip.code_hash) == code_hash).with_for_update()
    )


async def revoke_slips(session: AsyncSession, resident_id: UUID, moment: datetime) -> None:
    await session.execute(
        update(ClaimSlip)
        .where(
            col(ClaimSlip.resident_id) == resident_id,
            col(ClaimSlip.used_at).is_(None),
            col(ClaimSlip.revoked_at).is_(None),
        )
        .values(revoked_at=moment)
    )
