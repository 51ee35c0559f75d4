"""The way in by QR code, and out before the end."""

from datetime import timedelta

import pytest

from infra import clock
from services.decisions import arrival, service
from services.decisions.errors import MeetingTooEarly, NotPresent
from services.decisions.meeting_errors import SignInQrExpired
from services.decisions.vocabulary import Choice, VoteForm
from tenants.registry import Tenant
from tests.factories import decisions as factory
from tests.services.decisions.test_agenda import COMMITTEE, LAMPS, called, ready


async def test_the_code_on_the_screen_is_short_lived_and_of_one_meeting(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    water, lamps = await ready(made, factory.WATER, LAMPS)
    meeting, other = await called(made, [water]), await called(made, [lamps])
    names, code = made.representatives(), county.code
    with clock.at(meeting.scheduled_at - timedelta(hours=3)), pytest.raises(MeetingTooEarly):
        token = arrival.live_token(code, meeting.id, clock.now())
        await made.do(made.actor(names[0]), service.sign_in_by_qr, meeting.id, token)
    with clock.at(meeting.scheduled_at):
        token = arrival.live_token(code, meeting.id, clock.now())
        wrong = [
            "",
            arrival.live_token(code, other.id, clock.now()),
            arrival.live_token("371721", meeting.id, clock.now()),
            arrival.live_token(code, meeting.id, clock.now() - timedelta(minutes=6)),
            arrival.live_token(code, meeting.id, clock.now() + timedelta(minutes=6)),
            meeting.sign_in_code,
        ]
        for one in wrong:
            with pytest.raises(SignInQrExpired):
                await made.do(made.actor(names[0]), service.sign_in_by_qr, meeting.id, one)
        first = await made.do(made.actor(names[0]), service.sign_in_by_qr, meeting.id, token)
        sheet = arrival.sheet_token(code, meeting.id)
        second = await made.do(made.actor(names[1]), service.sign_in_by_qr, meeting.id, sheet)
        ends = arrival.expires_at(clock.now())
    with clock.at(meeting.scheduled_at + timedelta(minutes=2)):
        third = await made.do(made.actor(names[2]), service.sign_in_by_qr, meeting.id, token)
    with clock.at(ends), pytest.raises(SignInQrExpired):
        await made.do(made.actor(names[3]), service.sign_in_by_qr, meeting.id, token)

    assert [one.how for one in (first, second, third)] == ["qr", "qr", "qr"]
    assert ends - meeting.scheduled_at <= timedelta(minutes=4)


async def test_who_leaves_counts_no_longer_and_signs_what_they_were_there_for(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)
    water, lamps = await ready(made, factory.WATER, LAMPS)
    meeting = await called(made, [water, lamps])
    names, of = made.representatives(), meeting.id
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*names[:15], *COMMITTEE])
        await made.do(made.chair, factory.sign_in, of)
        await made.do(made.chair, service.open_meeting, of)
        first = await made.do(made.chair, service.open_vote, of, VoteForm.NAMED, water)
        for name in names[:12]:
            await made.do(made.actor(name), service.cast_ballot, first.id, Choice.IN_FAVOUR)
        first = await made.do(made.chair, service.close_vote, first.id)
    with clock.at(meeting.scheduled_at + timedelta(minutes=30)):
        await made.do(made.clerk, service.record_leaving, of, made.id_of(names[0]))
        with pytest.raises(NotPresent):
            await made.do(made.clerk, service.record_leaving, of, made.id_of(names[0]))
        await made.do(made.clerk, service.sign_in_by_clerk, of, made.id_of(names[15]))
        second = await made.do(made.chair, service.open_vote, of, VoteForm.NAMED, lamps)
        with pytest.raises(NotPresent):
            await made.do(made.actor(names[0]), service.cast_ballot, second.id, Choice.AGAINST)
        for name in names[1:13]:
            await made.do(made.actor(name), service.cast_ballot, second.id, Choice.IN_FAVOUR)
        second = await made.do(made.chair, service.close_vote, second.id)
        found = await made.do(made.chair, service.load_many_resolutions, [water, lamps])
        (of_water,), (of_lamps,) = found[water], found[lamps]
        await made.do(made.actor(names[0]), service.sign_resolution, of_water.id)
        with pytest.raises(NotPresent):
            await made.do(made.actor(names[0]), service.sign_resolution, of_lamps.id)
        with pytest.raises(NotPresent):  # came after the water was decided
            await made.do(made.actor(names[15]), service.sign_resolution, of_water.id)
        await made.do(made.actor(names[15]), service.sign_resolution, of_lamps.id)

    assert (first.present, second.present) == (19, 19)
    assert (first.outcome, second.outcome) == ("passed", "passed")
