"""What happens in the played village, by calling the services: matters in every kind of stage."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from infra import clock
from portals.demo import journeys
from portals.demo.stage import Stage, called, met, signed, submitted, voted
from services.decisions import service as decisions
from services.decisions.models import Meeting
from services.decisions.routing import MatterType
from services.decisions.vocabulary import Annuller, Answer, OpinionCategory
from services.disclosure import service as disclosure
from services.disclosure.service import publishing
from services.transparency import service as transparency
from tenants.unit_of_work import SYSTEM

Case = Callable[[Stage], Awaitable[None]]
METHOD = "siquansizhi"


async def posted(on: Stage, matter: UUID) -> datetime:
    """Post what the open step posts and publish it, all but its printed sheets."""
    posting = await on.do(on.secretary, decisions.post, matter)
    bulletin = posting.bulletin_id
    await on.do(on.supervisor, disclosure.approve_and_queue, bulletin)
    await on.do(SYSTEM, publishing.log, bulletin)
    head = await on.do(SYSTEM, transparency.sign_checkpoint)
    await on.do(SYSTEM, transparency.persist_checkpoint, head.note)
    await on.do(SYSTEM, publishing.to_print, bulletin)
    await on.do(SYSTEM, publishing.publish, bulletin)
    return posting.until


async def draft(on: Stage) -> None:
    """Leave a draft."""
    await on.do(
        on.secretary,
        decisions.draft_matter,
        village_code=on.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id=METHOD,
        proposal=journeys.ROAD,
    )


async def handed_in(on: Stage) -> None:
    """Submit a matter that came from a villager's need; it waits to be posted."""
    villager = journeys.villagers_of(on)[0]
    need = await on.do(
        villager,
        decisions.submit_opinion,
        village_code=on.code,
        category=OpinionCategory.WATER,
        text="水是咸的，老人孩子没法喝，求村里想办法。",
    )
    await submitted(on, METHOD, journeys.WATER, need.id)


async def withdrawn(on: Stage) -> None:
    """Submit a matter and take it back."""
    matter = await submitted(on, METHOD, journeys.LAMPS)
    await on.do(on.secretary, decisions.withdraw, matter, "先等报价，明年再议")


async def on_the_wall(on: Stage) -> None:
    """Post a plan."""
    with clock.at(clock.now() - timedelta(days=1)):
        await posted(on, await submitted(on, METHOD, journeys.SQUARE))


async def meeting_called(on: Stage) -> None:
    """Post a plan and call the representatives."""
    with clock.at(clock.now() - timedelta(days=6)):
        matter = await submitted(on, METHOD, journeys.ROAD)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        await called(on, matter)


async def _voted(on: Stage, days: int, against: int = 0) -> tuple[UUID, Meeting]:
    """Take a matter to its vote, that many days ago."""
    names = on.representatives()
    with clock.at(clock.now() - timedelta(days=days)):
        matter = await submitted(on, METHOD, replace(journeys.WATER, title="全村饮水安全改造"))
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, names)
    split = len(names) - against
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        await voted(on, meeting, names[:split], names[split:])
    return matter, meeting


async def turned_down(on: Stage) -> None:
    """Let most representatives vote against."""
    await _voted(on, 15, against=9)


async def reconsidered(on: Stage) -> None:
    """Adopt by 14 to 1 and take up again for the one."""
    matter, meeting = await _voted(on, 20, against=1)
    with clock.at(meeting.scheduled_at + timedelta(hours=3)):
        await journeys.reopened(on, matter)


async def taken_up_again(on: Stage) -> None:
    """Adopt by 14 to 1; the new version is not written yet."""
    matter, meeting = await _voted(on, 16, against=1)
    with clock.at(meeting.scheduled_at + timedelta(hours=3)):
        await on.do(on.secretary, decisions.reconsider, matter, "有一户反对，先上门听意见再定")


async def annulled(on: Stage) -> None:
    """Adopt what a court sets aside."""
    matter, meeting = await _voted(on, 16)
    with clock.at(meeting.scheduled_at + timedelta(hours=3)):
        await on.do(
            on.reviewer,
            decisions.annul,
            matter,
            annuller=Annuller.COURT,
            document="行政判决书（2026）第 12 号",
            decided_on=clock.today(),
            reason="会议通知没有送到十二名代表",
        )


async def resolved(on: Stage) -> None:
    """Adopt and sign; the resolution hangs."""
    matter, meeting = await _voted(on, 14)
    with clock.at(meeting.scheduled_at + timedelta(minutes=30)):
        await signed(on, matter)
        await posted(on, matter)


async def published(on: Stage) -> None:
    """Adopt and publish; the work has not begun."""
    matter, meeting = await _voted(on, 20)
    with clock.at(meeting.scheduled_at + timedelta(minutes=30)):
        await signed(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)


async def under_way(on: Stage) -> None:
    """Adopt, publish and begin the work."""
    matter, meeting = await _voted(on, 20)
    with clock.at(meeting.scheduled_at + timedelta(minutes=30)):
        await signed(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        await on.do(on.who("村委02"), decisions.start_execution, matter)


async def evaluated(on: Stage) -> None:
    """Go all the way to the villagers' evaluation."""
    matter, meeting = await _voted(on, 25)
    with clock.at(meeting.scheduled_at + timedelta(minutes=30)):
        await signed(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await journeys.carried_out(on, matter)
        await posted(on, matter)
    with clock.at(until + timedelta(hours=1)):
        await on.do(on.secretary, decisions.complete_step, matter)
    for villager in journeys.villagers_of(on):
        await on.do(villager, decisions.evaluate, matter, Answer.YES, "喝上甜水了。")


async def archived(on: Stage) -> None:
    """Go through everything, into the archive."""
    matter, meeting = await _voted(on, 60)
    with clock.at(meeting.scheduled_at + timedelta(minutes=30)):
        await signed(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await journeys.carried_out(on, matter)
        await posted(on, matter)
    with clock.at(until + timedelta(hours=1)):
        await on.do(on.secretary, decisions.complete_step, matter)
        await on.do(journeys.villagers_of(on)[0], decisions.evaluate, matter, Answer.YES, "")
    with clock.at(until + timedelta(days=16)):
        await on.do(on.secretary, decisions.close_evaluation, matter)
        await on.do(on.secretary, decisions.archive, matter)


async def need(on: Stage) -> None:
    """Leave a need unanswered."""
    await on.do(
        journeys.villagers_of(on)[1],
        decisions.submit_opinion,
        village_code=on.code,
        category=OpinionCategory.ROAD,
        text="三社到村部的路一下雨就进不去车，请修一修。",
    )


async def answered(on: Stage) -> None:
    """Answer a need."""
    asked = await on.do(
        journeys.villagers_of(on)[2],
        decisions.submit_opinion,
        village_code=on.code,
        category=OpinionCategory.MONEY,
        text="去年机动地的承包费收了多少，花在哪里？",
    )
    words = "收了 3.2 万元，用于路灯电费和保洁，明细已张贴在公开栏。"
    await on.do(on.secretary, decisions.answer_opinion, asked.id, words)


MATTERS: tuple[Case, ...] = (
    *(draft, handed_in, withdrawn, on_the_wall, meeting_called, turned_down, reconsidered),
    *(
        taken_up_again,
        annulled,
        resolved,
        published,
        under_way,
        evaluated,
        archived,
        journeys.street_lamps,
        journeys.square,
    ),
)
NEEDS: tuple[Case, ...] = (need, answered)
