"""Representatives are put forward, confirmed by heads, listed, objected to, and then seated."""

import re
from uuid import UUID

import pytest
from sqlalchemy import text

from infra import clock
from infra.errors import DomainError
from services.people import service as people
from services.people.ending import TermEnd
from services.people.errors import DayInFuture, RepresentativeByHouseholds
from services.people.workflow import Office
from services.representation import service
from services.representation.errors import (
    HouseholdConfirmed,
    HouseholdsByConfirmation,
    ListHanging,
    ListMissing,
    ListNotLawful,
    ListNotReady,
    ListObjectionDecided,
    ListObjectionsClosed,
    NomineeBarred,
    NomineeFull,
    NomineeUnknown,
    NotHeadOfHousehold,
    VillagersAlone,
    WordsMissing,
)
from services.representation.service import Choice
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.representation import choosing
from tests.services.representation.choosing import Choosing, later


@pytest.fixture
async def on(county: Tenant) -> Choosing:
    return await choosing.village(county)


async def refused(kind: type[DomainError], call: object) -> str:
    """Await a call that is refused; return the words."""
    with pytest.raises(kind) as refusal:
        await call  # type: ignore[misc]
    return refusal.value.message("zh")


def counted(choice: Choice) -> dict[str, int]:
    return {one.name: len(one.confirmations) for one in choice.nominees}


async def test_a_head_confirms_on_the_screen_and_may_choose_anew(on: Choosing) -> None:
    first, other = await on.nominate("居民0050"), await on.nominate("居民0051")
    head = on.made.actor("居民0060")

    await on.made.do(head, service.confirm, on.made.code, first)
    await on.made.do(head, service.confirm, on.made.code, first)
    assert counted(await on.choice()) == {"居民0050": 1, "居民0051": 0}
    await on.made.do(head, service.confirm, on.made.code, other)

    assert counted(await on.choice()) == {"居民0050": 0, "居民0051": 1}


async def test_only_a_head_of_this_village_confirms(on: Choosing) -> None:
    nominee = await on.nominate("居民0050")

    await refused(
        NotHeadOfHousehold,
        on.made.do(on.made.reviewer, service.confirm, on.made.code, nominee),
    )
    assert counted(await on.choice()) == {"居民0050": 0}


async def test_paper_does_not_overrule_what_a_head_confirmed(on: Choosing) -> None:
    first, other = await on.nominate("居民0050"), await on.nominate("居民0051")
    number = next(one for one, head in on.heads.items() if head == "居民0060")
    await on.made.do(on.made.actor("居民0060"), service.confirm, on.made.code, first)

    words = await refused(HouseholdConfirmed, on.confirm(other, number))

    assert number in words
    assert "居民0050" in words
    await on.confirm(first, number)
    assert counted(await on.choice())["居民0050"] == 1


async def test_a_nominee_has_fifteen_households_at_most(on: Choosing) -> None:
    nominee = await on.nominate("居民0050")
    await on.confirm(nominee, *[f"{n:03d}" for n in range(1, 16)])

    await refused(NomineeFull, on.confirm(nominee, "016"))

    assert counted(await on.choice()) == {"居民0050": 15}


async def test_who_may_not_be_put_forward(on: Choosing) -> None:
    await on.nominate("居民0050")
    tomorrow = clock.today().replace(year=clock.today().year + 1)

    assert "已经在推选中" in await refused(NomineeBarred, on.nominate("居民0050"))
    await refused(DayInFuture, on.nominate("居民0051", tomorrow))
    young = clock.today().replace(year=1980)
    assert "未满十八周岁" in await refused(NomineeBarred, on.nominate("居民0051", young))
    await refused(
        WordsMissing,
        on.made.do(
            on.made.clerk, service.nominate, on.made.code, on.made.id_of("居民0051"),
            chosen_on=clock.today(), source=" ",
        ),
    )  # fmt: skip


async def test_a_dropped_nominee_frees_the_households(on: Choosing) -> None:
    first, other = await on.nominate("居民0050"), await on.nominate("居民0051")
    await on.confirm(first, "001", "002")

    await on.made.do(on.made.clerk, service.drop, on.made.code, first, "本人不愿意")
    await on.confirm(other, "001", "002")

    assert counted(await on.choice()) == {"居民0051": 2}
    await refused(NomineeUnknown, on.confirm(first, "003"))


async def test_an_unlawful_list_is_not_posted(on: Choosing) -> None:
    await refused(ListMissing, on.made.do(on.made.clerk, service.post, on.made.code, whole=True))
    nominee = await on.nominate("居民0050")
    await on.confirm(nominee, "001", "002", "003", "004")

    words = await refused(
        ListNotLawful, on.made.do(on.made.clerk, service.post, on.made.code, whole=True)
    )

    assert "居民0050 有 4 户" in words
    assert "五分之四" in words
    assert re.search("一社有 [01] 人，应为 2 到 5 人", words)


async def test_nobody_sits_before_the_list_hung_seven_days(on: Choosing) -> None:
    nominees = await on.whole()
    hung = await on.post()
    await refused(ListHanging, on.made.do(on.made.clerk, service.post, on.made.code, whole=True))
    await refused(NomineeUnknown, on.confirm(nominees["代表01"], "113"))

    words = await refused(ListNotReady, on.made.do(on.made.reviewer, service.seat, on.made.code))
    assert "公示到" in words
    with later(7):
        await refused(ListNotReady, on.made.do(on.made.reviewer, service.seat, on.made.code))
    with later(11):
        terms = await on.made.do(on.made.reviewer, service.seat, on.made.code)

    assert len(terms) == 16
    assert {one.elected_on for one in terms} == {clock.today()}
    assert all(one.since > clock.today() for one in terms)
    async with unit_of_work(on.made.county) as uow:
        found = await service.representation_of(uow, on.made.code)
        choice = await service.choice_of(uow, on.made.code)
    assert sorted(one.name for one in found.seats) == sorted(nominees)
    assert sorted(one.households for one in found.seats) == [7] * 15 + [8]
    assert found.composition.passed
    assert choice.nominees == []
    assert choice.newest is not None
    assert (choice.newest.id, choice.newest.state) == (hung.id, "seated")


async def test_an_objection_is_decided_before_anybody_sits(on: Choosing) -> None:
    await on.whole()
    await on.post()
    villager = on.made.actor("居民0100")
    said = {"about_name": "代表01", "text": "他不住在村里。"}

    await refused(
        VillagersAlone,
        on.made.do(on.made.reviewer, service.object_to, on.made.code, **said),
    )
    objection = await on.made.do(villager, service.object_to, on.made.code, **said)
    with later(11):
        await refused(
            ListObjectionsClosed,
            on.made.do(villager, service.object_to, on.made.code, **said),
        )
        words = await refused(
            ListNotReady, on.made.do(on.made.reviewer, service.seat, on.made.code)
        )
        assert words == "代表还不能就任：还有 1 条异议没有处理。"
        await on.made.do(
            on.made.reviewer, service.decide, on.made.code, objection.id,
            upheld=False, decision="走访核实，他常住村里。",
        )  # fmt: skip
        await refused(
            ListObjectionDecided,
            on.made.do(
                on.made.reviewer, service.decide, on.made.code, objection.id,
                upheld=False, decision="再答一次",
            ),
        )  # fmt: skip
        assert len(await on.made.do(on.made.reviewer, service.seat, on.made.code)) == 16


async def test_an_upheld_objection_makes_the_list_anew(on: Choosing) -> None:
    nominees = await on.whole()
    await on.post()
    objection = await on.made.do(
        on.made.actor("居民0100"), service.object_to, on.made.code,
        about_name="代表01", text="户主没有签过字。",
    )  # fmt: skip

    await refused(NomineeUnknown, decided(on, objection.id, None))
    await decided(on, objection.id, nominees["代表01"])

    choice = await on.choice()
    assert len(choice.nominees) == 15
    assert "代表01" not in {one.name for one in choice.nominees}
    assert {one.row.state for one in choice.nominees} == {"gathering"}
    assert choice.newest is not None
    assert (choice.newest.state, choice.newest.reason) == ("dropped", "异议成立")
    own = on.numbers["一社"][:7]
    again = await on.nominate("居民0050")
    await on.confirm(again, *own)
    await on.post()
    assert len((await on.choice()).nominees) == 16


async def decided(on: Choosing, objection: UUID, nominee: UUID | None) -> None:
    await on.made.do(
        on.made.reviewer, service.decide, on.made.code, objection,
        upheld=True, decision="核实属实。", nominee_id=nominee,
    )  # fmt: skip


async def test_a_list_is_given_up_with_the_reason(on: Choosing) -> None:
    await on.whole()
    await on.post()

    await on.made.do(on.made.clerk, service.give_up, on.made.code, "名字写错")

    choice = await on.choice()
    assert choice.open_list is None
    assert {one.row.state for one in choice.nominees} == {"gathering"}
    await refused(ListMissing, on.made.do(on.made.reviewer, service.seat, on.made.code))


async def test_an_empty_seat_is_filled_and_the_others_stay(on: Choosing) -> None:
    homes = list(on.heads)
    async with unit_of_work(on.made.county) as uow:
        await uow.session.execute(
            text("UPDATE resident SET gender = 'female' WHERE name LIKE '代表%'")
        )
        seats = (await service.representation_of(uow, on.made.code)).seats
        for one in seats:
            first = int(one.name[2:]) * 6 - 6
            await people.record_representation(uow, one.term.resident_id, homes[first : first + 6])
    gone = next(one for one in seats if one.name == "代表03")
    async with unit_of_work(on.made.county) as uow:
        await people.end_term(uow, gone.term.id, reason=TermEnd.RESIGNED)
    nominee = await on.nominate("居民0050")

    await on.confirm(nominee, homes[0], *homes[12:18])
    words = await refused(
        ListNotLawful, on.made.do(on.made.clerk, service.post, on.made.code, whole=False)
    )
    assert "有同一户" in words
    await on.made.do(on.made.clerk, service.drop, on.made.code, nominee, "重新确认")
    await on.confirm(await on.nominate("居民0050"), *homes[12:18])
    await on.post(whole=False)
    with later(11):
        await on.made.do(on.made.reviewer, service.seat, on.made.code)

    async with unit_of_work(on.made.county) as uow:
        after = (await service.representation_of(uow, on.made.code)).seats
    kept = {one.term.id for one in seats} - {gone.term.id}
    assert {one.term.id for one in after} > kept
    assert {one.name for one in after if one.term.id not in kept} == {"居民0050"}


async def test_a_representative_is_not_recorded_by_hand(on: Choosing) -> None:
    async with unit_of_work(on.made.county) as uow:
        with pytest.raises(RepresentativeByHouseholds):
            await people.record_term(
                uow, on.made.id_of("居民0050"), Office.REPRESENTATIVE,
                source="会议记录", elected_on=clock.today(),
            )  # fmt: skip


async def test_the_certificate_names_the_households_and_how_they_confirmed(on: Choosing) -> None:
    nominees = await on.whole()
    await on.post()
    with later(11):
        terms = await on.made.do(on.made.reviewer, service.seat, on.made.code)
    who = {term.resident_id: term for term in terms}
    term = who[on.made.id_of("代表01")]

    async with unit_of_work(on.made.county) as uow:
        found = await service.certificate(uow, term.id)
        with pytest.raises(HouseholdsByConfirmation):
            await service.record_households(uow, term.resident_id, on.numbers["一社"][:5])

    assert found.name == "代表01"
    assert found.number == f"{on.made.code}-{term.since.year}-{ordinal(found.number):03d}"
    assert len(found.households) == 7
    assert all(one.on_paper and one.confirmed_at for one in found.households)
    assert [one.head for one in found.households] == [
        on.heads[one.number] for one in found.households
    ]
    assert len(nominees) == 16


def ordinal(number: str) -> int:
    return int(number.rpartition("-")[2])
