"""The methods that a county may choose from: those of the release and those it published."""

from collections.abc import Iterable

from services.decisions import method as methods
from services.decisions import repository
from services.decisions.errors import MethodOutOfUse, MethodUnknown
from services.decisions.method_types import Method
from services.decisions.models import MethodUse
from services.decisions.vocabulary import Level
from tenants.unit_of_work import UnitOfWork


async def chosen(
    uow: UnitOfWork, method_id: str, level: Level = Level.VILLAGE
) -> tuple[Method, str]:
    """Return a method for a new matter of a level, with its text; refuse one out of use."""
    uses = latest_uses(await repository.method_uses(uow.session))
    own = await repository.latest_version(uow.session, method_id)
    if own is None and method_id not in methods.shipped():
        raise MethodUnknown(method=method_id)
    method = methods.parse(own.text) if own else methods.find(method_id, level)
    methods.usable(method, level)
    use = uses.get(method_id)
    if use is not None and not use.allowed:
        raise MethodOutOfUse(method=method.name_zh, method_en=method.name_en, reason=use.reason)
    return method, own.text if own else methods.text_of(method_id)


def latest_uses(rows: Iterable[MethodUse]) -> dict[str, MethodUse]:
    """Return what holds for each method; rows come oldest first."""
    return {row.method_id: row for row in rows}


async def usable(uow: UnitOfWork, level: Level = Level.VILLAGE) -> list[Method]:
    """Return what new matters of a level may choose: the release's first, then the county's own."""
    uses = latest_uses(await repository.method_uses(uow.session))
    newest = {row.method_id: row for row in await repository.method_versions(uow.session)}
    known = {one.id: one for one in methods.shipped().values() if not one.empty}
    found = {**known, **{key: methods.parse(row.text) for key, row in newest.items()}}
    return [
        method
        for key, method in found.items()
        if method.level is level and (key not in uses or uses[key].allowed)
    ]
