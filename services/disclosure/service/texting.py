"""Sending the short texts: one message a telephone, each of them once."""

import json
from uuid import UUID

from infra import clock, senders
from infra.senders import Message, MessageRefused, Sender
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.disclosure import repository
from services.disclosure.models import Bulletin, OutgoingText, TextDelivery
from services.disclosure.service.reading import find
from services.disclosure.texts import sending_time
from services.disclosure.workflow import State
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

BATCH = 20


async def open_text(uow: UnitOfWork, text_id: UUID) -> OutgoingText | None:
    """Lock a text that is due and write down to whom it goes; None when nothing is to be sent."""
    text = await repository.find_text_for_update(uow.session, text_id)
    if text is None or text.state != "waiting" or clock.now() < text.send_after:
        return None
    bulletin = await find(uow, text.bulletin_id)
    if bulletin.state != State.PUBLISHED:
        text.state = "cancelled"
        return None
    if text.channel == "sms":
        await repository.address(uow.session, text.id, await _receivers(uow, bulletin))
    return text


def is_quiet_hour() -> bool:
    """Say whether it is too late or too early for a text, as it may be after an outage."""
    return sending_time(clock.now()) > clock.now()


async def postpone(uow: UnitOfWork, text_id: UUID) -> None:
    """Put a text off to the morning, by a job of its own."""
    text = await repository.find_text_for_update(uow.session, text_id)
    if text is None or text.state != "waiting":
        return
    text.send_after = max(text.send_after, sending_time(clock.now()))
    delay = text.send_after - clock.now()
    uow.enqueue("disclosure.send_text", delay=delay, text_id=str(text.id))


async def is_waiting(uow: UnitOfWork, text_id: UUID) -> bool:
    """Say whether a text is still to be sent, now or later."""
    text = await repository.find_text(uow.session, text_id)
    return text is not None and text.state == "waiting"


async def _receivers(uow: UnitOfWork, bulletin: Bulletin) -> list[tuple[UUID, UUID | None]]:
    """Return one resident a telephone number, with the household that is reached."""
    by_number: dict[str, tuple[UUID, UUID | None]] = {}
    for resident in await people.list_residents(uow, bulletin.village_code):
        number = people.phone_of(resident)
        if number:
            by_number.setdefault(number, (resident.id, resident.household_id))
    return list(by_number.values())


async def send_batch(uow: UnitOfWork, text_id: UUID) -> bool:
    """Send to the next people; return whether there may be more.

    The receiver drops a second message with the same key, so a batch may be sent twice.
    """
    text = await repository.find_text(uow.session, text_id)
    waiting = await repository.waiting_deliveries(uow.session, text_id, BATCH)
    if text is None or not waiting:
        return False
    residents = await people.load_residents(uow, [each.resident_id for each in waiting])
    sender = senders.sender()
    for delivery in waiting:
        resident = residents.get(delivery.resident_id)
        number = people.phone_of(resident) if resident else None
        await _deliver(sender, uow.tenant.code, text, delivery, number)
    return True


async def _deliver(
    sender: Sender, county: str, text: OutgoingText, delivery: TextDelivery, number: str | None
) -> None:
    if number is None:
        delivery.state = "refused"
        return
    key = f"{text.id}:{delivery.resident_id}"
    try:
        await sender.send(Message(county, text.channel, number, text.text, key))
    except MessageRefused:
        delivery.state = "refused"
        return
    delivery.state, delivery.sent_at = "sent", clock.now()


async def finish(uow: UnitOfWork, text_id: UUID) -> None:
    """Hand over a text for the whole village, if it is one, and mark the text as sent."""
    text = await repository.find_text_for_update(uow.session, text_id)
    if text is None or text.state != "waiting":
        return
    bulletin = await find(uow, text.bulletin_id)
    if text.channel != "sms":
        body = json.dumps(text.fields, ensure_ascii=False) if text.fields else text.text
        message = Message(uow.tenant.code, text.channel, bulletin.village_code, body, str(text.id))
        await senders.sender().send(message)
    text.state, text.sent_at = "sent", clock.now()
    await audit.record(
        uow,
        AuditTag.DISCLOSURE_TEXT_SEND,
        subject=bulletin.id,
        village=bulletin.village_code,
        channel=text.channel,
    )
