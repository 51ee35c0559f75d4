"""Texts go out after the withdrawal window: one SMS a telephone, one script, one WeChat text."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from infra import clock, senders
from infra.errors import Trouble
from infra.ids import new_id
from infra.outbox import InboxRow
from infra.senders import FileSender, Message, MessageRefused
from services.disclosure import service, tasks
from services.people import phone as phones
from services.people.models import Group, Household, Resident
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.disclosure.conftest import Draft
from tests.services.disclosure.steps import NOON, job, publish, queued

AFTER = NOON + timedelta(minutes=10)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Send into a file of this test."""
    path = tmp_path / "messages.jsonl"
    monkeypatch.setattr(senders, "sender", lambda: FileSender(path))
    return path


def lines(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


async def people(county: Tenant, village: str, numbers: list[str | None]) -> None:
    async with unit_of_work(county) as uow:
        group = Group(village_code=village, name="一社")
        uow.session.add(group)
        await uow.session.flush()
        for place, number in enumerate(numbers, 1):
            house = Household(village_code=village, group_id=group.id, number=str(place))
            uow.session.add(house)
            await uow.session.flush()
            sealed, index = phones.sealed(number) if number else (None, None)
            uow.session.add(
                Resident(
                    village_code=village,
                    household_id=house.id,
                    name=f"居民{place:04d}",
                    phone_sealed=sealed,
                    phone_index=index,
                )
            )


async def published(county: Tenant, draft: Draft) -> dict[str, UUID]:
    with clock.at(NOON):
        bulletin = await draft()
        await publish(county, bulletin)
    async with unit_of_work(county) as uow:
        texts = (await service.load_texts(uow, [bulletin]))[bulletin]
    return {text.channel: text.id for text in texts} | {"bulletin": bulletin}


async def send(county: Tenant, text: UUID) -> None:
    await tasks.send_text(job(county, "disclosure.send_text"), text_id=str(text))


async def state(county: Tenant, ids: dict[str, UUID], channel: str) -> str:
    async with unit_of_work(county) as uow:
        texts = (await service.load_texts(uow, [ids["bulletin"]]))[ids["bulletin"]]
    return {text.channel: text.state for text in texts}[channel]


async def test_each_telephone_gets_one_message(
    county: Tenant, village: str, draft: Draft, sent: Path
) -> None:
    await people(county, village, [f"1990000{n:04d}" for n in range(23)] + [None])
    ids = await published(county, draft)
    with clock.at(AFTER):
        await send(county, ids["sms"])
        await send(county, ids["sms"])

    assert sorted(line["to"] for line in lines(sent)) == [f"1990000{n:04d}" for n in range(23)]
    assert {line["channel"] for line in lines(sent)} == {"sms"}
    assert await state(county, ids, "sms") == "sent"
    async with unit_of_work(county) as uow:
        assert await service.count_reached(uow, ids["sms"]) == (23, 23)


async def test_script_and_wechat_text_go_to_the_village_once(
    county: Tenant, draft: Draft, sent: Path
) -> None:
    ids = await published(county, draft)
    with clock.at(AFTER):
        for channel in ("loudspeaker", "wechat"):
            await send(county, ids[channel])
            await send(county, ids[channel])

    script, wechat = lines(sent)
    assert script["text"].startswith("各位村民请注意。二零二六年十一月二十二日，三苗树村")
    assert json.loads(wechat["text"])["thing1"] == "安装与改造自来水工程"


async def test_nothing_is_sent_while_it_can_still_be_withdrawn(
    county: Tenant, draft: Draft, sent: Path
) -> None:
    ids = await published(county, draft)
    with clock.at(AFTER - timedelta(seconds=1)):
        await send(county, ids["loudspeaker"])

    assert lines(sent) == []
    assert await state(county, ids, "loudspeaker") == "waiting"


async def test_a_withdrawn_bulletin_sends_nothing(county: Tenant, draft: Draft, sent: Path) -> None:
    ids = await published(county, draft)
    with clock.at(AFTER - timedelta(minutes=1)):
        async with unit_of_work(county) as uow:
            await service.withdraw(uow, ids["bulletin"], "写错")
    with clock.at(AFTER):
        await send(county, ids["loudspeaker"])

    assert lines(sent) == []


async def test_a_gateway_that_fails_half_way_is_tried_again_with_the_same_keys(
    county: Tenant, village: str, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people(county, village, ["19900000001", "19900000002", "19900000003"])
    ids = await published(county, draft)
    keys: list[str] = []

    class Failing:
        async def send(self, message: Message) -> None:
            if message.to == "19900000003":
                raise MessageRefused("no such number")
            keys.append(message.key)
            if len(keys) == 2:
                raise Trouble("away")

    monkeypatch.setattr(senders, "sender", Failing)
    with clock.at(AFTER):
        with pytest.raises(Trouble):
            await send(county, ids["sms"])
        await send(county, ids["sms"])

    assert len(keys) == 4
    assert len(set(keys)) == 2
    async with unit_of_work(county) as uow:
        assert await service.count_reached(uow, ids["sms"]) == (2, 3)


async def test_a_text_that_is_overdue_is_queued_again(county: Tenant, draft: Draft) -> None:
    ids = await published(county, draft)
    with clock.at(AFTER + timedelta(seconds=61)):
        await tasks.resume(county)

    async with unit_of_work(county) as uow:
        rows = await queued(uow, "disclosure.send_text")
    assert [row.arguments["text_id"] for row in rows].count(str(ids["sms"])) == 2


async def test_a_text_that_comes_due_at_night_waits_for_the_morning(
    county: Tenant, draft: Draft, sent: Path
) -> None:
    """The worker was away from noon to 21:40: the hour is looked at when the text leaves too."""
    ids = await published(county, draft)
    night, morning = NOON + timedelta(hours=9, minutes=40), NOON + timedelta(hours=20)
    with clock.at(night):
        await send(county, ids["loudspeaker"])
        await tasks.resume(county)

    assert lines(sent) == []
    async with unit_of_work(county) as uow:
        rows = await queued(uow, "disclosure.send_text")
        texts = (await service.load_texts(uow, [ids["bulletin"]]))[ids["bulletin"]]
    again = [row for row in rows if row.arguments["text_id"] == str(ids["loudspeaker"])]
    assert len(again) == 2  # what publishing queued, and the morning's
    assert {text.channel: text.send_after for text in texts}["loudspeaker"] == morning

    with clock.at(morning):
        await send(county, ids["loudspeaker"])
    assert len(lines(sent)) == 1


async def test_a_second_job_for_a_text_that_is_out_is_done_too(
    county: Tenant, draft: Draft, sent: Path
) -> None:
    """Otherwise the reconciler would send it for an hour and call it dead."""
    ids = await published(county, draft)
    second = job(county, "disclosure.send_text")
    with clock.at(AFTER):
        await send(county, ids["loudspeaker"])
        await tasks.send_text(second, text_id=str(ids["loudspeaker"]))

    async with unit_of_work(county) as uow:
        assert await uow.session.get(InboxRow, second.key)
    assert len(lines(sent)) == 1


async def test_a_worker_whose_clock_is_behind_leaves_the_job_open(
    county: Tenant, draft: Draft, sent: Path
) -> None:
    ids = await published(county, draft)
    early = job(county, "disclosure.send_text")
    with clock.at(AFTER - timedelta(seconds=90)):
        await tasks.send_text(early, text_id=str(ids["loudspeaker"]))
    with clock.at(AFTER):
        await tasks.send_text(early, text_id=str(ids["loudspeaker"]))

    assert len(lines(sent)) == 1


async def test_an_unknown_text_is_passed_over(county: Tenant) -> None:
    await send(county, new_id())
