"""What a county or a village sets beside the law: stricter numbers, whether a collective exists."""

from collections.abc import Sequence
from datetime import date

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import parameters, repository, writing
from services.decisions.models import CollectiveRecord, CountyParameter
from services.decisions.parameters import Setting
from tenants.unit_of_work import UnitOfWork


async def record_collective(
    uow: UnitOfWork, *, village_code: str, exists: bool, since: date, source: str
) -> CollectiveRecord:
    """Record that a village has a collective economic organisation, or none, by which paper."""
    source = writing.reason(source, writing.SOURCE)
    row = CollectiveRecord(
        village_code=village_code,
        exists=exists,
        since=since,
        source=source,
        recorded_by=uow.actor.label,
    )
    uow.session.add(row)
    await audit.record(
        uow,
        AuditTag.DECISIONS_COLLECTIVE_RECORD,
        subject=row.id,
        village=village_code,
        exists=int(exists),
    )
    return row


async def collective_of(uow: UnitOfWork, village_code: str) -> CollectiveRecord | None:
    """Return what is recorded of a village's collective today; nothing means that it has one."""
    return await repository.collective_of(uow.session, village_code, clock.today())


async def settings(uow: UnitOfWork) -> list[Setting]:
    """Return every number with what the province asks and what the county made of it."""
    rows = await repository.county_parameters(uow.session)
    return [_setting(uow, one, rows) for one in parameters.catalogue().values()]


async def setting(uow: UnitOfWork, key: str) -> Setting:
    """Return one number that holds in this county today, with what it rests on."""
    rows = await repository.county_parameters(uow.session)
    return _setting(uow, parameters.find(key), rows)


async def parameter(uow: UnitOfWork, key: str) -> int:
    """Return the number that holds in this county today."""
    return (await setting(uow, key)).value


def _setting(
    uow: UnitOfWork, one: parameters.Parameter, rows: Sequence[CountyParameter]
) -> Setting:
    return parameters.setting(one, uow.tenant.code, rows, clock.today())


async def set_parameter(uow: UnitOfWork, key: str, value: int, *, source: str) -> CountyParameter:
    """Make a number stricter from today on; laxer than the province is refused.

    So is a number that nothing here reads.
    """
    source = writing.required(writing.PARAMETER_SOURCE, source)
    one = parameters.find(key)
    parameters.refuse_unchecked(one)
    today = clock.today()
    floor = parameters.setting(one, uow.tenant.code, (), today).floor
    parameters.refuse_looser(one, floor, value)
    row = CountyParameter(
        key=key, value=value, since=today, source=source, recorded_by=uow.actor.label
    )
    uow.session.add(row)
    await audit.record(uow, AuditTag.DECISIONS_PARAMETER_SET, subject=row.id, key=key, value=value)
    return row
