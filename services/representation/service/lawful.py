"""Whether the seats that a list would lead to are as Organic Law art. 25 asks."""

from collections.abc import Collection, Mapping
from uuid import UUID

from infra import clock
from services.decisions import service as decisions
from services.people import service as people
from services.people.models import Resident
from services.people.workflow import HOUSEHOLDS_PER_REPRESENTATIVE, Office, RosterEntry
from services.representation.errors import ListNotLawful
from services.representation.rules import quota
from services.representation.service.seats import Representation, composition
from services.representation.workflow import ToBe
from tenants.unit_of_work import UnitOfWork

Words = list[tuple[str, str]]


def refuse(words: Words) -> None:
    """Raise the refusal that names all of it, if there is any."""
    if words:
        raise ListNotLawful(
            what_zh="；".join(zh for zh, _ in words), what_en="; ".join(en for _, en in words)
        )


def standing(found: Representation) -> Words:
    """Say what is unlawful about those who sit today."""
    words = [(line.zh, line.en) for line in found.composition.derivation if not line.met]
    words += [
        (f"{one.name}不符名额", f"{one.name} does not fit its quota")
        for one in found.groups
        if not one.quota.holds(one.representatives)
    ]
    return words + _few(len(found.seats), found.least)


def _few(seats: int, least: int) -> Words:
    if seats >= least:
        return []
    return [(f"代表少于 {least} 人", f"fewer than {least} representatives")]


async def to_be(uow: UnitOfWork, village_code: str, coming: Collection[ToBe]) -> Words:
    """Say what would be unlawful if these had all the seats."""
    roster = await people.roster(uow, village_code, "committee")
    ids = {one.resident_id for one in coming}
    seats = [RosterEntry(one.resident_id, one.name, Office.REPRESENTATIVE) for one in coming]
    seats += [one for one in roster if one.resident_id not in ids]
    known = await people.load_residents(uow, {one.resident_id for one in seats})
    judged = composition(village_code, seats, known, clock.today())
    words = [(line.zh, line.en) for line in judged.derivation if not line.met]
    words += _households(coming)
    words += await _groups(uow, village_code, coming)
    return words + _few(len(coming), await decisions.parameter(uow, "least_representatives"))


def _households(coming: Collection[ToBe]) -> Words:
    words: Words = []
    spoken: dict[UUID, str] = {}
    for one in coming:
        count = len(one.households)
        if count not in HOUSEHOLDS_PER_REPRESENTATIVE:
            words.append(
                (
                    f"{one.name} 有 {count} 户，应有 5 到 15 户",
                    f"{one.name} has {count} households of 5 to 15",
                )
            )
        twice = next((spoken[key] for key in one.households if key in spoken), "")
        if twice:
            words.append(
                (f"{one.name} 与 {twice} 有同一户", f"{one.name} and {twice} share a household")
            )
        spoken.update(dict.fromkeys(one.households, one.name))
    return words


async def _groups(uow: UnitOfWork, village_code: str, coming: Collection[ToBe]) -> Words:
    households = await people.count_households(uow, village_code)
    words = []
    for group in await people.list_groups(uow, village_code):
        held = sum(one.group_id == group.id for one in coming)
        allowed = quota(households.get(group.id, 0))
        if not allowed.holds(held):
            words.append(
                (
                    f"{group.name}有 {held} 人，应为 {allowed.least} 到 {allowed.most} 人",
                    f"{group.name} has {held}, not {allowed.least} to {allowed.most}",
                )
            )
    return words


async def as_seats(
    uow: UnitOfWork, held: Mapping[UUID, Collection[UUID]], known: Mapping[UUID, Resident]
) -> list[ToBe]:
    """Return people with the households that speak through them, as seats to be."""
    homes = await people.load_households(uow, {known[one].household_id for one in held})
    return [
        ToBe(one, known[one].name, homes[known[one].household_id].group_id, frozenset(households))
        for one, households in held.items()
    ]
