"""Sets the stage in a running demonstration: `python -m tests.crash.prepare` prints what to do.

The scheduler rests meanwhile: the stretches of the past are published here, under their clock.
"""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from strawberry.relay import to_base64

import services.jobs
import services.tables  # noqa: F401 - fills the metadata and the job registry
from infra import clock
from infra.settings import publish
from portals.commands.running import run
from portals.demo.journeys import LAMPS, ROAD
from portals.demo.places import KAILU
from portals.demo.sign_ins import kept
from portals.demo.stage import Stage, met, posted, stage, submitted
from services.decisions import service as decisions
from services.decisions.vocabulary import VoteForm
from tenants import api_tokens, registry, sessions
from tenants.authorization import enforcer
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role, RoleHolding
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tenants.viewer import Viewer

_AHEAD = timedelta(hours=6)  # sessions and factors from later on outlive the longest run


async def _cookie(tenant: Tenant, actor: Actor) -> str:
    assert actor.account_id is not None
    with clock.at(clock.now() + _AHEAD):
        async with unit_of_work(tenant) as uow:
            return await sessions.start(uow, actor.account_id, second_factor=True)


async def _token(on: Stage, actor: Actor) -> str:
    """A program of the secretary's that answers questions."""
    held = frozenset(enforcer.grants([RoleHolding(Role.COMMITTEE_DIRECTOR, on.code)]))
    viewer = Viewer(on.county, actor.account_id, actor.resident_id, "党支部01", "zh", held)
    async with unit_of_work(on.county, actor) as uow:
        wanted = [Permission.QUESTION_ANSWER, Permission.BULLETIN_POST_RECEIPT]
        return (await api_tokens.create(uow, viewer, "crash", wanted, [on.code], 30))[1]


async def _posted(on: Stage, title: str) -> tuple[UUID, UUID]:
    """Post a plan now; return it and its bulletin: people comment on it and ask about it."""
    matter = await submitted(on, "siquansizhi", replace(LAMPS, title=title))
    await posted(on, matter)
    async with unit_of_work(on.county) as uow:
        found = (await decisions.load_many_postings(uow, [matter]))[matter]
    return matter, found[-1].bulletin_id


async def _voting(on: Stage) -> UUID:
    """Open a vote of the representatives, who have not voted yet."""
    with clock.at(clock.now() - timedelta(days=15)):
        matter = await submitted(on, "siquansizhi", ROAD)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, on.representatives())
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        await on.do(on.chair, decisions.open_meeting, meeting.id)
        return (await on.do(on.chair, decisions.open_vote, meeting.id, VoteForm.NAMED)).id


async def _village(tenant: Tenant, code: str) -> dict[str, object]:
    on = await stage(tenant, code)
    matter, bulletin = await _posted(on, "村内主路安装太阳能路灯")
    vote = await _voting(on)
    villagers = [actor for name, actor in sorted(on.people.items()) if name.startswith("居民")]
    return {
        "code": code,
        "matter": to_base64("Matter", str(matter)),
        "bulletin": to_base64("Bulletin", str(bulletin)),
        "vote": to_base64("Vote", str(vote)),
        "villagers": [await _cookie(tenant, one) for one in villagers if one.account_id],
        "voters": [await _cookie(tenant, on.who(name)) for name in on.representatives()],
        "supervisor": await _cookie(tenant, on.supervisor),
        "secretary": await _token(on, on.secretary),
    }


async def main() -> None:
    """Prepare both villages."""
    tenant = await registry.find(KAILU)
    places = sorted({one.place for one in kept() if one.role == Role.PARTY_SECRETARY})
    print(json.dumps([await _village(tenant, code) for code in places]))


if __name__ == "__main__":
    publish(profile="demo", sender="file", withdrawal_window_seconds="60")
    run(main)
